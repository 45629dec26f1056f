import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import { implicitBits } from './certificate-extensions.js';
import { reasonOf } from './read-ocsp.js';
import { schemeOf } from './verify-algorithm.js';
import type { Scheme } from './verify-algorithm.js';
import { nameOf } from './verify-certificate.js';
import {
  bitsOf,
  booleanOf,
  children,
  context,
  equalBytes,
  fieldsOf,
  integerBytes,
  oidOf,
  readElement,
  readWhole,
  smallInteger,
  tags,
  timeOf,
} from './verify-der.js';
import type { Der } from './verify-der.js';

/** Which certificates a list is about (issuingDistributionPoint, RFC 5280, 5.2.5). */
export interface CrlScope {
  /** Where the list is published: GeneralNames in DER; `null` when not said. */
  names: Uint8Array[] | null;
  /** The place is given relative to the issuer's name, which is not supported. */
  relative: boolean;
  onlyUsers: boolean;
  onlyAuthorities: boolean;
  onlyAttributes: boolean;
  /** The list also holds certificates of others, which is not supported. */
  indirect: boolean;
  /** Bits of the reasons it is limited to; `null`: all. */
  reasons: ReadonlySet<number> | null;
}

/** A revocation list (RFC 5280, 5.1), read strictly. The entries stay bytes: there may be millions; see {@link findInCrl}. */
export interface ReadCrl {
  der: Uint8Array;
  /** The part that the issuer signed. */
  signed: Uint8Array;
  scheme: Scheme | undefined;
  signature: Uint8Array;
  /** Distinguished name in DER. */
  issuer: Uint8Array;
  issuerName: string | null;
  thisUpdate: Date;
  nextUpdate: Date | null;
  authorityKeyId: Uint8Array | null;
  number: Uint8Array | null;
  /** A delta list says only what changed, so nothing follows from what it does not name. */
  delta: boolean;
  /** `null`: about all certificates of its issuer. */
  scope: CrlScope | null;
  /** Certificates that expired after this time are still listed (expiredCertsOnCRL, X.509, 9.5.2.8). */
  expiredSince: Date | null;
  /** How many certificates it lists. */
  count: number;
  /** The entries, one after another in DER. */
  entries: Uint8Array;
  /** Critical extensions (also of entries) that are not known. */
  unhandled: string[];
}

/** One revoked certificate of a list (RFC 5280, 5.3). */
export interface CrlEntry {
  serial: Uint8Array;
  revokedAt: Date;
  /** CRLReason; `null` when not said. */
  reason: number | null;
  /** Since when the key is suspected to have been misused (5.3.2). */
  invalidAt: Date | null;
}

const broken = (at: number, sv: string, en: string): Malformed =>
  new Malformed(text(`Spärrlistan är felbyggd: ${sv}.`, `The revocation list is ill-built: ${en}.`), at);

function takeExtensions(element: Der, read: (id: string, value: Uint8Array) => boolean, unhandled: Set<string>): void {
  const seen = new Set<string>();
  for (const extension of children(element)) {
    const fields = fieldsOf(extension);
    const id = oidOf(fields.take(tags.oid));
    const flag = fields.optional(tags.boolean);
    const value = fields.take(tags.octetString).contents;
    fields.end();
    if (seen.has(id)) throw broken(extension.at, `tillägget ${id} står två gånger`, `extension ${id} stands twice`);
    seen.add(id);
    if (!read(id, value) && flag && booleanOf(flag)) unhandled.add(id);
  }
}

/** An implicitly tagged BOOLEAN that is FALSE when left out. */
const flagOf = (element: Der | undefined): boolean =>
  element !== undefined && booleanOf({ ...element, tag: tags.boolean });

function scopeOf(element: Der): CrlScope {
  const fields = fieldsOf(element);
  const place = fields.optional(context(0));
  const [users, authorities] = [fields.optional(context(1, true)), fields.optional(context(2, true))];
  const reasons = fields.optional(context(3, true));
  const [indirect, attributes] = [fields.optional(context(4, true)), fields.optional(context(5, true))];
  fields.end();
  const [choice] = place ? children(place) : [];
  return {
    names: choice?.tag === context(0) ? children(choice).map(({ whole }) => whole) : null,
    relative: choice !== undefined && choice.tag !== context(0),
    onlyUsers: flagOf(users),
    onlyAuthorities: flagOf(authorities),
    onlyAttributes: flagOf(attributes),
    indirect: flagOf(indirect),
    reasons: reasons ? implicitBits(reasons) : null,
  };
}

