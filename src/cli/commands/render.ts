import { exit } from '../../core/failure.js';
import type { Session } from '../session.js';

/** Being written. */
export async function render(_session: Session, _args: string[], _options: Record<string, unknown>): Promise<number> {
  return exit.bug;
}
