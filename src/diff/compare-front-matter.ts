import type { ModelPath } from '../core/locations.js';
import { fold } from '../core/text.js';
import type { Change, ChangeSide } from '../model/change.js';
import { metaOf, schemaAt, wordFor } from '../model/field.js';
import { allSections, Roadmap, RoadmapParty } from '../model/roadmap.js';
import { assign, type Candidate } from './assign.js';
import { tieBreak } from './order.js';
import { change, type Comparison, isLeft, lineOf, namesIn, placePath } from './side.js';
import { sortedJson } from './sorted-json.js';
import { titleGrams, titleLikeness } from './similarity.js';

/** One value of the front matter as text. Values of one list share a field; `key` tells them apart: `#` and an id, or the folded text. */
interface Value {
  field: string;
  key: string;
  text: string;
  /** What it comes to, with references by their later ids, as JSON. */
  settled: string;
  path: ModelPath;
  /** As it stands in the model. */
  value: unknown;
  /** Id of the section it refers to. */
  refs: readonly string[];
}

/** What says which revision it is, and not what is said, changes with every revision. */
const editorial = new Set(['version', 'status', 'date']);

/** Compares title, front matter and lead of two roadmaps. */
export function compareFrontMatter(comparison: Comparison): Change[] {
  const { before, after, weigh } = comparison;
  const [a, b] = [before.model, after.model];
  const named = ({ id, title }: Roadmap) => ({ item: 'document' as const, id, title });
  const document = {
    ...named(b),
    ...(a.id === b.id && a.title === b.title ? {} : { was: named(a) }),
  };
  const sides = (name: 'title' | 'id') => ({
    before: { text: a[name], line: lineOf(before, [name]), at: { path: [name], value: a[name] } },
    after: { text: b[name], line: lineOf(after, [name]), at: { path: [name], value: b[name] } },
  });
  const changes: Change[] = [];
  if (a.title !== b.title) {
    changes.push(change({ kind: 'renamed', ...document, weight: weigh(a.title, b.title), ...sides('title') }));
  }
  if (a.id !== b.id)
    changes.push(change({ kind: 'renamed', ...document, field: 'id', weight: 'substantive', ...sides('id') }));
  changes.push(...compareValues(values(a, comparison.refers.before), values(b, comparison.refers.after), comparison));
  return changes;
}

/** Everything in the front matter but the title and the id, in the order of the schema. */
function values(roadmap: Roadmap, refers: (id: string) => string): Value[] {
  const found: Value[] = [];
  const titles = new Map([...allSections(roadmap)].map(({ section }) => [section.id, section.title]));
  const add = (path: ModelPath, text: string | undefined, value: unknown, key = '', refs: readonly string[] = []) => {
    const field = path.filter((step) => typeof step === 'string').join('.');
    if (text === undefined) return;
    // Readers are told of a section by its title; whether it is still the same one is judged by its id.
    const settled = sortedJson(value, (name, inner) =>
      name === 'section' && typeof inner === 'string' ? refers(inner) : inner,
    );
    found.push({ field, key, text, settled, path, value, refs });
  };
  const addOne = (path: ModelPath, value: string | undefined) => add(path, value, value);
  const addAll = (path: ModelPath, texts: readonly string[] | undefined) =>
    texts?.forEach((text, index) => add([...path, index], text, text, fold(text)));
  const titled = (id: string | undefined) => (id === undefined ? [] : [id]);
  const { mandate } = roadmap;
  addOne(['shortTitle'], roadmap.shortTitle);
  addAll(['aliases'], roadmap.aliases);
  add(['type'], roadmap.type && wordFor(Roadmap.shape.type, roadmap.type), roadmap.type);
  addOne(['profile'], roadmap.profile);
  addOne(['version'], roadmap.version);
  add(['status'], roadmap.status && wordFor(Roadmap.shape.status, roadmap.status), roadmap.status);
  addOne(['date'], roadmap.date);
  addOne(['language'], roadmap.language);
  addOne(['period', 'from'], roadmap.period.from);
  addOne(['period', 'to'], roadmap.period.to);
  addOne(['county'], roadmap.county);
  addOne(['owner'], roadmap.owner);
  roadmap.parties?.forEach((party, index) => {
    const type = wordFor(RoadmapParty.shape.type, party.type);
    add(
      ['parties', index],
      `${party.name} (${party.count === undefined ? type : `${type}, ${party.count}`})`,
      party,
      `#${party.id}`,
    );
  });
  addOne(['mandate', 'giver'], mandate?.giver);
  addOne(['mandate', 'date'], mandate?.date);
  addAll(['mandate', 'leads'], mandate?.leads);
  mandate?.deliverables?.forEach((value, index) => {
    const { text, section } = value;
    const told = section === undefined ? text : `${text}: ${titles.get(section) ?? section}`;
    add(['mandate', 'deliverables', index], told, value, fold(text), titled(section));
  });
  addAll(['mandate', 'documents'], mandate?.documents);
  const dialogue = mandate?.dialogue;
  add(['mandate', 'dialogue'], dialogue && `${dialogue.from}–${dialogue.to}`, dialogue);
  roadmap.basedOn?.forEach((value, index) => {
    const { title, date, note } = value;
    const text = [title, date && `(${date})`, note && `– ${note}`].filter(Boolean).join(' ');
    add(['basedOn', index], text, value, fold(title));
  });
  roadmap.considerations?.forEach((value, index) => {
    const { id, title, section, waived } = value;
    const where = section === undefined ? '' : `: ${titles.get(section) ?? section}`;
    const text = [`${title ?? id}${where}`, waived && `– ${waived}`].filter(Boolean).join(' ');
    add(['considerations', index], text, value, `#${id}`, titled(section));
  });
  addOne(['replaces'], roadmap.replaces);
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
function compareField(before: readonly Value[], after: readonly Value[], comparison: Comparison): Change[] {
  const { weigh, ...documents } = comparison;
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
    const same = a && b && sortedJson(a.value) === sortedJson(b.value);
    if (same && isLeft(a.refs, b.refs, [a.path, b.path], comparison)) return [];
    return [
      change({
        kind: !a ? 'added' : !b ? 'removed' : 'changed',
        item: 'field',
        id: field,
        title: labelOf(field),
        field,
        weight: editorial.has(field) || (a && b && weigh(a.text, b.text) === 'editorial') ? 'editorial' : 'substantive',
        ...(a ? { before: side(a, documents.before, documents.unsure.before) } : {}),
        ...(b ? { after: side(b, documents.after, documents.unsure.after) } : {}),
      }),
    ];
  };
  return [
    ...after.flatMap((b) => told(partners.get(b), b)),
    ...before.flatMap((a) => (partners.has(a) ? [] : told(a, undefined))),
  ];
}

const side = (
  { text, path, value, refs }: Value,
  document: Comparison['before'],
  unsure: Comparison['unsure']['before'],
): ChangeSide => ({
  text,
  line: lineOf(document, path),
  at: { path: placePath(path), value, ...namesIn(refs, unsure) },
});

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
