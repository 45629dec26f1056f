import type { ModelPath } from '../core/locations.js';
import { place, type Span } from '../core/source.js';
import { slug } from '../core/text.js';
import type { Profile, ProfileItem, ProfileItems, ProfileSection } from '../model/profile.js';
import { allSections, type Roadmap } from '../model/roadmap.js';
import type { Indicator, ItemKind, Milestone, Section } from '../model/section.js';
import type { Parsed } from '../parse/parsed.js';
import { isStandIn } from '../parse/validate.js';

/** A section with where it stands. */
export interface Placed {
  section: Section;
  path: (string | number)[];
  parent: Section | undefined;
}

const placed = new WeakMap<Roadmap, readonly Placed[]>();

/** Every section of a roadmap, parents before children; read once per roadmap. */
export function sectionsOf(roadmap: Roadmap): readonly Placed[] {
  let found = placed.get(roadmap);
  if (!found) {
    found = [...allSections(roadmap)];
    placed.set(roadmap, found);
  }
  return found;
}

/** Where the heading of a section stands. */
export const headingOf = ({ path }: { path: ModelPath }): ModelPath => [...path, 'title'];

/** Where the document begins for a reader: its heading, else its title, else its first line. */
export const headOf = (document: Parsed): Span =>
  document.locations.get(['heading']) ?? document.locations.get(['title']) ?? { start: 0, end: 0 };

/** Line of a value, from 1. */
export const lineOf = (document: Parsed, path: ModelPath): number =>
  place(document.source, document.locations.nearest(path)).line;

/** The section that is the profile's `wanted`; at the top level an id is enough, below it the kind must fit too. */
export const findSection = (roadmap: Roadmap, wanted: { id: string; kind: ItemKind }): Placed | undefined =>
  sectionsOf(roadmap).find(
    ({ section, parent }) => section.id === wanted.id && (parent === undefined || section.kind === wanted.kind),
  );

/** The sections that the profile requires and the roadmap lacks. */
export const missingSections = (roadmap: Roadmap, profile: Profile): ProfileSection[] =>
  profile.sections.filter((section) => section.required && !findSection(roadmap, section));

/** A list of items that a profile keeps, with the section it stands in. */
export interface KnownList {
  parent: Placed;
  items: ProfileItems;
  /** Where the profile says it. */
  asks: ModelPath;
}

/** A section in such a list, with the profile's own entry where there is one. */
export interface KnownChild extends Placed {
  item: ProfileItem | undefined;
}

/** Every place in the roadmap where the profile says what may stand, outermost first. */
export function* knownLists(roadmap: Roadmap, profile: Profile): Generator<KnownList> {
  function* walk(parent: Placed, items: ProfileItems, asks: ModelPath): Generator<KnownList> {
    yield { parent, items, asks };
    for (const child of childrenOf({ parent, items })) {
      const own = child.item?.items;
      const inner = own ?? items.items;
      const entry = own && child.item ? ['list', items.list?.indexOf(child.item) ?? 0] : [];
      if (inner) yield* walk(child, inner, [...asks, ...entry, 'items']);
    }
  }
  for (const [index, wanted] of profile.sections.entries()) {
    const parent = wanted.items && findSection(roadmap, wanted);
    if (parent && wanted.items) yield* walk(parent, wanted.items, ['sections', index, 'items']);
  }
}

/** The sections of the list's kind directly under its parent; other headings there are prose. */
export const childrenOf = ({ parent, items }: Pick<KnownList, 'parent' | 'items'>): KnownChild[] =>
  parent.section.sections.flatMap((section, index) => {
    if (section.kind !== items.kind) return [];
    const item = items.list?.find(({ id }) => id === section.id);
    return [{ section, path: [...parent.path, 'sections', index], parent: parent.section, item }];
  });

/** Sections that stand in a closed list without being one of its items; the rule on known items tells, and that is enough. */
export function strangersIn(roadmap: Roadmap, profile: Profile): Set<Section> {
  const strangers = new Set<Section>();
  for (const known of knownLists(roadmap, profile)) {
    if (!known.items.closed) continue;
    for (const { section, item } of childrenOf(known)) if (!item) strangers.add(section);
  }
  return strangers;
}

/** Ids that the profile asks for and the roadmap lacks; other rules say so, so that references to them are no second fault. */
export function missingIds(roadmap: Roadmap, profile: Profile): Set<string> {
  const present = new Set(sectionsOf(roadmap).map(({ section }) => section.id));
  const ids = new Set<string>();
  const add = (items: ProfileItems | undefined) => {
    for (const item of items?.list ?? []) {
      if (items?.closed && !present.has(item.id)) ids.add(item.id);
      add(item.items);
    }
    if (items?.items) add(items.items);
  };
  for (const section of profile.sections) {
    if (section.required && !present.has(section.id)) ids.add(section.id);
    add(section.items);
  }
  return ids;
}

/** The section has nothing at all, not even under its own headings. */
export function isEmpty(section: Section): boolean {
  const prose = `${section.text}${section.closing ?? ''}`.replace(/<!--[\s\S]*?-->/g, '').trim();
  const records = [section.statements, section.milestones, section.indicators, section.organs];
  return (
    prose === '' &&
    section.noIndicator === undefined &&
    records.every((list) => (list?.length ?? 0) === 0) &&
    section.sections.every(isEmpty)
  );
}

/** Every milestone with its place. */
export const milestonesOf = (roadmap: Roadmap): { milestone: Milestone; path: ModelPath }[] =>
  sectionsOf(roadmap).flatMap(({ section, path }) =>
    (section.milestones ?? []).map((milestone, index) => ({ milestone, path: [...path, 'milestones', index] })),
  );

/** Every indicator with its place. */
export const indicatorsOf = (roadmap: Roadmap): { indicator: Indicator; path: ModelPath }[] =>
  sectionsOf(roadmap).flatMap(({ section, path }) =>
    (section.indicators ?? []).map((indicator, index) => ({ indicator, path: [...path, 'indicators', index] })),
  );

/** Something that others may refer to. */
export interface Target {
  id: string;
  title: string;
  path: ModelPath;
  kind: 'section' | 'statement' | 'milestone' | 'indicator';
}

/** Everything in a roadmap that has an id, in document order. */
export function* targetsOf(roadmap: Roadmap): Generator<Target> {
  for (const { section, path } of sectionsOf(roadmap)) {
    yield { id: section.id, title: section.title, path, kind: 'section' };
    for (const [index, { id, text }] of (section.statements ?? []).entries()) {
      yield { id, title: text, path: [...path, 'statements', index], kind: 'statement' };
    }
    for (const [index, { id, title }] of (section.milestones ?? []).entries()) {
      yield { id, title, path: [...path, 'milestones', index], kind: 'milestone' };
    }
    for (const [index, { id, title }] of (section.indicators ?? []).entries()) {
      yield { id, title, path: [...path, 'indicators', index], kind: 'indicator' };
    }
  }
}

/** What a `#link` in the prose may point to: every id, and every heading as web pages make anchors of it. */
export function anchorsOf(roadmap: Roadmap): Set<string> {
  const anchors = new Set<string>();
  for (const { id, title, kind } of targetsOf(roadmap)) {
    anchors.add(id.toLowerCase());
    if (kind !== 'section') continue;
    anchors.add(slug(title));
    anchors.add(
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    );
  }
  return anchors;
}

/** A time was left out or could not be read, which has been reported; what depends on it cannot be judged. */
export const isGiven = (value: string | undefined): value is string =>
  value !== undefined && value !== '' && !isStandIn(value);
