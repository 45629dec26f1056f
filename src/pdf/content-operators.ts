import { type Cursor, isSpace, type PdfValue, readValue, skipSpace } from './object-reader.js';

const isOperator = (byte: number | undefined): boolean =>
  byte !== undefined && (byte === 39 || byte === 34 || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122));

/** Operators with their operands, in order; the data of inline images is stepped over. Throws {@link Malformed}. */
export function* contentOperators(bytes: Uint8Array): Generator<{ name: string; operands: PdfValue[] }> {
  const cursor: Cursor = { bytes, at: 0, end: bytes.length };
  let operands: PdfValue[] = [];
  for (skipSpace(cursor); cursor.at < cursor.end; skipSpace(cursor)) {
    if (!isOperator(bytes[cursor.at])) {
      operands.push(readValue(cursor));
      continue;
    }
    const from = cursor.at;
    while (
      cursor.at < cursor.end &&
      (isOperator(bytes[cursor.at]) || /[\d*]/.test(String.fromCharCode(bytes[cursor.at] ?? 0)))
    ) {
      cursor.at += 1;
    }
    const name = String.fromCharCode(...bytes.subarray(from, cursor.at));
    if (name === 'true' || name === 'false' || name === 'null') {
      operands.push(readValue({ ...cursor, at: from }));
      continue;
    }
    if (name === 'ID') {
      while (
        cursor.at < cursor.end &&
        !(isSpace(bytes[cursor.at]) && bytes[cursor.at + 1] === 69 && bytes[cursor.at + 2] === 73)
      ) {
        cursor.at += 1;
      }
    }
    yield { name, operands };
    operands = [];
  }
}
