import type { Reporter } from './_contract.js';
import { checkNdjson } from './check-ndjson.js';

/** The findings as an object on a line each, as those of `check` are. */
export const traceNdjson: Reporter<'trace'> = ({ diagnostics, sources }, manner) =>
  checkNdjson({ files: sources.size, diagnostics, sources }, manner);
