import type { List, ListItem, RootContent, Table, TableCell } from 'mdast';
import type * as z from 'zod';
import type { Locations, ModelPath } from '../core/locations.js';
import type { Span } from '../core/source.js';
import { fold, oneLine, prose } from '../core/text.js';
import { fieldNames, meant, metaOf, unwrap } from '../model/field.js';
import { Indicator, Milestone, Organ, Statement } from '../model/section.js';
import { type Ids, spanOf, withoutId } from './markdown.js';
import { writtenText } from './outline.js';
import type { Remark } from './parsed.js';

/** A kind of record that authors write as table rows or list items. */
interface RecordKind {
  schema: z.core.$ZodType;
  /** Other column names in use: folded name → field. */
  columns: Record<string, string>;
  /** Fields whose columns together make a table one of these. */
  signs: string[];
  required: string[];
}

/** The kinds of record, by the field of a section that holds them. */
export const recordKinds = {
  milestones: {
    schema: Milestone,
    columns: {
      år: 'when',
      tid: 'when',
      tidpunkt: 'when',
      datum: 'when',
      period: 'when',
      year: 'when',
      date: 'when',
      aktivitet: 'title',
      händelse: 'title',
      milstolpe: 'title',
      what: 'title',
      milestone: 'title',
      slag: 'kind',
      ansvar: 'responsible',
      kräver: 'depends',
    },
    signs: ['when', 'title'],
    required: ['when', 'title'],
  },
  indicators: {
    schema: Indicator,
    columns: {
      indikator: 'title',
      indicator: 'title',
      mått: 'title',
      kpi: 'kpi',
      mäter: 'goals',
      avser: 'goals',
      arbetssätt: 'goals',
      målområde: 'goals',
      utgångsvärde: 'baseline',
      startvärde: 'baseline',
      mål: 'target',
      datakälla: 'source',
      uppföljning: 'frequency',
      anmärkning: 'note',
      measures: 'goals',
    },
    signs: ['title'],
    required: ['title'],
  },
  organs: {
    schema: Organ,
    columns: { organ: 'name', body: 'name', forum: 'name', sammansättning: 'members' },
    signs: ['name', 'role'],
    required: ['name', 'role'],
  },
} satisfies Record<string, RecordKind>;

/** The name of a kind of record. */
export type RecordName = keyof typeof recordKinds;

/** Records as plain values, ready to be validated, with what was odd about them. */
export interface Records {
  name: RecordName;
  values: Record<string, unknown>[];
}

/** What reading needs beside the block itself. */
export interface RecordContext {
  text: string;
  path: ModelPath;
  locations: Locations;
  remarks: Remark[];
  ids: Ids;
  /** Number of records of each kind already read in the section, so that a second table goes on counting. */
  start: number;
}

const shapeOf = (kind: RecordKind) =>
  (unwrap(kind.schema)._zod.def as unknown as { shape: Record<string, z.core.$ZodType> }).shape;

function fieldOf(kind: RecordKind, column: string): string | undefined {
  const wanted = fold(column);
  // A table's own words win: under “Mål” an indicator has its target value, not its goals.
  const known = (kind.columns as Record<string, string | undefined>)[wanted];
  if (known) return known;
  return Object.entries(shapeOf(kind)).find(
    ([name, schema]) => name.toLowerCase() === wanted || metaOf(schema).sv === wanted,
  )?.[0];
}

/** The field of a record that a column of this name holds. */
export const columnField = (name: RecordName, column: string): string | undefined => fieldOf(recordKinds[name], column);

/** Which kind of record a table holds, by its columns; undefined for a table that is prose. */
export function tableKind(table: Table, text: string): RecordName | undefined {
  const columns = (table.children[0]?.children ?? []).map((cell) => writtenText(text, cell));
  if (columns.some((column) => ['indikator', 'indicator'].includes(fold(column)))) return 'indicators';
  return (['milestones', 'organs'] as const).find((name) => {
    const fields = columns.map((column) => fieldOf(recordKinds[name], column));
    return recordKinds[name].signs.every((sign) => fields.includes(sign));
  });
}

