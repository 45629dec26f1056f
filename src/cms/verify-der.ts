import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';

/** One element of DER (X.690): its identifier octet, and itself and its contents as views of the bytes it was read from. */
export interface Der {
  tag: number;
  /** Offset in the outermost value. */
  at: number;
  /** Identifier, length and contents. */
  whole: Uint8Array;
  contents: Uint8Array;
}

/** Identifier octets that this verifier meets. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The identifier octet of a context-specific tag, constructed unless `primitive`. */
export const context = (number: number, primitive = false): number => (primitive ? 0x80 : 0xa0) | number;

const broken = (at: number, sv: string, en: string): Malformed =>
  new Malformed(
    text(`DER-kodningen bryts vid byte ${at}: ${sv}.`, `The DER encoding breaks at byte ${at}: ${en}.`),
    at,
  );

/** Reads one element with a definite length in its shortest form; throws {@link Malformed} on anything BER allows beyond that. */
export function readElement(bytes: Uint8Array, start = 0, base = 0): Der {
  const at = base + start;
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined) throw broken(at, 'värdet är avkortat', 'the value is truncated');
  if ((tag & 0x1f) === 0x1f) throw broken(at, 'okänd typ', 'unknown type');
  let length = first;
  let contents = start + 2;
  if (first >= 0x80) {
    const size = first & 0x7f;
    if (size === 0)
      throw broken(
        at,
        'längden är öppen (BER), vilket inte stöds',
        'the length is left open (BER), which is not supported',
      );
    if (size > 4) throw broken(at, 'otillåten längdform', 'forbidden form of length');
    length = 0;
    for (const end = contents + size; contents < end; contents += 1) length = length * 256 + (bytes[contents] ?? 0);
    if (length < 0x80 || length < 256 ** (size - 1))
      throw broken(at, 'längden är onödigt lång', 'the length is not minimal');
  }
  const end = contents + length;
  if (end > bytes.length) throw broken(at, 'värdet är avkortat', 'the value is truncated');
  return { tag, at, whole: bytes.subarray(start, end), contents: bytes.subarray(contents, end) };
}

/** Reads bytes that are exactly one element. */
export function readWhole(bytes: Uint8Array): Der {
  const element = readElement(bytes);
  if (element.whole.length !== bytes.length) {
    throw broken(element.whole.length, 'något följer efter värdet', 'something follows the value');
  }
  return element;
}

/** More parts than this have been put there to keep a reader busy; the entries of revocation lists are read otherwise. */
const mostChildren = 200_000;
/** Object identifiers in use take some ten bytes. */
const longestOid = 100;

/** Refuses bytes beyond a size that nothing honest has, before they are looked into. Throws {@link Malformed}. */
export function checkSize(bytes: Uint8Array, largest: number): void {
  if (bytes.length > largest) throw broken(0, 'värdet är för stort', 'the value is too large');
}

/** The elements inside a constructed one, or inside an octet string that wraps DER. */
export function children(parent: Der): Der[] {
  const found: Der[] = [];
  const base = parent.at + parent.whole.length - parent.contents.length;
  for (let at = 0; at < parent.contents.length;) {
    const element = readElement(parent.contents, at, base);
    if (found.length >= mostChildren)
      throw broken(element.at, 'värdet har för många delar', 'the value has too many parts');
    found.push(element);
    at += element.whole.length;
  }
  return found;
}

/** Takes elements one by one, in the order a type defines them. */
export interface Fields {
  /** The next element, which must have this identifier. */
  take(tag: number): Der;
  /** The next element if it has this identifier. */
  optional(tag: number): Der | undefined;
  /** Says that nothing may follow. */
  end(): void;
}

/** The fields of a SEQUENCE (or of a type with another, implicit, identifier). */
export function fieldsOf(parent: Der, tag: number = tags.sequence): Fields {
  if (parent.tag !== tag) throw broken(parent.at, 'en annan typ väntades', 'another type was expected');
  const elements = children(parent);
  let next = 0;
  const optional = (wanted: number): Der | undefined => {
    const element = elements[next];
    if (element?.tag !== wanted) return undefined;
    next += 1;
    return element;
  };
  return {
    optional,
    take(wanted) {
      const element = optional(wanted);
      if (!element)
        throw broken(
          elements[next]?.at ?? parent.at,
          'ett fält saknas eller är av fel typ',
          'a field is missing or of the wrong type',
        );
      return element;
    },
    end() {
      const extra = elements[next];
      if (extra) throw broken(extra.at, 'ett fält för mycket', 'one field too many');
    },
  };
}

