import type { Diagnostic } from '../core/diagnostic.js';
import { text } from '../core/text.js';
import type { Session } from './session.js';

/** Says that documents of the round in `folder` have errors, since what could not be read is missing in what is made from them. */
export function tellFaults(session: Session, folder: string, diagnostics: readonly Diagnostic[]): void {
  const faults = diagnostics.filter(({ severity }) => severity === 'error').length;
  if (faults === 0) return;
  session.say(
    text(
      `Remissen kunde inte läsas helt (${faults} fel), så något kan saknas; kör fardplan check på ${folder}.`,
      `The round could not be read in full (${faults} ${faults === 1 ? 'error' : 'errors'}), so something may be missing; run fardplan check on ${folder}.`,
    ),
  );
}
