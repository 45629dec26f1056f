import { fold, slug } from '../core/text.js';
import type { Profile, ProfileItem, ProfileItems, ProfileSection } from '../model/profile.js';
import { allSections, type Roadmap } from '../model/roadmap.js';
import type { Indicator, ItemKind, Milestone, Section } from '../model/section.js';

/** What a profile is derived from. */
export interface Deriving {
  id: string;
  /** The profile that the roadmap names: what it says beside the structure is kept, and its aliases. */
  known?: Profile | undefined;
  /** The text of the roadmap, for what it mentions. */
  text: string;
}

/** Kinds of the parts of a section, which stand in its list and are no sections of the profile. */
const partKinds: ReadonlySet<ItemKind> = new Set(['working-method', 'goal-area', 'direction', 'prerequisite']);
/** Kinds whose parts are the very ones of this roadmap: another one of the same profile has them too. */
const closedKinds: ReadonlySet<ItemKind> = new Set(['working-method', 'goal-area']);
const indicatorFields = ['direction', 'source', 'level', 'unit', 'baseline', 'target'] as const;
/** What of the front matter a profile may ask for. */
const frontMatter = ['owner', 'parties', 'county', 'mandate'] as const;

/** Makes a profile that this roadmap follows in all: its sections, parts, times, indicators and principals as requirements. */
export function deriveProfile(roadmap: Roadmap, { id, known, text }: Deriving): Profile {
  const names = namesIn(roadmap);
  const all = [...allSections(roadmap)];
  const sections = all
    .filter(
      ({ section, parent }) => !partKinds.has(section.kind) && (parent === undefined || section.kind !== 'section'),
    )
    .map(({ section }) => section)
    .filter(
      (section, index, list) => list.findIndex((other) => other.id === section.id) === index && names.alone(section),
    );
  const kept =
    known &&
    Object.fromEntries(
      (['publication', 'readability', 'severities', 'consequences', 'plan', 'description'] as const).flatMap((name) =>
        known[name] === undefined ? [] : [[name, known[name]]],
      ),
    );
  const county = roadmap.county ?? known?.county;
  const timeline = timelineOf(all.map(({ section }) => section));
  const indicators = indicatorsOf(all.map(({ section }) => section));
  const considerations = considerationsOf(roadmap, known, text);
  const fields = (known?.fields ?? frontMatter).filter((field) => isGiven((roadmap as Record<string, unknown>)[field]));
  const principals = principalsOf(roadmap);
  return {
    fardplan: 'profile/v1',
    id,
    title: roadmap.title,
    ...(county === undefined ? {} : { county }),
    period: { from: roadmap.period.from, to: roadmap.period.to },
    ordered: known?.ordered ?? false,
    sections: sections.map((section) => sectionOf(section, known, names)),
    ...(timeline ? { timeline } : {}),
    ...(indicators ? { indicators } : {}),
    ...(considerations.length > 0 ? { considerations } : {}),
    ...(fields.length > 0 ? { fields: [...fields] } : {}),
    ...(principals === undefined ? {} : { principals }),
    ...kept,
  };
}

const isGiven = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0);

/** Which titles stand once in a roadmap: a name of a profile matches every heading that has it. */
interface Names {
  alone(section: Section): boolean;
  /** A name that no other section has. */
  free(name: string, section: Section): boolean;
}

function namesIn(roadmap: Roadmap): Names {
  const holders = new Map<string, Set<Section>>();
  const ids = new Map<string, number>();
  for (const { section } of allSections(roadmap)) {
    const name = fold(section.title);
    holders.set(name, (holders.get(name) ?? new Set()).add(section));
    ids.set(section.id, (ids.get(section.id) ?? 0) + 1);
  }
  const free = (name: string, section: Section): boolean =>
    [...(holders.get(fold(name)) ?? [])].every((holder) => holder === section);
  return {
    free,
    alone: (section) => section.title !== '' && free(section.title, section) && ids.get(section.id) === 1,
  };
}

function sectionOf(section: Section, known: Profile | undefined, names: Names): ProfileSection {
  const before = known?.sections.find(({ id }) => id === section.id);
  const aliases = aliasesOf(section, before, names);
  const items = itemsOf(section, before?.items, names);
  const statements = section.statements?.length ?? 0;
  return {
    id: section.id,
    title: section.title,
    ...(aliases.length > 0 ? { aliases } : {}),
    // A timeline without times would be asked for them.
    kind: section.kind === 'timeline' && (section.milestones ?? []).length === 0 ? 'section' : section.kind,
    required: !isEmpty(section) && (before?.required ?? section.kind !== 'section'),
    ...(statements > 0 ? { statements: { min: before?.statements?.min ?? statements } } : {}),
    ...(items ? { items } : {}),
  };
}

const isEmpty = (section: Section): boolean =>
  section.text.trim() === '' &&
  (section.closing ?? '').trim() === '' &&
  section.sections.length === 0 &&
  [section.statements, section.milestones, section.indicators, section.organs].every(
    (list) => (list ?? []).length === 0,
  );