/** An object identifier in dotted form. */
export function oidOf(element: Der): string {
  const { contents, at } = element;
  if (
    element.tag !== tags.oid ||
    contents.length === 0 ||
    contents.length > longestOid ||
    (contents.at(-1) ?? 0) >= 0x80
  )
    throw broken(at, 'ogiltig OID', 'invalid OID');
  const arcs: bigint[] = [];
  let arc = 0n;
  let fresh = true;
  for (const byte of contents) {
    if (fresh && byte === 0x80) throw broken(at, 'ogiltig OID', 'invalid OID');
    arc = arc * 128n + BigInt(byte & 0x7f);
    fresh = byte < 0x80;
    if (fresh) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const [head = 0n, ...rest] = arcs;
  const root = head < 80n ? head / 40n : 2n;
  return [root, head - root * 40n, ...rest].join('.');
}

/** The contents of an INTEGER in its shortest form. */
export function integerBytes(element: Der): Uint8Array {
  const { contents, at } = element;
  const [first = 0, second = 0] = contents;
  const padded = contents.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (element.tag !== tags.integer || contents.length === 0 || padded)
    throw broken(at, 'ogiltigt heltal', 'invalid integer');
  return contents;
}

/** An INTEGER from 0 to 2³¹ − 1. */
export function smallInteger(element: Der): number {
  const bytes = integerBytes(element);
  if (bytes.length > 4 || (bytes[0] ?? 0) >= 0x80)
    throw broken(element.at, 'heltalet är för stort', 'the integer is too large');
  return bytes.reduce((total, byte) => total * 256 + byte, 0);
}

/** A BOOLEAN as DER has it: 00 or FF. */
export function booleanOf(element: Der): boolean {
  const [value] = element.contents;
  if (element.tag !== tags.boolean || element.contents.length !== 1 || (value !== 0 && value !== 0xff)) {
    throw broken(element.at, 'ogiltigt sanningsvärde', 'invalid boolean');
  }
  return value === 0xff;
}

/** The bits of a BIT STRING, and how many of the last byte's are not used (and must be zero). */
export function bitsOf(element: Der): { bytes: Uint8Array; unused: number } {
  const [unused = 8] = element.contents;
  const bytes = element.contents.subarray(1);
  const last = bytes.at(-1) ?? 0;
  if (
    element.tag !== tags.bitString ||
    unused > 7 ||
    (bytes.length === 0 && unused > 0) ||
    (last & ((1 << unused) - 1)) !== 0
  ) {
    throw broken(element.at, 'ogiltig bitsträng', 'invalid bit string');
  }
  return { bytes, unused };
}

/** UTCTime or GeneralizedTime as RFC 5280, 4.1.2.5 wants them: whole seconds in UTC; with `fraction` also parts of one (RFC 3161, 2.4.2). */
export function timeOf(element: Der, fraction = false): Date {
  const written = String.fromCharCode(...element.contents.subarray(0, 40));
  const match =
    element.tag === 0x17
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(written)
      : element.tag === 0x18
        ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{0,18}[1-9]))?Z$/.exec(written)
        : null;
  if (!match || element.contents.length > 40 || (match[7] !== undefined && !fraction))
    throw broken(element.at, 'ogiltig tid', 'invalid time');
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const full = element.tag === 0x17 ? year + (year < 50 ? 2000 : 1900) : year;
  const date = new Date(
    Date.UTC(full, month - 1, day, hour, minute, second, Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'))),
  );
  // Years before 100 would be taken for others.
  date.setUTCFullYear(full);
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour;
  if (!same || date.getUTCMinutes() !== minute || date.getUTCSeconds() !== second)
    throw broken(element.at, 'ogiltig tid', 'invalid time');
  return date;
}

/** Whether every element inside, down to the leaves, is in the form DER allows (values of implicit types are not looked into). */
export function checkStrict(element: Der, depth = 0): void {
  if (depth > 40) throw broken(element.at, 'för djupt nästlat', 'nested too deeply');
  if (element.tag & 0x20) {
    if (element.tag < 0x40 && element.tag !== tags.sequence && element.tag !== tags.set) {
      throw broken(element.at, 'uppdelad sträng', 'constructed string');
    }
    for (const child of children(element)) checkStrict(child, depth + 1);
  } else if (element.tag === tags.boolean) booleanOf(element);
  else if (element.tag === tags.integer) integerBytes(element);
  else if (element.tag === tags.oid) oidOf(element);
  else if (element.tag === tags.bitString) bitsOf(element);
  else if (element.tag === tags.null && element.contents.length > 0)
    throw broken(element.at, 'NULL med innehåll', 'NULL with contents');
}

/** Whether two byte strings are equal. */
export const equalBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);
