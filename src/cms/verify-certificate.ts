import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import { basicConstraints, noExtensions, readExtensionValue, setBits } from './certificate-extensions.js';
import type { ExtensionFacts } from './certificate-extensions.js';
import { keyFacts, schemeOf } from './verify-algorithm.js';
import type { KeyFacts, Scheme } from './verify-algorithm.js';
import {
  bitsOf,
  booleanOf,
  checkSize,
  children,
  context,
  equalBytes,
  fieldsOf,
  integerBytes,
  oidOf,
  readWhole,
  smallInteger,
  tags,
  timeOf,
} from './verify-der.js';
import type { Der } from './verify-der.js';

/** An X.509 certificate as this verifier reads it (RFC 5280, 4.1). Names and keys are kept as their DER. */
export interface ReadCertificate {
  der: Uint8Array;
  /** The part that the issuer signed. */
  signed: Uint8Array;
  scheme: Scheme | undefined;
  signature: Uint8Array;
  serial: Uint8Array;
  issuer: Uint8Array;
  subject: Uint8Array;
  /** What people call them: common name, else organisation; `null` without either. */
  subjectName: string | null;
  issuerName: string | null;
  notBefore: Date;
  notAfter: Date;
  key: KeyFacts;
  /** The bits of subjectPublicKey, whose digest names the key (RFC 5280, 4.2.1.2; RFC 6960, 4.1.1). */
  publicKey: Uint8Array;
  /** May it issue certificates, and how many more CAs may follow below it (`null`: no limit)? */
  authority: { path: number | null } | null;
  /** Bits of keyUsage, 0 being digitalSignature; `null` without the extension. */
  keyUsage: ReadonlySet<number> | null;
  /** Object identifiers of extKeyUsage; `null` without the extension. */
  purposes: string[] | null;
  subjectKeyId: Uint8Array | null;
  /** What the other extensions say. */
  extensions: ExtensionFacts;
  /** Extensions that must be understood (or must never be ignored) and that this verifier does not handle. */
  unhandled: string[];
}

const ids = {
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  purposes: '2.5.29.37',
} as const;

function readExtension(certificate: ReadCertificate, element: Der, seen: Set<string>): void {
  const fields = fieldsOf(element);
  const id = oidOf(fields.take(tags.oid));
  const flag = fields.optional(tags.boolean);
  const critical = flag !== undefined && booleanOf(flag);
  const value = fields.take(tags.octetString).contents;
  fields.end();
  if (seen.has(id)) {
    throw new Malformed(
      text(`Tillägget ${id} står två gånger i certifikatet.`, `Extension ${id} stands twice in the certificate.`),
      element.at,
    );
  }
  seen.add(id);
  if (id === ids.basicConstraints) certificate.authority = basicConstraints(readWhole(value));
  else if (id === ids.keyUsage) certificate.keyUsage = setBits(bitsOf(readWhole(value)).bytes);
  else if (id === ids.purposes) {
    certificate.purposes = children(readWhole(value)).map(oidOf);
    certificate.extensions.purposesCritical = critical;
  } else if (id === ids.subjectKeyId) certificate.subjectKeyId = readWhole(value).contents;
  else if (!readExtensionValue(certificate.extensions, id, value) && critical) certificate.unhandled.push(id);
}

/** In bytes; the longest in use take some ten thousand. */
const largestCertificate = 256 * 1024;

/** Reads one certificate in DER; throws {@link Malformed}. */
export function readStrictCertificate(der: Uint8Array): ReadCertificate {
  checkSize(der, largestCertificate);
  const outer = fieldsOf(readWhole(der));
  const signed = outer.take(tags.sequence);
  const algorithm = outer.take(tags.sequence);
  const { bytes: signature, unused } = bitsOf(outer.take(tags.bitString));
  outer.end();
  const fields = fieldsOf(signed);
  const version = fields.optional(context(0));
  const serial = integerBytes(fields.take(tags.integer));
  const inner = fields.take(tags.sequence);
  // The outer algorithm is not signed, so it has to repeat the inner one (RFC 5280, 4.1.1.2).
  if (!equalBytes(inner.whole, algorithm.whole)) {
    throw new Malformed(
      text('Certifikatet motsäger sig själv om sin algoritm.', 'The certificate contradicts itself on its algorithm.'),
      algorithm.at,
    );
  }
  const issuer = fields.take(tags.sequence).whole;
  const [notBefore, notAfter] = children(fields.take(tags.sequence)).map((each) => timeOf(each));
  const subject = fields.take(tags.sequence).whole;
  const spki = fields.take(tags.sequence);
  const key = keyFacts(spki.whole);
  const [, bits] = children(spki);
  fields.optional(context(1, true));
  fields.optional(context(2, true));
  const extensions = fields.optional(context(3));
  fields.end();
  const [number] = version ? children(version) : [];
  if (!notBefore || !notAfter || unused > 0 || (extensions && (!number || smallInteger(number) !== 2))) {
    throw new Malformed(text('Certifikatet är felskrivet.', 'The certificate is ill-formed.'), signed.at);
  }
  const certificate: ReadCertificate = {
    der,
    signed: signed.whole,
    scheme: schemeOf(algorithm),
    signature,
    serial,
    issuer,
    subject,
    subjectName: nameOf(subject),
    issuerName: nameOf(issuer),
    notBefore,
    notAfter,
    key,
    publicKey: bits ? bitsOf(bits).bytes : new Uint8Array(),
    authority: null,
    keyUsage: null,
    purposes: null,
    subjectKeyId: null,
    extensions: noExtensions(),
    unhandled: [],
  };
  const seen = new Set<string>();
  for (const list of extensions ? children(extensions) : []) {
    for (const extension of children(list)) readExtension(certificate, extension, seen);
  }
  return certificate;
}

const commonName = '2.5.4.3';
const organisation = '2.5.4.10';

function decoded({ tag, contents }: Der): string {
  if (tag === 0x1e) return new TextDecoder('utf-16be').decode(contents);
  return new TextDecoder(tag === 0x0c ? 'utf-8' : 'latin1').decode(contents);
}

/** What people call the bearer of a Name in DER: common name, else organisation; `null` without either. Throws {@link Malformed}. */
export function nameOf(name: Uint8Array): string | null {
  const found = new Map<string, string>();
  for (const set of children(readWhole(name))) {
    for (const pair of children(set)) {
      const [type, value, ...more] = children(pair);
      if (!type || !value || more.length > 0)
        throw new Malformed(text('Ett namn är felskrivet.', 'A name is ill-formed.'), pair.at);
      found.set(oidOf(type), decoded(value));
    }
  }
  const shown = found.get(commonName) ?? found.get(organisation);
  // Control characters could make a terminal show another name than the one that is there.
  return shown?.replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD') ?? null;
}
