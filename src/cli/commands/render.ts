import { keptRun } from '../kept-runs.js';
import type { Session } from '../session.js';

/** `fardplan render DECISION -o FILE`: 1 and no file when the decision has errors. The last run's bytes are used if nothing has changed. */
export function render(session: Session, paths: string[], options: Record<string, unknown>): Promise<number> {
  return keptRun(session, 'render', options, paths, async (listening) =>
    (await import('./render-anew.js')).renderAnew(listening, paths, options),
  );
}
