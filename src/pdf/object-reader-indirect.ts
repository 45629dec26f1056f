import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import { atKeyword, readInteger, readKeyword, readValue, skipSpace } from './object-reader.js';
import type { Cursor, PdfDictionary, PdfValue } from './object-reader.js';

/** An indirect object as it stands in the file: `N G obj … endobj` (ISO 32000-1, 7.3.10). */
export interface IndirectObject {
  number: number;
  generation: number;
  value: PdfValue;
  start: number;
  end: number;
}

/** Finds the length of a stream whose /Length is a reference; throws {@link Malformed} if there is none. */
export type LengthOf = (object: number) => number;

function streamLength(entries: PdfDictionary, lengthOf: LengthOf, at: number): number {
  const length = entries.get('Length');
  if (length?.kind === 'number' && length.integer && length.value >= 0) return length.value;
  if (length?.kind === 'reference') return lengthOf(length.number);
  throw new Malformed(
    text(
      `Strömmen vid byte ${at} saknar användbar längd (/Length).`,
      `The stream at byte ${at} has no usable /Length.`,
    ),
    at,
  );
}

function readStream(cursor: Cursor, entries: PdfDictionary, start: number, lengthOf: LengthOf): PdfValue {
  cursor.at += 'stream'.length;
  if (cursor.bytes[cursor.at] === 13) cursor.at += 1;
  if (cursor.bytes[cursor.at] !== 10) {
    throw new Malformed(
      text(
        `”stream” vid byte ${cursor.at} följs inte av radslut.`,
        `“stream” at byte ${cursor.at} is not followed by a line end.`,
      ),
      cursor.at,
    );
  }
  cursor.at += 1;
  const length = streamLength(entries, lengthOf, start);
  const from = cursor.at;
  if (from + length > cursor.end) {
    throw new Malformed(
      text(`Strömmen vid byte ${start} är längre än filen.`, `The stream at byte ${start} is longer than the file.`),
      start,
    );
  }
  cursor.at = from + length;
  if (cursor.bytes[cursor.at] === 13) cursor.at += 1;
  if (cursor.bytes[cursor.at] === 10) cursor.at += 1;
  readKeyword(cursor, 'endstream');
  return { kind: 'stream', entries, data: cursor.bytes.subarray(from, from + length), start, end: cursor.at };
}

/** Reads the indirect object that must stand at exactly `offset` and end before `limit`; throws {@link Malformed}. */
export function readIndirectObject(
  bytes: Uint8Array,
  offset: number,
  limit: number,
  lengthOf: LengthOf,
): IndirectObject {
  const cursor: Cursor = { bytes, at: offset, end: limit };
  const number = readInteger(cursor);
  skipSpace(cursor);
  const generation = readInteger(cursor, 5);
  skipSpace(cursor);
  readKeyword(cursor, 'obj');
  let value = readValue(cursor);
  skipSpace(cursor);
  if (value.kind === 'dictionary' && atKeyword(cursor, 'stream')) {
    value = readStream(cursor, value.entries, value.start, lengthOf);
    skipSpace(cursor);
  }
  readKeyword(cursor, 'endobj');
  return { number, generation, value, start: offset, end: cursor.at };
}
