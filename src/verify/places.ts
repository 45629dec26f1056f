import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import type { ChangeKind } from '../model/verdict.js';
import type { PdfDictionary, PdfValue } from '../pdf/object-reader.js';
import { catalogOf, entriesOf, entry, references, resolve } from '../pdf/revisions-view.js';
import type { View } from '../pdf/revisions-view.js';
import { formFields, shownField } from './form-fields.js';

/** What an object is, in words a person understands (a noun in definite form), and of which kind. */
export interface ObjectPlace {
  name: Text;
  kind: ChangeKind;
}

/** What objects are, by object number. */
export type Places = ReadonlyMap<number, ObjectPlace>;

/** Object numbers of the pages, in order. */
export function pageNumbers(view: View): number[] {
  const found: number[] = [];
  const seen = new Set<number>();
  // A stack of its own: a page tree can be made deeper than the call stack.
  const open = [catalogOf(view)?.get('Pages')];
  while (open.length > 0) {
    const item = open.pop();
    if (item?.kind !== 'reference' || seen.has(item.number)) continue;
    seen.add(item.number);
    const entries = entriesOf(resolve(view, item));
    const kids = entry(view, entries, 'Kids', 'array');
    if (kids) for (const kid of [...kids.items].reverse()) open.push(kid);
    else if (entries) found.push(item.number);
  }
  return found;
}

/** What the parts of the catalog are called (ISO 32000-1, table 28). */
const catalogParts: [key: string, name: Text, kind: ChangeKind][] = [
  ['Metadata', text('filens metadata', "the file's metadata"), 'metadata'],
  ['AF', text('den bifogade filen', 'the attached file'), 'attachment'],
  ['Names', text('bifogade filer eller namn', 'attached files or names'), 'attachment'],
  ['OpenAction', text('åtgärden när filen öppnas', 'the action on opening the file'), 'action'],
  ['AA', text('filens automatiska åtgärder', "the file's automatic actions"), 'action'],
  ['Outlines', text('bokmärkena', 'the bookmarks'), 'outline'],
  ['OCProperties', text('lagren', 'the layers'), 'catalog'],
  ['DSS', text('valideringsuppgifterna', 'the validation data'), 'validation-data'],
  ['OutputIntents', text('färgprofilen', 'the colour profile'), 'catalog'],
  ['StructTreeRoot', text('strukturen för uppläsning', 'the structure for reading aloud'), 'structure'],
  ['PageLabels', text('sidnumren', 'the page numbers'), 'catalog'],
  ['ViewerPreferences', text('visningsinställningarna', 'the viewer settings'), 'catalog'],
  ['Perms', text('certifieringen av filen', 'the certification of the file'), 'catalog'],
];

/** Of which kind a key of the catalog is. */
export const catalogKind = (key: string): ChangeKind => catalogParts.find(([name]) => name === key)?.[2] ?? 'catalog';

/** The name of a key of the catalog. */
export const catalogPart = (key: string): Text => {
  const known = catalogParts.find(([name]) => name === key)?.[1];
  return known
    ? text(`${known.sv} (/${key})`, `${known.en} (/${key})`)
    : text(`katalogens /${key}`, `the catalog's /${key}`);
};

/** The name of a key of page `number` (from 1). */
export function pagePart(key: string, number: number): Text {
  if (key === 'Contents') return text(`innehållet på sida ${number}`, `the content of page ${number}`);
  if (key === 'Annots') return text(`anteckningarna på sida ${number}`, `the annotations on page ${number}`);
  if (key === 'Resources') return text(`typsnitt eller bilder på sida ${number}`, `fonts or images on page ${number}`);
  if (/^(Media|Crop|Trim|Bleed|Art)Box$|^Rotate$/.test(key))
    return text(`formatet på sida ${number}`, `the format of page ${number}`);
  return text(`/${key} på sida ${number}`, `/${key} on page ${number}`);
}

function annotation(entries: PdfDictionary | undefined, page: number): Text {
  const subtype = entries?.get('Subtype');
  const kind = subtype?.kind === 'name' ? subtype.value : '?';
  if (kind === 'Widget') return text(`ett formulärfält på sida ${page}`, `a form field on page ${page}`);
  return text(`en anteckning (${kind}) på sida ${page}`, `an annotation (${kind}) on page ${page}`);
}

/** Names every object that can be reached, by the first thing that reaches it. */
export function placesOf(view: View): Places {
  const places = new Map<number, ObjectPlace>();
  const spread = (value: PdfValue | undefined, name: Text, kind: ChangeKind): void => {
    const open = value ? references(value) : [];
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      const object = view.objects.get(number);
      if (!object || places.has(number)) continue;
      places.set(number, { name, kind });
      open.push(...references(object.value));
    }
  };
  const set = (value: PdfValue | undefined, name: Text, kind: ChangeKind): void => {
    if (value?.kind === 'reference' && !places.has(value.number)) places.set(value.number, { name, kind });
  };
  const catalog = catalogOf(view);
  const pages = pageNumbers(view);
  set(view.trailer.get('Root'), text('dokumentkatalogen', 'the document catalog'), 'catalog');
  pages.forEach((number, index) =>
    places.set(number, { name: text(`sida ${index + 1}`, `page ${index + 1}`), kind: 'page' }),
  );
  set(catalog?.get('AcroForm'), text('formuläret', 'the form'), 'form');
  for (const field of formFields(view)) {
    const name = shownField(field);
    // A changed value of a form field and a changed signature field are told apart.
    const kind = field.type === 'Sig' ? 'field' : 'form';
    places.set(field.number, { name: text(`fältet ${name}`, `the field ${name}`), kind });
    for (const widget of field.widgets) places.set(widget, { name: text(`fältet ${name}`, `the field ${name}`), kind });
    spread(field.value, text(`signaturen i fältet ${name}`, `the signature in the field ${name}`), kind);
    for (const widget of field.widgets) {
      const look = entriesOf(view.objects.get(widget)?.value)?.get('AP');
      spread(look, text(`utseendet på fältet ${name}`, `the appearance of the field ${name}`), kind);
    }
  }
  pages.forEach((number, index) => {
    const page = entriesOf(view.objects.get(number)?.value);
    spread(page?.get('Contents'), pagePart('Contents', index + 1), 'page');
    spread(page?.get('Resources'), pagePart('Resources', index + 1), 'page');
    set(page?.get('Annots'), pagePart('Annots', index + 1), 'annotation');
    for (const item of entry(view, page, 'Annots', 'array')?.items ?? []) {
      const entries = entriesOf(resolve(view, item));
      set(item, annotation(entries, index + 1), 'annotation');
      spread(entries?.get('AP'), annotation(entries, index + 1), 'annotation');
    }
  });
  for (const [key, name, kind] of catalogParts) spread(catalog?.get(key), name, kind);
  spread(view.trailer.get('Info'), text('dokumentinformationen', 'the document information'), 'metadata');
  spread(catalog?.get('Pages'), text('sidordningen', 'the order of the pages'), 'page');
  spread(catalog?.get('AcroForm'), text('formuläret', 'the form'), 'form');
  for (const [key, value] of catalog ?? []) spread(value, catalogPart(key), catalogKind(key));
  return places;
}
