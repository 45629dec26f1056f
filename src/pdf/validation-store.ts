import { createHash } from 'node:crypto';
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream, PDFRef } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import { deflateSync, inflateSync } from 'node:zlib';
import { namePades } from './extensions.js';
import type { PdfBase } from './incremental-base.js';
import { appendUpdate } from './incremental-update.js';
import { change } from './signature-field-new.js';
import type { Changes } from './signature-field-new.js';

/** Data to validate signatures with, in DER. */
export interface ValidationData {
  certificates: readonly Uint8Array[];
  ocsp: readonly Uint8Array[];
  crls: readonly Uint8Array[];
}

/** Data that belongs to one signature: `contents` is the whole value of its /Contents, with what fills it up. */
export interface SignatureData extends ValidationData {
  contents: Uint8Array;
}

/** Keys in DSS and in VRI (ISO 32000-2, 12.8.4.3 and 12.8.4.4). */
const keys = { certificates: ['Certs', 'Cert'], ocsp: ['OCSPs', 'OCSP'], crls: ['CRLs', 'CRL'] } as const;
const kinds = ['certificates', 'ocsp', 'crls'] as const;

const name = (value: string): PDFName => PDFName.of(value);

/** The key of a signature's part: SHA-1 of its /Contents in upper-case hex (ETSI EN 319 142-1, 5.4.2.3). A name, no protection. */
export const storeKey = (contents: Uint8Array): string =>
  createHash('sha1').update(contents).digest('hex').toUpperCase();

function bytesIn(stream: PDFRawStream): Uint8Array {
  const filter = stream.dict.get(name('Filter'));
  if (filter === undefined) return stream.contents;
  if (filter !== name('FlateDecode') || stream.dict.has(name('DecodeParms'))) return new Uint8Array();
  try {
    return inflateSync(stream.contents, { maxOutputLength: 64 * 1024 * 1024 });
  } catch {
    return new Uint8Array();
  }
}

/** References of an array, with the bytes of the streams they lead to. */
function held(base: PdfBase, value: PDFObject | undefined): { ref: PDFRef; bytes: Uint8Array }[] {
  const array = base.resolve(value);
  return (array instanceof PDFArray ? array.asArray() : []).flatMap((ref) => {
    const stream = ref instanceof PDFRef ? base.resolve(ref) : undefined;
    return ref instanceof PDFRef && stream instanceof PDFRawStream ? [{ ref, bytes: bytesIn(stream) }] : [];
  });
}

/** The validation data that a file holds; streams that cannot be read are empty. */
export function readStore(base: PdfBase): { [kind in keyof ValidationData]: Uint8Array[] } {
  const store = base.dict(base.catalog.get(name('DSS')));
  const of = (kind: keyof ValidationData): Uint8Array[] =>
    held(base, store?.get(name(keys[kind][0]))).flatMap(({ bytes }) => (bytes.length > 0 ? [bytes] : []));
  return { certificates: of('certificates'), ocsp: of('ocsp'), crls: of('crls') };
}

interface Writing {
  base: PdfBase;
  changes: Changes;
  newRef: () => PDFRef;
}

function streamOf({ base }: Writing, bytes: Uint8Array): PDFRawStream {
  const packed = deflateSync(bytes);
  const smaller = packed.length < bytes.length - 64;
  const dict = PDFDict.withContext(base.context);
  dict.set(name('Length'), PDFNumber.of(smaller ? packed.length : bytes.length));
  if (smaller) dict.set(name('Filter'), name('FlateDecode'));
  return PDFRawStream.of(dict, smaller ? packed : bytes);
}

/** Puts the data under the keys of `dict` after what is there already; each piece is written once, wherever it is referred to. */
function addData(
  writing: Writing,
  dict: PDFDict,
  data: ValidationData,
  place: 0 | 1,
  known: Map<string, PDFRef>,
): void {
  const { base, changes, newRef } = writing;
  for (const kind of kinds) {
    const key = name(keys[kind][place]);
    const old = base.resolve(dict.get(key));
    const list = PDFArray.withContext(base.context);
    if (old instanceof PDFArray) for (const item of old.asArray()) list.push(item);
    const before = list.size();
    for (const bytes of data[kind]) {
      const id = `${kind} ${createHash('sha256').update(bytes).digest('hex')}`;
      let ref = known.get(id);
      if (!ref) {
        ref = newRef();
        known.set(id, ref);
        change(changes, ref, streamOf(writing, bytes));
      }
      if (!list.asArray().includes(ref)) list.push(ref);
    }
    if (list.size() > before) dict.set(key, list);
  }
}

/** The dictionary at a key, copied, with the type that it shall have. */
function copied(base: PdfBase, value: PDFObject | undefined, type: string): PDFDict {
  const dict = base.dict(value)?.clone(base.context) ?? base.context.obj({});
  if (!dict.has(name('Type'))) dict.set(name('Type'), name(type));
  return dict;
}

/**
 * Appends a revision whose document security store holds the data beside what it held before, with a part of its own for each signature
 * (ETSI EN 319 142-1, 5.4). Gives `undefined` when everything is there already.
 */
export function addValidationData(
  base: PdfBase,
  data: ValidationData,
  signatures: readonly SignatureData[],
): Uint8Array<ArrayBuffer> | undefined {
  const changes: Changes = new Map();
  let next = base.size;
  const newRef = (): PDFRef => PDFRef.of(next++);
  const writing: Writing = { base, changes, newRef };
  const place = base.catalog.get(name('DSS'));
  const store = copied(base, place, 'DSS');
  const known = new Map<string, PDFRef>();
  for (const kind of kinds) {
    for (const { ref, bytes } of held(base, store.get(name(keys[kind][0])))) {
      const id = `${kind} ${createHash('sha256').update(bytes).digest('hex')}`;
      if (bytes.length > 0 && !known.has(id)) known.set(id, ref);
    }
  }
  const before = store.toString();
  addData(writing, store, data, 0, known);
  const partsPlace = store.get(name('VRI'));
  const parts = base.dict(partsPlace)?.clone(base.context) ?? base.context.obj({});
  const partsBefore = parts.toString();
  for (const { contents, ...own } of signatures) {
    const key = name(storeKey(contents));
    // What a signature's part names has to be in the store as a whole (5.4.2.2).
    addData(writing, store, own, 0, known);
    // A part that is there stays as it is: validators count a change in it as tampering, and find what is new in the store.
    if (parts.has(key)) continue;
    const part = copied(base, undefined, 'VRI');
    addData(writing, part, own, 1, known);
    parts.set(key, part);
  }
  const grown = store.toString() !== before || parts.toString() !== partsBefore;
  if (!grown && changes.size === 0) return undefined;
  if (parts.toString() !== partsBefore) {
    if (partsPlace instanceof PDFRef) change(changes, partsPlace, parts);
    else store.set(name('VRI'), parts);
  }
  const catalog = base.catalog.clone(base.context);
  const ref = place instanceof PDFRef ? place : newRef();
  change(changes, ref, store);
  catalog.set(name('DSS'), ref);
  namePades(base, catalog);
  if (!(place instanceof PDFRef) || catalog.toString() !== base.catalog.toString())
    change(changes, base.catalogRef, catalog);
  return appendUpdate(base, [...changes.values()]).bytes;
}
