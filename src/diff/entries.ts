import type { ModelPath } from '../core/locations.js';
import { slug } from '../core/text.js';
import type { ChangeItem } from '../model/change.js';
import { wordFor } from '../model/field.js';
import { Indicator, Milestone, Organ, type Roadmap, type Section, Statement } from '../model/roadmap.js';
import { type Block, blocks } from './blocks.js';

/** A property as text, with its place in the model. */
export interface FieldText {
  text: string;
  path: ModelPath;
  /** The ids it holds, when it refers to other items. */
  refs?: readonly string[];
}

/** A piece of prose with the property it stands in. */
export interface ProseBlock extends Block {
  path: ModelPath;
}

/** One item of a roadmap, whatever it is, laid out for comparison. Only items of one group are paired with each other. */
export interface Entry {
  group: 'section' | 'statement' | 'milestone' | 'indicator' | 'organ';
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
  /** Everything it says itself, to be recognised by; not what the sections below it say. */
  content: string;
}

/** Every item of a roadmap in document order: a section, its parts, the sections below it. */
export function entries(roadmap: Roadmap): Entry[] {
  const found: Entry[] = [];
  const add = (entry: Omit<Entry, 'rank'>): Entry => {
    const whole = { ...entry, rank: found.length };
    found.push(whole);
    return whole;
  };
  const walk = (sections: readonly Section[], path: ModelPath, parent: Entry | undefined) => {
    for (const [position, section] of sections.entries()) {
      const here = [...path, 'sections', position];
      const own = [...parts(section, here)];
      const whole = sectionEntry(section, here, parent, position);
      const entry = add({
        ...whole,
        content: [...whole.prose.map(({ text }) => text), ...own.map(({ title }) => title)].join('\n'),
      });
      for (const part of own) add({ ...part, parent: entry });
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
): Omit<Entry, 'rank' | 'content'> {
  const fields = new Map<string, FieldText>();
  if (section.noIndicator !== undefined) {
    fields.set('noIndicator', { text: section.noIndicator, path: [...path, 'noIndicator'] });
  }
  return {
    group: 'section',
    item: section.kind,
    id: section.id,
    derived: isDerived(section.id, section.title),
    title: section.title,
    titleField: 'title',
    ...(section.number === undefined ? {} : { number: section.number }),
    path,
    parent,
    position,
    fields,
    // Where prose is cut by a list or table is no matter of meaning, so both halves are one text.
    prose: (['text', 'closing'] as const).flatMap((name) =>
      blocks(section[name] ?? '').map((block) => ({ ...block, path: [...path, name] })),
    ),
  };
}

type Part = Omit<Entry, 'rank' | 'parent'>;

function* parts(section: Section, path: ModelPath): Generator<Part> {
  for (const [position, statement] of (section.statements ?? []).entries()) {
    const here = [...path, 'statements', position];
    yield part('statement', statement.id, 'text', here, position, {
      text: statement.text,
      perspective: word(Statement.shape.perspective, statement.perspective),
    });
  }
  for (const [position, milestone] of (section.milestones ?? []).entries()) {
    const here = [...path, 'milestones', position];
    yield part('milestone', milestone.id, 'title', here, position, {
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
    yield part('indicator', id, 'title', here, position, {
      ...rest,
      level: word(Indicator.shape.level, level),
      direction: word(Indicator.shape.direction, direction),
      baseline: measured(baseline),
      target: measured(target),
    });
  }
  for (const [position, organ] of (section.organs ?? []).entries()) {
    const here = [...path, 'organs', position];
    yield part('organ', slug(organ.name), 'name', here, position, {
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
  group: Exclude<Entry['group'], 'section'>,
  id: string,
  titleField: string,
  path: ModelPath,
  position: number,
  values: Record<string, string | readonly string[] | undefined>,
): Part {
  const fields = new Map<string, FieldText>();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value.length === 0) continue;
    const at = { path: [...path, name] };
    fields.set(
      name,
      typeof value === 'string' ? { ...at, text: value } : { ...at, text: value.join(', '), refs: value },
    );
  }
  const title = fields.get(titleField)?.text ?? '';
  const derived = isDerived(id, title) || isDerived(id, `${title} ${fields.get('when')?.text ?? ''}`);
  return { group, item: group, id, derived, title, titleField, path, position, fields, prose: [], content: title };
}

/** An id that reading made from the title: its slug, perhaps cut short, perhaps numbered. */
function isDerived(id: string, title: string): boolean {
  const whole = slug(title);
  const base = id.replace(/-\d+$/, '');
  return whole === id || whole === base || (base.length >= 20 && whole.startsWith(base));
}
