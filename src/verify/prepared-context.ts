import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import type { Box } from '../pdf/content-geometry.js';
import { intersection } from '../pdf/content-geometry.js';
import type { PdfDictionary, PdfKind, PdfValue } from '../pdf/object-reader.js';
import type { PdfStructure } from '../pdf/revisions.js';
import { entriesOf, entry, inside, resolve, viewAt, type View } from '../pdf/revisions-view.js';
import { formFields, type FormField } from './form-fields.js';
import { pageNumbers, placesOf, type Places } from './places.js';

/** A way in which a file could show something else later, or to others, than what is read now. */
export interface PreparedFinding {
  /** Which question found it, such as `javascript` or `hidden-text`. */
  kind: string;
  /** Where: “sida 2”, “objekt 40”. */
  place: Text;
  what: Text;
}

/** A page as the questions need it. */
export interface PreparedPage {
  /** From 1. */
  number: number;
  object: number;
  entries: PdfDictionary;
  resources: PdfDictionary | undefined;
  contents: PdfKind<'stream'>[];
  /** What is shown: the crop box within the media box. */
  box: Box;
  annotations: { entries: PdfDictionary; object: number | undefined; box: Box | undefined }[];
}

/** What every question looks at. */
export interface PreparedContext {
  structure: PdfStructure;
  /** The file as it is now. */
  view: View;
  /** The file before its first signature. */
  content: View;
  pages: PreparedPage[];
  fields: FormField[];
  places: Places;
}

/** One question about a file. */
export type PreparedQuestion = (context: PreparedContext) => PreparedFinding[];

const numbersIn = (view: View, value: PdfValue | undefined): number[] => {
  const found = resolve(view, value);
  const items = found?.kind === 'array' ? found.items.map((item) => resolve(view, item)) : [];
  return items.flatMap((item) => (item?.kind === 'number' ? [item.value] : []));
};

/** A rectangle of ISO 32000-1, 7.9.5, with its corners in order. */
export function boxOf(view: View, value: PdfValue | undefined): Box | undefined {
  const [a, b, c, d] = numbersIn(view, value);
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  return { left: Math.min(a, c), bottom: Math.min(b, d), right: Math.max(a, c), top: Math.max(b, d) };
}

/** A page's own entry, or that of the nearest page tree node above it (ISO 32000-1, 7.7.3.4). */
function inherited(view: View, page: PdfDictionary, key: string): PdfValue | undefined {
  let at: PdfDictionary | undefined = page;
  for (let steps = 0; at && steps < 32; steps += 1) {
    if (at.has(key)) return resolve(view, at.get(key));
    at = entry(view, at, 'Parent', 'dictionary')?.entries;
  }
  return undefined;
}

function pageOf(view: View, object: number, index: number): PreparedPage | undefined {
  const entries = entriesOf(view.objects.get(object)?.value);
  if (!entries) return undefined;
  const media = boxOf(view, inherited(view, entries, 'MediaBox')) ?? { left: 0, bottom: 0, right: 612, top: 792 };
  const crop = boxOf(view, inherited(view, entries, 'CropBox'));
  const contents = resolve(view, entries.get('Contents'));
  const streams = contents?.kind === 'array' ? contents.items.map((item) => resolve(view, item)) : [contents];
  return {
    number: index + 1,
    object,
    entries,
    resources: entriesOf(inherited(view, entries, 'Resources')),
    contents: streams.filter((stream): stream is PdfKind<'stream'> => stream?.kind === 'stream'),
    box: crop ? intersection(media, crop) : media,
    annotations: (entry(view, entries, 'Annots', 'array')?.items ?? []).flatMap((item) => {
      const annotation = entriesOf(resolve(view, item));
      if (!annotation) return [];
      const number = item.kind === 'reference' ? item.number : undefined;
      return [{ entries: annotation, object: number, box: boxOf(view, annotation.get('Rect')) }];
    }),
  };
}

/** Looks up what the questions have in common. `contentRevision` is the index of the last revision before the first signature. */
export function preparedContext(structure: PdfStructure, contentRevision: number): PreparedContext {
  const view = viewAt(structure, structure.revisions.length - 1);
  return {
    structure,
    view,
    content: viewAt(structure, contentRevision),
    pages: pageNumbers(view).flatMap((object, index) => pageOf(view, object, index) ?? []),
    fields: formFields(view),
    places: placesOf(view),
  };
}

/** Every dictionary of the file, also those inside others, with the number of the object that holds it. */
export function* dictionaries({
  view,
}: PreparedContext): Generator<{ object: number; entries: PdfDictionary; stream: boolean }> {
  for (const { number, value } of view.objects.values()) {
    const open: PdfValue[] = [value];
    for (let next = open.pop(); next; next = open.pop()) {
      const entries = entriesOf(next);
      if (entries) yield { object: number, entries, stream: next.kind === 'stream' };
      open.push(...inside(next));
    }
  }
}

/** What an object is, in words; its number when nothing leads to it. */
export const placeOf = ({ places }: PreparedContext, object: number): Text =>
  places.get(object)?.name ?? text(`objekt ${object}`, `object ${object}`);

/** “sida 2”. */
export const pagePlace = (number: number): Text => text(`sida ${number}`, `page ${number}`);