/** Reads the rows of a table as records; columns and cells that do not fit become remarks. */
export function readTable(name: RecordName, table: Table, context: RecordContext): Records {
  const kind: RecordKind = recordKinds[name];
  const [header, ...rows] = table.children;
  const { text } = context;
  const columns = (header?.children ?? []).map((cell) => {
    const title = writtenText(text, cell);
    const field = fieldOf(kind, title);
    if (!field && title !== '') {
      context.remarks.push({ type: 'unknown-column', span: cellSpan(cell), column: title, known: columnNames(kind) });
    }
    return { title, field };
  });
  const values = rows.map((row, index) => {
    const path = [...context.path, context.start + index];
    context.locations.set(path, spanOf(row));
    const record: Record<string, unknown> = {};
    for (const [at, cell] of row.children.entries()) {
      const column = columns[at];
      const written = writtenText(text, cell);
      if (!column) {
        if (written !== '') context.remarks.push({ type: 'extra-cell', span: cellSpan(cell), text: written });
        continue;
      }
      if (!column.field) continue;
      assign(kind, record, column.field, written, [...path, column.field], cellSpan(cell), context.locations);
    }
    for (const [at, column] of columns.entries()) {
      const cell = row.children[at];
      const needed = column.field !== undefined && kind.required.includes(column.field);
      if (!cell || (needed && writtenText(text, cell) === '')) {
        const end = spanOf(row).end;
        context.remarks.push({
          type: 'missing-cell',
          span: cell ? cellSpan(cell) : { start: end, end },
          column: column.title,
          needed,
        });
      }
    }
    return record;
  });
  return { name, values };
}

// The marks around a cell's text are not the author's mistake; point at the text, or at the empty cell.
function cellSpan(cell: TableCell): Span {
  const first = cell.children[0];
  const last = cell.children.at(-1);
  return first && last ? { start: spanOf(first).start, end: spanOf(last).end } : spanOf(cell);
}

function columnNames(kind: RecordKind): string[] {
  return [...fieldNames(kind.schema), ...Object.keys(kind.columns)].filter(
    (name) => !/^[a-z]+$/.test(name) || !Object.hasOwn(shapeOf(kind), name) || name === 'id',
  );
}

/** Puts a cell's text into its field, split and worded as the field's schema asks. */
function assign(
  kind: RecordKind,
  record: Record<string, unknown>,
  field: string,
  written: string,
  path: ModelPath,
  span: Span,
  locations: Locations,
): void {
  if (written === '' || written === '–' || written === '-' || written === '—') return;
  const outer = shapeOf(kind)[field];
  if (!outer) return;
  const inner = unwrap(outer);
  const def = inner._zod.def as { type: string };
  locations.set(path, span);
  if (field === 'when') {
    const window = /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)\s*(?:–|—|--| - |-)\s*(\d{4}(?:-\d{2}(?:-\d{2})?)?)$/.exec(written);
    // 2024-05 is a month, 2024–2026 a window.
    if (window?.[1] && window[2] && !/^\d{4}-\d{2}$/.test(written)) {
      record['when'] = window[1];
      record['until'] = window[2];
      locations.set([...path.slice(0, -1), 'until'], span);
      return;
    }
    record[field] = written;
  } else if (def.type === 'array') {
    record[field] = written
      .split(/[,;]/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    for (const index of (record[field] as string[]).keys()) locations.set([...path, index], span);
  } else if (def.type === 'object') {
    const dated = /^(|.*?\S)\s*\(([^()]*)\)$/.exec(written);
    // “62 (2021) ()” says that the last brackets hold the date, and that there is none.
    record[field] = dated?.[1] ? { value: dated[1], ...(dated[2] ? { date: dated[2] } : {}) } : { value: written };
    locations.set([...path, 'value'], span);
    if (dated?.[2]) locations.set([...path, 'date'], span);
  } else {
    record[field] = def.type === 'enum' ? meant(metaOf(outer).words ?? {}, written) : written;
  }
}