/** Reads an entry's extensions; a certificateIssuer is left unhandled, since lists of others are not supported. */
function entryExtensions(element: Der, unhandled: Set<string>): Pick<CrlEntry, 'reason' | 'invalidAt'> {
  const found: Pick<CrlEntry, 'reason' | 'invalidAt'> = { reason: null, invalidAt: null };
  const read = (id: string, value: Uint8Array): boolean => {
    if (id === '2.5.29.21') found.reason = entryReason(value);
    else if (id === '2.5.29.24') found.invalidAt = timeOf(readWhole(value));
    return id === '2.5.29.21' || id === '2.5.29.24';
  };
  takeExtensions(element, read, unhandled);
  return found;
}

const entryReason = (value: Uint8Array): number => reasonOf(readWhole(value));

/** Reads one entry in full. */
function readEntry(element: Der, unhandled: Set<string>): CrlEntry {
  const fields = fieldsOf(element);
  const serial = integerBytes(fields.take(tags.integer));
  const revoked = fields.optional(0x17) ?? fields.take(0x18);
  const extensions = fields.optional(tags.sequence);
  fields.end();
  if (serial.length > 127) throw broken(element.at, 'ett serienummer är för långt', 'a serial number is too long');
  const found = extensions ? entryExtensions(extensions, unhandled) : { reason: null, invalidAt: null };
  return { serial, revokedAt: timeOf(revoked), ...found };
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** A UTCTime that looks like one, without taking it apart. */
function isPlainTime(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== 0x17 || bytes[at + 1] !== 13 || bytes[at + 14] !== 0x5a) return false;
  for (let index = 2; index < 14; index += 1) if (!isDigit(bytes[at + index])) return false;
  return true;
}

/** The extensions of nearly all entries: a reasonCode, which differs in its last byte only. */
const plainReason = [0x30, 0x0c, 0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01];

function isPlainReason(bytes: Uint8Array, at: number, end: number): boolean {
  const code = bytes[end - 1] ?? 7;
  return end - at === 14 && code <= 10 && code !== 7 && plainReason.every((byte, index) => byte === bytes[at + index]);
}

