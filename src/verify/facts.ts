import { Malformed } from '../core/malformed.js';
import type { Text } from '../core/text.js';
import { findPath, unaccounted } from '../cms/chain.js';
import type { CertificatePath } from '../cms/chain.js';
import { checkSignature, digest } from '../cms/verify-algorithm.js';
import { readStrictCertificate } from '../cms/verify-certificate.js';
import type { ReadCertificate } from '../cms/verify-certificate.js';
import { equalBytes } from '../cms/verify-der.js';
import { readSignedData } from '../cms/verify-signed-data.js';
import type { ReadSignedData } from '../cms/verify-signed-data.js';
import type { PdfDictionary } from '../pdf/object-reader.js';
import { dateString } from '../pdf/object-reader-text.js';
import type { PdfObject, PdfStructure } from '../pdf/revisions.js';
import { entriesOf, entry, viewAt } from '../pdf/revisions-view.js';
import type { View } from '../pdf/revisions-view.js';
import { checkByteRange, signedBytes } from './byte-range.js';
import type { ByteRange } from './byte-range.js';
import { formFields, shownField, textEntry } from './form-fields.js';
import type { FormField } from './form-fields.js';

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
  /** Whether signer info and signing-certificate-v2 name it; `null` without that attribute. */
  signerInfoMatches: boolean;
  certificateHashMatches: boolean | null;
  /** `null` when it could not be computed. */
  digestMatches: boolean | null;
  valueMatches: boolean | null;
  path: CertificatePath;
  /** Certificates in the signature that nothing vouches for, unreadable ones included. */
  looseCertificates: number;
}

/** A signature as found in the file, before its value has been read. */
interface Found {
  field: FormField;
  view: View;
  object: PdfObject;
  entries: PdfDictionary;
}

/** Signatures of every revision: also those that a later one removed or replaced. */
function findSignatures(structure: PdfStructure): Found[] {
  const found = new Map<string, Found>();
  for (const { index } of structure.revisions) {
    const view = viewAt(structure, index);
    for (const field of formFields(view)) {
      if (field.type !== 'Sig' || field.value?.kind !== 'reference') continue;
      const object = view.objects.get(field.value.number);
      const entries = entriesOf(object?.value);
      if (!object || !entries || entry(view, entries, 'Type', 'name')?.value === 'DocTimeStamp') continue;
      const key = `${object.start} ${object.number}`;
      if (!found.has(key)) found.set(key, { field, view, object, entries });
    }
  }
  return [...found.values()];
}

const nothing: Pick<
  SignatureFacts,
  | 'cms'
  | 'cmsProblem'
  | 'signer'
  | 'signerInfoMatches'
  | 'certificateHashMatches'
  | 'digestMatches'
  | 'valueMatches'
  | 'path'
  | 'looseCertificates'
> = {
  cms: null,
  cmsProblem: null,
  signer: null,
  signerInfoMatches: false,
  certificateHashMatches: null,
  digestMatches: null,
  valueMatches: null,
  path: { path: null, problems: [], policies: [] },
  looseCertificates: 0,
};

/** Runs a strict reader; what it refuses becomes `otherwise`. */
async function attempt<T, O>(read: () => T | Promise<T>, otherwise: (error: Malformed) => O): Promise<T | O> {
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

async function readCertificates(cms: ReadSignedData): Promise<{ read: ReadCertificate[]; unreadable: number }> {
  const results = await Promise.all(
    cms.certificates.map((der) =>
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

async function factsOfValue(
  bytes: Uint8Array,
  cms: ReadSignedData,
  range: ByteRange,
  trust: readonly ReadCertificate[],
  at: Date,
): Promise<typeof nothing> {
  const { read, unreadable } = await readCertificates(cms);
  const hashes = await Promise.all(read.map((certificate) => hashMatches(cms, certificate)));
  const signer = read.find((certificate) => pointsAt(cms, certificate)) ?? read[hashes.indexOf(true)] ?? null;
  const hash = cms.scheme?.hash ?? cms.digest;
  const digestMatches =
    range.ok && cms.digest && cms.messageDigest
      ? equalBytes(await digest(cms.digest, signedBytes(bytes, range)), cms.messageDigest)
      : null;
  if (!signer || !hash) return { ...nothing, cms, digestMatches, signer, looseCertificates: unreadable };
  const valueMatches = await attempt(
    () => checkSignature(cms.scheme, cms.digest, signer.key, cms.value, cms.signed),
    () => false,
  );
  const others = read.filter((certificate) => certificate !== signer);
  const path = await findPath({ leaf: signer, others, anchors: trust, at });
  const loose = path.path ? await unaccounted(others, path.path, trust) : [];
  return {
    cms,
    cmsProblem: null,
    signer,
    signerInfoMatches: pointsAt(cms, signer),
    certificateHashMatches: await hashMatches(cms, signer),
    digestMatches,
    valueMatches: valueMatches ?? null,
    path,
    looseCertificates: loose.length + unreadable,
  };
}

async function factsOf(
  structure: PdfStructure,
  found: Found,
  trust: readonly ReadCertificate[],
  at: Date,
): Promise<SignatureFacts> {
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
  const value = read ? await factsOfValue(structure.bytes, read, range, trust, at) : nothing;
  const written = textEntry(view, entries, 'M');
  return {
    ...value,
    field: shownField(field),
    label: field.label,
    revision: object.revision,
    subFilter: entry(view, entries, 'SubFilter', 'name')?.value ?? null,
    claimedTime: (written && dateString(written)) ?? read?.signingTime?.toISOString() ?? null,
    range,
    cmsProblem: cms && 'sv' in cms ? cms : null,
  };
}

/** Reads every signature of the file, in the order of their revisions. */
export async function signatureFacts(
  structure: PdfStructure,
  trust: readonly ReadCertificate[],
  at: Date,
): Promise<SignatureFacts[]> {
  const facts: SignatureFacts[] = [];
  for (const found of findSignatures(structure)) facts.push(await factsOf(structure, found, trust, at));
  return facts.sort((one, other) => one.revision - other.revision);
}

/** Whether the file holds a signature that no field of the form leads to, so that nobody would be shown it. */
export function hasHiddenSignature(structure: PdfStructure): boolean {
  const last = structure.revisions.at(-1);
  if (!last) return false;
  const view = viewAt(structure, last.index);
  return [...view.objects.values()].some(({ value }) => {
    const entries = value.kind === 'dictionary' ? value.entries : undefined;
    const signs = entries?.get('ByteRange')?.kind === 'array' && entries.has('Contents');
    return signs && entry(view, entries, 'Type', 'name')?.value !== 'DocTimeStamp';
  });
}
