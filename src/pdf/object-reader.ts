import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';

interface Extent {
  /** Offset of the first byte. */
  start: number;
  /** Offset after the last byte. */
  end: number;
}

/** Entries of a dictionary by key, without the slash. */
export type PdfDictionary = Map<string, PdfValue>;

/** An object of ISO 32000-1, clause 7.3, as plain data with its place in the bytes it was read from. */
export type PdfValue = Extent &
  (
    | { kind: 'null' }
    | { kind: 'boolean'; value: boolean }
    | { kind: 'number'; value: number; integer: boolean }
    | { kind: 'name'; value: string }
    | { kind: 'string'; bytes: Uint8Array; hex: boolean }
    | { kind: 'array'; items: PdfValue[] }
    | { kind: 'dictionary'; entries: PdfDictionary }
    | { kind: 'stream'; entries: PdfDictionary; data: Uint8Array }
    | { kind: 'reference'; number: number; generation: number }
  );

/** One kind of {@link PdfValue}. */
export type PdfKind<K extends PdfValue['kind']> = Extract<PdfValue, { kind: K }>;

/** Where reading stands; `end` is the first byte that may not be touched. */
export interface Cursor {
  bytes: Uint8Array;
  at: number;
  end: number;
}

const deepest = 64;

/** What a byte is in PDF syntax: 0 regular, 1 white space, 2 a delimiter (ISO 32000-1, 7.2.2). A table, since this is asked of every byte. */
const classes = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) classes[byte] = 1;
for (const sign of '()<>[]{}/%') classes[sign.charCodeAt(0)] = 2;

/** White space of ISO 32000-1, table 1. */
export const isSpace = (byte: number | undefined): boolean => byte !== undefined && classes[byte] === 1;

const isRegular = (byte: number | undefined): boolean => byte !== undefined && classes[byte] === 0;
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

const hexValue = (byte: number | undefined): number => {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  if (byte >= 65 && byte <= 70) return byte - 55;
  if (byte >= 97 && byte <= 102) return byte - 87;
  return -1;
};

const peek = (cursor: Cursor, ahead = 0): number | undefined =>
  cursor.at + ahead < cursor.end ? cursor.bytes[cursor.at + ahead] : undefined;

const unexpected = (cursor: Cursor, sv: string, en: string): Malformed =>
  new Malformed(text(`Väntade ${sv} vid byte ${cursor.at}.`, `Expected ${en} at byte ${cursor.at}.`), cursor.at);

/** Steps over white space and comments. */
export function skipSpace(cursor: Cursor): void {
  for (;;) {
    const byte = peek(cursor);
    if (isSpace(byte)) cursor.at += 1;
    else if (byte === 37) {
      while (cursor.at < cursor.end && peek(cursor) !== 10 && peek(cursor) !== 13) cursor.at += 1;
    } else return;
  }
}

/** Whether `word` stands here, ended by white space, a delimiter or the end. */
export function atKeyword(cursor: Cursor, word: string): boolean {
  for (let index = 0; index < word.length; index += 1) {
    if (peek(cursor, index) !== word.charCodeAt(index)) return false;
  }
  return !isRegular(peek(cursor, word.length));
}

/** Steps over `word`, or says that it is missing. */
export function readKeyword(cursor: Cursor, word: string): void {
  if (!atKeyword(cursor, word)) throw unexpected(cursor, `”${word}”`, `“${word}”`);
  cursor.at += word.length;
}

/** An unsigned integer of at most `digits` digits. */
export function readInteger(cursor: Cursor, digits = 10): number {
  const start = cursor.at;
  let value = 0;
  for (let byte = peek(cursor); byte !== undefined && isDigit(byte); byte = peek(cursor)) {
    value = value * 10 + byte - 48;
    cursor.at += 1;
  }
  const length = cursor.at - start;
  if (length === 0 || length > digits || isRegular(peek(cursor))) {
    cursor.at = start;
    throw unexpected(cursor, 'ett heltal', 'an integer');
  }
  return value;
}

