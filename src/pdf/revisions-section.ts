import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import { decodeStream } from './object-reader-filters.js';
import type { Budget } from './object-reader-filters.js';
import { readIndirectObject } from './object-reader-indirect.js';
import { atKeyword, isSpace, readInteger, readKeyword, readValue, skipSpace } from './object-reader.js';
import type { Cursor, PdfDictionary, PdfValue } from './object-reader.js';

/** Where a cross-reference section says that an object is (ISO 32000-1, 7.5.4 and 7.5.8). */
export type CrossReference =
  | { kind: 'free' }
  | { kind: 'offset'; offset: number; generation: number }
  | { kind: 'packed'; container: number; index: number };

/** One cross-reference section with its trailer. */
export interface Section {
  kind: 'table' | 'stream';
  start: number;
  end: number;
  entries: Map<number, CrossReference>;
  trailer: PdfDictionary;
  /** Number of the cross-reference stream's own object. */
  own: number | null;
}

const mostObjects = 500_000;

const broken = (at: number, sv: string, en: string): Malformed =>
  new Malformed(
    text(
      `Korsreferenstabellen vid byte ${at} är trasig: ${sv}.`,
      `The cross-reference table at byte ${at} is broken: ${en}.`,
    ),
    at,
  );

function add(section: Section, number: number, entry: CrossReference): void {
  if (section.entries.has(number)) {
    throw broken(section.start, `objekt ${number} står där två gånger`, `object ${number} stands there twice`);
  }
  if (section.entries.size >= mostObjects) throw broken(section.start, 'för många objekt', 'too many objects');
  section.entries.set(number, entry);
}

