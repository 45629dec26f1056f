import type { Reporter } from './_contract.js';
import { checkCompact } from './check-compact.js';

/** The findings on a line each, as those of `check` are. */
export const traceCompact: Reporter<'trace'> = ({ diagnostics, sources }, manner) =>
  checkCompact({ files: sources.size, diagnostics, sources }, manner);
