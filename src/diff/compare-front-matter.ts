import type { ModelPath } from '../core/locations.js';
import { fold } from '../core/text.js';
import type { Change } from '../model/change.js';
import { metaOf, schemaAt, wordFor } from '../model/field.js';
import { allSections, Roadmap, RoadmapParty } from '../model/roadmap.js';
import { assign, type Candidate } from './assign.js';
import { blocks } from './blocks.js';
import { compareProse } from './compare-prose.js';
import { tieBreak } from './order.js';
import { change, type Comparison, lineOf } from './side.js';
import { titleGrams, titleLikeness } from './similarity.js';

/** One value of the front matter as text. Values of one list share a field; `key` tells them apart: `#` and an id, or the folded text. */
interface Value {
  field: string;
  key: string;
  text: string;
  /** The same with references by their later ids. */
  settled: string;
  path: ModelPath;
}

/** What says which revision it is, and not what is said, changes with every revision. */
const editorial = new Set(['version', 'status', 'date']);

/** Compares title, front matter and lead of two roadmaps. */
export function compareFrontMatter(comparison: Comparison): Change[] {
  const { before, after, weigh } = comparison;
  const [a, b] = [before.model, after.model];
  const document = { item: 'document' as const, id: b.id, title: b.title };
  const sides = (name: 'title' | 'id') => ({
    before: { text: a[name], line: lineOf(before, [name]) },
    after: { text: b[name], line: lineOf(after, [name]) },
  });
  const changes: Change[] = [];
  if (a.title !== b.title) {
    changes.push(change({ kind: 'renamed', ...document, weight: weigh(a.title, b.title), ...sides('title') }));
  }
  if (a.id !== b.id)
    changes.push(change({ kind: 'renamed', ...document, field: 'id', weight: 'substantive', ...sides('id') }));
  changes.push(
    ...compareValues(
      values(a, comparison.laterId),
      values(b, (id) => id),
      comparison,
    ),
  );
  const [leadA, leadB] = [a, b].map(({ lead }) => blocks(lead).map((block) => ({ ...block, path: ['lead'] })));
  changes.push(...compareProse(leadA ?? [], leadB ?? [], { ...document, field: 'lead' }, comparison));
  return changes;
}

/** Everything in the front matter but the title and the id, in the order of the schema. */
function values(roadmap: Roadmap, laterId = (id: string): string => id): Value[] {
  const found: Value[] = [];
  const titles = new Map([...allSections(roadmap)].map(({ section }) => [section.id, section.title]));
  // Readers are told of a section by its title; whether it is still the same one is judged by its id.
  const both = (id: string | undefined, told: (at: string | undefined) => string) =>
    [told(id && (titles.get(id) ?? id)), told(id && laterId(id))] as const;
  const add = (path: ModelPath, text: string | undefined, key = '', settled = text) => {
    const field = path.filter((step) => typeof step === 'string').join('.');
    if (text !== undefined && settled !== undefined) found.push({ field, key, text, settled, path });
  };
  const addAll = (path: ModelPath, texts: readonly string[] | undefined) =>
    texts?.forEach((text, index) => add([...path, index], text, fold(text)));
  const { mandate } = roadmap;
  add(['shortTitle'], roadmap.shortTitle);
  addAll(['aliases'], roadmap.aliases);
  add(['type'], roadmap.type && wordFor(Roadmap.shape.type, roadmap.type));
  add(['profile'], roadmap.profile);
  add(['version'], roadmap.version);
  add(['status'], roadmap.status && wordFor(Roadmap.shape.status, roadmap.status));
  add(['date'], roadmap.date);
  add(['language'], roadmap.language);
  add(['period', 'from'], roadmap.period.from);
  add(['period', 'to'], roadmap.period.to);
  add(['county'], roadmap.county);
  add(['owner'], roadmap.owner);
  roadmap.parties?.forEach((party, index) => {
    const type = wordFor(RoadmapParty.shape.type, party.type);
    add(
      ['parties', index],
      `${party.name} (${party.count === undefined ? type : `${type}, ${party.count}`})`,
      `#${party.id}`,
    );
  });
  add(['mandate', 'giver'], mandate?.giver);
  add(['mandate', 'date'], mandate?.date);
  addAll(['mandate', 'leads'], mandate?.leads);
  mandate?.deliverables?.forEach(({ text, section }, index) => {
    const told = (id: string | undefined) => (id === undefined ? text : `${text}: ${id}`);
    const [shown, settled] = both(section, told);
    add(['mandate', 'deliverables', index], shown, fold(text), settled);
  });
  addAll(['mandate', 'documents'], mandate?.documents);
  add(['mandate', 'dialogue'], mandate?.dialogue && `${mandate.dialogue.from}–${mandate.dialogue.to}`);
  roadmap.basedOn?.forEach(({ title, date, note }, index) => {
    const text = [title, date && `(${date})`, note && `– ${note}`].filter(Boolean).join(' ');
    add(['basedOn', index], text, fold(title));
  });
  roadmap.considerations?.forEach(({ id, title, section, waived }, index) => {
    const told = (at: string | undefined) =>
      [`${title ?? id}${at ? `: ${at}` : ''}`, waived && `– ${waived}`].filter(Boolean).join(' ');
    const [shown, settled] = both(section, told);
    add(['considerations', index], shown, `#${id}`, settled);
  });
  add(['replaces'], roadmap.replaces);
  addAll(['related'], roadmap.related);
  return found;
}