/** The number that `count` digits stand for; not a number when they are not all digits. */
function digitsAt(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index += 1) {
    const digit = (bytes[index] ?? 0) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** A row is exactly 20 bytes: `nnnnnnnnnn ggggg n` and a line end of two (7.5.4). */
function readRow(cursor: Cursor, section: Section, number: number): void {
  const { bytes, at } = cursor;
  const offset = digitsAt(bytes, at, 10);
  const generation = digitsAt(bytes, at + 11, 5);
  const [kind, first, second] = [bytes[at + 17], bytes[at + 18], bytes[at + 19]];
  const ends = (first === 32 && (second === 13 || second === 10)) || (first === 13 && second === 10);
  const apart = bytes[at + 10] === 32 && bytes[at + 16] === 32;
  const known = kind === 110 || kind === 102;
  if (at + 20 > cursor.end || Number.isNaN(offset + generation) || !apart || !known || !ends)
    throw broken(
      section.start,
      `raden för objekt ${number} är felskriven`,
      `the row of object ${number} is ill-formed`,
    );
  cursor.at += 20;
  add(section, number, kind === 102 ? { kind: 'free' } : { kind: 'offset', offset, generation });
}

function readTable(bytes: Uint8Array, offset: number, limit: number): Section {
  const cursor: Cursor = { bytes, at: offset, end: limit };
  const section: Section = {
    kind: 'table',
    start: offset,
    end: offset,
    entries: new Map(),
    trailer: new Map(),
    own: null,
  };
  readKeyword(cursor, 'xref');
  for (skipSpace(cursor); !atKeyword(cursor, 'trailer'); skipSpace(cursor)) {
    const first = readInteger(cursor);
    skipSpace(cursor);
    const count = readInteger(cursor);
    while (cursor.at < limit && isSpace(bytes[cursor.at])) cursor.at += 1;
    for (let index = 0; index < count; index += 1) readRow(cursor, section, first + index);
  }
  readKeyword(cursor, 'trailer');
  skipSpace(cursor);
  const trailer = readValue(cursor);
  if (trailer.kind !== 'dictionary') throw broken(offset, 'den saknar trailer', 'it has no trailer');
  if (trailer.entries.has('XRefStm')) {
    throw broken(
      offset,
      'den är av blandad sort (hybrid), som olika program läser olika',
      'it is a hybrid, which programs read differently',
    );
  }
  return { ...section, end: cursor.at, trailer: trailer.entries };
}

function integers(value: PdfValue | undefined, offset: number, name: string): number[] {
  const items = value?.kind === 'array' ? value.items : undefined;
  const numbers = items?.map((item) => (item.kind === 'number' && item.integer && item.value >= 0 ? item.value : NaN));
  if (!numbers || numbers.some(Number.isNaN)) throw broken(offset, `/${name} är felskriven`, `/${name} is ill-formed`);
  return numbers;
}

function entryOf(type: number, second: number, third: number, offset: number): CrossReference {
  if (type === 0) return { kind: 'free' };
  if (type === 1) return { kind: 'offset', offset: second, generation: third };
  if (type === 2) return { kind: 'packed', container: second, index: third };
  throw broken(offset, 'en rad är av okänd sort', 'a row is of an unknown type');
}

function readStreamSection(bytes: Uint8Array, offset: number, limit: number, allowance: Budget): Section {
  const object = readIndirectObject(bytes, offset, limit, () => {
    throw broken(offset, 'dess längd är en hänvisning', 'its length is a reference');
  });
  const { value } = object;
  const type = value.kind === 'stream' ? value.entries.get('Type') : undefined;
  if (value.kind !== 'stream' || type?.kind !== 'name' || type.value !== 'XRef') {
    throw broken(offset, 'där står något annat', 'something else stands there');
  }
  const section: Section = {
    kind: 'stream',
    start: offset,
    end: object.end,
    entries: new Map(),
    trailer: value.entries,
    own: object.number,
  };
  const widths = integers(value.entries.get('W'), offset, 'W');
  const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = widths;
  if (widths.length !== 3 || widths.some((width) => width > 8))
    throw broken(offset, '/W är felskriven', '/W is ill-formed');
  const size = value.entries.get('Size');
  const whole = size?.kind === 'number' ? [0, size.value] : [];
  const index = value.entries.has('Index') ? integers(value.entries.get('Index'), offset, 'Index') : whole;
  const data = decodeStream(value, allowance);
  const rowLength = typeWidth + secondWidth + thirdWidth;
  const rows = index.reduce((sum, count, place) => (place % 2 === 1 ? sum + count : sum), 0);
  if (index.length % 2 !== 0 || rowLength === 0 || data.length !== rows * rowLength) {
    throw broken(offset, 'raderna stämmer inte med dess mått', 'its rows do not fit its measures');
  }
  let at = 0;
  const number = (width: number, otherwise: number): number => {
    let total = width === 0 ? otherwise : 0;
    for (const end = at + width; at < end; at += 1) total = total * 256 + (data[at] ?? 0);
    if (!Number.isSafeInteger(total)) throw broken(offset, 'ett tal är för stort', 'a number is too large');
    return total;
  };
  for (let place = 0; place < index.length; place += 2) {
    const first = index[place] ?? 0;
    for (let row = 0; row < (index[place + 1] ?? 0); row += 1) {
      add(section, first + row, entryOf(number(typeWidth, 1), number(secondWidth, 0), number(thirdWidth, 0), offset));
    }
  }
  return section;
}

/** Reads the cross-reference section that must stand at exactly `offset`, table or stream; throws {@link Malformed}. */
export function readSection(bytes: Uint8Array, offset: number, limit: number, allowance: Budget): Section {
  if (offset <= 0 || offset >= limit) {
    throw new Malformed(
      text(
        `Filen pekar ut en korsreferenstabell vid byte ${offset}, utanför det tillåtna området.`,
        `The file points to a cross-reference table at byte ${offset}, outside the allowed range.`,
      ),
      offset,
    );
  }
  const section = atKeyword({ bytes, at: offset, end: limit }, 'xref')
    ? readTable(bytes, offset, limit)
    : readStreamSection(bytes, offset, limit, allowance);
  const size = section.trailer.get('Size');
  const highest = [...section.entries.keys()].reduce((most, number) => Math.max(most, number), 0);
  if (size?.kind !== 'number' || !size.integer || highest >= size.value) {
    throw broken(
      offset,
      'den räknar upp fler objekt än den säger (/Size)',
      'it lists more objects than it says (/Size)',
    );
  }
  return section;
}
