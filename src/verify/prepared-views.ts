import { text } from '../core/text.js';
import { Malformed } from '../core/malformed.js';
import { readContent } from '../pdf/content-reader.js';
import { decodeStream } from '../pdf/object-reader-filters.js';
import { catalogOf, entriesOf, entry, resolve } from '../pdf/revisions-view.js';
import { shownField } from './form-fields.js';
import {
  boxOf,
  dictionaries,
  pagePlace,
  placeOf,
  type PreparedContext,
  type PreparedFinding,
} from './prepared-context.js';

const document = text('dokumentet', 'the document');

/** Is there a form of another kind, that some programs show instead of the pages (ISO 32000-1, 12.7.8)? */
export function otherForms({ view }: PreparedContext): PreparedFinding[] {
  const form = entry(view, catalogOf(view), 'AcroForm', 'dictionary')?.entries;
  const found: PreparedFinding[] = [];
  if (form?.has('XFA'))
    found.push({
      kind: 'xfa',
      place: document,
      what: text(
        'ett XFA-formulär visas av vissa program i stället för sidorna',
        'an XFA form is shown by some programs instead of the pages',
      ),
    });
  if (entry(view, form, 'NeedAppearances', 'boolean')?.value === true)
    found.push({
      kind: 'appearance',
      place: document,
      what: text(
        'läsaren ritar själv om fälten (NeedAppearances)',
        'the reader redraws the fields itself (NeedAppearances)',
      ),
    });
  if (catalogOf(view)?.has('Collection'))
    found.push({
      kind: 'portfolio',
      place: document,
      what: text('en portfölj visar en annan fil än den här', 'a portfolio shows another file than this one'),
    });
  return found;
}

/** Are there layers that can be shown and hidden (ISO 32000-1, 8.11)? */
export function layers(context: PreparedContext): PreparedFinding[] {
  const found: PreparedFinding[] = [];
  if (catalogOf(context.view)?.has('OCProperties'))
    found.push({
      kind: 'optional-content',
      place: document,
      what: text('lager kan visas och döljas', 'layers can be shown and hidden'),
    });
  for (const { object, entries } of dictionaries(context))
    if (entries.has('OC'))
      found.push({
        kind: 'optional-content',
        place: placeOf(context, object),
        what: text('hör till ett lager som kan döljas', 'belongs to a layer that can be hidden'),
      });
  return found;
}

/** Does an image have another one for printing, or a program for its content? */
export function otherImages(context: PreparedContext): PreparedFinding[] {
  const found: PreparedFinding[] = [];
  for (const { object, entries } of dictionaries(context)) {
    const subtype = entries.get('Subtype');
    const program = subtype?.kind === 'name' && subtype.value === 'PS';
    if (entries.has('Alternates') || program)
      found.push({
        kind: 'alternate',
        place: placeOf(context, object),
        what: text(
          'det som skrivs ut kan vara något annat än det som visas',
          'what is printed can be another thing than what is shown',
        ),
      });
  }
  return found;
}

/** Are there annotations beyond the fields that people sign in, and plain links? */
export function annotations({ view, pages, fields }: PreparedContext): PreparedFinding[] {
  const signing = new Set(fields.filter(({ type }) => type === 'Sig').flatMap(({ widgets }) => widgets));
  return pages.flatMap(({ number, annotations: all, box: page }) =>
    all.flatMap(({ entries, object, box }): PreparedFinding[] => {
      const subtype = entries.get('Subtype');
      const kind = subtype?.kind === 'name' ? subtype.value : '?';
      const place = pagePlace(number);
      const ours =
        kind === 'Widget' ? object !== undefined && signing.has(object) : kind === 'Link' && !entries.has('AP');
      if (!ours)
        return [
          {
            kind: kind === 'Widget' ? 'form-field' : 'annotation',
            place,
            what: text(
              `en anteckning (${kind}) ligger ovanpå sidan och kan ändras eller döljas`,
              `an annotation (${kind}) lies over the page and can be changed or hidden`,
            ),
          },
        ];
      const flags = entry(view, entries, 'F', 'number')?.value ?? 0;
      const area = box && box.right > box.left && box.top > box.bottom;
      const outside =
        area && (box.left > page.right || box.right < page.left || box.bottom > page.top || box.top < page.bottom);
      if (outside)
        return [
          { kind: 'off-page', place, what: text('ett fält ligger utanför sidan', 'a field lies outside the page') },
        ];
      // Hidden and NoView (ISO 32000-1, table 165).
      return area && kind === 'Widget' && (flags & 34) !== 0
        ? [{ kind: 'appearance', place, what: text('ett fält är dolt', 'a field is hidden') }]
        : [];
    }),
  );
}

const painting = new Set(['f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's', 'sh', 'Do', 'BI', 'Tj', 'TJ', "'", '"']);

/** Do fields that nobody has signed show something already? Text there would seem to belong to the document. */
export function appearances({ structure, view, fields }: PreparedContext): PreparedFinding[] {
  return fields
    .filter(({ type, value }) => type === 'Sig' && value === undefined)
    .flatMap((field): PreparedFinding[] => {
      const shows = field.widgets.some((widget) => {
        const look = entry(view, entriesOf(view.objects.get(widget)?.value), 'AP', 'dictionary')?.entries;
        return [...(look?.values() ?? [])].some((value) => {
          const stream = resolve(view, value);
          if (stream?.kind !== 'stream') return true;
          try {
            return [...readContent(decodeStream(stream, structure.allowance))].some(({ operator }) =>
              painting.has(operator),
            );
          } catch (error) {
            if (error instanceof Malformed) return true;
            throw error;
          }
        });
      });
      return shows
        ? [
            {
              kind: 'appearance',
              place: text(`fältet ${shownField(field)}`, `the field ${shownField(field)}`),
              what: text(
                'fältet visar något innan någon har undertecknat',
                'the field shows something before anybody has signed',
              ),
            },
          ]
        : [];
    });
}

/** Are there form fields that are not for signing, or fields that no page shows? */
export function otherFields({ view, fields, pages }: PreparedContext): PreparedFinding[] {
  const shown = new Set(pages.flatMap((page) => page.annotations.map(({ object }) => object)));
  return fields.flatMap((field): PreparedFinding[] => {
    const place = text(`fältet ${shownField(field)}`, `the field ${shownField(field)}`);
    if (field.type !== 'Sig')
      return [
        {
          kind: 'form-field',
          place,
          what: text(
            'ett ifyllbart fält kan visa annat än sitt värde',
            'a field to fill in can show another thing than its value',
          ),
        },
      ];
    const lost = field.widgets.some((widget) => {
      const box = boxOf(view, entriesOf(view.objects.get(widget)?.value)?.get('Rect'));
      return box && box.right > box.left && box.top > box.bottom && !shown.has(widget);
    });
    return lost
      ? [{ kind: 'form-field', place, what: text('fältet står inte på någon sida', 'the field stands on no page') }]
      : [];
  });
}
