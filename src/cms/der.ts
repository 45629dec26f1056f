import { Integer, ObjectIdentifier } from 'asn1js';

/** Joins byte arrays. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}

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
export const oid = (value: string): Uint8Array => new Uint8Array(new ObjectIdentifier({ value }).toBER());

/** INTEGER for a small number. */
export const integer = (value: number): Uint8Array => new Uint8Array(new Integer({ value }).toBER());

/** NULL. */
export const nothing = Uint8Array.of(0x05, 0x00);