function compareValues(before: readonly Value[], after: readonly Value[], comparison: Comparison): Change[] {
  const order = Object.keys(Roadmap.shape);
  const top = (field: string) => order.indexOf(field.split('.')[0] ?? '');
  const fields = [...new Set([...after, ...before].map(({ field }) => field))].sort((one, two) => top(one) - top(two));
  return fields.flatMap((field) => {
    const [left, right] = [before, after].map((list) => list.filter((value) => value.field === field));
    return compareField(left ?? [], right ?? [], comparison);
  });
}

/** Compares the values of one field; the order of a list in the front matter carries no meaning. */
function compareField(
  before: readonly Value[],
  after: readonly Value[],
  { weigh, ...documents }: Comparison,
): Change[] {
  const partners = new Map<Value, Value>();
  for (const b of after) {
    // A value may stand twice in a list; each has a partner of its own.
    const a = before.find((value) => value.key === b.key && !partners.has(value));
    if (a) partners.set(a, b).set(b, a);
  }
  // Two ids are two things, however alike their names.
  const [rows, columns] = [before, after].map((list) =>
    list.filter((value) => !partners.has(value) && !value.key.startsWith('#')),
  );
  const candidates = (rows ?? []).flatMap((a, row) =>
    (columns ?? []).flatMap((b, column): Candidate[] => {
      const worth = titleLikeness(titleGrams(a.text), titleGrams(b.text));
      return worth < 0.5 ? [] : [{ row, column, worth: worth + 1e-6 * tieBreak(a.text, b.text) }];
    }),
  );
  for (const { row, column } of assign(candidates)) {
    const [a, b] = [rows?.[row], columns?.[column]];
    if (a && b) partners.set(a, b).set(b, a);
  }
  const told = (a: Value | undefined, b: Value | undefined): Change[] => {
    const field = b?.field ?? a?.field ?? '';
    if (a?.settled === b?.settled) return [];
    return [
      change({
        kind: !a ? 'added' : !b ? 'removed' : 'changed',
        item: 'field',
        id: field,
        title: labelOf(field),
        field,
        weight: editorial.has(field) || (a && b && weigh(a.text, b.text) === 'editorial') ? 'editorial' : 'substantive',
        ...(a ? { before: { text: a.text, line: lineOf(documents.before, a.path) } } : {}),
        ...(b ? { after: { text: b.text, line: lineOf(documents.after, b.path) } } : {}),
      }),
    ];
  };
  return [
    ...after.flatMap((b) => told(partners.get(b), b)),
    ...before.flatMap((a) => (partners.has(a) ? [] : told(a, undefined))),
  ];
}

/** The Swedish name of a field, as authors write it: “period: till”. */
function labelOf(field: string): string {
  const steps = field.split('.');
  return steps
    .map((step, index) => {
      const schema = schemaAt(Roadmap, steps.slice(0, index + 1));
      return (schema && metaOf(schema).sv) ?? step;
    })
    .join(': ');
}
