import { exit } from '../../core/failure.js';
import type { Session } from '../session.js';

/** `fardplan case report CASE -o FILE`. */
export async function caseReport(session: Session): Promise<number> {
  await session.print('');
  return exit.fine;
}
