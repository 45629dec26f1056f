import { Malformed } from '../core/malformed.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { digestOf, sameAlgorithm, schemeOf } from './verify-algorithm.js';
import type { Hash, Scheme } from './verify-algorithm.js';
import {
  checkStrict,
  children,
  context,
  equalBytes,
  fieldsOf,
  oidOf,
  smallInteger,
  tags,
  timeOf,
} from './verify-der.js';
import type { Der } from './verify-der.js';

/** How signing-certificate attributes name the signer's certificate (RFC 5035). */
export interface CertificateHash {
  hash: Hash | undefined;
  value: Uint8Array;
}

/** What a SignerInfo says (RFC 5652, 5.3), read strictly. */
export interface ReadSigner {
  digest: Hash | undefined;
  scheme: Scheme | undefined;
  value: Uint8Array;
  /** The signed attributes as they were signed: with the identifier of a SET OF (5.4). */
  signed: Uint8Array;
  contentType: string | undefined;
  messageDigest: Uint8Array | undefined;
  /** The first certificate that signing-certificate-v2 names; `undefined` without the attribute. */
  signingCertificate: CertificateHash | undefined;
  /** The same of signing-certificate, which can only name SHA-1 (RFC 2634, 5.4); time-stamps may still have it (RFC 5816). */
  oldSigningCertificate: CertificateHash | undefined;
  /** The signing-time attribute, which PAdES leaves out. */
  signingTime: Date | undefined;
  /** How the signer info points out its certificate. */
  signer: { issuer: Uint8Array; serial: Uint8Array } | { subjectKeyId: Uint8Array };
  /** Tokens of the signature-time-stamp attribute (ETSI EN 319 122-1, 5.3), in DER: unsigned, so each has to be checked by itself. */
  timestamps: Uint8Array[];
  /** Revocation information in adbe-revocationInfoArchival (signed) and in SignedData.crls (not signed), in DER. */
  revocation: { ocsp: Uint8Array[]; crls: Uint8Array[] };
  /** What stands in parts that the signature does not protect and is not exactly as it has to be. */
  unprotected: Text[];
}

const ids = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  algorithmProtection: '1.2.840.113549.1.9.52',
  timestamp: '1.2.840.113549.1.9.16.2.14',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  revocation: '1.2.840.113583.1.1.8',
} as const;

const interpreted = new Set<string>([
  ids.contentType,
  ids.messageDigest,
  ids.signingTime,
  ids.signingCertificateV2,
  ids.signingCertificate,
  ids.revocation,
  ids.algorithmProtection,
]);

const broken = (at: number, sv: string, en: string): Malformed =>
  new Malformed(text(`Signaturvärdet är felbyggt: ${sv}.`, `The signature value is ill-built: ${en}.`), at);

function attributesOf(implicit: Der): Map<string, Der> {
  const found = new Map<string, Der>();
  for (const element of children(implicit)) {
    const fields = fieldsOf(element);
    const id = oidOf(fields.take(tags.oid));
    const [value, ...more] = children(fields.take(tags.set));
    fields.end();
    // What this verifier does not read may have any number of values; it is signed all the same.
    if (!interpreted.has(id)) continue;
    if (!value || more.length > 0 || found.has(id)) {
      throw broken(
        element.at,
        `attributet ${id} har inte exakt ett värde`,
        `attribute ${id} does not have exactly one value`,
      );
    }
    found.set(id, value);
  }
  return found;
}

function certificateHash(value: Der, old: boolean): CertificateHash {
  const [list] = children(value);
  const [first] = list ? children(list) : [];
  const parts = first ? children(first) : [];
  const named = !old && parts[0]?.tag === tags.sequence ? parts[0] : undefined;
  const hash = parts[named ? 1 : 0];
  if (hash?.tag !== tags.octetString)
    throw broken(value.at, 'signing-certificate är felskrivet', 'signing-certificate is ill-formed');
  return { hash: old ? 'SHA-1' : named ? digestOf(named) : 'SHA-256', value: hash.contents };
}

/** CMSAlgorithmProtection (RFC 6211): whether the algorithms named outside are those the signer meant. */
function protects(value: Der | undefined, digest: Der, signature: Der): boolean | undefined {
  if (!value) return undefined;
  const [first, second] = children(value);
  return (
    first !== undefined &&
    second?.tag === context(1) &&
    sameAlgorithm(first, digest) &&
    equalBytes(second.contents, signature.contents)
  );
}

