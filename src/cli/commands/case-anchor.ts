import { anchorCase } from '../../case/anchor.js';
import { exit } from '../../core/failure.js';
import { text } from '../../core/text.js';
import type { Session } from '../session.js';

/** `fardplan case anchor CASE --tsa URL`. */
export async function caseAnchor(
  session: Session,
  [path = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const at = await anchorCase(session.host, path, String(options['tsa']));
  session.say(
    text(`${path}: loggens slut är tidsstämplat (${at}).`, `${path}: the end of the log is time-stamped (${at}).`),
  );
  return exit.fine;
}
