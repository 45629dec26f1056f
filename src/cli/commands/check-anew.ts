import { sorted } from '../../check/run-rules.js';
import { exit } from '../../core/failure.js';
import { checkDocuments } from '../check-documents.js';
import type { RunNotes } from '../kept-runs.js';
import { optional } from '../options.js';
import { report } from '../report.js';
import type { Session } from '../session.js';
import { isInShard, readShard } from '../shard-option.js';
import { threadsOption } from '../threads-option.js';

/** The check itself, whatever was found the last time. A file of its own, so that an answer from the last run need not load the rules. */
export async function checkAnew(
  session: Session,
  paths: string[],
  options: Record<string, unknown>,
  notes?: RunNotes,
): Promise<number> {
  // A PDF is looked at as it would be published; documents are checked by the rules.
  const isPdf = (path: string): boolean => /\.pdf$/i.test(path);
  const documents = paths.filter((path) => !isPdf(path));
  const written = optional(options, 'shard');
  const shard = written === undefined ? undefined : readShard(written);
  const checked =
    documents.length > 0 || paths.length === 0
      ? await checkDocuments(session, documents.length > 0 ? documents : ['.'], {
          threads: threadsOption(options),
          changed: optional(options, 'changed'),
          shard,
          notes,
        })
      : undefined;
  const found = [...(checked?.diagnostics ?? [])];
  const sources = new Map(checked?.sources);
  let files = checked?.files ?? 0;
  for (const path of paths.filter(isPdf)) {
    if (shard && !isInShard(path, shard)) continue;
    const { checkPdfFile } = await import('./check-pdf.js');
    const inPdf = await checkPdfFile(session.host, path);
    files += 1;
    found.push(...inPdf.diagnostics);
    for (const [name, source] of inPdf.sources) sources.set(name, source);
  }
  const diagnostics = sorted(found);
  await report(session, 'check', String(options['format']), { files, diagnostics, sources });
  if (diagnostics.some(({ rule }) => rule === 'read')) return exit.use;
  return diagnostics.some(({ severity }) => severity === 'error') ? exit.findings : exit.fine;
}
