import type { PdfDictionary } from '../pdf/object-reader.js';
import type { PdfObject, PdfStructure } from '../pdf/revisions.js';
import { entriesOf, entry, viewAt } from '../pdf/revisions-view.js';
import type { View } from '../pdf/revisions-view.js';
import { formFields } from './form-fields.js';
import type { FormField } from './form-fields.js';

/** A signature or a document time-stamp as found in the file, before its value has been read. */
export interface FoundValue {
  kind: 'signature' | 'timestamp';
  field: FormField;
  view: View;
  object: PdfObject;
  entries: PdfDictionary;
}

/** Signatures and document time-stamps of every revision, in that order: also those that a later one removed or replaced. */
export function findValues(structure: PdfStructure): FoundValue[] {
  const found = new Map<string, FoundValue>();
  for (const { index } of structure.revisions) {
    const view = viewAt(structure, index);
    for (const field of formFields(view)) {
      if (field.type !== 'Sig' || field.value?.kind !== 'reference') continue;
      const object = view.objects.get(field.value.number);
      const entries = entriesOf(object?.value);
      if (!object || !entries) continue;
      const kind = entry(view, entries, 'Type', 'name')?.value === 'DocTimeStamp' ? 'timestamp' : 'signature';
      const key = `${object.start} ${object.number}`;
      if (!found.has(key)) found.set(key, { kind, field, view, object, entries });
    }
  }
  return [...found.values()].sort((one, other) => one.object.revision - other.object.revision);
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