/** The other names it goes by: those of the profile before, and the title there, unless something else has them here. */
function aliasesOf(
  section: Section,
  before: { title: string; aliases?: string[] | undefined } | undefined,
  names: Names,
): string[] {
  if (!before) return [];
  return [before.title, ...(before.aliases ?? [])].filter(
    (name, index, list) =>
      fold(name) !== fold(section.title) &&
      list.findIndex((other) => fold(other) === fold(name)) === index &&
      names.free(name, section),
  );
}

/** What stands under a section, when all of it is of one kind: how many, and for working methods and goal areas which. */
function itemsOf(section: Section, before: ProfileItems | undefined, names: Names): ProfileItems | undefined {
  const children = section.sections;
  const [kind, ...others] = new Set(children.map((child) => child.kind));
  if (kind === undefined || others.length > 0 || !partKinds.has(kind)) return undefined;
  const inner = innerOf(children, before?.items);
  if (!closedKinds.has(kind) || !children.every(names.alone))
    return {
      kind,
      min: before?.min ?? (kind === 'prerequisite' ? 1 : children.length),
      ...(inner ? { items: inner } : {}),
    };
  const list = children.map((child): ProfileItem => {
    const known = before?.list?.find(({ id }) => id === child.id);
    const aliases = aliasesOf(child, known, names);
    return { id: child.id, title: child.title, ...(aliases.length > 0 ? { aliases } : {}) };
  });
  return {
    kind,
    count: list.length,
    closed: true,
    ...(before?.ordered === undefined ? {} : { ordered: before.ordered }),
    list,
    ...(inner ? { items: inner } : {}),
  };
}

/** What each part in turn holds: how many in all, and at least. */
function innerOf(parts: readonly Section[], before: ProfileItems | undefined): ProfileItems | undefined {
  const inner = parts.flatMap((part) => part.sections);
  const [kind, ...others] = new Set(inner.map((section) => section.kind));
  if (kind === undefined || others.length > 0 || !partKinds.has(kind)) return undefined;
  const min = Math.min(...parts.map((part) => part.sections.length));
  return { kind, ...(min > 0 ? { min: Math.min(min, before?.min ?? 1) } : {}), total: inner.length };
}

const isCheckpoint = ({ kind, title }: Milestone): boolean =>
  kind === 'checkpoint' || (kind === undefined && /avstämning|checkpoint/iu.test(title));

function timelineOf(sections: readonly Section[]): Profile['timeline'] {
  const milestones = sections.flatMap((section) => section.milestones ?? []);
  if (milestones.length === 0) return undefined;
  const checkpoints = [...new Set(milestones.filter(isCheckpoint).map(({ when }) => when.slice(0, 4)))].toSorted();
  const reaches = milestones
    .map(({ when, until }) => (until ?? when).slice(0, 4))
    .reduce((one, two) => (two > one ? two : one));
  return { ...(checkpoints.length > 0 ? { checkpoints } : {}), reaches };
}

function indicatorsOf(sections: readonly Section[]): Profile['indicators'] {
  const indicators = sections.flatMap((section) => section.indicators ?? []);
  const has = (field: (typeof indicatorFields)[number]) => (indicator: Indicator) => indicator[field] !== undefined;
  const required = indicators.length === 0 ? [] : indicatorFields.filter((field) => indicators.every(has(field)));
  const measured = new Set(indicators.flatMap(({ goals = [] }) => goals));
  const isMeasured = (section: Section): boolean =>
    measured.has(section.id) ||
    section.noIndicator !== undefined ||
    (section.indicators ?? []).length > 0 ||
    section.sections.some(isMeasured);
  const of = [...partKinds].filter((kind) => {
    const parts = sections.filter((section) => section.kind === kind);
    return parts.length > 0 && parts.every(isMeasured);
  });
  if (required.length === 0 && of.length === 0) return undefined;
  return { ...(required.length > 0 ? { required } : {}), ...(of.length > 0 ? { of } : {}) };
}

/** What the roadmap deals with: as it says itself, and what the profile before asks for that its text mentions. */
function considerationsOf(
  { considerations = [] }: Roadmap,
  known: Profile | undefined,
  text: string,
): NonNullable<Profile['considerations']> {
  const body = text.toLowerCase();
  const before = (known?.considerations ?? []).filter(
    ({ id, terms }) =>
      considerations.some((own) => own.id === id && (own.section ?? own.waived) !== undefined) ||
      terms.some((term) => term !== term.toUpperCase() && body.includes(term.toLowerCase())),
  );
  const own = considerations.filter(
    ({ id, section, waived }, index) =>
      (section ?? waived) !== undefined &&
      before.every((other) => other.id !== id) &&
      considerations.findIndex((other) => other.id === id) === index,
  );
  return [...before, ...own.map(({ id, title }) => ({ id, title: title ?? id, terms: [(title ?? id).toLowerCase()] }))];
}

function principalsOf({ parties = [] }: Roadmap): number | undefined {
  if (parties.length === 0) return undefined;
  return parties.reduce((sum, { type, count }) => sum + (type === 'body' ? 0 : (count ?? 1)), 0);
}

/** An id for a profile of this roadmap: of its county, else of its own id. */
export function profileId({ county, id }: Roadmap): string {
  const named = county === undefined ? '' : slug(county.replace(/s? län$/i, ''));
  return named === '' ? `${slug(id) || 'egen'}-profil` : named;
}
