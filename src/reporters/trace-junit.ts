import type { Reporter } from './_contract.js';
import { checkJunit } from './check-junit.js';

/** The findings as cases that fail or pass, as those of `check` are. */
export const traceJunit: Reporter<'trace'> = ({ diagnostics, sources }, manner) =>
  checkJunit({ files: sources.size, diagnostics, sources }, manner);