/** Reads the items of a list as records: `2024: Avstämning (avstämning) {#id}`, or `Title (Källa: Kolada; …) {#id}`. */
export function readList(name: 'milestones' | 'indicators', list: List, context: RecordContext): Records | undefined {
  const kind: RecordKind = recordKinds[name];
  const values: Record<string, unknown>[] = [];
  for (const [index, item] of list.children.entries()) {
    const path = [...context.path, context.start + index];
    const marked = withoutId(writtenText(context.text, item));
    const span = spanOf(item);
    const record: Record<string, unknown> = {};
    let rest = marked.text;
    if (name === 'milestones') {
      const timed = /^(\d{4}(?:-\d{2}){0,2}(?:\s*[–—]\s*\d{4}(?:-\d{2}){0,2})?)\s*(?::|\s[–-])\s*(.+)$/.exec(rest);
      if (!timed?.[1] || !timed[2]) return undefined;
      assign(kind, record, 'when', timed[1], [...path, 'when'], span, context.locations);
      rest = timed[2];
    }
    const closing = /^(.*\S)\s*\(([^()]+)\)$/.exec(rest);
    const parts = closing?.[2]?.split(';').map((part) => part.trim()) ?? [];
    const named = parts.map((part) => /^([^:]+):\s*(.+)$/.exec(part));
    if (name === 'indicators' && !(closing && named.every(Boolean))) return undefined;
    const word =
      name === 'milestones' && parts.length === 1
        ? meant(metaOf(shapeOf(kind)['kind'] as z.core.$ZodType).words ?? {}, parts[0] ?? '')
        : undefined;
    const isKindWord = word !== undefined && word !== parts[0];
    if (closing?.[1] && (named.some(Boolean) || isKindWord)) {
      rest = closing[1];
      if (isKindWord) record['kind'] = word;
      for (const pair of named) {
        if (!pair?.[1] || !pair[2]) continue;
        const field = fieldOf(kind, pair[1]);
        if (field) assign(kind, record, field, pair[2], [...path, field], span, context.locations);
        else context.remarks.push({ type: 'unknown-column', span, column: pair[1], known: columnNames(kind) });
      }
    }
    record['title'] = rest;
    if (marked.id !== undefined) record['id'] = marked.id;
    context.locations.set(path, span);
    context.locations.set([...path, 'title'], span);
    values.push(record);
  }
  return { name, values };
}

const perspectives = () => metaOf(Statement.shape.perspective).words ?? {};

/** The statements of a target picture: one per item of the list. */
export function readStatements(list: List, context: RecordContext): Record<string, unknown>[] {
  return list.children.map((item: ListItem, index) => {
    const path = [...context.path, context.start + index];
    const span = spanOf(item);
    const inner: RootContent[] = item.children;
    const first = inner[0];
    const last = inner.at(-1);
    const written = first && last ? prose(context.text.slice(spanOf(first).start, spanOf(last).end)) : '';
    const marked = withoutId(oneLine(written));
    context.locations.set(path, span);
    context.locations.set(
      [...path, 'text'],
      first && last ? { start: spanOf(first).start, end: spanOf(last).end } : span,
    );
    const perspective = marked.attributes?.['perspektiv'] ?? marked.attributes?.['perspective'];
    return {
      id: marked.id === undefined ? context.ids.make(marked.text, 32) : context.ids.take(marked.id),
      text: marked.text,
      ...(perspective === undefined ? {} : { perspective: meant(perspectives(), perspective) }),
    };
  });
}

/** Gives every record without an id one made from its title; where titles repeat, from title and time. */
export function giveIds(records: Record<string, unknown>[], ids: Ids): void {
  for (const record of records) if (typeof record['id'] === 'string') ids.take(record['id']);
  const titles = records.map((record) => fold(String(record['title'] ?? '')));
  for (const [index, record] of records.entries()) {
    if (typeof record['id'] === 'string' || record['title'] === undefined) continue;
    const repeated = titles.indexOf(titles[index] ?? '') !== titles.lastIndexOf(titles[index] ?? '');
    record['id'] = ids.make(
      repeated ? `${String(record['title'])} ${String(record['when'] ?? '')}` : String(record['title']),
    );
  }
}
