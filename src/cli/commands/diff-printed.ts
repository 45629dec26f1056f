import { dirname, resolve } from 'node:path';
import { sha256 } from '../../core/sha256.js';
import { exit, Failure } from '../../core/failure.js';
import { refuseExisting } from '../../core/refuse-existing.js';
import { splitReference } from '../../core/revision.js';
import { text } from '../../core/text.js';
import type { LoadedDocument } from '../../check/load-document.js';
import type { TracedChange } from '../../consultation/trace.js';
import type { Change } from '../../model/change.js';
import type { Dispositions } from '../../model/consultation.js';
import type { Roadmap } from '../../model/roadmap.js';
import type { Parsed } from '../../parse/parsed.js';
import type { ReportedRevision } from '../../reports/_revision.js';
import { optional } from '../options.js';
import type { Session } from '../session.js';
import { formatOf, refuseInputs, reportDate, writePrinted } from '../write-printed.js';

/** The formats of `fardplan diff` that are files, with their extensions. */
export const printedDiffFormats = { pdf: 'pdf', html: 'html', docx: 'docx', criticmarkup: 'criticmarkup' } as const;

/** What the command has found, to be printed. */
export interface FoundDifference {
  before: string;
  after: string;
  earlier: LoadedDocument & { parsed: Parsed<Roadmap> };
  later: LoadedDocument & { parsed: Parsed<Roadmap> };
  changes: readonly Change[];
  round?: { traced: readonly TracedChange[]; dispositions: Dispositions | undefined; responders: ReadonlyMap<string, string> };
}

/** `fardplan diff … --format pdf|html|docx|criticmarkup -o FILE`. */
export async function diffPrinted(session: Session, found: FoundDifference, options: Record<string, unknown>): Promise<number> {
  const { host } = session;
  const { before, after, earlier, later, changes, round } = found;
  const output = optional(options, 'output');
  if (output === undefined)
    throw new Failure(
      text('Det formatet skrivs till en fil', 'That format is written to a file'),
      text('Ange filen med -o FIL.', 'Give the file with -o FILE.'),
    );
  const format = formatOf(optional(options, 'format'), output, printedDiffFormats);
  const replace = options['force'] === true;
  await refuseExisting(host, output, replace);
  refuseInputs(session, output, [before, after]);
  const folder = dirname(resolve(host.cwd, splitReference(after)?.path ?? after));
  const { loadWords } = await import('../../reports/_load-words.js');
  const words = await loadWords(host, 'change-account', folder);
  const [one, two] = [await reported(earlier), await reported(later)];
  const view = String(options['view'] ?? 'both') as 'side' | 'running' | 'both';
  const { changeAccount } = await import('../../reports/change-account.js');
  const document = changeAccount.compose(
    {
      before: one,
      after: two,
      changes,
      profile: later.profile,
      view,
      causes: round,
      organisation: later.parsed.model.owner ?? later.parsed.model.title,
      date: reportDate(session, options),
    },
    words,
  );
  await writePrinted(session, document, { format: format as 'pdf', output, folder, replace });
  return options['exitCode'] === true && changes.length > 0 ? exit.findings : exit.fine;
}

/** A revision with what names exactly its text. */
async function reported({ parsed, revision }: FoundDifference['earlier']): Promise<ReportedRevision> {
  return { parsed, revision, sha256: await sha256(revision.bytes) };
}
