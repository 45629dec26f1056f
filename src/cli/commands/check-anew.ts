import { exit } from '../../core/failure.js';
import { loadWorkspace } from '../../check/load-workspace.js';
import { runRules, sorted } from '../../check/run-rules.js';
import { report } from '../report.js';
import type { Session } from '../session.js';

/** The check itself, whatever was found the last time. A file of its own, so that an answer from the last run need not load the rules. */
export async function checkAnew(session: Session, paths: string[], options: Record<string, unknown>): Promise<number> {
  const loaded = await loadWorkspace(session.host, paths.length > 0 ? paths : ['.']);
  const diagnostics = sorted([...loaded.diagnostics, ...runRules(loaded.workspace)]);
  const { files, sources } = loaded;
  await report(session, 'check', String(options['format']), { files, diagnostics, sources });
  if (diagnostics.some(({ rule }) => rule === 'read')) return exit.use;
  return diagnostics.some(({ severity }) => severity === 'error') ? exit.findings : exit.fine;
}
