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

/** White space of ISO 32000-1, table 1. */
export const isSpace = (byte: number | undefined): boolean =>
  byte === 32 || byte === 10 || byte === 13 || byte === 9 || byte === 12 || byte === 0;

const delimiters = new Set([...'()<>[]{}/%'].map((sign) => sign.charCodeAt(0)));
const isRegular = (byte: number | undefined): boolean => byte !== undefined && !isSpace(byte) && !delimiters.has(byte);
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
  while (isDigit(peek(cursor))) cursor.at += 1;
  const length = cursor.at - start;
  if (length === 0 || length > digits || isRegular(peek(cursor))) {
    cursor.at = start;
    throw unexpected(cursor, 'ett heltal', 'an integer');
  }
  return Number(String.fromCharCode(...cursor.bytes.subarray(start, cursor.at)));
}

function readName(cursor: Cursor): PdfValue {
  const start = cursor.at;
  cursor.at += 1;
  let value = '';
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
  const start = cursor.at;
  while (isRegular(peek(cursor))) cursor.at += 1;
  const token = cursor.at - start > 32 ? '' : String.fromCharCode(...cursor.bytes.subarray(start, cursor.at));
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(token)) {
    cursor.at = start;
    throw unexpected(cursor, 'ett värde', 'a value');
  }
  const integer = !token.includes('.');
  if (integer && /^\d{1,10}$/.test(token)) {
    const reference = readReference({ ...cursor }, start, Number(token));
    if (reference) {
      cursor.at = reference.end;
      return reference;
    }
  }
  return { kind: 'number', value: Number(token), integer, start, end: cursor.at };
}

function readReference(ahead: Cursor, start: number, number: number): PdfValue | undefined {
  if (!isSpace(peek(ahead))) return undefined;
  skipSpace(ahead);
  const from = ahead.at;
  while (isDigit(peek(ahead)) && ahead.at - from < 6) ahead.at += 1;
  const generation = Number(String.fromCharCode(...ahead.bytes.subarray(from, ahead.at)));
  if (ahead.at === from || !isSpace(peek(ahead))) return undefined;
  skipSpace(ahead);
  if (!atKeyword(ahead, 'R')) return undefined;
  return { kind: 'reference', number, generation, start, end: ahead.at + 1 };
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
