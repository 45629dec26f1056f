import { hex } from '../core/sha256.js';
import { text } from '../core/text.js';
import { digest } from '../cms/verify-algorithm.js';
import { Malformed } from '../core/malformed.js';
import type { RoadmapVerdict } from '../model/verdict.js';
import { decodeStream } from '../pdf/object-reader-filters.js';
import type { PdfDictionary, PdfValue } from '../pdf/object-reader.js';
import type { PdfStructure } from '../pdf/revisions.js';
import { catalogOf, entriesOf, entry, resolve } from '../pdf/revisions-view.js';
import type { View } from '../pdf/revisions-view.js';
import { storedBinding } from '../pdf/xmp.js';
import type { StoredBinding } from '../pdf/xmp.js';
import type { Answer } from './answer.js';
import { failed, note, unsettled } from './answer.js';
import { textEntry } from './form-fields.js';

/**
 * Whether git commit `commit` holds a file with exactly these bytes, by SHA-256 in hex; `null` when it cannot be looked up (no repository, no
 * such commit). `fileName` is what the document calls the file.
 */
export type Lookup = (commit: string, sha256: string, fileName: string | null) => Promise<boolean | null>;

interface Attachment {
  name: string | null;
  bytes: Uint8Array;
}

/** What the document is bound to, and how that came out. */
export interface RoadmapAnswer {
  roadmap: RoadmapVerdict | null;
  answers: Answer[];
}

function binding(structure: PdfStructure, view: View): StoredBinding | undefined {
  const metadata = entry(view, catalogOf(view), 'Metadata', 'stream');
  return metadata && storedBinding(new TextDecoder().decode(decodeStream(metadata, structure.allowance)));
}

/** File specifications that the catalog lists as associated files with the relationship Source (ISO 32000-2, 14.13). */
function sources(view: View): PdfDictionary[] {
  const items: PdfValue[] = entry(view, catalogOf(view), 'AF', 'array')?.items ?? [];
  return items
    .map((item) => entriesOf(resolve(view, item)))
    .filter((entries) => entries !== undefined)
    .filter((entries) => entry(view, entries, 'AFRelationship', 'name')?.value === 'Source');
}

function attachments(structure: PdfStructure, view: View): Attachment[] {
  return sources(view).flatMap((entries) => {
    const files = entry(view, entries, 'EF', 'dictionary')?.entries;
    const streams = ['F', 'UF']
      .map((key) => entry(view, files, key, 'stream'))
      .filter((stream) => stream !== undefined);
    const name = textEntry(view, entries, 'UF') ?? textEntry(view, entries, 'F');
    return [...new Set(streams)].map((stream) => ({ name, bytes: decodeStream(stream, structure.allowance) }));
  });
}

const attachmentWrong = text(
  'Den bifogade färdplanen är inte den som dokumentet säger sig gälla: kontrollsumman stämmer inte.',
  'The attached roadmap is not the one that the document says it is about: its checksum does not match.',
);

async function compare(structure: PdfStructure, view: View, lookup: Lookup | undefined): Promise<RoadmapAnswer> {
  const stored = binding(structure, view);
  if (!stored) return { roadmap: null, answers: [] };
  const { id, version, commit = null, sha256, fileName } = stored;
  const found = attachments(structure, view);
  const hashes = await Promise.all(found.map(async ({ bytes }) => hex(await digest('SHA-256', bytes))));
  const attachmentMatches = hashes.length === 0 ? null : hashes.every((each) => each === sha256);
  const draft = stored.draft !== undefined || commit === null;
  const commitMatches = commit !== null && lookup ? await lookup(commit, sha256, fileName || null) : null;
  const answers: Answer[] = [];
  if (attachmentMatches === false) answers.push(failed('HASH_FAILURE', attachmentWrong));
  if (stored.original) {
    const { keeper, sha256: hash } = stored.original;
    const reason = text(
      `Anmärkning: filen är en publiceringskopia. Originalet förvaras hos ${keeper} och har SHA-256 ${hash}.`,
      `Note: the file is a copy for publication. The original is kept by ${keeper} and has the SHA-256 ${hash}.`,
    );
    answers.push(note(reason));
  }
  // A copy may have left the roadmap out, or carry it without personal data.
  if (attachmentMatches === null && !stored.original) {
    const reason = text(
      'Färdplanen som dokumentet gäller är inte bifogad.',
      'The roadmap that the document is about is not attached.',
    );
    answers.push(unsettled('SIGNED_DATA_NOT_FOUND', reason));
  }
  if (commitMatches === false) {
    const reason = text(
      `Commit ${String(commit).slice(0, 12)} innehåller ingen fil med färdplanens innehåll.`,
      `Commit ${String(commit).slice(0, 12)} holds no file with the content of the roadmap.`,
    );
    answers.push(unsettled('SIG_CONSTRAINTS_FAILURE', reason));
  }
  if (draft) {
    const reason = text(
      'Anmärkning: dokumentet är ett utkast och inte bundet till en sparad version av färdplanen.',
      'Note: the document is a draft and not bound to a saved revision of the roadmap.',
    );
    answers.push(note(reason));
  }
  return { roadmap: { id, version, commit, sha256, draft, attachmentMatches, commitMatches }, answers };
}

/** Is the attached roadmap the one the document names, and does the named commit hold it? */
export async function judgeRoadmap(
  structure: PdfStructure,
  view: View,
  lookup: Lookup | undefined,
): Promise<RoadmapAnswer> {
  try {
    return await compare(structure, view, lookup);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { roadmap: null, answers: [unsettled('SIG_CONSTRAINTS_FAILURE', error.text)] };
  }
}
