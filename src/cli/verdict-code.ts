import { exit } from '../core/failure.js';
import type { Verdict } from '../model/verdict.js';
import { verdictExit } from '../verify/verify.js';

/** The exit code of a verdict, with that on its event log and what came of rendering its source again: pages that differ are a finding, whoever signed them. */
export function verdictCode({ indication, rebuild, audit }: Verdict): number {
  // A failure weighs more than what cannot be settled.
  const codes = [indication, ...(audit ? [audit.indication] : [])].map(verdictExit);
  const code = codes.includes(exit.findings) ? exit.findings : Math.max(...codes);
  if (rebuild?.matches === false) return exit.findings;
  return rebuild?.matches === null && code === exit.fine ? exit.unsettled : code;
}