function readName(cursor: Cursor): PdfValue {
  const { bytes, end } = cursor;
  const start = cursor.at;
  let at = start + 1;
  while (at < end && bytes[at] !== 35 && isRegular(bytes[at])) at += 1;
  let value = String.fromCharCode.apply(null, bytes.subarray(start + 1, at) as unknown as number[]);
  cursor.at = at;
  while (isRegular(peek(cursor))) {
    const byte = peek(cursor) ?? 0;
    if (byte === 35) {
      const high = hexValue(peek(cursor, 1));
      const low = hexValue(peek(cursor, 2));
      if (high < 0 || low < 0 || high + low === 0)
        throw unexpected(cursor, 'två hexsiffror efter #', 'two hex digits after #');
      value += String.fromCharCode(high * 16 + low);
      cursor.at += 3;
    } else {
      value += String.fromCharCode(byte);
      cursor.at += 1;
    }
  }
  return { kind: 'name', value, start, end: cursor.at };
}

const escapes = new Map([...'nrtbf'].map((sign, index) => [sign.charCodeAt(0), [10, 13, 9, 8, 12][index] ?? 0]));

function readLiteralString(cursor: Cursor): PdfValue {
  const start = cursor.at;
  const out: number[] = [];
  let depth = 1;
  cursor.at += 1;
  for (;;) {
    let byte = peek(cursor);
    if (byte === undefined) throw unexpected(cursor, 'strängens slut', 'the end of the string');
    cursor.at += 1;
    if (byte === 41 && (depth -= 1) === 0) break;
    if (byte === 40) depth += 1;
    if (byte === 13) {
      if (peek(cursor) === 10) cursor.at += 1;
      byte = 10;
    } else if (byte === 92) {
      const next = peek(cursor);
      if (next !== undefined && next >= 48 && next <= 55) {
        let code = 0;
        for (let count = 0; count < 3; count += 1) {
          const digit = peek(cursor);
          if (digit === undefined || digit < 48 || digit > 55) break;
          code = code * 8 + digit - 48;
          cursor.at += 1;
        }
        byte = code & 0xff;
      } else {
        cursor.at += 1;
        if (next === 13 && peek(cursor) === 10) cursor.at += 1;
        if (next === 13 || next === 10) continue;
        byte = escapes.get(next ?? 0) ?? next ?? 0;
      }
    }
    out.push(byte);
  }
  return { kind: 'string', bytes: Uint8Array.from(out), hex: false, start, end: cursor.at };
}

function readHexString(cursor: Cursor): PdfValue {
  const start = cursor.at;
  cursor.at += 1;
  const close = cursor.bytes.indexOf(62, cursor.at);
  if (close < 0 || close >= cursor.end) throw unexpected(cursor, 'hexsträngens slut', 'the end of the hex string');
  const bytes = new Uint8Array((close - cursor.at + 1) >> 1);
  let count = 0;
  for (; cursor.at < close; cursor.at += 1) {
    const byte = cursor.bytes[cursor.at];
    if (isSpace(byte)) continue;
    const digit = hexValue(byte);
    if (digit < 0) throw unexpected(cursor, 'en hexsiffra', 'a hex digit');
    const index = count >> 1;
    bytes[index] = (bytes[index] ?? 0) | (count % 2 === 0 ? digit << 4 : digit);
    count += 1;
  }
  cursor.at = close + 1;
  return { kind: 'string', bytes: bytes.subarray(0, (count + 1) >> 1), hex: true, start, end: cursor.at };
}

function readNumber(cursor: Cursor): PdfValue {
  const { bytes, end } = cursor;
  const start = cursor.at;
  let at = start;
  let digits = 0;
  let integer = true;
  let value = 0;
  const signed = bytes[at] === 43 || bytes[at] === 45;
  if (signed) at += 1;
  for (; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 48 && byte <= 57) {
      digits += 1;
      value = value * 10 + byte - 48;
    } else if (byte === 46 && integer) integer = false;
    else break;
  }
  if (digits === 0 || at - start > 32 || (at < end && isRegular(bytes[at])))
    throw unexpected(cursor, 'ett värde', 'a value');
  cursor.at = at;
  if (integer && !signed && digits <= 10) {
    const reference = readReference(cursor, start, value);
    if (reference) return reference;
    cursor.at = at;
  }
  // Sums of few digits are exact; the rest is left to the language.
  if (!integer || signed || digits > 15) value = Number(String.fromCharCode(...bytes.subarray(start, at)));
  return { kind: 'number', value, integer, start, end: at };
}

