import { ObjectIdentifier, fromBER } from 'asn1js';
import type { BaseBlock } from 'asn1js';
import { joined } from './der.js';

/** One value of ASN.1 in BER, which key files may use beyond DER: lengths left open, strings in pieces (X.690, 8). */
export type Ber = BaseBlock;

const unexpected = (what: string): RangeError => new RangeError(what);

/** Reads bytes that begin with one value. Throws a RangeError when they do not. */
export function readBer(bytes: Uint8Array): Ber {
  const { offset, result } = fromBER(bytes);
  if (offset < 0) throw unexpected(result.error);
  return result;
}

/** The values inside a constructed one. Throws a RangeError for any other. */
export function partsOf(value: Ber | undefined): Ber[] {
  // asn1js keeps them in the same place for sequences, explicit tags and strings in pieces, which are classes of their own.
  const parts: unknown =
    value?.idBlock.isConstructed && 'value' in value.valueBlock ? value.valueBlock.value : undefined;
  if (!Array.isArray(parts)) throw unexpected('constructed');
  return parts as Ber[];
}

/** The bytes of a string or of an implicitly tagged one, put together when it comes in pieces. */
export function bytesOf(value: Ber | undefined): Uint8Array {
  if (value === undefined) throw unexpected('string');
  if (value.idBlock.isConstructed) return joined(partsOf(value).map(bytesOf));
  const bytes: unknown = 'valueHexView' in value.valueBlock ? value.valueBlock.valueHexView : undefined;
  if (!(bytes instanceof Uint8Array)) throw unexpected('string');
  return bytes;
}

/** An object identifier in dotted form. */
export function idOf(value: Ber | undefined): string {
  if (!(value instanceof ObjectIdentifier)) throw unexpected('object identifier');
  return value.getValue();
}

/** A small number that is not negative. */
export function numberOf(value: Ber | undefined): number {
  const bytes = bytesOf(value);
  if (bytes.length > 5) throw unexpected('number');
  return bytes.reduce((total, byte) => total * 256 + byte, 0);
}

/** Whether a value has the context-specific tag `number`. */
export const isTagged = (value: Ber | undefined, number: number): boolean =>
  value?.idBlock.tagClass === 3 && value.idBlock.tagNumber === number;
