import { joined } from '../core/bytes.js';

/** One value of ASN.1 in BER, which key files may use beyond DER: lengths left open, strings in pieces (X.690, 8). */
export interface Ber {
  /** The identifier octet. */
  tag: number;
  /** Identifier, length and contents. */
  whole: Uint8Array;
  contents: Uint8Array;
}

const deepest = 60;

const unexpected = (what: string): RangeError => new RangeError(what);

/** How many bytes the value at `start` takes whose length is left open: its parts up to two zero bytes (X.690, 8.1.3.6). */
function openLength(bytes: Uint8Array, start: number, depth: number): number {
  let at = start;
  while (bytes[at] !== 0 || bytes[at + 1] !== 0) at += readAt(bytes, at, depth + 1).whole.length;
  return at - start;
}

function readAt(bytes: Uint8Array, start: number, depth: number): Ber {
  const [tag, first] = bytes.subarray(start, start + 2);
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f || depth > deepest) throw unexpected('value');
  const size = first > 0x80 ? first & 0x7f : 0;
  const from = start + 2 + size;
  const open = first === 0x80;
  let length = first < 0x80 ? first : 0;
  if (size > 4) throw unexpected('length');
  for (const digit of bytes.subarray(start + 2, from)) length = length * 256 + digit;
  if (open) length = openLength(bytes, from, depth);
  const end = from + length + (open ? 2 : 0);
  if (end > bytes.length) throw unexpected('length');
  return { tag, whole: bytes.subarray(start, end), contents: bytes.subarray(from, from + length) };
}

/** Reads bytes that begin with one value. Throws a RangeError when they do not. */
export const readBer = (bytes: Uint8Array): Ber => readAt(bytes, 0, 0);

/** The values inside a constructed one. Throws a RangeError for any other. */
export function partsOf(value: Ber | undefined): Ber[] {
  if (value === undefined || !(value.tag & 0x20)) throw unexpected('constructed');
  const parts: Ber[] = [];
  for (let at = 0; at < value.contents.length;) {
    const part = readAt(value.contents, at, 0);
    parts.push(part);
    at += part.whole.length;
  }
  return parts;
}

/** The bytes of a string or of an implicitly tagged one, put together when it comes in pieces. */
export function bytesOf(value: Ber | undefined, depth = 0): Uint8Array {
  if (value === undefined || depth > deepest) throw unexpected('string');
  return value.tag & 0x20 ? joined(partsOf(value).map((part) => bytesOf(part, depth + 1))) : value.contents;
}

/** An object identifier in dotted form. */
export function idOf(value: Ber | undefined): string {
  if (value?.tag !== 0x06) throw unexpected('object identifier');
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of value.contents) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    // The first two are packed into one.
    const root = Math.min(2, Math.floor(arc / 40));
    if (arcs.length > 0) arcs.push(arc);
    else arcs.push(root, arc - 40 * root);
    arc = 0;
  }
  return arcs.join('.');
}

/** A small number that is not negative. */
export function numberOf(value: Ber | undefined): number {
  const bytes = value?.tag === 0x02 ? value.contents : undefined;
  if (!bytes || bytes.length === 0 || bytes.length > 5) throw unexpected('number');
  return bytes.reduce((total, byte) => total * 256 + byte, 0);
}
