import { slug } from '../core/text.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Indicator, Section } from '../model/section.js';
import { blocks } from './blocks.js';
import { isDerived, proseFields } from './entries.js';
import { shownProse } from './shown-prose.js';
import { sortedJson } from './sorted-json.js';

/**
 * The normal form of a roadmap: what `diffRoadmaps` does not see, by design, is made alike. Line wrapping, padding and rules of tables, list
 * markers and their depth; whether prose stands before or after the lists of its section; the order of lists in the front matter; ids that only follow
 * from titles; a default that is written out; properties that are empty. Two roadmaps without changes between them have equal normal forms.
 */
export function canonicalRoadmap(roadmap: Roadmap): Roadmap {
  const names = settledIds(roadmap);
  const refs = (ids: readonly string[] | undefined) => ids?.map((id) => names.get(id) ?? id);
  const section = (one: Section): Section => ({
    ...one,
    id: names.get(one) ?? one.id,
    text: canonicalProse(...proseFields.map((name) => one[name] ?? '')),
    closing: undefined,
    statements: one.statements?.map((each) => ({ ...each, id: names.get(each) ?? each.id })),
    milestones: one.milestones?.map((each) => ({
      ...each,
      id: names.get(each) ?? each.id,
      kind: each.kind === 'milestone' ? undefined : each.kind,
      depends: refs(each.depends),
    })),
    indicators: one.indicators?.map((each) => ({
      ...each,
      id: names.get(each) ?? each.id,
      baseline: measured(each.baseline),
      target: measured(each.target),
      goals: refs(each.goals),
    })),
    sections: one.sections.map(section),
  });
  const whole = {
    ...roadmap,
    lead: canonicalProse(roadmap.lead),
    sections: roadmap.sections.map(section),
    mandate: roadmap.mandate && {
      ...roadmap.mandate,
      deliverables: roadmap.mandate.deliverables?.map((each) => ({
        ...each,
        section: each.section && (names.get(each.section) ?? each.section),
      })),
    },
    considerations: roadmap.considerations?.map((each) => ({
      ...each,
      section: each.section && (names.get(each.section) ?? each.section),
    })),
  };
  const { sections, ...front } = whole;
  return { ...(filled(front, true) as Omit<Roadmap, 'sections'>), sections: filled(sections, false) as Section[] };
}

const canonicalProse = (...texts: string[]): string => shownProse(texts.flatMap(blocks));

type Measured = Indicator['target'];

/** “60 (2028)” is the same value whether its date is kept apart or not. */
const measured = (value: Measured): Measured =>
  value && (value.date === undefined ? value : { value: `${value.value} (${value.date})` });

/**
 * A new id for each item whose id only follows from its title, by the item, and by the old id for those that refer to it: the slug, numbered in document order.
 */
function settledIds(roadmap: Roadmap): Map<unknown, string> {
  const items: { item: { id: string }; title: string; when?: string }[] = [];
  const walk = (sections: readonly Section[]) => {
    for (const section of sections) {
      items.push({ item: section, title: section.title });
      for (const each of section.statements ?? []) items.push({ item: each, title: each.text });
      for (const each of section.milestones ?? []) items.push({ item: each, title: each.title, when: each.when });
      for (const each of section.indicators ?? []) items.push({ item: each, title: each.title });
      walk(section.sections);
    }
  };
  walk(roadmap.sections);
  const follows = ({ item: { id }, title, when }: (typeof items)[number]) =>
    isDerived(id, title) || (when !== undefined && isDerived(id, `${title} ${when}`));
  const taken = new Set(items.filter((each) => !follows(each)).map(({ item }) => item.id));
  const names = new Map<unknown, string>();
  for (const each of items) {
    if (!follows(each)) {
      names.set(each.item.id, each.item.id);
      continue;
    }
    const base = slug(each.title);
    let id = base;
    for (let count = 2; taken.has(id); count += 1) id = `${base}-${count}`;
    taken.add(id);
    names.set(each.item, id).set(each.item.id, id);
  }
  return names;
}

/** Without properties that are absent or empty lists; in the front matter, lists are sorted too. */
function filled(value: unknown, sorted: boolean): unknown {
  if (Array.isArray(value)) {
    const list = value.map((each: unknown) => filled(each, sorted));
    return sorted ? list.sort((a, b) => (sortedJson(a) < sortedJson(b) ? -1 : 1)) : list;
  }
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .map(([key, inner]) => [key, filled(inner, sorted)] as const)
    .filter(
      ([key, inner]) => inner !== undefined && !(Array.isArray(inner) && inner.length === 0 && key !== 'sections'),
    )
    .filter(([key, inner]) => !(key === 'mandate' && Object.keys(inner as object).length === 0));
  return Object.fromEntries(kept);
}
