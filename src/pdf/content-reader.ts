import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import { isSpace, readValue, skipSpace } from './object-reader.js';
import type { Cursor, PdfValue } from './object-reader.js';

/** One operator of a content stream with its operands (ISO 32000-1, 7.8.2). An inline image is one operation, `BI`. */
export interface Operation {
  operator: string;
  operands: PdfValue[];
  /** Offset in the decoded stream. */
  at: number;
}

/** No page that people read holds this many. */
const mostOperations = 1_000_000;
const mostOperands = 64;

const malformed = (at: number, sv: string, en: string): Malformed =>
  new Malformed(text(`Sidans innehåll vid byte ${at}: ${sv}.`, `The content of the page at byte ${at}: ${en}.`), at);

/** Letters and the signs that operators are spelled with: `'`, `"`, `*`; digits only after the first (`d0`). */
const isOperatorByte = (byte: number | undefined, first: boolean): boolean =>
  byte !== undefined &&
  ((byte >= 65 && byte <= 90) ||
    (byte >= 97 && byte <= 122) ||
    byte === 39 ||
    byte === 34 ||
    byte === 42 ||
    (!first && byte >= 48 && byte <= 57));

const constants = new Set(['true', 'false', 'null']);

function operatorAt({ bytes, at, end }: Cursor): string | undefined {
  let stop = at;
  while (stop < end && stop - at < 8 && isOperatorByte(bytes[stop], stop === at)) stop += 1;
  const word = String.fromCharCode(...bytes.subarray(at, stop));
  return stop === at || constants.has(word) ? undefined : word;
}

/** Steps over the data of an inline image, to after its `EI` (ISO 32000-1, 8.9.7). */
function skipInlineImage(cursor: Cursor): void {
  const { bytes, end } = cursor;
  const start = cursor.at;
  for (skipSpace(cursor); bytes[cursor.at] === 47; skipSpace(cursor)) {
    readValue(cursor);
    readValue(cursor);
  }
  if (bytes[cursor.at] !== 73 || bytes[cursor.at + 1] !== 68)
    throw malformed(start, 'en bild utan data', 'an image without data');
  for (let at = cursor.at + 2; at + 2 < end + 1; at += 1) {
    const ends = isSpace(bytes[at]) && bytes[at + 1] === 69 && bytes[at + 2] === 73;
    if (ends && (at + 3 >= end || isSpace(bytes[at + 3]))) {
      cursor.at = at + 3;
      return;
    }
  }
  throw malformed(start, 'en bild utan slut', 'an image without an end');
}

/** Reads a decoded content stream to its end, operation by operation. Throws {@link Malformed} for anything that is no operation. */
export function* readContent(bytes: Uint8Array): Generator<Operation> {
  const cursor: Cursor = { bytes, at: 0, end: bytes.length };
  let operands: PdfValue[] = [];
  let count = 0;
  for (skipSpace(cursor); cursor.at < cursor.end; skipSpace(cursor)) {
    const at = cursor.at;
    const operator = operatorAt(cursor);
    if (operator === undefined) {
      operands.push(readValue(cursor));
      if (operands.length > mostOperands) throw malformed(at, 'för många värden i rad', 'too many values in a row');
      continue;
    }
    cursor.at += operator.length;
    if (operator === 'BI') skipInlineImage(cursor);
    count += 1;
    if (count > mostOperations) throw malformed(at, 'för mycket innehåll', 'too much content');
    yield { operator, operands, at };
    operands = [];
  }
  if (operands.length > 0) throw malformed(cursor.at, 'värden utan operator', 'values without an operator');
}
