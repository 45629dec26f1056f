import { text } from '../core/text.js';
import type { PdfDictionary, PdfValue } from '../pdf/object-reader.js';
import { catalogOf, entriesOf, entry, resolve, sameValue } from '../pdf/revisions-view.js';
import type { View } from '../pdf/revisions-view.js';
import { changedKeys, explainNew, explainOwn, refuse } from './compare.js';
import type { Comparison } from './compare.js';
import { formFields, shownField } from './form-fields.js';
import type { FormField } from './form-fields.js';

/** What the dictionary of a new signature field or its widget may hold: nothing that acts, plays or shows (ISO 32000-1, 12.5.2, 12.7.4.5). */
const newFieldKeys = new Set([
  'Type',
  'Subtype',
  'FT',
  'Ff',
  'F',
  'Rect',
  'T',
  'TU',
  'TM',
  'P',
  'Parent',
  'Kids',
  'V',
  'AP',
  'AS',
  'MK',
  'DA',
  'Border',
  'BS',
  'H',
  'NM',
  'M',
  'Lock',
  'SV',
]);

/** Keys that lead from a field to the rest of the file. */
const outward = new Set(['P', 'Parent', 'Kids']);

/** What signing may change in a field that waited for it, and in its widget. */
const signedFieldKeys = new Set(['V', 'F', 'AP', 'TU', 'M']);

/** Print and Locked: the only flags of an annotation that signing may set or clear (ISO 32000-1, table 165). */
const harmlessFlags = 4 | 128;

/** A signature is shown on no more than about a fifth of an A4 page, in square points: a larger one is a page of its own. */
const largestSeal = 100_000;

const isSet = (value: PdfValue | undefined): boolean => value !== undefined && value.kind !== 'null';

/** Area of /Rect in square points; not a number when it is ill-formed. */
function area(view: View, widget: PdfDictionary | undefined): number {
  const corners = entry(view, widget, 'Rect', 'array')?.items.map((item) => {
    const value = resolve(view, item);
    return value?.kind === 'number' ? value.value : NaN;
  });
  const [left = NaN, bottom = NaN, right = NaN, top = NaN] = corners ?? [];
  return Math.abs(right - left) * Math.abs(top - bottom);
}

const dictionaryOf = (view: View, number: number): PdfDictionary | undefined =>
  entriesOf(view.objects.get(number)?.value);

const flagsOf = (view: View, widget: PdfDictionary | undefined): number => {
  const flags = entry(view, widget, 'F', 'number')?.value ?? 0;
  return flags & ~harmlessFlags;
};

/** Whether the signature a field now holds was itself made in this revision. */
function signedNow(field: FormField, old: FormField | undefined): boolean {
  return field.type === 'Sig' && field.value !== undefined && old?.value === undefined;
}

function nameSigning(comparison: Comparison, field: FormField): void {
  const signature = entriesOf(resolve(comparison.after, field.value));
  const type = signature?.get('Type');
  const name = shownField(field);
  if (type?.kind === 'name' && type.value === 'DocTimeStamp') {
    const what = text(
      `En tidsstämpel för hela dokumentet lades till (fältet ${name}).`,
      `A time-stamp for the whole document was added (field ${name}).`,
    );
    comparison.allowed.push({ kind: 'timestamp', field: field.name, what });
  } else {
    const what = text(`Fältet ${name} undertecknades.`, `The field ${name} was signed.`);
    comparison.allowed.push({ kind: 'signature', field: field.name, what });
  }
}

function judgeOldWidget(comparison: Comparison, field: FormField, number: number): void {
  const before = dictionaryOf(comparison.before, number);
  const after = dictionaryOf(comparison.after, number);
  const name = shownField(field);
  const refused = (sv: string, en: string): void => {
    refuse(comparison, 'field', `Fältet ${name}: ${sv}`, `The field ${name}: ${en}`);
  };
  for (const key of changedKeys(before, after)) {
    if (!signedFieldKeys.has(key)) refused(`/${key} har ändrats.`, `/${key} was changed.`);
    else if (key === 'TU' && isSet(before?.get(key))) refused('benämningen har ändrats.', 'its label was changed.');
    else if (key === 'F' && flagsOf(comparison.before, before) !== flagsOf(comparison.after, after)) {
      refused('synligheten har ändrats.', 'its visibility was changed.');
    } else if (key === 'AP') {
      if (!(area(comparison.after, after) <= largestSeal)) {
        refused(
          'en underskriftsbild lades över en stor del av sidan.',
          'a picture of a signature was laid over a large part of the page.',
        );
      }
      explainNew(comparison, after?.get('AP'));
    }
  }
  if (comparison.changed.has(number)) comparison.explained.add(number);
}

