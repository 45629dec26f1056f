import { keptRun } from '../kept-runs.js';
import type { Session } from '../session.js';

/** `fardplan consult trace [DIR]`: 0 when every comment is answered and every change explained, else 1. Answered from the last run if nothing has changed. */
export function consultTrace(session: Session, paths: string[], options: Record<string, unknown>): Promise<number> {
  return keptRun(session, 'consult trace', options, paths, async (listening) =>
    (await import('./consult-trace-anew.js')).consultTraceAnew(listening, paths, options),
  );
}
