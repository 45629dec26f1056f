import type { Reporter } from './_contract.js';
import { checkGithub } from './check-github.js';

/** The findings as annotations on their lines, as those of `check` are. */
export const traceGithub: Reporter<'trace'> = ({ diagnostics, sources }, manner) =>
  checkGithub({ files: sources.size, diagnostics, sources }, manner);
