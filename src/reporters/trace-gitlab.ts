import type { Reporter } from './_contract.js';
import { checkGitlab } from './check-gitlab.js';

/** The findings as a Code Quality report, as those of `check` are. */
export const traceGitlab: Reporter<'trace'> = ({ diagnostics, sources }, manner) =>
  checkGitlab({ files: sources.size, diagnostics, sources }, manner);
