import { text } from '../core/text.js';
import type { Budget } from '../pdf/object-reader-filters.js';
import type { PdfValue } from '../pdf/object-reader.js';
import { catalogOf, entriesOf, entry, references, resolve, sameValue } from '../pdf/revisions-view.js';
import type { View } from '../pdf/revisions-view.js';
import { changedKeys, explainOwn, refuse } from './compare.js';
import type { Comparison } from './compare.js';
import { catalogKind, catalogPart, pageNumbers, pagePart } from './places.js';
import { allowStore } from './allow-store.js';

/** Keys of a trailer that describe its own section, and those that are judged by themselves (ISO 32000-1, tables 5, 15 and 17). */
const sectionKeys = new Set([
  'Size',
  'Prev',
  'Type',
  'W',
  'Index',
  'Length',
  'Filter',
  'DecodeParms',
  'DL',
  'Root',
  'Info',
  'ID',
]);

/** What the trailer says of the file as a whole must stay: the catalog, the information, and the first half of the identifier (ISO 32000-1, 7.5.5, 14.4). */
export function allowTrailer(comparison: Comparison): void {
  const { before, after } = comparison;
  for (const key of ['Root', 'Info']) {
    if (!sameValue(before.trailer.get(key), after.trailer.get(key))) {
      refuse(comparison, 'catalog', `Filens /${key} byttes ut.`, `The file's /${key} was replaced.`);
    }
  }
  for (const key of changedKeys(before.trailer, after.trailer)) {
    // Other keys mean nothing to readers, as long as they lead to nothing new.
    const value = after.trailer.get(key);
    if (!sectionKeys.has(key) && value && references(value).some((number) => comparison.added.has(number))) {
      refuse(
        comparison,
        'catalog',
        `Filens /${key} lades till eller ändrades.`,
        `The file's /${key} was added or changed.`,
      );
    }
  }
  const size = (view: View): number => entry(view, view.trailer, 'Size', 'number')?.value ?? 0;
  // Readers take objects above the size for missing, so a smaller one makes content vanish (7.5.5).
  if (size(after) < size(before)) {
    refuse(
      comparison,
      'catalog',
      'Filens uppgift om antal objekt (/Size) minskades.',
      "The file's number of objects (/Size) was lowered.",
    );
  }
  const [first] = entry(before, before.trailer, 'ID', 'array')?.items ?? [];
  const [same] = entry(after, after.trailer, 'ID', 'array')?.items ?? [];
  if (first && !sameValue(first, same)) {
    refuse(comparison, 'catalog', 'Filens identitet (/ID) byttes ut.', "The file's identity (/ID) was replaced.");
  }
}

const volatileInfo = new Set(['ModDate', 'Producer']);

/** The document information may say when and with what the file was last saved; its title and the like must stay (ISO 32000-1, 14.3.3). */
export function allowInfo(comparison: Comparison): void {
  const { before, after, changed } = comparison;
  const place = after.trailer.get('Info');
  if (place?.kind !== 'reference' || !changed.has(place.number)) return;
  const now = entriesOf(resolve(after, place));
  const keys = changedKeys(entriesOf(resolve(before, place)), now);
  if (!keys.every((key) => volatileInfo.has(key) && now?.get(key)?.kind === 'string')) return;
  comparison.explained.add(place.number);
  const what = text(
    'Uppgiften om när filen senast sparades uppdaterades.',
    'The note on when the file was last saved was updated.',
  );
  comparison.allowed.push({ kind: 'nothing', what });
}

/** A page may be given the widget of a new signature field, after the annotations it had; {@link allowSigning} has to have run. */
export function allowPages(comparison: Comparison): void {
  const { before, after } = comparison;
  pageNumbers(before).forEach((number, index) => {
    const old = entriesOf(before.objects.get(number)?.value);
    const page = entriesOf(after.objects.get(number)?.value);
    for (const key of changedKeys(old, page)) {
      if (key === 'Annots') continue;
      const part = pagePart(key, index + 1);
      refuse(comparison, key === 'AA' ? 'action' : 'page', `Ändrat: ${part.sv}.`, `Changed: ${part.en}.`);
    }
    const oldItems = entry(before, old, 'Annots', 'array')?.items ?? [];
    const items = entry(after, page, 'Annots', 'array')?.items ?? [];
    if (!oldItems.every((item, place) => sameValue(item, items[place]))) {
      refuse(
        comparison,
        'annotation',
        `Anteckningar på sida ${index + 1} togs bort eller bytte plats.`,
        `Annotations on page ${index + 1} were removed or moved.`,
      );
    }
    for (const item of items.slice(oldItems.length)) {
      if (item.kind === 'reference' && comparison.newWidgets.has(item.number)) continue;
      const subtype = entriesOf(resolve(after, item))?.get('Subtype');
      const kind = subtype?.kind === 'name' ? subtype.value : '?';
      refuse(
        comparison,
        'annotation',
        `En anteckning (${kind}) lades på sida ${index + 1}.`,
        `An annotation (${kind}) was put on page ${index + 1}.`,
      );
    }
    explainOwn(comparison, page?.get('Annots'));
    if (comparison.changed.has(number)) comparison.explained.add(number);
  });
}

/** The catalog may be given a form (judged by {@link allowSigning}), validation data, and the note that those are used. */
export function allowCatalog(comparison: Comparison, allowance: Budget): void {
  const { before, after } = comparison;
  allowStore(comparison, allowance);
  const root = after.trailer.get('Root');
  for (const key of changedKeys(catalogOf(before), catalogOf(after))) {
    if (key === 'AcroForm' || key === 'DSS') continue;
    if (key === 'Extensions' && allowExtensions(comparison)) continue;
    const part = catalogPart(key);
    const added = !catalogOf(before)?.has(key);
    const kind = catalogKind(key);
    if (added) refuse(comparison, kind, `Tillagt: ${part.sv}.`, `Added: ${part.en}.`);
    else refuse(comparison, kind, `Ändrat: ${part.sv}.`, `Changed: ${part.en}.`);
  }
  if (root?.kind === 'reference' && comparison.changed.has(root.number)) comparison.explained.add(root.number);
}

const extensionKeys = new Set(['Type', 'BaseVersion', 'ExtensionLevel', 'URL', 'ExtensionRevision']);

/** One extension, or in PDF 2.0 a list of them, holding nothing but names, numbers and strings (ISO 32000-2, 7.12). */
function isExtension(comparison: Comparison, value: PdfValue | undefined): boolean {
  const extension = resolve(comparison.after, value);
  if (extension?.kind === 'array') return extension.items.every((item) => isExtension(comparison, item));
  if (extension?.kind !== 'dictionary') return false;
  explainOwn(comparison, value);
  return [...extension.entries].every(
    ([key, inside]) => extensionKeys.has(key) && ['name', 'number', 'string'].includes(inside.kind),
  );
}

/** Developer extensions may be added, not changed: they name what a later edition of the format is used for (ISO 32000-1, 7.12). */
function allowExtensions(comparison: Comparison): boolean {
  const old = entry(comparison.before, catalogOf(comparison.before), 'Extensions', 'dictionary')?.entries;
  const value = catalogOf(comparison.after)?.get('Extensions');
  const now = entry(comparison.after, catalogOf(comparison.after), 'Extensions', 'dictionary')?.entries;
  const added = changedKeys(old, now);
  if (!now || !added.every((key) => !old?.has(key) && isExtension(comparison, now.get(key)))) return false;
  explainOwn(comparison, value);
  return true;
}
