import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { readBasicOcsp, readOcspResponse } from '../cms/read-ocsp.js';
import { readCrl } from '../cms/read-crl.js';
import { readTimestampToken } from '../cms/read-timestamp.js';
import type { ReadTimestamp } from '../cms/read-timestamp.js';
import type { ReadCertificate } from '../cms/verify-certificate.js';
import type { ReadSignedData } from '../cms/verify-signed-data.js';
import type { PdfStructure } from '../pdf/revisions.js';
import { catalogOf, entry, viewAt } from '../pdf/revisions-view.js';
import { checkByteRange, signedBytes } from './byte-range.js';
import type { ByteRange } from './byte-range.js';
import { findValues } from './find-values.js';
import type { FoundValue } from './find-values.js';
import { shownField } from './form-fields.js';
import { addItem, noMaterial } from './material.js';
import type { Material, Origin } from './material.js';
import { attempt, readCertificates, signatureFacts } from './signature-facts.js';
import type { SignatureFacts } from './signature-facts.js';
import { storeFacts } from './store-facts.js';
import type { StoreFacts } from './store-facts.js';

/** One time-stamp token as found, and the bytes it is said to be over. */
export interface TokenFacts {
  kind: 'signature' | 'document';
  /** The field of the signature it stands in, or its own. */
  field: string;
  /** Index of the revision it stands in. */
  revision: number;
  /** Index among the signatures; `null` for a document time-stamp. */
  signature: number | null;
  /** The token as it stands, with padding in a document time-stamp. */
  der: Uint8Array;
  read: ReadTimestamp | null;
  /** Why it cannot be a time-stamp at all. */
  problem: Text | null;
  /** It is one more than is looked at. */
  surplus: boolean;
  range: ByteRange | null;
  /** What it shall be over. */
  stamped: Uint8Array;
  certificates: ReadCertificate[];
  /** How many certificates in it could not be read, or stand there twice. */
  unreadable: number;
}

/** Everything observed in a file, before anything is judged (EN 319 102-1, 4.1: diagnostic data). */
export interface FileFacts {
  structure: PdfStructure;
  signatures: SignatureFacts[];
  /** Time-stamps over signature values, then document time-stamps, each in the order of revisions. */
  tokens: TokenFacts[];
  stores: StoreFacts[];
  material: Material;
}

/** More time-stamps than these, over one value and over the document, are not looked at: renewed each year, they last for decades. */
const most = { signature: 8, document: 40 };

/** What stands inside the value of revision `revision` is covered by the document time-stamps of later ones only. */
const inValue = (place: Origin['place'], revision: number): Origin => ({ place, revision, coveredFrom: revision + 1 });

async function addRevocation(material: Material, { revocation }: ReadSignedData, origin: Origin): Promise<void> {
  for (const der of revocation.ocsp) {
    const read = await attempt(
      () => readOcspResponse(der),
      () =>
        attempt(
          () => readBasicOcsp(der),
          () => null,
        ),
    );
    if (read) addItem(material, material.ocsp, { ...read, der }, origin);
    else material.unreadable += 1;
  }
  for (const der of revocation.crls) {
    const read = await attempt(
      () => readCrl(der),
      () => null,
    );
    if (read) addItem(material, material.crls, read, origin);
    else material.unreadable += 1;
  }
}

async function readToken(
  base: Omit<TokenFacts, 'read' | 'problem' | 'certificates' | 'unreadable'>,
  material: Material,
): Promise<TokenFacts> {
  const read = await attempt(
    () => readTimestampToken(base.der, { padded: base.kind === 'document' }),
    ({ text: why }) => text(`Tidsstämpeln går inte att läsa. ${why.sv}`, `The time-stamp cannot be read. ${why.en}`),
  );
  if ('sv' in read) return { ...base, read: null, problem: read, certificates: [], unreadable: 0 };
  const { read: certificates, unreadable } = await readCertificates(read.cms.certificates);
  const origin = inValue('timestamp', base.revision);
  for (const certificate of certificates) addItem(material, material.certificates, certificate, origin);
  await addRevocation(material, read.cms, origin);
  return { ...base, read, problem: null, certificates, unreadable };
}

const noTimestamp = (kind: string): Text =>
  text(
    `Det som kallas tidsstämpel är av ett annat slag (${kind}).`,
    `What is called a time-stamp is of another kind (${kind}).`,
  );

async function documentToken(
  structure: PdfStructure,
  found: FoundValue,
  material: Material,
  surplus: boolean,
): Promise<TokenFacts> {
  const { field, view, object, entries } = found;
  const range = checkByteRange(structure, object, entries);
  const subFilter = entry(view, entries, 'SubFilter', 'name')?.value ?? '–';
  const base = {
    kind: 'document' as const,
    field: shownField(field),
    revision: object.revision,
    signature: null,
    der: range.contents ?? new Uint8Array(),
    range,
    surplus,
    stamped: range.ok && !surplus ? signedBytes(structure.bytes, range) : new Uint8Array(),
  };
  const problem = !range.ok ? range.what : subFilter !== 'ETSI.RFC3161' ? noTimestamp(subFilter) : null;
  if (problem ?? surplus) return { ...base, read: null, problem, certificates: [], unreadable: 0 };
  return readToken(base, material);
}

/** Reads everything that has to do with signatures out of a file: nothing is judged, and nothing is trusted. */
export async function fileFacts(structure: PdfStructure): Promise<FileFacts> {
  const material = noMaterial();
  const signatures: SignatureFacts[] = [];
  const documents: TokenFacts[] = [];
  for (const found of findValues(structure)) {
    if (found.kind === 'timestamp')
      documents.push(await documentToken(structure, found, material, documents.length >= most.document));
    else signatures.push(await signatureFacts(structure, found));
  }
  const tokens: TokenFacts[] = [];
  for (const [signature, { field, revision, cms, signer, others }] of signatures.entries()) {
    if (!cms) continue;
    const origin = inValue('signature', revision);
    for (const certificate of [...(signer ? [signer] : []), ...others])
      addItem(material, material.certificates, certificate, origin);
    await addRevocation(material, cms, origin);
    const base = { kind: 'signature' as const, field, revision, signature, range: null, stamped: cms.value };
    for (const [count, der] of cms.timestamps.entries()) {
      const surplus = count >= most.signature;
      const none = { read: null, problem: null, certificates: [], unreadable: 0 };
      tokens.push(surplus ? { ...base, ...none, der, surplus } : await readToken({ ...base, der, surplus }, material));
    }
  }
  const last = structure.revisions.at(-1);
  // Where the last revision has none, there never was one, or its removal is refused anyway.
  const stored = last !== undefined && catalogOf(viewAt(structure, last.index))?.has('DSS') === true;
  const stores = stored ? storeFacts(structure, material) : [];
  // A response carries the certificate of its responder, and proves it as old as itself.
  for (const { read, origins } of material.ocsp) {
    const { read: certificates } = await readCertificates(read.certificates);
    for (const certificate of certificates)
      for (const origin of origins)
        addItem(material, material.certificates, certificate, { ...origin, place: 'response' });
  }
  return { structure, signatures, tokens: [...tokens, ...documents], stores, material };
}
