import type { Reporter } from './_contract.js';
import { checkSarif } from './check-sarif.js';

/** The findings in SARIF, as those of `check` are. */
export const traceSarif: Reporter<'trace'> = ({ diagnostics, sources }, manner) =>
  checkSarif({ files: sources.size, diagnostics, sources }, manner);
