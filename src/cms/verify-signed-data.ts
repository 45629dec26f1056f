import { Malformed } from '../core/malformed.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { digestOf, sameAlgorithm, schemeOf } from './verify-algorithm.js';
import type { Hash, Scheme } from './verify-algorithm.js';
import {
  children,
  checkStrict,
  context,
  equalBytes,
  fieldsOf,
  oidOf,
  readElement,
  readWhole,
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

/** A detached CMS signature by one signer, read strictly (RFC 5652, 5). */
export interface ReadSignedData {
  /** Certificates as they stand, in DER. */
  certificates: Uint8Array[];
  digest: Hash | undefined;
  scheme: Scheme | undefined;
  value: Uint8Array;
  /** The signed attributes as they were signed: with the identifier of a SET OF (5.4). */
  signed: Uint8Array;
  contentType: string | undefined;
  messageDigest: Uint8Array | undefined;
  /** The first certificate that signing-certificate-v2 names; `undefined` without the attribute. */
  signingCertificate: CertificateHash | undefined;
  /** The signing-time attribute, which PAdES leaves out. */
  signingTime: Date | undefined;
  /** How the signer info points out its certificate. */
  signer: { issuer: Uint8Array; serial: Uint8Array } | { subjectKeyId: Uint8Array };
  /** eContentType and, unless it is detached, the content. */
  content: { type: string; bytes: Uint8Array | null };
  /** Tokens of the signature-time-stamp attribute (ETSI EN 319 122-1, 5.3), in DER: unsigned, so each has to be checked by itself. */
  timestamps: Uint8Array[];
  /** Revocation information in adbe-revocationInfoArchival (signed) and in SignedData.crls (not signed), in DER. */
  revocation: { ocsp: Uint8Array[]; crls: Uint8Array[] };
  /** What stands in parts that the signature does not protect and is not exactly as it has to be. */
  unprotected: Text[];
}

const ids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  algorithmProtection: '1.2.840.113549.1.9.52',
  timestamp: '1.2.840.113549.1.9.16.2.14',
} as const;

const interpreted = new Set<string>([
  ids.contentType,
  ids.messageDigest,
  ids.signingTime,
  ids.signingCertificateV2,
  ids.algorithmProtection,
]);

const broken = (at: number, sv: string, en: string): Malformed =>
  new Malformed(text(`Signaturvärdet är felbyggt: ${sv}.`, `The signature value is ill-built: ${en}.`), at);

/** The DER at the start of `contents`, and whether only zeros, the unused part of the room, follow it. */
function unpadded(contents: Uint8Array): Der {
  const element = readElement(contents);
  const rest = contents.subarray(element.whole.length);
  if (rest.some((byte) => byte !== 0)) {
    throw broken(element.whole.length, 'efter det står något annat än nollor', 'something other than zeros follows it');
  }
  return element;
}

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

function certificateHash(value: Der): CertificateHash {
  const [list] = children(value);
  const [first] = list ? children(list) : [];
  const parts = first ? children(first) : [];
  const named = parts[0]?.tag === tags.sequence ? parts[0] : undefined;
  const hash = parts[named ? 1 : 0];
  if (hash?.tag !== tags.octetString)
    throw broken(value.at, 'signing-certificate-v2 är felskrivet', 'signing-certificate-v2 is ill-formed');
  return { hash: named ? digestOf(named) : 'SHA-256', value: hash.contents };
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

function readSigner(
  element: Der,
): Omit<ReadSignedData, 'certificates' | 'content'> & { version: number; digestElement: Der } {
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
  } else if (scheme && scheme.hash === null && !protection) {
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
  if (unsigned) {
    const kinds = children(unsigned).map((attribute) => children(attribute)[0]);
    const stamped = kinds.every((kind) => kind !== undefined && oidOf(kind) === ids.timestamp);
    unprotected.push(
      stamped
        ? text(
            'Signaturen har en tidsstämpel, som den här versionen inte kan pröva.',
            'The signature has a time-stamp, which this version cannot check.',
          )
        : text(
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
    signingCertificate: certificate && certificateHash(certificate),
    signingTime: time && timeOf(time),
    signer:
      issuer && serial
        ? { issuer: issuer.whole, serial: serial.contents }
        : { subjectKeyId: byKey?.contents ?? new Uint8Array() },
    timestamps: [],
    revocation: { ocsp: [], crls: [] },
    unprotected,
  };
}

/**
 * Reads the CMS in a signature's /Contents, followed by nothing but zeros. What the signature itself does not protect (versions, algorithm sets,
 * certificates, revocation lists, unsigned attributes) has to be in its only possible form, or is listed. Throws {@link Malformed}.
 */
export function readSignedData(contents: Uint8Array): ReadSignedData {
  const outer = unpadded(contents);
  const info = fieldsOf(outer);
  if (oidOf(info.take(tags.oid)) !== ids.signedData)
    throw broken(outer.at, 'det är inte SignedData', 'it is not SignedData');
  const [element, ...others] = children(info.take(context(0)));
  info.end();
  if (!element || others.length > 0) throw broken(outer.at, 'det är inte SignedData', 'it is not SignedData');
  const fields = fieldsOf(element);
  const version = smallInteger(fields.take(tags.integer));
  const digests = children(fields.take(tags.set));
  const content = fieldsOf(fields.take(tags.sequence));
  if (oidOf(content.take(tags.oid)) !== ids.data) throw broken(element.at, 'fel innehållstyp', 'wrong content type');
  content.end();
  const certificates = fields.optional(context(0));
  const revocation = fields.optional(context(1));
  const signers = fields.take(tags.set);
  fields.end();
  const [only, ...more] = children(signers);
  if (!only || more.length > 0)
    throw broken(signers.at, 'den har inte exakt en undertecknare', 'it does not have exactly one signer');
  checkStrict(signers);
  const { version: signerVersion, digestElement, ...signer } = readSigner(only);
  if (version !== signerVersion)
    signer.unprotected.push(
      text('Signaturens versionsnummer är fel.', 'The version number of the signature is wrong.'),
    );
  const [named, ...extra] = digests;
  if (!named || extra.length > 0 || !equalBytes(named.whole, digestElement.whole)) {
    signer.unprotected.push(
      text('Signaturens lista över hashfunktioner är fel.', 'The list of hash functions of the signature is wrong.'),
    );
  }
  if (revocation) {
    signer.unprotected.push(
      text(
        'Signaturen innehåller spärrlistor, som den inte själv skyddar.',
        'The signature carries revocation lists, which it does not itself protect.',
      ),
    );
  }
  return {
    ...signer,
    content: { type: ids.data, bytes: null },
    certificates: certificates ? children(certificates).map((each) => readWhole(each.whole).whole) : [],
  };
}
