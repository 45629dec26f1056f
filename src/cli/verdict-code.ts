import { exit } from '../core/failure.js';
import type { Verdict } from '../model/verdict.js';
import { verdictExit } from '../verify/verify.js';

/** The exit code of a verdict, with what came of rendering its source again: pages that differ are a finding, whoever signed them. */
export function verdictCode({ indication, rebuild }: Verdict): number {
  const code = verdictExit(indication);
  if (rebuild?.matches === false) return exit.findings;
  return rebuild?.matches === null && code === exit.fine ? exit.unsettled : code;
}
