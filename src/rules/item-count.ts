import { text } from '../core/text.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import { endOfSection } from './_belongs.js';
import { type Finding, rule } from './_contract.js';
import { counted, nounOf } from './_nouns.js';
import { childrenOf, headingOf, isEmpty, type KnownList, knownLists } from './_sections.js';

const profile = `avsnitt:
  - id: malomraden
    titel: Målområden
    typ: målområden
    delar: { typ: målområde, antal: 2 }
`;
const one = `## Målområden

### Sömlös vård och omsorg

Övergångarna fungerar.
`;

/** R02: as many items as the profile says, in each section and in all. */
export const itemCount = rule({
  code: 'R02',
  kinds: ['roadmap'],
  severity: 'error',
  title: text(
    'Målområden, arbetssätt och inriktningar är så många som profilen säger',
    'Goal areas, working methods and directions are as many as the profile says',
  ),
  why: text(
    'Antalet är en del av överenskommelsen. Fler eller färre betyder att något har kommit till eller fallit bort utan beslut.',
    'The number is part of the agreement. More or fewer means that something was added or dropped without a decision.',
  ),
  good: {
    'fardplan.md': `${one}
### Hälsa hela livet

Insatserna kommer tidigt.
`,
    'profiles/exempel.yaml': profile,
  },
  bad: { 'fardplan.md': one, 'profiles/exempel.yaml': profile },
  *check(document, { profile }) {
    if (!profile) return;
    const { model } = document;
    for (const known of knownLists(model, profile)) {
      if (isEmpty(known.parent.section)) continue;
      const wrong = countOf(document, known);
      if (wrong) yield wrong;
      // With a parent missing, its items are missing too; one fault is enough.
      else if (!incomplete(known)) yield* totalOf(document, known);
    }
  },
});

const incomplete = ({ items, parent }: KnownList): boolean =>
  items.closed === true &&
  (items.list ?? []).some(({ id }) => parent.section.sections.every((child) => child.id !== id));

function countOf(document: Parsed<Roadmap>, known: KnownList): Finding | undefined {
  const { items, parent, asks } = known;
  // A closed list tells which are missing; a number beside it would tell the same fault twice.
  if (items.closed) return undefined;
  const count = childrenOf(known).length;
  const least = items.count ?? items.min ?? 0;
  const most = items.count ?? items.max ?? Infinity;
  if (count >= least && count <= most) return undefined;
  const has = counted(count, items.kind);
  const { sv, en } = nounOf(items.kind);
  const must =
    items.count !== undefined
      ? text(`ska ha ${items.count}`, `must have ${items.count}`)
      : count < least
        ? text(`ska ha minst ${least}`, `must have at least ${least}`)
        : text(`får ha högst ${most}`, `may have at most ${most}`);
  const title = parent.section.title;
  const limit = items.count !== undefined ? 'count' : count < least ? 'min' : 'max';
  return {
    // What is too few is missing after the last one; of what is too much, the author chooses.
    at: count < least ? endOfSection(document, parent) : headingOf(parent),
    askedBy: { profile: [...asks, limit] },
    message: text(`”${title}” har ${has.sv} men ${must.sv}`, `“${title}” has ${has.en} but ${must.en}`),
    help: text(
      `Varje rubrik på nivån närmast under ”${title}” räknas som ${sv.a} ${sv.one}.`,
      `Every heading on the level next below “${title}” counts as a ${en.one}.`,
    ),
  };
}

function* totalOf(document: Parsed<Roadmap>, known: KnownList): Generator<Finding> {
  const { items, parent, asks } = known;
  const inner = items.items;
  if (inner?.total === undefined) return;
  const groups = childrenOf(known).map(({ section }) => ({
    title: section.title,
    count: section.sections.filter(({ kind }) => kind === inner.kind).length,
  }));
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  if (count === inner.total) return;
  const has = counted(count, inner.kind);
  const title = parent.section.title;
  yield {
    at: count < inner.total ? endOfSection(document, parent) : headingOf(parent),
    askedBy: { profile: [...asks, 'items', 'total'] },
    message: text(
      `”${title}” har sammanlagt ${has.sv} men ska ha ${inner.total}`,
      `“${title}” has ${has.en} in all but must have ${inner.total}`,
    ),
    help: text(
      `Så här många finns nu: ${groups.map((group) => `${group.title} ${group.count}`).join(', ')}.`,
      `There are now: ${groups.map((group) => `${group.title} ${group.count}`).join(', ')}.`,
    ),
  };
}
