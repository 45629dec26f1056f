import type { ModelPath } from '../core/locations.js';
import { slug } from '../core/text.js';
import type { ChangeItem } from '../model/change.js';
import { wordFor } from '../model/field.js';
import type { Roadmap } from '../model/roadmap.js';
import { Indicator, Milestone, Organ, type Section, Statement } from '../model/section.js';
import { type Block, blocks } from './blocks.js';

/** A property as text, with its place in the model. */
export interface FieldText {
  text: string;
  path: ModelPath;
  /** The ids it holds, when it refers to other items. */
  refs?: readonly string[];
  /** As it stands in the model. */
  value: unknown;
}

/** A piece of prose with the property it stands in. */
export interface ProseBlock extends Block {
  path: ModelPath;
  /** Whose it is. */
  owner: Entry;
  /** Place among all the prose of its owner, from 0. */
  index: number;
}

/** One item of a roadmap, whatever it is, laid out for comparison. Only items of one group are paired with each other. */
export interface Entry {
  group: 'document' | 'section' | 'statement' | 'milestone' | 'indicator' | 'organ';
  item: ChangeItem;
  id: string;
  /** The id was made from the title, so it says nothing that the title does not. */
  derived: boolean;
  title: string;
  titleField: string;
  number?: string;
  path: ModelPath;
  /** The section it stands in. */
  parent: Entry | undefined;
  /** Place among its siblings of the same group, from 0. */
  position: number;
  /** Place in document order, from 0. */
  rank: number;
  fields: ReadonlyMap<string, FieldText>;
  prose: ProseBlock[];
  /** What the model holds, without prose and items below. */
  own: Readonly<Record<string, unknown>>;
  /** Everything it says itself, to be recognised by; not what the sections below it say. */
  content: string;
}

/** The properties of a section that hold its prose, in order: where prose is cut by a list or table is no matter of meaning. */
export const proseFields = ['text', 'closing'] as const;

/** The properties of a section that hold its items. */
export const itemLists = ['statements', 'milestones', 'indicators', 'organs', 'sections'] as const;

/** The document itself, whose prose is the lead. */
export function documentEntry(roadmap: Roadmap): Entry {
  const entry: Entry = {
    group: 'document',
    item: 'document',
    id: roadmap.id,
    derived: false,
    title: roadmap.title,
    titleField: 'title',
    path: [],
    parent: undefined,
    position: 0,
    rank: -1,
    fields: new Map(),
    prose: [],
    own: {},
    content: '',
  };
  entry.prose = proseOf([['lead', roadmap.lead]], [], entry);
  return entry;
}

/** Every item of a roadmap in document order: a section, its parts, the sections below it. */
export function entries(roadmap: Roadmap): Entry[] {
  const found: Entry[] = [];
  const walk = (sections: readonly Section[], path: ModelPath, parent: Entry | undefined) => {
    for (const [position, section] of sections.entries()) {
      const here = [...path, 'sections', position];
      const entry = sectionEntry(section, here, parent, position, found.length);
      found.push(entry);
      const content = entry.prose.map(({ text }) => text);
      for (const part of parts(section, here)) {
        found.push({ ...part, parent: entry, rank: found.length });
        content.push(part.title);
      }
      entry.content = content.join('\n');
      walk(section.sections, here, entry);
    }
  };
  walk(roadmap.sections, [], undefined);
  return found;
}

function sectionEntry(
  section: Section,
  path: ModelPath,
  parent: Entry | undefined,
  position: number,
  rank: number,
): Entry {
  const fields = new Map<string, FieldText>();
  const { id, title, kind, number, noIndicator } = section;
  if (noIndicator !== undefined) {
    fields.set('noIndicator', { text: noIndicator, path: [...path, 'noIndicator'], value: noIndicator });
  }
  const entry: Entry = {
    group: 'section',
    item: kind,
    id,
    derived: isDerived(id, title),
    title,
    titleField: 'title',
    ...(number === undefined ? {} : { number }),
    path,
    parent,
    position,
    rank,
    fields,
    prose: [],
    own: {
      id,
      title,
      kind,
      ...(number === undefined ? {} : { number }),
      ...(noIndicator === undefined ? {} : { noIndicator }),
    },
    content: '',
  };
  entry.prose = proseOf(
    proseFields.map((name) => [name, section[name] ?? ''] as const),
    path,
    entry,
  );
  return entry;
}

