import type { Edit, Fix } from '../core/diagnostic.js';
import { place, type Span } from '../core/source.js';
import { text } from '../core/text.js';
import type { Parsed } from '../parse/parsed.js';
import { isMarkdownFile } from '../parse/readable.js';
import { type Finding, rule } from './_contract.js';
import { headingsIn, type WrittenHeading } from './_headings.js';

/** Headings are nested one level at a time, the document has one at the top, and none is empty. */
export const headingLevels = rule({
  kinds: ['roadmap', 'decision', 'missive', 'response'],
  severity: 'warning',
  title: text('Rubrikerna följer på varandra utan hopp i nivå', 'Headings follow each other without skipping a level'),
  why: text(
    'Den som lyssnar på texten hoppar mellan rubrikerna. En nivå som saknas ser ut som en del som har fallit bort. DOS-lagen (2018:1937) kräver att rubriker är kodade som rubriker, på rätt nivå (EN 301 549, 9.1.3.1 och 10.1.3.1).',
    'Those who listen to a text move by its headings. A level that is missing looks like a part that was lost. The Swedish accessibility act (2018:1937) requires headings to be marked up as such, on the right level (EN 301 549, 9.1.3.1 and 10.1.3.1).',
  ),
  good: '## Målbild\n\nVården är nära.\n\n### Barn och unga\n\nBarnet är med och planerar.\n',
  bad: '## Målbild\n\nVården är nära.\n\n#### Barn och unga\n\nBarnet är med och planerar.\n',
  *check(document) {
    const whole = isMarkdownFile(document);
    for (const headings of headingsIn(document)) {
      // A field of a YAML file begins at whatever level it wants to.
      yield* skipped(headings, whole ? 1 : undefined);
      if (whole) yield* several(headings);
      yield* empty(headings.filter(({ title, span }) => title === '' && !isTold(document, span)));
    }
  },
});

function* skipped(headings: readonly WrittenHeading[], top: number | undefined): Generator<Finding> {
  // Where sections stand on the level of the title, that is told, and what they seem to skip follows from it.
  const tops = headings.filter(({ level }) => level === 1);
  const extra = new Set(top === undefined ? [] : tops.slice(1));
  let before = top;
  for (const [index, heading] of headings.entries()) {
    const { level, title, span } = heading;
    const above = before ?? level;
    before = extra.has(heading) ? 2 : level;
    if (level <= above + 1) continue;
    const [wanted, missing] = [above + 1, level - above - 1];
    const levels = missing > 1 ? `${wanted}–${level - 1}` : `${wanted}`;
    const raise = moved(headings, index, wanted - level, (other) => other.level > above);
    yield {
      at: span,
      message: text(
        `Rubriken ${named(title).sv}står på nivå ${level} direkt under nivå ${above}: nivå ${levels} hoppas över`,
        `The heading ${named(title).en}is on level ${level} directly under level ${above}: level ${levels} is skipped`,
      ),
      help: text(
        `Skriv den med ${'#'.repeat(wanted)}, eller lägg in den rubrik som saknas ovanför.`,
        `Write it with ${'#'.repeat(wanted)}, or put in the heading that is missing above it.`,
      ),
      ...(raise ? { suggestions: [raise] } : {}),
    };
  }
}

const named = (title: string) => (title === '' ? text('', '') : text(`”${title}” `, `“${title}” `));

/** The heading at `from` and those that belong to it, `by` levels further in or out; nothing where one of them is underlined. */
function moved(
  headings: readonly WrittenHeading[],
  from: number,
  by: number,
  belongs: (heading: WrittenHeading) => boolean,
): Fix | undefined {
  const edits: Edit[] = [];
  for (let at = from; at < headings.length; at += 1) {
    const heading = headings[at];
    if (!heading || !belongs(heading)) break;
    const level = heading.level + by;
    if (heading.marks.start === heading.marks.end || level > 6) return undefined;
    edits.push({ span: heading.marks, text: '#'.repeat(level) });
  }
  return {
    title:
      by < 0
        ? text('Flytta upp rubriken och de som hör till den', 'Move the heading up, with those that belong to it')
        : text('Flytta ned rubrikerna en nivå', 'Move the headings down one level'),
    edits,
  };
}

function* several(headings: readonly WrittenHeading[]): Generator<Finding> {
  const [, second, ...more] = headings.filter(({ level }) => level === 1);
  if (!second) return;
  const others = more.length;
  const lower = moved(headings, headings.indexOf(second), 1, () => true);
  yield {
    at: second.span,
    message: text(
      `Dokumentet har ${others + 2} rubriker på nivå 1; bara titeln ska stå där`,
      `The document has ${others + 2} headings on level 1; only its title belongs there`,
    ),
    help: text(
      'Skriv avsnittens rubriker med ##, och rubrikerna under dem med ###.',
      'Write the headings of sections with ##, and those below them with ###.',
    ),
    ...(lower ? { suggestions: [lower] } : {}),
  };
}

function* empty(headings: readonly WrittenHeading[]): Generator<Finding> {
  for (const { span } of headings) {
    yield {
      at: span,
      message: text('Rubriken har ingen text', 'The heading has no text'),
      help: text(
        'Skriv rubriken. Är raden till för att ge luft: ta bort den.',
        'Write the heading. If the line is only there for spacing, remove it.',
      ),
    };
  }
}

/** Whether the reading of the document has told already that a title is missing on the line. */
const isTold = ({ diagnostics, source }: Parsed, span: Span): boolean =>
  diagnostics.length > 0 && diagnostics.some(({ line }) => line === place(source, span).line);