/** The rest of a reference after its object number; leaves the cursor anywhere when there is none. */
function readReference(ahead: Cursor, start: number, number: number): PdfValue | undefined {
  if (!isSpace(peek(ahead))) return undefined;
  skipSpace(ahead);
  const from = ahead.at;
  let generation = 0;
  for (let byte = peek(ahead); byte !== undefined && isDigit(byte) && ahead.at - from < 6; byte = peek(ahead)) {
    generation = generation * 10 + byte - 48;
    ahead.at += 1;
  }
  if (ahead.at === from || !isSpace(peek(ahead))) return undefined;
  skipSpace(ahead);
  if (!atKeyword(ahead, 'R')) return undefined;
  ahead.at += 1;
  return { kind: 'reference', number, generation, start, end: ahead.at };
}

function readArray(cursor: Cursor, depth: number): PdfValue {
  const start = cursor.at;
  cursor.at += 1;
  const items: PdfValue[] = [];
  for (skipSpace(cursor); peek(cursor) !== 93; skipSpace(cursor)) items.push(readValue(cursor, depth + 1));
  cursor.at += 1;
  return { kind: 'array', items, start, end: cursor.at };
}

function readDictionary(cursor: Cursor, depth: number): PdfKind<'dictionary'> {
  const start = cursor.at;
  cursor.at += 2;
  const entries: PdfDictionary = new Map();
  for (skipSpace(cursor); !(peek(cursor) === 62 && peek(cursor, 1) === 62); skipSpace(cursor)) {
    if (peek(cursor) !== 47) throw unexpected(cursor, 'ett nyckelord som börjar med /', 'a key that starts with /');
    const key = readName(cursor);
    const name = key.kind === 'name' ? key.value : '';
    // Readers differ on which of two equal keys counts, so a file with both means different things to different people.
    if (entries.has(name)) {
      throw new Malformed(
        text(
          `Nyckeln /${name} står två gånger i samma post vid byte ${key.start}.`,
          `The key /${name} stands twice in one dictionary at byte ${key.start}.`,
        ),
        key.start,
      );
    }
    skipSpace(cursor);
    entries.set(name, readValue(cursor, depth + 1));
  }
  cursor.at += 2;
  return { kind: 'dictionary', entries, start, end: cursor.at };
}

function keyword(cursor: Cursor, value: PdfValue): PdfValue {
  cursor.at = value.end;
  return value;
}

/** Reads one direct value or reference; throws {@link Malformed}, also for nesting deeper than 64. */
export function readValue(cursor: Cursor, depth = 0): PdfValue {
  skipSpace(cursor);
  if (depth > deepest) {
    throw new Malformed(
      text(`För djupt nästlat vid byte ${cursor.at}.`, `Nested too deeply at byte ${cursor.at}.`),
      cursor.at,
    );
  }
  const start = cursor.at;
  const first = peek(cursor);
  if (first === 47) return readName(cursor);
  if (first === 40) return readLiteralString(cursor);
  if (first === 91) return readArray(cursor, depth);
  if (first === 60) return peek(cursor, 1) === 60 ? readDictionary(cursor, depth) : readHexString(cursor);
  // Most values are numbers; only a letter can begin a keyword.
  if (first === 116 && atKeyword(cursor, 'true'))
    return keyword(cursor, { kind: 'boolean', value: true, start, end: start + 4 });
  if (first === 102 && atKeyword(cursor, 'false'))
    return keyword(cursor, { kind: 'boolean', value: false, start, end: start + 5 });
  if (first === 110 && atKeyword(cursor, 'null')) return keyword(cursor, { kind: 'null', start, end: start + 4 });
  return readNumber(cursor);
}