/** Where the entry at `at` ends, if it is in the usual form: looked through without being made into objects, since a list may hold millions. */
function plainEntryEnd(bytes: Uint8Array, at: number): number | undefined {
  const size = bytes[at + 1] ?? 0x80;
  const end = at + 2 + size;
  const serial = bytes[at + 3] ?? 0;
  const [first = 0, second = 0] = [bytes[at + 4], bytes[at + 5]];
  const time = at + 4 + serial;
  const shortest = serial === 1 || !((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (
    bytes[at] === tags.sequence &&
    size < 0x80 &&
    end <= bytes.length &&
    bytes[at + 2] === tags.integer &&
    serial > 0 &&
    time < end &&
    shortest &&
    isPlainTime(bytes, time) &&
    (time + 15 === end || isPlainReason(bytes, time + 15, end))
  )
    return end;
  return undefined;
}

/** Entries in an unusual form cost more; so many are there only to keep a reader busy. */
const mostUnusual = 1_000_000;

/** Looks through every entry; how many there are. */
function countEntries(entries: Uint8Array, unhandled: Set<string>): number {
  let [count, unusual] = [0, 0];
  for (let at = 0; at < entries.length; count += 1) {
    const end = plainEntryEnd(entries, at);
    if (end === undefined) {
      const element = readElement(entries, at);
      readEntry(element, unhandled);
      unusual += 1;
      if (unusual > mostUnusual)
        throw broken(at, 'den har för många ovanliga poster', 'it has too many unusual entries');
    }
    at = end ?? at + readElement(entries, at).whole.length;
  }
  return count;
}

/** Reads a CertificateList in DER; also looks through every entry. Throws {@link Malformed}. */
export function readCrl(der: Uint8Array): ReadCrl {
  if (der[0] === tags.sequence && der[1] === 0x80) {
    throw new Malformed(
      text(
        'Spärrlistan är kodad i BER, som inte stöds.',
        'The revocation list is encoded in BER, which is not supported.',
      ),
      1,
    );
  }
  const outer = fieldsOf(readWhole(der));
  const data = outer.take(tags.sequence);
  const algorithm = outer.take(tags.sequence);
  const { bytes: signature, unused } = bitsOf(outer.take(tags.bitString));
  outer.end();
  const fields = fieldsOf(data);
  const version = fields.optional(tags.integer);
  const inner = fields.take(tags.sequence);
  const issuer = fields.take(tags.sequence).whole;
  const thisUpdate = fields.optional(0x17) ?? fields.take(0x18);
  const nextUpdate = fields.optional(0x17) ?? fields.optional(0x18);
  const list = fields.optional(tags.sequence);
  const extensions = fields.optional(context(0));
  fields.end();
  if (!equalBytes(inner.whole, algorithm.whole) || unused > 0 || (version ? smallInteger(version) !== 1 : extensions))
    throw broken(data.at, 'den motsäger sig själv', 'it contradicts itself');
  const unhandled = new Set<string>();
  const crl: ReadCrl = {
    der,
    signed: data.whole,
    scheme: schemeOf(algorithm),
    signature,
    issuer,
    issuerName: nameOf(issuer),
    thisUpdate: timeOf(thisUpdate),
    nextUpdate: nextUpdate ? timeOf(nextUpdate) : null,
    authorityKeyId: null,
    number: null,
    delta: false,
    scope: null,
    expiredSince: null,
    count: 0,
    entries: list?.contents ?? new Uint8Array(),
    unhandled: [],
  };
  const [inside, ...more] = extensions ? children(extensions) : [];
  if (extensions && (inside?.tag !== tags.sequence || more.length > 0))
    throw broken(extensions.at, 'tilläggen', 'its extensions');
  if (inside) takeExtensions(inside, (id, value) => readListExtension(crl, id, value), unhandled);
  crl.count = countEntries(crl.entries, unhandled);
  return { ...crl, unhandled: [...unhandled] };
}

function readListExtension(crl: ReadCrl, id: string, value: Uint8Array): boolean {
  if (id === '2.5.29.20') crl.number = integerBytes(readWhole(value));
  else if (id === '2.5.29.27') crl.delta = true;
  else if (id === '2.5.29.28') crl.scope = scopeOf(readWhole(value));
  else if (id === '2.5.29.35')
    crl.authorityKeyId = fieldsOf(readWhole(value)).optional(context(0, true))?.contents ?? null;
  else if (id === '2.5.29.60') crl.expiredSince = timeOf(readWhole(value));
  // The issuer's other names, its addresses and where deltas are found change nothing about the list.
  else return ['2.5.29.18', '2.5.29.46', '1.3.6.1.5.5.7.1.1'].includes(id);
  return true;
}

/** The entry for a serial number (contents of the INTEGER); `null` when the list does not name it. Throws {@link Malformed} for an ill-formed one. */
export function findInCrl({ entries }: ReadCrl, serial: Uint8Array): CrlEntry | null {
  for (let at = 0; at < entries.length;) {
    const first = entries[at + 1] ?? 0;
    const head = first < 0x80 ? 2 : 2 + (first & 0x7f);
    let size = first;
    if (first >= 0x80) {
      size = 0;
      for (let index = 2; index < head; index += 1) size = size * 256 + (entries[at + index] ?? 0);
    }
    const from = at + head;
    if (entries[from + 1] === serial.length && isAt(entries, from + 2, serial))
      return readEntry(readElement(entries, at), new Set());
    at = from + size;
  }
  return null;
}

function isAt(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  // Serial numbers differ in their last bytes more often than in their first.
  for (let index = wanted.length - 1; index >= 0; index -= 1) if (bytes[at + index] !== wanted[index]) return false;
  return true;
}