function judgeNewField(comparison: Comparison, field: FormField, names: ReadonlySet<string>): void {
  const name = shownField(field);
  const numbers = new Set([field.number, ...field.widgets]);
  comparison.newFields.add(field.number);
  for (const widget of field.widgets) comparison.newWidgets.add(widget);
  for (const number of numbers) {
    const entries = dictionaryOf(comparison.after, number);
    const odd = [...(entries?.keys() ?? [])].filter((key) => !newFieldKeys.has(key));
    for (const key of odd) {
      refuse(
        comparison,
        'field',
        `Det nya fältet ${name} har /${key}, som ett underskriftsfält inte ska ha.`,
        `The new field ${name} has /${key}, which a signature field should not have.`,
      );
    }
    if (!comparison.added.has(number)) {
      refuse(
        comparison,
        'field',
        `Fältet ${name} lades till av delar som redan fanns i filen.`,
        `The field ${name} was added out of parts that were already in the file.`,
      );
    } else comparison.explained.add(number);
    if (field.widgets.includes(number) && area(comparison.after, entries) !== 0) {
      refuse(
        comparison,
        'field',
        `Ett nytt synligt fält, ${name}, lades över sidans innehåll.`,
        `A new visible field, ${name}, was laid over the content of a page.`,
      );
    }
    for (const [key, value] of entries ?? []) if (!outward.has(key)) explainNew(comparison, value);
    explainOwn(comparison, entries?.get('Kids'));
  }
  if (names.has(field.name)) {
    refuse(
      comparison,
      'field',
      `Ett nytt fält har samma namn som ett annat: ${name}.`,
      `A new field has the same name as another one: ${name}.`,
    );
  }
}

/** Judges what a revision did to the form's fields: a signature in a waiting field, or a new invisible signature field, may come; nothing else. */
export function allowSigning(comparison: Comparison): void {
  const old = new Map(formFields(comparison.before).map((field) => [field.number, field]));
  const names = new Set([...old.values()].map((field) => field.name));
  for (const field of formFields(comparison.after)) {
    const before = old.get(field.number);
    if (!before && field.type !== 'Sig') continue;
    const signing = signedNow(field, before);
    if (signing) {
      nameSigning(comparison, field);
      if (field.value?.kind === 'reference' && !comparison.added.has(field.value.number)) {
        const name = shownField(field);
        refuse(
          comparison,
          'field',
          `Fältet ${name} fick en signatur som redan fanns i filen.`,
          `The field ${name} was given a signature that was already in the file.`,
        );
      }
      explainNew(comparison, field.value);
    }
    if (!before) {
      judgeNewField(comparison, field, names);
      if (!signing) {
        const name = shownField(field);
        comparison.allowed.push({
          kind: 'field',
          field: field.name,
          what: text(`Ett tomt underskriftsfält lades till: ${name}.`, `An empty signature field was added: ${name}.`),
        });
      }
    } else if (signing) {
      for (const number of new Set([field.number, ...field.widgets])) judgeOldWidget(comparison, field, number);
    }
  }
  allowForm(comparison);
}

const newFormKeys = new Set(['Fields', 'SigFlags', 'DA', 'DR']);

/** The interactive form may list new signature fields after the old ones, and say that it holds signatures (ISO 32000-1, 12.7.2). */
function allowForm(comparison: Comparison): void {
  const { before, after } = comparison;
  const place = catalogOf(after)?.get('AcroForm');
  const oldForm = entry(before, catalogOf(before), 'AcroForm', 'dictionary')?.entries;
  const form = entry(after, catalogOf(after), 'AcroForm', 'dictionary')?.entries;
  if (!form) {
    if (oldForm) refuse(comparison, 'form', 'Formuläret togs bort.', 'The form was removed.');
    return;
  }
  // Default appearances and fonts show nothing where there are no fields but signatures.
  const onlySignatures = formFields(before).every((field) => field.type === 'Sig');
  for (const key of changedKeys(oldForm, form)) {
    if (key === 'Fields' || key === 'SigFlags' || (onlySignatures && newFormKeys.has(key) && !oldForm?.has(key)))
      continue;
    refuse(comparison, 'form', `Formulärets /${key} har ändrats.`, `The form's /${key} was changed.`);
  }
  const flags = (view: View, entries: PdfDictionary | undefined): number =>
    entry(view, entries, 'SigFlags', 'number')?.value ?? 0;
  const [oldFlags, newFlags] = [flags(before, oldForm), flags(after, form)];
  if (newFlags > 3 || (newFlags | oldFlags) !== newFlags) {
    refuse(
      comparison,
      'form',
      'Formulärets uppgift om signaturer (/SigFlags) har tagits bort.',
      "The form's note on signatures (/SigFlags) was removed.",
    );
  }
  const oldFields = entry(before, oldForm, 'Fields', 'array')?.items ?? [];
  const fields = entry(after, form, 'Fields', 'array')?.items ?? [];
  if (!oldFields.every((item, index) => sameValue(item, fields[index]))) {
    refuse(
      comparison,
      'form',
      'Fält har tagits bort ur formuläret eller bytt plats.',
      'Fields were removed from the form or moved.',
    );
  }
  for (const item of fields.slice(oldFields.length)) {
    if (item.kind === 'reference' && comparison.newFields.has(item.number)) continue;
    refuse(
      comparison,
      'form',
      'Ett fält som inte är en underskrift lades till i formuläret.',
      'A field that is not a signature was added to the form.',
    );
  }
  explainOwn(comparison, form.get('Fields'));
  if (onlySignatures && !oldForm?.has('DR')) explainNew(comparison, form.get('DR'));
  // A changed form has been compared key by key, so it does not matter who else refers to it.
  if (place?.kind === 'reference' && (comparison.added.has(place.number) || oldFormIs(comparison, place.number))) {
    comparison.explained.add(place.number);
  }
}

function oldFormIs(comparison: Comparison, number: number): boolean {
  const place = catalogOf(comparison.before)?.get('AcroForm');
  return place?.kind === 'reference' && place.number === number;
}
