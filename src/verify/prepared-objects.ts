import { text } from '../core/text.js';
import type { PdfDictionary, PdfValue } from '../pdf/object-reader.js';
import { catalogOf, entriesOf, references, resolve, type View } from '../pdf/revisions-view.js';
import { pageNumbers } from './places.js';
import { placeOf, type PreparedContext, type PreparedFinding } from './prepared-context.js';

const document = text('dokumentet', 'the document');

/** Numbers of everything that can be reached from these values, the numbers in `closed` not entered. */
function reach(
  view: View,
  from: readonly (PdfValue | undefined)[],
  closed: ReadonlySet<number> = new Set(),
): Set<number> {
  const found = new Set<number>();
  const open = from.flatMap((value) => (value ? references(value) : []));
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    if (found.has(number) || closed.has(number)) continue;
    found.add(number);
    const value = view.objects.get(number)?.value;
    if (value) open.push(...references(value));
  }
  return found;
}

/** Was the file changed after it was first written, but for signatures? Earlier pages are then still in it. */
export function earlierContent({ content }: PreparedContext): PreparedFinding[] {
  return content.revision > 0
    ? [
        {
          kind: 'earlier-revision',
          place: document,
          what: text(
            `filen är omsparad ${content.revision} gånger, och det som stod förut finns kvar i den`,
            `the file was saved anew ${content.revision} times, and what stood there before is still in it`,
          ),
        },
      ]
    : [];
}

const mostNamed = 20;

/** Are there objects that nothing leads to: pages, page trees or content that a later table could bring forth? */
export function unusedObjects(context: PreparedContext): PreparedFinding[] {
  const { content, structure } = context;
  const used = reach(content, [...content.trailer.values()]);
  const containers = new Set(structure.revisions.flatMap((revision) => [...revision.containers]));
  const unused = [...content.objects.values()].filter(({ number }) => !used.has(number) && !containers.has(number));
  return unused.slice(0, mostNamed).map(({ number, value }) => {
    const type = entriesOf(value)?.get('Type');
    const kind = type?.kind === 'name' ? ` (${type.value})` : '';
    return {
      kind: 'unused-object',
      place: text(`objekt ${number}`, `object ${number}`),
      what: text(
        `dolt innehåll${kind}, som inget i filen leder till`,
        `hidden content${kind}, which nothing in the file leads to`,
      ),
    };
  });
}

/** Are there references to objects that are missing, so that an addition would fill a place already made for it? */
export function missingObjects(context: PreparedContext): PreparedFinding[] {
  const { content } = context;
  const seen = new Set<number>();
  const found: PreparedFinding[] = [];
  for (const { number, value } of content.objects.values())
    for (const target of references(value)) {
      if (content.objects.has(target) || seen.has(target)) continue;
      seen.add(target);
      found.push({
        kind: 'missing-object',
        place: placeOf(context, number),
        what: text(
          `hänvisar till objekt ${target}, som saknas och kan läggas till senare`,
          `refers to object ${target}, which is missing and can be added later`,
        ),
      });
    }
  return found.slice(0, mostNamed);
}

/** The parts of the catalog that a signer's revision may change, so that nothing a page shows may hang on them. */
function changeable(view: View, pages: ReadonlySet<number>): Set<number> {
  const catalog = catalogOf(view);
  const form = entriesOf(resolve(view, catalog?.get('AcroForm')));
  const fields = resolve(view, form?.get('Fields'));
  const listed = fields?.kind === 'array' ? fields.items : [];
  const direct = [catalog?.get('AcroForm'), form?.get('Fields'), catalog?.get('DSS'), catalog?.get('Perms')].flatMap(
    (value) => (value?.kind === 'reference' ? [value.number] : []),
  );
  // From a field the way up to its page and its structure is no part of the field.
  const parts = listed.flatMap((item) =>
    [...(entriesOf(resolve(view, item)) ?? [])].filter(
      ([key]) => !['P', 'Parent', 'Kids', 'StructParent'].includes(key),
    ),
  );
  const rest = [...(form ?? [])].filter(([key]) => key !== 'Fields').map(([, value]) => value);
  return new Set([
    ...direct,
    ...reach(view, [...parts.map(([, value]) => value), ...rest, catalog?.get('DSS')], pages),
  ]);
}

/** Are objects both page content and something that signing may change? */
export function sharedObjects(context: PreparedContext): PreparedFinding[] {
  const { content } = context;
  const numbers = pageNumbers(content);
  const pages = new Set(numbers);
  const shown = numbers.flatMap((number): (PdfValue | undefined)[] => {
    const page: PdfDictionary | undefined = entriesOf(content.objects.get(number)?.value);
    const annotations = page?.get('Annots');
    return [
      page?.get('Contents'),
      page?.get('Resources'),
      ...(annotations?.kind === 'reference' ? [{ ...annotations }] : []),
    ];
  });
  const direct = new Set(shown.flatMap((value) => (value?.kind === 'reference' ? [value.number] : [])));
  const content_ = reach(
    content,
    numbers.flatMap((number) => {
      const page = entriesOf(content.objects.get(number)?.value);
      return [page?.get('Contents'), page?.get('Resources')];
    }),
    pages,
  );
  const both = [...changeable(content, pages)].filter((number) => direct.has(number) || content_.has(number));
  return both.slice(0, mostNamed).map((number) => ({
    kind: 'shared-object',
    place: placeOf(context, number),
    what: text(
      `objekt ${number} är både sidinnehåll och något som en underskrift får ändra`,
      `object ${number} is both page content and something that a signature may change`,
    ),
  }));
}
