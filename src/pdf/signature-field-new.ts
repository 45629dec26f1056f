import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFRef } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import type { PdfBase } from './incremental-base.js';
import { missingPart } from './incremental-refusals.js';
import type { UpdateObject } from './incremental-update.js';
import { signatureFields } from './signature-fields.js';

/** Annotation flags Print and Locked (ISO 32000-1, table 165): PDF/A asks for Print and forbids Hidden (ISO 19005-3, 6.3.2). */
export const widgetFlags = 4 | 128;

/** The changed objects of one update, by object number. */
export type Changes = Map<number, UpdateObject>;

/** Notes that the object behind `ref` now is `body`. */
export function change(changes: Changes, ref: PDFRef, body: PDFObject): void {
  changes.set(ref.objectNumber, { number: ref.objectNumber, generation: ref.generationNumber, body });
}

/** A dictionary as the update so far has it, copied so that the base stays as it was. */
function current(base: PdfBase, changes: Changes, ref: PDFRef): PDFDict | undefined {
  const changed = changes.get(ref.objectNumber)?.body;
  return changed instanceof PDFDict ? changed : base.dict(ref)?.clone(base.context);
}

function firstPage(base: PdfBase): PDFRef {
  let node = base.catalog.get(PDFName.of('Pages'));
  const seen = new Set<PDFObject>();
  while (node instanceof PDFRef && !seen.has(node)) {
    seen.add(node);
    const dict = base.dict(node);
    if (dict?.get(PDFName.of('Type')) === PDFName.of('Page')) return node;
    const kids = base.resolve(dict?.get(PDFName.of('Kids')));
    node = kids instanceof PDFArray ? kids.asArray()[0] : undefined;
  }
  throw missingPart('sidor', 'pages');
}

/** Adds `item` to the array at `key` of the dictionary behind `owner`, wherever the array itself is kept. */
function addTo(base: PdfBase, changes: Changes, owner: PDFRef | PDFDict, key: string, item: PDFObject): void {
  const dict = owner instanceof PDFRef ? current(base, changes, owner) : owner;
  if (!dict) throw missingPart('en sida', 'a page');
  const value = dict.get(PDFName.of(key));
  const array = base.resolve(value);
  const longer = PDFArray.withContext(base.context);
  if (array instanceof PDFArray) for (const element of array.asArray()) longer.push(element);
  longer.push(item);
  if (value instanceof PDFRef && array instanceof PDFArray) change(changes, value, longer);
  else {
    dict.set(PDFName.of(key), longer);
    if (owner instanceof PDFRef) change(changes, owner, dict);
  }
}

/** Makes the form say that it holds signatures and is only appended to: `/SigFlags` 3 (ISO 32000-1, 12.7.2). */
export function markForm(base: PdfBase, changes: Changes, added?: PDFRef): void {
  const place = base.catalog.get(PDFName.of('AcroForm'));
  const form = base.dict(place)?.clone(base.context) ?? base.context.obj({ Fields: [] });
  const before = base.resolve(form.get(PDFName.of('SigFlags')));
  const flags = before instanceof PDFNumber ? before.asNumber() : 0;
  if (flags === (flags | 3) && !added) return;
  form.set(PDFName.of('SigFlags'), PDFNumber.of(flags | 3));
  if (added) addTo(base, changes, form, 'Fields', added);
  if (place instanceof PDFRef && base.dict(place)) {
    change(changes, place, form);
    return;
  }
  const catalog = base.catalog.clone(base.context);
  catalog.set(PDFName.of('AcroForm'), form);
  change(changes, base.catalogRef, catalog);
}

/** A name for a field that no other field has: the stem and a number. */
export function freeFieldName(base: PdfBase, stem = 'Signature'): string {
  const taken = new Set(signatureFields(base).map((field) => field.name));
  let number = 1;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}

/**
 * A signature field without a visible area, on the first page: empty `/Rect`, so that it needs neither an appearance (ISO 19005-3, 6.3.3)
 * nor a structure element (ISO 14289-1, 7.18.1). `label` becomes `/TU`. Returns its dictionary, already among the changes.
 */
export function addField(base: PdfBase, changes: Changes, ref: PDFRef, name: string, label: string): PDFDict {
  const page = firstPage(base);
  addTo(base, changes, page, 'Annots', ref);
  // Set only while nothing is signed: a page that changes later reads as tampering.
  const unsigned = !signatureFields(base).some(({ signed }) => signed);
  if (unsigned && !base.dict(page)?.has(PDFName.of('Tabs'))) {
    const dict = current(base, changes, page);
    dict?.set(PDFName.of('Tabs'), PDFName.of('S'));
    if (dict) change(changes, page, dict);
  }
  markForm(base, changes, ref);
  const field = base.context.obj({ Type: 'Annot', Subtype: 'Widget', FT: 'Sig', Rect: [0, 0, 0, 0], F: widgetFlags });
  field.set(PDFName.of('T'), PDFHexString.fromText(name));
  field.set(PDFName.of('TU'), PDFHexString.fromText(label));
  field.set(PDFName.of('P'), page);
  change(changes, ref, field);
  return field;
}
