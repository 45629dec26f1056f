import { keptRun } from '../kept-runs.js';
import type { Session } from '../session.js';

/** `fardplan check`: 1 when there is an error, 2 when something could not be read. Answered from the last run if nothing has changed. */
export async function check(session: Session, paths: string[], options: Record<string, unknown>): Promise<number> {
  if (options['fix'] === true || options['dryRun'] === true)
    return (await import('./check-fix.js')).checkFix(session, paths, options);
  if (options['watch'] === true) return (await import('./check-watch.js')).checkWatch(session, paths, options);
  return keptRun(session, 'check', options, paths, async (listening, notes) =>
    (await import('./check-anew.js')).checkAnew(listening, paths, options, notes),
  );
}
