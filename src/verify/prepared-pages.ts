import { Malformed } from '../core/malformed.js';
import { text, type Text } from '../core/text.js';
import { colourDistance, type Colour } from '../pdf/content-colour.js';
import { isInside, isWithin, type Box, type Point } from '../pdf/content-geometry.js';
import { paintsOfPage } from '../pdf/content-paint.js';
import type { Paint } from '../pdf/content-state.js';
import { pagePlace, type PreparedContext, type PreparedFinding, type PreparedPage } from './prepared-context.js';

type TextPaint = Extract<Paint, { kind: 'text' }>;
type Cover = Extract<Paint, { kind: 'fill' | 'image' }>;

/** Smaller letters than this, in points, nobody reads. */
const smallest = 1.5;
/** Colours nearer to each other than this, nobody tells apart. */
const nearest = 0.04;
/** Less than this shows through nothing, more than the rest covers. */
const faintest = 0.08;
/** So many pairs of a text and a corner of a shape are looked at on a page. */
const mostPairs = 20_000_000;
const mostPerPage = 10;

const white: Colour = [1, 1, 1];

const covers = (cover: Cover, point: Point): boolean => isWithin(point, cover.clip) && isInside(point, cover.shape);

const shown = ({ letters }: TextPaint): string => letters.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 40);

const hidden = (kind: string, number: number, run: TextPaint, sv: string, en: string): PreparedFinding => ({
  kind,
  place: pagePlace(number),
  what: text(`”${shown(run)}” ${sv}`, `“${shown(run)}” ${en}`),
});

/** Why nobody can see this text, whatever lies around it. */
function unseen(run: TextPaint, box: Box): { kind: string; why: Text } | undefined {
  if (run.mode === 3 || run.mode === 7)
    return { kind: 'invisible-text', why: text('är osynlig text (läge 3)', 'is invisible text (mode 3)') };
  if (run.alpha < faintest) return { kind: 'invisible-text', why: text('är genomskinlig', 'is transparent') };
  if (run.size < smallest)
    return { kind: 'invisible-text', why: text('är för liten för att läsas', 'is too small to read') };
  if (!run.points.some((point) => isWithin(point, box, 1)))
    return { kind: 'off-page', why: text('står utanför sidan', 'stands outside the page') };
  if (!run.points.some((point) => isWithin(point, run.clip, 1)))
    return { kind: 'invisible-text', why: text('är bortklippt', 'is clipped away') };
  return undefined;
}

/** The colour behind a point, as far as the shapes before tell; `undefined` on a picture or a pattern. */
function backdrop(below: readonly Cover[], point: Point): Colour | undefined {
  for (let index = below.length - 1; index >= 0; index -= 1) {
    const cover = below[index];
    if (cover && cover.alpha > 0.5 && covers(cover, point)) return cover.colour;
  }
  return white;
}

function judgePage(page: PreparedPage, paints: readonly Paint[]): PreparedFinding[] {
  const { number, box } = page;
  const found: PreparedFinding[] = [];
  const before: Cover[] = [];
  const shapes: Cover[] = paints.filter((paint): paint is Cover => paint.kind !== 'text');
  const runs = paints.length - shapes.length;
  const corners = shapes.reduce((sum, { shape }) => sum + shape.length, page.annotations.length);
  if (runs * corners > mostPairs)
    throw new Malformed(text('En sida ritar för mycket för att prövas.', 'A page paints too much to be checked.'), 0);
  for (const paint of paints) {
    if (paint.kind !== 'text') {
      before.push(paint);
      continue;
    }
    const reason = unseen(paint, box);
    if (reason) {
      found.push(hidden(reason.kind, number, paint, reason.why.sv, reason.why.en));
      continue;
    }
    const over = shapes.find(
      (cover, index) =>
        index >= before.length &&
        (cover.kind === 'image' || cover.alpha > 0.5) &&
        paint.points.every((point) => covers(cover, point)),
    );
    if (over) {
      found.push(
        hidden('overlap', number, paint, 'täcks av något som ritas ovanpå', 'is covered by something drawn over it'),
      );
      continue;
    }
    const { colour } = paint;
    const same = (point: Point): boolean => {
      const behind = backdrop(before, point);
      return colour !== undefined && behind !== undefined && colourDistance(colour, behind) < nearest;
    };
    if (colour && paint.mode === 0 && paint.points.every(same))
      found.push(
        hidden(
          'invisible-text',
          number,
          paint,
          'har samma färg som det den står på',
          'has the colour of what it stands on',
        ),
      );
  }
  return found;
}

/** Does a field lie over text, which would be hidden once somebody has signed in it? */
function coveredByFields(page: PreparedPage, paints: readonly Paint[]): PreparedFinding[] {
  const fields = page.annotations.flatMap(({ entries, box }) => {
    const subtype = entries.get('Subtype');
    return box && subtype?.kind === 'name' && subtype.value === 'Widget' ? [box] : [];
  });
  return paints.flatMap((paint): PreparedFinding[] => {
    const under =
      paint.kind === 'text' && fields.some((field) => paint.points.every((point) => isWithin(point, field, -0.5)));
    return under ? [hidden('overlap', page.number, paint, 'ligger under ett fält', 'lies under a field')] : [];
  });
}

/** Is there text on the pages that people do not see, or may not see later? Content that cannot be read to its end is a finding too. */
export function hiddenText({ structure, view, pages }: PreparedContext): PreparedFinding[] {
  return pages.flatMap((page) => {
    try {
      const paints = paintsOfPage(structure, view, page);
      const found = [...judgePage(page, paints), ...coveredByFields(page, paints)];
      return found.slice(0, mostPerPage);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      return [{ kind: 'unreadable-content', place: pagePlace(page.number), what: error.text }];
    }
  });
}

/** Are there pages at all, each with a size that shows? */
export function pageSizes({ pages }: PreparedContext): PreparedFinding[] {
  if (pages.length === 0)
    return [
      {
        kind: 'no-pages',
        place: text('dokumentet', 'the document'),
        what: text('filen har inga sidor', 'the file has no pages'),
      },
    ];
  return pages
    .filter(({ box }) => !(box.right - box.left > 10 && box.top - box.bottom > 10))
    .map(({ number }) => ({
      kind: 'off-page',
      place: pagePlace(number),
      what: text('sidan visar ingenting', 'the page shows nothing'),
    }));
}
