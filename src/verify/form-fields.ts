import type { PdfDictionary, PdfValue } from '../pdf/object-reader.js';
import { textString } from '../pdf/object-reader-text.js';
import { catalogOf, entriesOf, entry, resolve } from '../pdf/revisions-view.js';
import type { View } from '../pdf/revisions-view.js';

/** A field of the form that holds a value of its own (ISO 32000-1, 12.7.3). */
export interface FormField {
  /** Its object number. */
  number: number;
  /** Full name, parts joined with dots. */
  name: string;
  type: string | undefined;
  entries: PdfDictionary;
  /** /V as written; `undefined` when there is none or it is null. */
  value: PdfValue | undefined;
  /** /TU: what the document calls it. */
  label: string | null;
  /** Object numbers of its widgets; its own when field and widget are one. */
  widgets: number[];
}

const deepest = 32;

/** /T, /TU and the like. */
export function textEntry(view: View, entries: PdfDictionary | undefined, key: string): string | null {
  const value = entry(view, entries, key, 'string');
  return value ? textString(value.bytes) : null;
}

/** All fields of the form as of `view`, in its order. Fields without an object number are left out. */
export function formFields(view: View): FormField[] {
  const found: FormField[] = [];
  const seen = new Set<number>();
  const visit = (
    item: PdfValue,
    prefix: string,
    inherited: string | undefined,
    value: PdfValue | undefined,
    depth: number,
  ): void => {
    const entries = entriesOf(resolve(view, item));
    if (item.kind !== 'reference' || !entries || seen.has(item.number) || depth > deepest) return;
    seen.add(item.number);
    const part = textEntry(view, entries, 'T');
    const name = part === null ? prefix : prefix ? `${prefix}.${part}` : part;
    const type = entry(view, entries, 'FT', 'name')?.value ?? inherited;
    const own = entries.get('V') ?? value;
    const kids = entry(view, entries, 'Kids', 'array')?.items ?? [];
    const fields = kids.filter((kid) => entriesOf(resolve(view, kid))?.has('T'));
    if (fields.length > 0) {
      for (const kid of fields) visit(kid, name, type, own, depth + 1);
      return;
    }
    const widgets = kids.flatMap((kid) => (kid.kind === 'reference' ? [kid.number] : []));
    const empty = resolve(view, own)?.kind === 'null' || (own?.kind === 'reference' && !resolve(view, own));
    found.push({
      number: item.number,
      name,
      type,
      entries,
      value: empty ? undefined : own,
      label: textEntry(view, entries, 'TU'),
      widgets: widgets.length > 0 ? widgets : [item.number],
    });
  };
  const form = entry(view, catalogOf(view), 'AcroForm', 'dictionary');
  const fields = entry(view, form?.entries, 'Fields', 'array');
  for (const field of fields?.items ?? []) visit(field, '', undefined, undefined, 0);
  return found;
}

/** A short, safe way to write the name of a field. */
export const shownField = (field: FormField): string => field.name || `#${field.number}`;
