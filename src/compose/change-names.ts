import type { Change } from '../model/change.js';
import { schemaAt, unwrap, wordFor } from '../model/field.js';
import { allSections, type Roadmap, Roadmap as RoadmapSchema } from '../model/roadmap.js';
import { itemKinds } from '../model/section.js';
import type { ItemName } from '../model/template-words.js';
import { filled } from './fill.js';
import { cut, quotable } from './plain-text.js';
import { spelledDate } from './swedish.js';
import type { CompleteTemplate } from './template.js';

/** What ids stand for in either revision, the later one first. */
export interface Names {
  /** Title of a section, milestone or indicator. */
  title(id: string): string | undefined;
  /** Place in the document; what is only in the earlier revision comes right after what stood before it. */
  order(id: string): number;
  /** Kind of a section, as profiles have it. */
  kind(id: string): string | undefined;
  /** The section that a section stands in. */
  above(id: string): string | undefined;
  /** What the changed item is called, in the definite form: “milstolpen”. */
  noun(change: Change): string;
  /** `true` for a heading, whatever the profile calls it. */
  isSection(change: Change): boolean;
  /** `true` for a field that holds a list, whose values are told one by one. */
  isList(change: Change): boolean;
  /** The name of a field in the definite form: “målvärdet”. */
  field(change: Change): string;
  /** A value as it stands in a sentence: dates spelled out, ids as titles, words in quotes. */
  value(change: Change, value: string): string;
}

const parts: readonly string[] = ['document', 'statement', 'milestone', 'indicator', 'organ', 'field'];
const moments: readonly string[] = ['when', 'until', 'date', 'period.from', 'period.to', 'mandate.date'];
const references: readonly string[] = ['depends', 'goals'];

/** Looks both revisions through once. */
export function makeNames(after: Roadmap, before: Roadmap | undefined, template: CompleteTemplate): Names {
  const titles = new Map<string, string>();
  const order = new Map<string, number>();
  const above = new Map<string, string>();
  const sectionKinds = new Map<string, string>();
  const milestoneKinds = new Map<string, string>();
  for (const roadmap of before ? [after, before] : [after]) {
    let last = -1;
    let behind = 0;
    for (const { section, parent } of allSections(roadmap)) {
      const place = order.get(section.id);
      if (roadmap === after) order.set(section.id, order.size);
      else if (place !== undefined) [last, behind] = [place, 0];
      else order.set(section.id, last + 1 - 1 / (behind += 1) / 2);
      if (!titles.has(section.id)) titles.set(section.id, section.title);
      if (!sectionKinds.has(section.id)) sectionKinds.set(section.id, section.kind);
      if (parent && !above.has(section.id)) above.set(section.id, parent.id);
      for (const milestone of section.milestones ?? []) {
        if (!milestoneKinds.has(milestone.id)) milestoneKinds.set(milestone.id, milestone.kind ?? 'milestone');
      }
      for (const { id, title } of [...(section.milestones ?? []), ...(section.indicators ?? [])]) {
        if (!titles.has(id)) titles.set(id, title);
      }
    }
  }
  const isSection = (change: Change): boolean => !parts.includes(change.item);
  const named = (id: string): string => titles.get(id) ?? id;
  return {
    title: (id) => titles.get(id),
    order: (id) => order.get(id) ?? Infinity,
    kind: (id) => sectionKinds.get(id),
    above: (id) => above.get(id),
    isSection,
    isList: ({ field = '' }) => {
      const schema = schemaAt(RoadmapSchema, field.split('.'));
      return schema !== undefined && (unwrap(schema)._zod.def as { type: string }).type === 'array';
    },
    noun: (change) => {
      const kind = change.item === 'milestone' ? (milestoneKinds.get(change.id) ?? 'milestone') : change.item;
      return kind in template.items ? template.items[kind as ItemName] : template.items.section;
    },
    field: ({ field = '', title, item }) =>
      template.fields[field] ?? filled(template.phrases.unnamedField, { field: item === 'field' ? title : field }),
    value: ({ field = '', item }, value) => {
      if (moments.includes(field)) return spelledDate(value);
      if (field === 'responsible') return value;
      if (references.includes(field))
        return value
          .split(', ')
          .map((id) => `”${named(id)}”`)
          .join(', ');
      if (field === 'kind' && !parts.includes(item)) return `”${wordFor(itemKinds, value)}”`;
      // Numbers, shares and years need no quotes around them.
      if (/^[\d\s\u00a0.,:()%‰–−+-]+$/.test(value)) return value;
      return `”${quotable(cut(value, 300))}”`;
    },
  };
}