function proseOf(texts: readonly (readonly [string, string])[], path: ModelPath, owner: Entry): ProseBlock[] {
  const found: ProseBlock[] = [];
  for (const [name, text] of texts) {
    if (text === '') continue;
    const at = [...path, name];
    for (const block of blocks(text)) found.push({ ...block, path: at, owner, index: found.length });
  }
  return found;
}

type Part = Omit<Entry, 'rank' | 'parent'>;
type Values = Record<string, string | readonly string[] | undefined>;

function* parts(section: Section, path: ModelPath): Generator<Part> {
  for (const [position, statement] of (section.statements ?? []).entries()) {
    const here = [...path, 'statements', position];
    yield part('statement', statement.id, 'text', here, position, statement, {
      text: statement.text,
      perspective: word(Statement.shape.perspective, statement.perspective),
    });
  }
  for (const [position, milestone] of (section.milestones ?? []).entries()) {
    const here = [...path, 'milestones', position];
    yield part('milestone', milestone.id, 'title', here, position, milestone, {
      when: milestone.when,
      until: milestone.until,
      title: milestone.title,
      kind: word(Milestone.shape.kind, milestone.kind ?? 'milestone'),
      responsible: milestone.responsible,
      depends: milestone.depends,
    });
  }
  for (const [position, indicator] of (section.indicators ?? []).entries()) {
    const here = [...path, 'indicators', position];
    const { id, level, direction, baseline, target, ...rest } = indicator;
    yield part('indicator', id, 'title', here, position, indicator, {
      ...rest,
      level: word(Indicator.shape.level, level),
      direction: word(Indicator.shape.direction, direction),
      baseline: measured(baseline),
      target: measured(target),
    });
  }
  for (const [position, organ] of (section.organs ?? []).entries()) {
    const here = [...path, 'organs', position];
    yield part('organ', slug(organ.name), 'name', here, position, organ, {
      name: organ.name,
      role: word(Organ.shape.role, organ.role),
      level: organ.level,
      members: word(Organ.shape.members, organ.members),
    });
  }
}

const word = (schema: Parameters<typeof wordFor>[0], value: string | undefined): string | undefined =>
  value === undefined ? undefined : wordFor(schema, value);

const measured = (value: { value: string; date?: string | undefined } | undefined): string | undefined =>
  value && (value.date === undefined ? value.value : `${value.value} (${value.date})`);

function part(
  group: Exclude<Entry['group'], 'section' | 'document'>,
  id: string,
  titleField: string,
  path: ModelPath,
  position: number,
  own: Readonly<Record<string, unknown>>,
  values: Values,
): Part {
  const fields = new Map<string, FieldText>();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value.length === 0) continue;
    const at = { path: [...path, name], value: own[name] };
    fields.set(
      name,
      typeof value === 'string' ? { ...at, text: value } : { ...at, text: value.join(', '), refs: value },
    );
  }
  const title = fields.get(titleField)?.text ?? '';
  const derived = isDerived(id, title) || isDerived(id, `${title} ${fields.get('when')?.text ?? ''}`);
  return { group, item: group, id, derived, title, titleField, path, position, fields, prose: [], own, content: title };
}

/** `true` for an id that reading made from the title: its slug, perhaps cut short, perhaps numbered. */
export function isDerived(id: string, title: string): boolean {
  const whole = slug(title);
  const base = id.replace(/-\d+$/, '');
  return whole === id || whole === base || (base.length >= 20 && whole.startsWith(base));
}
