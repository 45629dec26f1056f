import { exit } from '../../core/failure.js';
import { loadWorkspace } from '../../check/load-workspace.js';
import { runRules, sorted } from '../../check/run-rules.js';
import { report } from '../report.js';
import type { Session } from '../session.js';

/** The check itself, whatever was found the last time. A file of its own, so that an answer from the last run need not load the rules. */
export async function checkAnew(session: Session, paths: string[], options: Record<string, unknown>): Promise<number> {
  // A PDF is looked at as it would be published; documents are checked by the rules.
  const isPdf = (path: string): boolean => /\.pdf$/i.test(path);
  const documents = paths.filter((path) => !isPdf(path));
  const loaded =
    documents.length > 0 || paths.length === 0
      ? await loadWorkspace(session.host, documents.length > 0 ? documents : ['.'])
      : undefined;
  const found = loaded ? [...loaded.diagnostics, ...runRules(loaded.workspace)] : [];
  const sources = new Map(loaded?.sources);
  let files = loaded?.files ?? 0;
  for (const path of paths.filter(isPdf)) {
    const { checkPdfFile } = await import('./check-pdf.js');
    const checked = await checkPdfFile(session.host, path);
    files += 1;
    found.push(...checked.diagnostics);
    for (const [name, source] of checked.sources) sources.set(name, source);
  }
  const diagnostics = sorted(found);
  await report(session, 'check', String(options['format']), { files, diagnostics, sources });
  if (diagnostics.some(({ rule }) => rule === 'read')) return exit.use;
  return diagnostics.some(({ severity }) => severity === 'error') ? exit.findings : exit.fine;
}
