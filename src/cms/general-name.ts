import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import { children, equalBytes, readElement, readWhole } from './verify-der.js';
import type { Der } from './verify-der.js';

/**
 * A GeneralName (RFC 5280, 4.2.1.6) by the number of its context tag: 1 rfc822, 2 DNS, 4 directory, 6 URI, 7 IP. `value` is the contents; for a
 * directory name, the Name in DER.
 */
export interface GeneralName {
  kind: number;
  value: Uint8Array;
}

const illFormed = ({ at }: Der): Malformed =>
  new Malformed(text('Ett namn i certifikatet är felskrivet.', 'A name in the certificate is ill-formed.'), at);

/** Reads one GeneralName; throws `Malformed`. */
export function generalName(element: Der): GeneralName {
  const kind = element.tag & 0x1f;
  // Other names, X.400 addresses, directory names and EDI names are constructed.
  const constructed = kind === 0 || kind === 3 || kind === 4 || kind === 5;
  if ((element.tag & 0xc0) !== 0x80 || kind > 8 || constructed !== ((element.tag & 0x20) !== 0)) {
    throw illFormed(element);
  }
  return { kind, value: kind === 4 ? readWhole(element.contents).whole : element.contents };
}

/** Reads GeneralNames: the elements inside. */
export const generalNames = (parent: Der): GeneralName[] => children(parent).map(generalName);

const decoders = { 0x0c: 'utf-8', 0x13: 'latin1', 0x14: 'latin1', 0x16: 'latin1', 0x1e: 'utf-16be' } as const;

/** An attribute value as RFC 5280, 7.1 compares it: without regard to case and to how many spaces; others by their bytes. */
function comparable({ tag, contents, whole }: Der): string {
  const decoder = tag in decoders ? decoders[tag as keyof typeof decoders] : undefined;
  if (!decoder) return `#${Buffer.from(whole).toString('hex')}`;
  const written = new TextDecoder(decoder).decode(contents);
  return `=${written.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()}`;
}

const remembered = new WeakMap<Uint8Array, string[]>();

/** The RDNs of a Name, each made comparable. Throws `Malformed`. */
export function comparableName(name: Uint8Array): string[] {
  const known = remembered.get(name);
  if (known) return known;
  const rdns = children(readWhole(name)).map((set) => children(set).map(comparablePair).sort().join('\n'));
  // The same anchors are compared with every certificate that is looked at.
  remembered.set(name, rdns);
  return rdns;
}

function comparablePair(pair: Der): string {
  const [type, value, ...more] = children(pair);
  if (!type || !value || more.length > 0) throw illFormed(pair);
  return `${Buffer.from(type.contents).toString('hex')}${comparable(value)}`;
}

/** Whether two Names in DER are the same name (RFC 5280, 7.1). Throws `Malformed`. */
export function sameName(one: Uint8Array, other: Uint8Array): boolean {
  if (equalBytes(one, other)) return true;
  // An empty name is nobody's.
  if (readElement(one).contents.length === 0 || readElement(other).contents.length === 0) return false;
  const left = comparableName(one);
  const right = comparableName(other);
  return left.length === right.length && left.every((rdn, index) => rdn === right[index]);
}
