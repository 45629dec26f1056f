import { oid, seq, set, tlv, utf8 } from '../verify/support/der-writer.js';

export { bits, bool, int, nil, octets, oid, seq, set, time, tlv, utf8 } from '../verify/support/der-writer.js';

/** An INTEGER of any size from its big-endian bytes, never negative. */
export const integer = (bytes: Uint8Array): Uint8Array =>
  tlv(0x02, (bytes[0] ?? 0x80) >= 0x80 ? Buffer.concat([Uint8Array.of(0), bytes]) : bytes);

/** A context-specific constructed element. */
export const context = (number: number, ...parts: Uint8Array[]): Uint8Array => tlv(0xa0 + number, ...parts);

/** A context-specific primitive element with these contents. */
export const primitive = (number: number, contents: Uint8Array): Uint8Array => tlv(0x80 + number, contents);

/** A Time of X.509: UTCTime up to 2049, GeneralizedTime from then on (RFC 5280, 4.1.2.5). */
export function x509Time(date: Date): Uint8Array {
  const digits = `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050 ? tlv(0x17, Buffer.from(digits.slice(2))) : tlv(0x18, Buffer.from(digits));
}

const attributeTypes = {
  country: '2.5.4.6',
  organisation: '2.5.4.10',
  surname: '2.5.4.4',
  givenName: '2.5.4.42',
  serialNumber: '2.5.4.5',
  commonName: '2.5.4.3',
} as const;

/** A Name of the given attributes, one per RDN, in the order in which they stand. */
export function distinguishedName(
  attributes: Partial<Record<keyof typeof attributeTypes, string | undefined>>,
): Uint8Array {
  const parts = Object.entries(attributeTypes).flatMap(([type, id]) => {
    const value = attributes[type as keyof typeof attributeTypes];
    if (value === undefined) return [];
    const printable = type === 'country' || type === 'serialNumber';
    return [set(seq(oid(id), printable ? tlv(0x13, Buffer.from(value, 'latin1')) : utf8(value)))];
  });
  return seq(...parts);
}

/** One Extension of X.509, a CRL or OCSP. */
export const extension = (id: string, critical: boolean, value: Uint8Array): Uint8Array =>
  seq(oid(id), ...(critical ? [tlv(0x01, Uint8Array.of(0xff))] : []), tlv(0x04, value));

/** One element as it was read: its tag, its contents, and all its bytes. */
export interface Element {
  tag: number;
  contents: Uint8Array;
  bytes: Uint8Array;
}

/** The elements that follow each other in these bytes; throws when they are not DER. */
export function elements(bytes: Uint8Array): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const start = at;
    const tag = bytes[at];
    let length = bytes[at + 1];
    at += 2;
    if (tag === undefined || length === undefined) throw new Error('cut off');
    if (length > 0x84) throw new Error('too long');
    if (length >= 0x80) {
      const count = length - 0x80;
      length = 0;
      for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[at + index] ?? 0);
      at += count;
    }
    if (at + length > bytes.length) throw new Error('cut off');
    found.push({ tag, contents: bytes.subarray(at, at + length), bytes: bytes.subarray(start, at + length) });
    at += length;
  }
  return found;
}

/** The elements inside an element. */
export const inside = (element: Element | undefined): Element[] => elements(element?.contents ?? new Uint8Array());

/** The dotted form of an OBJECT IDENTIFIER. */
export function dotted(element: Element | undefined): string {
  const arcs: number[] = [];
  let value = 0;
  for (const byte of element?.contents ?? []) {
    value = value * 128 + (byte & 127);
    if (byte < 128) {
      arcs.push(value);
      value = 0;
    }
  }
  const [first = 0, ...rest] = arcs;
  const top = Math.min(Math.floor(first / 40), 2);
  return [top, first - top * 40, ...rest].join('.');
}
