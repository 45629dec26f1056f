import { Malformed } from '../core/malformed.js';
import { text, type Text } from '../core/text.js';
import { decodeStream } from '../pdf/object-reader-filters.js';
import { textString } from '../pdf/object-reader-text.js';
import type { PdfDictionary, PdfKind, PdfValue } from '../pdf/object-reader.js';
import { formText, pageText } from '../pdf/page-text.js';
import { pagesOf } from '../pdf/page-tree.js';
import { readRevisions, type PdfObject, type PdfStructure } from '../pdf/revisions.js';
import { entriesOf, entry, inside, resolve, viewAt, type View } from '../pdf/revisions-view.js';

/** A text that a PDF holds somewhere, shown or not. */
export interface TextInPdf {
  /** Where, as a fragment of the file's address: `page=2`, `ef=fardplan.md`, `metadata`, `signature`, `object`. */
  where: string;
  text: string;
}

/** Everything in a PDF that could be read as text, and what could not be read. */
export interface TextsInPdf {
  texts: TextInPdf[];
  unread: { where: string; why: Text }[];
}

/**
 * Every text of a PDF, of every revision: what pages and appearances show, strings (metadata, labels, addresses of links, alternative texts), the
 * XMP packet, attached files, and what certificates say. `Text` tells why the file cannot be read at all.
 */
export function textsInPdf(bytes: Uint8Array): TextsInPdf | Text {
  const structure = readRevisions(bytes);
  if (structure.revisions.length === 0) {
    return structure.problems[0]?.what ?? text('Filen kan inte läsas.', 'The file cannot be read.');
  }
  const found: TextsInPdf = { texts: [], unread: [] };
  const parts = new Map<string, Set<string>>();
  const add = (where: string, shown: string): void => {
    // The same words in a later revision are the same fact.
    if (shown.trim() !== '') parts.set(where, (parts.get(where) ?? new Set()).add(shown.trim()));
  };
  const attempt = (where: string, read: () => void): void => {
    try {
      read();
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      found.unread.push({ where, why: error.text });
    }
  };
  for (const { start, what } of structure.problems) found.unread.push({ where: `byte ${start}`, why: what });
  for (const { index, objects } of structure.revisions) {
    const view = viewAt(structure, index);
    attempt('pages', () => addPages(view, structure, add, attempt, found));
    for (const object of objects.values()) {
      attempt(`object ${object.number}`, () => addObject(object, view, structure, add, found));
    }
  }
  // Texts are kept apart by an empty line, so that the end of one and the beginning of the next are not read together.
  found.texts = [...parts].map(([where, texts]) => ({ where, text: [...texts].join('\n\n') }));
  return found;
}

type Add = (where: string, shown: string) => void;

function addPages(
  view: View,
  structure: PdfStructure,
  add: Add,
  attempt: (where: string, read: () => void) => void,
  found: TextsInPdf,
): void {
  for (const [index, page] of pagesOf(view).entries()) {
    const where = `page=${index + 1}`;
    attempt(where, () => {
      const { body, margin, unknown } = pageText(view, page, structure.allowance);
      add(where, body);
      add(where, margin);
      if (unknown > 0 && !found.unread.some((each) => each.where === where)) {
        found.unread.push({
          where,
          why: text(
            `${unknown} tecken på sidan säger inte vilka bokstäver de är.`,
            `${unknown} signs on the page do not say what letters they are.`,
          ),
        });
      }
    });
    for (const item of entry(view, page.entries, 'Annots', 'array')?.items ?? []) {
      const annotation = entriesOf(resolve(view, item));
      const form = entry(view, entry(view, annotation, 'AP', 'dictionary')?.entries, 'N', 'stream');
      if (form) attempt(where, () => add(where, formText(view, form, structure.allowance).body));
    }
  }
}

function addObject(object: PdfObject, view: View, structure: PdfStructure, add: Add, found: TextsInPdf): void {
  const { value } = object;
  for (const entries of dictionariesIn(value)) {
    const signature = entries.has('ByteRange');
    for (const [key, item] of entries) {
      if (key === 'ID' || key === 'Cert') continue;
      for (const string of stringsIn(item)) {
        if (signature && key === 'Contents') addBinary('signature', string.bytes, add);
        else
          add(
            signature ? 'signature' : key === 'URI' || key === 'Contents' ? 'annotation' : 'metadata',
            textString(string.bytes),
          );
      }
    }
    const embedded = entry(view, entry(view, entries, 'EF', 'dictionary')?.entries, 'F', 'stream');
    if (embedded) addAttachment(nameOf(view, entries), embedded, structure, add, found);
  }
  if (value.kind !== 'stream') return;
  const type = entry(view, value.entries, 'Type', 'name')?.value;
  if (type === 'Metadata')
    add('metadata', unescaped(new TextDecoder().decode(decodeStream(value, structure.allowance))));
  // Certificates, revocation lists and answers that later revisions add have no type, and no filter but Flate.
  else if (type === undefined && isBare(value)) {
    const bytes = decodeStream(value, structure.allowance);
    // A SEQUENCE, as certificates, revocation lists and answers are; content of pages is read as such.
    if (bytes[0] === 0x30 && (bytes[1] ?? 0) >= 0x80) addBinary('signature', bytes, add);
  }
}

/** Whether the dictionary of a stream says nothing but how it is packed: validation data says no more. */
const isBare = ({ entries }: PdfKind<'stream'>): boolean =>
  [...entries.keys()].every((key) => key === 'Length' || key === 'Filter') && entries.size <= 2;

function addAttachment(
  name: string,
  stream: PdfKind<'stream'>,
  structure: PdfStructure,
  add: Add,
  found: TextsInPdf,
): void {
  const where = `ef=${name}`;
  const bytes = decodeStream(stream, structure.allowance);
  try {
    const shown = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!shown.includes('\0')) {
      add(where, shown);
      return;
    }
  } catch {
    // Not a text: told below.
  }
  const why = text(
    'Bilagan är ingen textfil och har inte kunnat läsas.',
    'The attachment is no text file and could not be read.',
  );
  if (!found.unread.some((each) => each.where === where)) found.unread.push({ where, why });
}

const nameOf = (view: View, entries: PdfDictionary): string => {
  const name = entry(view, entries, 'UF', 'string') ?? entry(view, entries, 'F', 'string');
  return name ? textString(name.bytes) : '?';
};

/** Readable stretches of binary data, as certificates hold them. */
function addBinary(where: string, bytes: Uint8Array, add: Add): void {
  const latin = new TextDecoder('latin1').decode(bytes);
  // Words are kept apart, so that two that happen to follow each other are not read as one.
  add(where, (latin.match(/[\x20-\x7e]{6,}/g) ?? []).join('\n\n'));
}

const unescaped = (xml: string): string =>
  xml.replace(/<[^>]*>/g, '\n').replace(/&#(?:x([0-9a-f]+)|(\d+));/gi, (_, hex?: string, decimal?: string) => {
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
  });

function* dictionariesIn(value: PdfValue): Generator<PdfDictionary> {
  const open: PdfValue[] = [value];
  for (let next = open.pop(); next; next = open.pop()) {
    const entries = entriesOf(next);
    if (entries) yield entries;
    open.push(...inside(next));
  }
}

/** Strings right under a key, also in a list. */
function* stringsIn(value: PdfValue): Generator<PdfKind<'string'>> {
  if (value.kind === 'string') yield value;
  else if (value.kind === 'array') for (const item of value.items) if (item.kind === 'string') yield item;
}
