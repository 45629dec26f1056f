import { Malformed } from '../core/malformed.js';
import { readCrl } from '../cms/read-crl.js';
import { readOcspResponse } from '../cms/read-ocsp.js';
import { readStrictCertificate } from '../cms/verify-certificate.js';
import { decodeStream } from '../pdf/object-reader-filters.js';
import type { PdfDictionary, PdfValue } from '../pdf/object-reader.js';
import type { PdfStructure } from '../pdf/revisions.js';
import { catalogOf, entriesOf, entry, resolve, viewAt } from '../pdf/revisions-view.js';
import type { View } from '../pdf/revisions-view.js';
import { addItem } from './material.js';
import type { Material } from './material.js';

/** What one revision's document security store holds (ISO 32000-2, 12.8.4.3). */
export interface StoreFacts {
  /** Index of the revision. */
  revision: number;
  certificates: number;
  ocsp: number;
  crls: number;
  /** Keys of /VRI: SHA-1 of signature values in upper-case hex. */
  vri: string[];
  unreadable: number;
}

type Kind = 'certificate' | 'ocsp' | 'crl';

/** Under which keys the store and its parts for single signatures list what. */
const lists: [kind: Kind, inStore: string, inPart: string][] = [
  ['certificate', 'Certs', 'Cert'],
  ['ocsp', 'OCSPs', 'OCSP'],
  ['crl', 'CRLs', 'CRL'],
];

/** Reads a stream of the store as what it is listed as; throws `Malformed`. */
export function readStored(kind: Kind, der: Uint8Array): void {
  if (kind === 'certificate') readStrictCertificate(der);
  else if (kind === 'ocsp') readOcspResponse(der);
  else readCrl(der);
}

function addStored(material: Material, kind: Kind, der: Uint8Array, revision: number): void {
  const origin = { place: 'dss', revision, coveredFrom: revision } as const;
  if (kind === 'certificate') addItem(material, material.certificates, readStrictCertificate(der), origin);
  else if (kind === 'crl') addItem(material, material.crls, readCrl(der), origin);
  else addItem(material, material.ocsp, { ...readOcspResponse(der), der }, origin);
}

const listed = (view: View, entries: PdfDictionary | undefined, key: string): readonly PdfValue[] =>
  entry(view, entries, key, 'array')?.items ?? [];

function readStore(structure: PdfStructure, view: View, material: Material, seen: Set<string>): StoreFacts | null {
  const store = entry(view, catalogOf(view), 'DSS', 'dictionary')?.entries;
  if (!store) return null;
  const parts = entry(view, store, 'VRI', 'dictionary')?.entries;
  const holders = [...(parts?.values() ?? [])].map((value) => entriesOf(resolve(view, value)));
  const facts: StoreFacts = {
    revision: view.revision,
    certificates: 0,
    ocsp: 0,
    crls: 0,
    vri: [...(parts?.keys() ?? [])],
    unreadable: 0,
  };
  for (const [kind, inStore, inPart] of lists) {
    const items = [...listed(view, store, inStore), ...holders.flatMap((holder) => listed(view, holder, inPart))];
    const numbers = new Set(items.flatMap((item) => (item.kind === 'reference' ? [item.number] : [])));
    facts[kind === 'certificate' ? 'certificates' : kind === 'crl' ? 'crls' : 'ocsp'] = numbers.size;
    for (const number of numbers) {
      const object = view.objects.get(number);
      const key = `${kind} ${number} ${object?.revision} ${object?.start}`;
      if (object?.value.kind !== 'stream' || seen.has(key)) continue;
      seen.add(key);
      try {
        addStored(material, kind, decodeStream(object.value, structure.allowance), object.revision);
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
        facts.unreadable += 1;
        material.unreadable += 1;
      }
    }
  }
  return facts;
}

/** Reads the stores of all revisions into `material`: also what a later one no longer lists. */
export function storeFacts(structure: PdfStructure, material: Material): StoreFacts[] {
  const seen = new Set<string>();
  return structure.revisions.flatMap(({ index, objects }) => {
    // A revision without a new object has the store of the one before it.
    const facts = objects.size > 0 ? readStore(structure, viewAt(structure, index), material, seen) : null;
    return facts ? [facts] : [];
  });
}
