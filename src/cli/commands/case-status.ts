import { caseNow } from '../../case/case-events.js';
import { currentPath } from '../../case/case-paths.js';
import { exit, Failure } from '../../core/failure.js';
import { sha256 } from '../../core/sha256.js';
import { report } from '../report.js';
import type { Session } from '../session.js';

/** `fardplan case status CASE`: 0 for any case whose log holds, 1 when the newest file is not what the log says. */
export async function caseStatus(
  session: Session,
  [path = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const { open, state } = await caseNow(host, path);
  let file: 'same' | 'changed' | 'missing' = 'missing';
  try {
    const bytes = await host.files.read(currentPath(host, open, state));
    file = (await sha256(bytes)) === state.current.sha256 ? 'same' : 'changed';
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  await report(session, 'case', String(options['format']), { open, state, file });
  return file === 'changed' ? exit.findings : exit.fine;
}
