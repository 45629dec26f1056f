import { exit, Failure } from '../core/failure.js';
import { sha256 } from '../core/sha256.js';
import { text, type Text } from '../core/text.js';
import type { DecisionDocument } from '../model/document.js';
import { documentOf } from '../pdf/read-stored-file.js';
import { readRevisions, type PdfStructure } from '../pdf/revisions.js';
import { viewAt } from '../pdf/revisions-view.js';
import { formFields } from '../verify/form-fields.js';
import { readPages } from '../verify/rebuild-pages.js';
import type { CopySource } from './make-copy.js';

/** What a PDF holds that a copy of it can be made from. */
export interface Original {
  document: DecisionDocument;
  /** Attached files by name. */
  attached: ReadonlyMap<string, Uint8Array>;
  facts: Omit<CopySource['original'], never>;
  /** SHA-256 of the file, as `facts` has it. */
  sha256: string;
}

const again = text(
  'En kopia görs av en PDF från fardplan render, undertecknad eller inte. Framställ handlingen på nytt om den är gjord av en äldre version.',
  'A copy is made from a PDF by fardplan render, signed or not. Render the document again if it was made by an earlier version.',
);

/** Reads what a PDF from `render` carries with it. Refuses with a `Failure` what holds no composed document, and a copy. */
export async function readOriginal(bytes: Uint8Array, file: string): Promise<Original> {
  const read = readPages(bytes);
  if ('sv' in read) throw refused(file, read, again, exit.use);
  const { stored, attached } = read;
  if (!stored) {
    throw refused(
      file,
      text(
        'Den innehåller inte det som handlingen är sammansatt av.',
        'It does not hold what the document is composed of.',
      ),
      again,
    );
  }
  if (stored.document.copy) {
    throw refused(
      file,
      text('Den är själv en publiceringskopia.', 'It is itself a copy for publication.'),
      text('Ange originalet.', 'Give the original.'),
    );
  }
  const hash = await sha256(bytes);
  const signed = await signedPart(readRevisions(bytes), bytes);
  return {
    document: documentOf(stored, attached),
    attached,
    facts: { sha256: hash, ...(signed ? { signed } : {}) },
    sha256: hash,
  };
}

/** The file up to and with the newest revision that a person or an organisation signed. */
async function signedPart(
  structure: PdfStructure,
  bytes: Uint8Array,
): Promise<{ revision: number; length: number; sha256: string } | undefined> {
  let before = 0;
  let newest: number | undefined;
  for (const { index } of structure.revisions) {
    const count = formFields(viewAt(structure, index)).filter(
      ({ type, value }) => type === 'Sig' && value !== undefined,
    ).length;
    if (count > before) newest = index;
    before = count;
  }
  const end = newest === undefined ? undefined : structure.revisions[newest]?.end;
  if (newest === undefined || end === undefined) return undefined;
  return {
    revision: newest + 1,
    length: end,
    sha256: await sha256(bytes.subarray(0, end)),
  };
}

/** Why no copy is made from a file: a finding where the file could be read. */
export const refused = (file: string, why: Text, help?: Text, code: number = exit.findings): Failure =>
  new Failure(text(`Ingen kopia görs av ${file}. ${why.sv}`, `No copy is made from ${file}. ${why.en}`), help, code);