/** RevocationInfoArchival: `[0]` lists, `[1]` responses (ISO 32000-2, 12.8.3.3.2). */
function archived(value: Der | undefined): ReadSigner['revocation'] {
  const inside = (number: number): Uint8Array[] => {
    const [list] = (value ? children(value) : []).filter(({ tag }) => tag === context(number)).flatMap(children);
    return list ? children(list).map(({ whole }) => whole) : [];
  };
  return { crls: inside(0), ocsp: inside(1) };
}

/** The tokens in the unsigned attributes, and whether there is anything else among them. */
function unsignedParts(unsigned: Der | undefined): { tokens: Uint8Array[]; others: boolean } {
  const tokens: Uint8Array[] = [];
  let others = unsigned !== undefined && unsigned.contents.length === 0;
  for (const attribute of unsigned ? children(unsigned) : []) {
    const fields = fieldsOf(attribute);
    const id = oidOf(fields.take(tags.oid));
    const values = children(fields.take(tags.set));
    fields.end();
    if (id === ids.timestamp && values.length > 0) tokens.push(...values.map(({ whole }) => whole));
    else others = true;
  }
  return { tokens, others };
}

/** Reads a SignerInfo with signed attributes; `plainRsa` accepts rsaEncryption without a word on what protects it. Throws {@link Malformed}. */
export function readSigner(element: Der, plainRsa: boolean): ReadSigner & { version: number; digestElement: Der } {
  const fields = fieldsOf(element);
  const version = smallInteger(fields.take(tags.integer));
  const byName = fields.optional(tags.sequence);
  const byKey = byName ? undefined : fields.take(context(0, true));
  const digestElement = fields.take(tags.sequence);
  const implicit = fields.optional(context(0));
  if (!implicit) throw broken(element.at, 'inga signerade attribut', 'no signed attributes');
  const signatureElement = fields.take(tags.sequence);
  const value = fields.take(tags.octetString).contents;
  const unsigned = fields.optional(context(1));
  fields.end();
  // A token is read by itself; what it is made of is no fault of this signature.
  for (const child of children(element)) if (child.tag !== context(1)) checkStrict(child);
  const attributes = attributesOf(implicit);
  const signed = implicit.whole.slice();
  signed[0] = tags.set;
  const unprotected: Text[] = [];
  const wanted = byName ? 1 : 3;
  if (version !== wanted)
    unprotected.push(text('Signaturens versionsnummer är fel.', 'The version number of the signature is wrong.'));
  const scheme = schemeOf(signatureElement);
  const protection = protects(attributes.get(ids.algorithmProtection), digestElement, signatureElement);
  if (protection === false) {
    unprotected.push(
      text(
        'De angivna algoritmerna är inte dem som undertecknades.',
        'The named algorithms are not the ones that were signed.',
      ),
    );
  } else if (scheme && scheme.hash === null && !protection && !plainRsa) {
    unprotected.push(
      text(
        'Signaturen anger sin algoritm bara som ”RSA”, utan skydd, så det går inte att utesluta att uppgiften har ändrats.',
        'The signature names its algorithm only as “RSA”, unprotected, so a change of that name cannot be ruled out.',
      ),
    );
  }
  const digest = digestOf(digestElement);
  if (scheme?.hash && digest && scheme.hash !== digest) {
    unprotected.push(
      text('Signaturens algoritmer hör inte ihop.', 'The algorithms of the signature do not belong together.'),
    );
  }
  const { tokens, others } = unsignedParts(unsigned);
  if (others) {
    unprotected.push(
      text(
        'Signaturen har tillägg som den inte själv skyddar.',
        'The signature carries additions that it does not itself protect.',
      ),
    );
  }
  const typeElement = attributes.get(ids.contentType);
  const [issuer, serial, ...more] = byName ? children(byName) : [];
  if (byName && (!issuer || serial?.tag !== tags.integer || more.length > 0))
    throw broken(byName.at, 'undertecknaren pekas ut fel', 'the signer is pointed out wrongly');
  const certificate = attributes.get(ids.signingCertificateV2);
  const old = attributes.get(ids.signingCertificate);
  const time = attributes.get(ids.signingTime);
  return {
    version,
    digestElement,
    digest,
    scheme,
    value,
    signed,
    contentType: typeElement && oidOf(typeElement),
    messageDigest: attributes.get(ids.messageDigest)?.contents,
    signingCertificate: certificate && certificateHash(certificate, false),
    oldSigningCertificate: old && certificateHash(old, true),
    signingTime: time && timeOf(time),
    signer:
      issuer && serial
        ? { issuer: issuer.whole, serial: serial.contents }
        : { subjectKeyId: byKey?.contents ?? new Uint8Array() },
    timestamps: tokens,
    revocation: archived(attributes.get(ids.revocation)),
    unprotected,
  };
}
