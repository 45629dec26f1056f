import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import { decodeStream } from './object-reader-filters.js';
import type { Budget } from './object-reader-filters.js';
import type { IndirectObject } from './object-reader-indirect.js';
import { readInteger, readValue, skipSpace } from './object-reader.js';
import type { Cursor, PdfValue } from './object-reader.js';

const count = (value: PdfValue | undefined): number =>
  value?.kind === 'number' && value.integer && value.value >= 0 && value.value <= 500_000 ? value.value : NaN;

const broken = (container: IndirectObject, sv: string, en: string): Malformed =>
  new Malformed(
    text(`Objektströmmen ${container.number} är trasig: ${sv}.`, `Object stream ${container.number} is broken: ${en}.`),
    container.start,
  );

/**
 * The objects packed in an object stream (ISO 32000-1, 7.5.7), in order, with their numbers. Every byte of it must belong to its header or to one of them;
 * throws {@link Malformed}.
 */
export function readPacked(container: IndirectObject, allowance: Budget): { number: number; value: PdfValue }[] {
  const { value } = container;
  const type = value.kind === 'stream' ? value.entries.get('Type') : undefined;
  if (value.kind !== 'stream' || type?.kind !== 'name' || type.value !== 'ObjStm') {
    throw broken(container, 'den är ingen objektström', 'it is not an object stream');
  }
  const total = count(value.entries.get('N'));
  const first = count(value.entries.get('First'));
  if (Number.isNaN(total) || Number.isNaN(first))
    throw broken(container, '/N eller /First saknas', '/N or /First is missing');
  const bytes = decodeStream(value, allowance);
  try {
    return unpacked(container, bytes, total, first);
  } catch (error) {
    if (!(error instanceof Malformed) || error.offset === container.start) throw error;
    // Places within the unpacked bytes say nothing without the name of the stream.
    const { sv, en } = error.text;
    throw new Malformed(
      text(`Objektströmmen ${container.number} är trasig. ${sv}`, `Object stream ${container.number} is broken. ${en}`),
      container.start,
    );
  }
}

function unpacked(
  container: IndirectObject,
  bytes: Uint8Array,
  total: number,
  first: number,
): { number: number; value: PdfValue }[] {
  const cursor: Cursor = { bytes, at: 0, end: Math.min(first, bytes.length) };
  const places: { number: number; at: number }[] = [];
  for (let index = 0; index < total; index += 1) {
    skipSpace(cursor);
    const number = readInteger(cursor);
    skipSpace(cursor);
    places.push({ number, at: first + readInteger(cursor) });
  }
  skipSpace(cursor);
  if (cursor.at !== first)
    throw broken(container, 'dess innehållsförteckning slutar fel', 'its table of contents ends wrongly');
  return places.map(({ number, at }, index) => {
    const end = places[index + 1]?.at ?? bytes.length;
    if (at !== cursor.at) throw broken(container, `objekt ${number} ligger fel`, `object ${number} is misplaced`);
    cursor.end = end;
    const read = readValue(cursor);
    skipSpace(cursor);
    if (cursor.at !== end)
      throw broken(container, `efter objekt ${number} står något mer`, `something follows object ${number}`);
    return { number, value: read };
  });
}
