import { keptRun } from '../kept-runs.js';
import type { Session } from '../session.js';

/** `fardplan diff BEFORE AFTER`: 0 whatever differs, unless `--exit-code` asks for 1. Answered from the last run if nothing has changed. */
export function diff(session: Session, paths: string[], options: Record<string, unknown>): Promise<number> {
  return keptRun(session, 'diff', options, paths, async (listening) =>
    (await import('./diff-anew.js')).diffAnew(listening, paths, options),
  );
}
