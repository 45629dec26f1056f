import { joined } from '../core/bytes.js';

/** Lexicographic order of octets, the shorter first. */
export function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const shared = Math.min(one.length, other.length);
  for (let index = 0; index < shared; index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** One element in DER: identifier octet, shortest length, contents. Parts that are DER already (certificates, names) stay byte for byte. */
export function element(tag: number, ...contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = contents.reduce((sum, part) => sum + part.length, 0);
  const head = [tag];
  if (length < 0x80) head.push(length);
  else {
    const digits: number[] = [];
    for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
    head.push(0x80 | digits.length, ...digits);
  }
  return joined([Uint8Array.from(head), ...contents]);
}

/** SEQUENCE. */
export const sequence = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => element(0x30, ...parts);

/** Members of a SET OF in the order of X.690, 11.6. */
export const sorted = (members: readonly Uint8Array[]): Uint8Array[] => [...members].sort(compareBytes);

/** SET OF, its members put in order. */
export const setOf = (members: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => element(0x31, ...sorted(members));

/** OCTET STRING. */
export const octets = (value: Uint8Array): Uint8Array<ArrayBuffer> => element(0x04, value);

/** OBJECT IDENTIFIER from its dotted form. */
export function oid(value: string): Uint8Array<ArrayBuffer> {
  const [root = 0, second = 0, ...rest] = value.split('.').map(Number);
  const bytes = [root * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) digits.unshift((left % 128) | 0x80);
    return digits;
  });
  return element(0x06, Uint8Array.from(bytes));
}

/** INTEGER from the big-endian bytes of a number that is not negative; leading zeros do not matter. */
export function unsigned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const first = bytes.findIndex((byte) => byte !== 0);
  const significant = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  const sign = (significant[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array();
  return element(0x02, sign, significant);
}

/** INTEGER for a number from 0 to 255. */
export const integer = (value: number): Uint8Array<ArrayBuffer> => unsigned(Uint8Array.of(value));

/** NULL. */
export const nothing = Uint8Array.of(0x05, 0x00);
