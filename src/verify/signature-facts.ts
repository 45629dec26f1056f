import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import type { Text } from '../core/text.js';
import { checkSignature, digest } from '../cms/verify-algorithm.js';
import { readStrictCertificate } from '../cms/verify-certificate.js';
import type { ReadCertificate } from '../cms/verify-certificate.js';
import { equalBytes } from '../cms/verify-der.js';
import { readSignedData } from '../cms/verify-signed-data.js';
import type { ReadSignedData } from '../cms/verify-signed-data.js';
import { dateString } from '../pdf/object-reader-text.js';
import type { PdfStructure } from '../pdf/revisions.js';
import { entry } from '../pdf/revisions-view.js';
import { checkByteRange, signedBytes } from './byte-range.js';
import type { ByteRange } from './byte-range.js';
import type { FoundValue } from './find-values.js';
import { shownField, textEntry } from './form-fields.js';
import { permissionsOf } from './permissions.js';
import type { PermissionFacts } from '../model/verdict.js';

/** Everything observed about one signature, before anything is judged (EN 319 102-1, 4.1: diagnostic data). */
export interface SignatureFacts {
  field: string;
  label: string | null;
  /** Index of the revision that holds the signature. */
  revision: number;
  subFilter: string | null;
  /** /M, or the signing-time attribute; ISO 8601 in UTC. */
  claimedTime: string | null;
  range: ByteRange;
  cms: ReadSignedData | null;
  cmsProblem: Text | null;
  /** The certificate the signature points out. */
  signer: ReadCertificate | null;
  /** The other certificates in the value that could be read. */
  others: ReadCertificate[];
  /** How many could not, or stand there twice. */
  unreadable: number;
  /** Whether signer info and signing-certificate-v2 name it; `null` without that attribute. */
  signerInfoMatches: boolean;
  certificateHashMatches: boolean | null;
  /** `null` when it could not be computed. */
  digestMatches: boolean | null;
  valueMatches: boolean | null;
  permissions: PermissionFacts;
}

const nothing: Pick<
  SignatureFacts,
  | 'cms'
  | 'signer'
  | 'others'
  | 'unreadable'
  | 'signerInfoMatches'
  | 'certificateHashMatches'
  | 'digestMatches'
  | 'valueMatches'
> = {
  cms: null,
  signer: null,
  others: [],
  unreadable: 0,
  signerInfoMatches: false,
  certificateHashMatches: null,
  digestMatches: null,
  valueMatches: null,
};

/** Runs a strict reader; what it refuses becomes `otherwise`. */
export async function attempt<T, O>(read: () => T | Promise<T>, otherwise: (error: Malformed) => O): Promise<T | O> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Malformed) return otherwise(error);
    throw error;
  }
}

const pointsAt = (cms: ReadSignedData, certificate: ReadCertificate): boolean =>
  'issuer' in cms.signer
    ? equalBytes(cms.signer.issuer, certificate.issuer) && equalBytes(cms.signer.serial, certificate.serial)
    : certificate.subjectKeyId !== null && equalBytes(cms.signer.subjectKeyId, certificate.subjectKeyId);

async function hashMatches(cms: ReadSignedData, certificate: ReadCertificate): Promise<boolean | null> {
  const named = cms.signingCertificate;
  if (!named) return null;
  return named.hash !== undefined && equalBytes(await digest(named.hash, certificate.der), named.value);
}

/** Reads what can be read of certificates in DER; the rest, and doubles, are counted. */
export async function readCertificates(
  ders: readonly Uint8Array[],
): Promise<{ read: ReadCertificate[]; unreadable: number }> {
  const results = await Promise.all(
    ders.map((der) =>
      attempt(
        () => readStrictCertificate(der),
        () => null,
      ),
    ),
  );
  const read = results.filter((result) => result !== null);
  const doubled = read.filter(
    (one, index) => read.findIndex((other) => equalBytes(one.der, other.der)) !== index,
  ).length;
  return { read, unreadable: results.length - read.length + doubled };
}

async function factsOfValue(bytes: Uint8Array, cms: ReadSignedData, range: ByteRange): Promise<typeof nothing> {
  const { read, unreadable } = await readCertificates(cms.certificates);
  const hashes = await Promise.all(read.map((certificate) => hashMatches(cms, certificate)));
  const signer = read.find((certificate) => pointsAt(cms, certificate)) ?? read[hashes.indexOf(true)] ?? null;
  const digestMatches =
    range.ok && cms.digest && cms.messageDigest
      ? equalBytes(await digest(cms.digest, signedBytes(bytes, range)), cms.messageDigest)
      : null;
  const others = read.filter((certificate) => certificate !== signer);
  if (!signer) return { ...nothing, cms, digestMatches, others, unreadable };
  const valueMatches = await attempt(
    () => checkSignature(cms.scheme, cms.digest, signer.key, cms.value, cms.signed),
    () => false,
  );
  return {
    cms,
    signer,
    others,
    unreadable,
    signerInfoMatches: pointsAt(cms, signer),
    certificateHashMatches: await hashMatches(cms, signer),
    digestMatches,
    valueMatches: valueMatches ?? null,
  };
}

const onlyPrepared = text(
  'Signaturen är tom: filen är förberedd, men ingen underskrift är insatt.',
  'The signature is empty: the file is prepared, but no signature has been put into it.',
);

/** Reads one signature: what it is over, its value, its certificates, and what it allows afterwards. */
export async function signatureFacts(structure: PdfStructure, found: FoundValue): Promise<SignatureFacts> {
  const { field, view, object, entries } = found;
  const range = checkByteRange(structure, object, entries);
  const { contents } = range;
  const cms =
    contents &&
    (await attempt(
      () => readSignedData(contents),
      (error) => error.text,
    ));
  const read = cms && 'signed' in cms ? cms : null;
  const value = read ? await factsOfValue(structure.bytes, read, range) : nothing;
  const written = textEntry(view, entries, 'M');
  return {
    ...value,
    field: shownField(field),
    label: field.label,
    revision: object.revision,
    subFilter: entry(view, entries, 'SubFilter', 'name')?.value ?? null,
    claimedTime: (written && dateString(written)) ?? read?.signingTime?.toISOString() ?? null,
    range,
    cmsProblem: cms && 'sv' in cms ? (contents?.every((byte) => byte === 0) ? onlyPrepared : cms) : null,
    permissions: permissionsOf(view, field, entries),
  };
}
