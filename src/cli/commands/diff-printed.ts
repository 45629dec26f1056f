import { dirname, resolve } from 'node:path';
import { sha256 } from '../../core/sha256.js';
import { exit, Failure } from '../../core/failure.js';
import { refuseExisting } from '../../core/refuse-existing.js';
import { refuseInputs } from '../../core/refuse-inputs.js';
import { splitReference } from '../../core/revision.js';
import { text } from '../../core/text.js';
import type { LoadedDocument } from '../../check/load-document.js';
import type { TracedChange } from '../../consultation/trace.js';
import type { Change } from '../../model/change.js';
import type { Dispositions } from '../../model/consultation.js';
import type { Roadmap } from '../../model/roadmap.js';
import type { Parsed } from '../../parse/parsed.js';
import type { ReportWords } from '../../reports/_contract.js';
import type { ReportedRevision } from '../../reports/_revision.js';
import { optional } from '../options.js';
import type { Session } from '../session.js';
import { formatOf, reportDate, writePrinted } from '../write-printed.js';

/** The formats of `fardplan diff` that are files, with their extensions. */
const printedDiffFormats = { pdf: 'pdf', html: 'html', docx: 'docx', criticmarkup: 'criticmarkup' } as const;

/** What the command has found, to be printed. */
export interface FoundDifference {
  before: string;
  after: string;
  earlier: LoadedDocument & { parsed: Parsed<Roadmap> };
  later: LoadedDocument & { parsed: Parsed<Roadmap> };
  changes: readonly Change[];
  round?: {
    traced: readonly TracedChange[];
    dispositions: Dispositions | undefined;
    responders: ReadonlyMap<string, string>;
    /** Paths of what the round is kept in. */
    files: readonly string[];
  };
}

/** `fardplan diff … --format pdf|html|docx|criticmarkup -o FILE`. */
export async function diffPrinted(
  session: Session,
  found: FoundDifference,
  options: Record<string, unknown>,
): Promise<number> {
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
  refuseInputs(host, output, [before, after, ...(round?.files ?? [])]);
  const folder = dirname(resolve(host.cwd, splitReference(after)?.path ?? after));
  const { loadWords } = await import('../../reports/_load-words.js');
  const words = await loadWords(host, 'change-account', folder);
  const differing = { found, words, options, output, replace };
  if (format === 'docx') await writeRevisions(session, differing);
  else if (format === 'criticmarkup') await writeMarkup(session, differing);
  else {
    const { changeAccount } = await import('../../reports/change-account.js');
    const document = changeAccount.compose(
      {
        before: await reported(earlier),
        after: await reported(later),
        changes,
        profile: later.profile,
        view: (optional(options, 'view') ?? 'both') as 'side' | 'running' | 'both',
        causes: round,
        organisation: later.parsed.model.owner ?? later.parsed.model.title,
        date: reportDate(session, options),
      },
      words,
    );
    await writePrinted(session, document, { format, output, folder, replace });
  }
  return options['exitCode'] === true && changes.length > 0 ? exit.findings : exit.fine;
}

interface Differing {
  found: FoundDifference;
  words: ReportWords;
  options: Record<string, unknown>;
  output: string;
  replace: boolean;
}

/** The later text in Word with tracked changes, and the causes in the margin. */
async function writeRevisions(session: Session, { found, words, options, output, replace }: Differing): Promise<void> {
  const { earlier, later, changes, round } = found;
  const { align } = await import('../../reports/_aligned.js');
  const { makeCauseOf } = await import('../../reports/_row-causes.js');
  const { wordRevisions } = await import('../../reports/_word-revisions.js');
  const { trackedChanges } = await import('../../ooxml/tracked-changes.js');
  const aligned = align({ before: earlier.parsed, after: later.parsed, changes, profile: later.profile });
  const { title, version } = later.parsed.model;
  const bytes = await trackedChanges({
    title,
    author: 'fardplan',
    date: reportDate(session, options),
    footer: `${title} · ${earlier.parsed.model.version} → ${version}`,
    blocks: wordRevisions(aligned, words, makeCauseOf(round, aligned.rows, words)),
  });
  await session.host.files.write(output, bytes, { replace });
  session.say(
    text(
      `${output}: version ${version} med spårade ändringar. Godkänn alla för den senare texten, avvisa alla för den tidigare.`,
      `${output}: version ${version} with tracked changes. Accept all for the later text, reject all for the earlier.`,
    ),
  );
}

/** The later source with CriticMarkup, and the causes as comments. */
async function writeMarkup(session: Session, { found, words, output, replace }: Differing): Promise<void> {
  const { earlier, later, round, before, after } = found;
  const { criticMarkup } = await import('../../reports/_critic-markup.js');
  const { causeOf } = await import('../../reports/_causes.js');
  const { sentence } = await import('../../reports/_blocks.js');
  const notes = (round?.traced ?? []).flatMap((traced) => {
    const cause = round && causeOf(traced, round, words);
    if (cause === undefined) return [];
    const { change } = traced;
    return [
      {
        ...(change.before ? { before: change.before.line } : {}),
        ...(change.after ? { after: change.after.line } : {}),
        text: sentence(words.cause, { cause }),
      },
    ];
  });
  const marked = criticMarkup({
    before: { text: earlier.parsed.source.text, path: before },
    after: { text: later.parsed.source.text, path: after },
    notes,
    movedFrom: (from) => sentence(words.movedTo, { from }).replace(/:$/, '.'),
    movedTo: (to) => sentence(words.standsUnder, { to }),
  });
  await session.host.files.write(output, marked, { replace });
  session.say(text(`${output}: ${later.parsed.model.title} med CriticMarkup.`, `${output}: written as CriticMarkup.`));
}

/** A revision with what names exactly its text. */
async function reported({ parsed, revision }: FoundDifference['earlier']): Promise<ReportedRevision> {
  return { parsed, revision, sha256: await sha256(revision.bytes) };
}
