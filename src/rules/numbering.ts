import type { Edit } from '../core/diagnostic.js';
import type { ModelPath } from '../core/locations.js';
import { text } from '../core/text.js';
import type { Profile } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Section } from '../model/section.js';
import type { Parsed } from '../parse/parsed.js';
import { type Finding, rule } from './_contract.js';
import { childrenOf, headingOf, knownLists } from './_sections.js';

const methods = (second: string) => `## Förändrade arbetssätt {#arbetssatt}

### 1. Förebygg mer {#forebygg}

Text.

### ${second}. Mobila team {#mobila-team}

Text.
`;

/** Numbers before titles count from the first one, without gaps and without repeats. */
export const numbering = rule({
  kinds: ['roadmap'],
  severity: 'warning',
  title: text('Numren före rubrikerna följer på varandra', 'The numbers before headings follow on each other'),
  why: text(
    'Svar, beslut och planer hänvisar till numren. Står ett nummer två gånger, eller fattas ett, vet ingen vad ”arbetssätt 3” är.',
    'Answers, decisions and plans refer to the numbers. When one stands twice, or is missing, nobody knows what “working method 3” is.',
  ),
  good: methods('2'),
  bad: methods('3'),
  *check(document, { profile }) {
    yield* among(
      document,
      document.model.sections,
      [],
      undefined,
      profile ? gapsIn(document.model, profile) : new Set(),
    );
  },
});

/** Sections in whose list items of the profile are missing, and the others have the numbers of their places: that is told as missing items. */
function gapsIn(roadmap: Roadmap, profile: Profile): Set<Section> {
  const found = new Set<Section>();
  for (const known of knownLists(roadmap, profile)) {
    const { list = [], closed } = known.items;
    const children = childrenOf(known);
    const inPlace = children.every(
      ({ section, item }) => !item || section.number === undefined || section.number === String(list.indexOf(item) + 1),
    );
    if (closed && inPlace && children.length < list.length) found.add(known.parent.section);
  }
  return found;
}

function* among(
  document: Parsed<Roadmap>,
  sections: readonly Section[],
  path: ModelPath,
  above: Section | undefined,
  gaps: ReadonlySet<Section>,
): Generator<Finding> {
  const places = sections.map((section, index) => ({ section, path: [...path, 'sections', index] }));
  const numbered = places.filter(({ section }) => section.number !== undefined);
  const outer = above?.number;
  const parts = numbered.map(({ section }) => lastPart(section.number ?? '', outer));
  // Other ways of counting (§ 4, A) are their authors’ own, and so is a document that begins elsewhere than at one.
  const first = parts[0];
  if (first !== undefined && !(above && gaps.has(above)) && parts.every((part) => part !== undefined)) {
    const wrong = numbered.findIndex((_, index) => parts[index] !== first + index);
    const at = numbered[wrong];
    if (at) yield finding(document, numbered, first, wrong, outer);
  }
  for (const { section, path: here } of places) yield* among(document, section.sections, here, section, gaps);
}

/** The figure that a number adds to that of the heading above. */
function lastPart(number: string, above: string | undefined): number | undefined {
  const own = above !== undefined && number.startsWith(`${above}.`) ? number.slice(above.length + 1) : number;
  return /^\d{1,3}$/.test(own) ? Number(own) : undefined;
}

function finding(
  document: Parsed<Roadmap>,
  numbered: readonly { section: Section; path: ModelPath }[],
  first: number,
  wrong: number,
  above: string | undefined,
): Finding {
  const at = numbered[wrong];
  const before = numbered[wrong - 1]?.section.number ?? '';
  const wanted = numberAt(numbered[wrong]?.section.number ?? '', first + wrong, above);
  const number = at?.section.number ?? '';
  const edits = numbered.flatMap(({ section, path }, index) =>
    renumbered(document, path, section, numberAt(section.number ?? '', first + index, above)),
  );
  const fixed =
    edits.length > 0 && numbered.every(({ section }) => section.sections.every((each) => each.number === undefined));
  return {
    at: headingOf({ path: at?.path ?? [] }),
    message: text(
      `Rubriken har nummer ${number}, men står efter ${before}`,
      `The heading has number ${number}, but stands after ${before}`,
    ),
    help: text(
      `Skriv ${wanted}, och se efter vad som hänvisar till numren.`,
      `Write ${wanted}, and look at what refers to the numbers.`,
    ),
    // Where the headings below are numbered too, an author has to see to both.
    ...(fixed ? { fix: { title: text('Numrera i ordning', 'Number in order'), edits } } : {}),
  };
}

const numberAt = (written: string, part: number, above: string | undefined): string =>
  above !== undefined && written.startsWith(`${above}.`) ? `${above}.${part}` : String(part);

function renumbered(document: Parsed<Roadmap>, path: ModelPath, section: Section, wanted: string): Edit[] {
  const { start } = document.locations.nearest(headingOf({ path }));
  const number = section.number ?? '';
  if (number === wanted || !document.source.text.startsWith(number, start)) return [];
  return [{ span: { start, end: start + number.length }, text: wanted }];
}
