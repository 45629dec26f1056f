import { headingPlacer } from '../consultation/place-heading.js';
import { Failure } from '../core/failure.js';
import { fold, listed, text, type Text } from '../core/text.js';
import type { FoundAnswer, FoundComment } from '../model/found.js';
import { plainMarkdown } from '../parse/plain-markdown.js';
import { type ColumnMeaning, columnMeaning, type ColumnPart, namedMeaning } from './_columns.js';
import type { Found, ImportContext } from './_contract.js';
import { dayOf } from './_dates.js';
import { stanceOf } from './_stance-words.js';

/** A row, and what merged cells above say of its empty ones, by column. */
export interface TableRow {
  cells: readonly string[];
  /** From 1, as the user sees it. */
  row: number;
  spanned?: ReadonlyMap<number, string>;
}

/** Rows of cells as text, with what to call them in messages. */
export interface Table {
  rows: readonly TableRow[];
  /** What to call a cell, such as `C7`, or a row without a column. */
  place(row: number, column?: number): Text;
}

interface Column {
  index: number;
  header: string;
  meaning: ColumnMeaning | undefined;
}

/**
 * The answers of a table, in either shape: one row per answer with a column per heading, or one row per comment. Gives `undefined` for a table
 * without a row of headers that says anything.
 */
export function answersOf(table: Table, context: ImportContext): Found | undefined {
  const place = headingPlacer(context.roadmap, { profile: context.profile, others: context.others ?? [] });
  const chosen = new Map(
    Object.entries(context.columns ?? {}).map(([name, word]) => [fold(name), namedMeaning(name, word, place)]),
  );
  const columnsOf = (cells: readonly string[]): Column[] => {
    const seen = new Map<string, number>();
    return cells.map((cell, index) => {
      const header = cell.trim();
      const count = (seen.get(fold(header)) ?? 0) + 1;
      seen.set(fold(header), count);
      // Forms repeat “Kommentar” after every question: then it belongs to the one before.
      const named = chosen.get(fold(count > 1 ? `${header} (${count})` : header)) ?? chosen.get(fold(header));
      return { index, header, meaning: header === '' ? undefined : (named ?? columnMeaning(header, place)) };
    });
  };
  const known = (columns: readonly Column[]): number => columns.filter(({ meaning }) => meaning !== undefined).length;
  const filled = table.rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const ranked = filled.slice(0, 20).map((row) => ({ row, columns: columnsOf(row.cells) }));
  const best = ranked.reduce<(typeof ranked)[number] | undefined>(
    (most, each) => (known(each.columns) > (most ? known(most.columns) : 0) ? each : most),
    undefined,
  );
  if (!best) return undefined;
  const columns = underHeadings(best.columns);
  for (const name of context.demanded ?? []) {
    const bare = fold(name).replace(/ \(\d+\)$/, '');
    if (!columns.some(({ header }) => [bare, fold(name)].includes(fold(header)))) throw noColumn(name, columns);
  }
  const remarks = columnRemarks(columns);
  const above = filled
    .slice(0, filled.indexOf(best.row))
    .flatMap(({ cells }) => cells.map((cell) => cell.trim()).filter(Boolean));
  if (above.length > 0) {
    const quoted = above.join(' · ');
    remarks.push({
      message: text(`ovanför rubrikraden står: ”${quoted}”`, `above the row of headers stands: “${quoted}”`),
    });
  }
  const has = (field: string): boolean =>
    columns.some(({ meaning }) => meaning && 'field' in meaning && meaning.field === field);
  const perComment =
    !columns.some(({ meaning }) => meaning && 'part' in meaning && meaning.item !== undefined) &&
    (has('heading') || has('item')) &&
    (has('text') || has('proposal') || has('stance'));
  const answers: FoundAnswer[] = [];
  const byParty = new Map<string, FoundAnswer>();
  for (const { cells: own, row, spanned } of filled.slice(filled.indexOf(best.row) + 1)) {
    const cells = withSpanned(own, spanned, columns);
    const answer = rowAnswer(cells, row, columns, table, perComment);
    const key = context.partyKey?.(answer.party ?? '') ?? fold(answer.party ?? '');
    const same = perComment ? byParty.get(key) : undefined;
    if (same) mergeInto(same, answer, table.place(row));
    else {
      answers.push(answer);
      byParty.set(key, answer);
    }
  }
  return { answers, remarks };
}

/** A repeated “Kommentar” or “Ändringsförslag” right after a heading’s column is about that heading. */
function underHeadings(columns: readonly Column[]): Column[] {
  const names = columns.map(({ meaning }) => (meaning && 'field' in meaning ? meaning.field : undefined));
  const partFields: readonly string[] = ['text', 'stance', 'motive', 'proposal'];
  let current: Extract<ColumnMeaning, { part: ColumnPart }> | undefined;
  return columns.map((column, index) => {
    const { meaning } = column;
    if (meaning && 'part' in meaning) current = meaning;
    const name = names[index];
    const repeated =
      name !== undefined && partFields.includes(name) && names.filter((other) => other === name).length > 1;
    if (!current || !repeated || !meaning || !('field' in meaning)) return column;
    return { ...column, meaning: { ...current, part: meaning.field as ColumnPart } };
  });
}

/** A merged cell says for all its rows who answers and which heading is meant; what it says of the matter is said once. */
function withSpanned(
  cells: readonly string[],
  spanned: TableRow['spanned'],
  columns: readonly Column[],
): readonly string[] {
  if (!spanned || spanned.size === 0) return cells;
  const width = Math.max(cells.length, ...[...spanned.keys()].map((column) => column + 1));
  const shared: readonly string[] = ['party', 'heading', 'item', 'date', 'body', 'reference', 'round', 'revision'];
  return Array.from({ length: width }, (_, index) => {
    const meaning = columns[index]?.meaning;
    const own = cells[index] ?? '';
    return own === '' && meaning && 'field' in meaning && shared.includes(meaning.field)
      ? (spanned.get(index) ?? '')
      : own;
  });
}

function noColumn(name: string, columns: readonly Column[]): Failure {
  const headers = columns.map(({ header }) => header).filter((header) => header !== '');
  return new Failure(
    text(`Tabellen har ingen kolumn ”${name}”`, `The table has no column “${name}”`),
    text(`Kolumnerna är ${listed(headers, 'sv')}.`, `The columns are ${listed(headers, 'en')}.`),
  );
}

function columnRemarks(columns: readonly Column[]): Found['remarks'] {
  const remarks: Found['remarks'] = [];
  const unknown = columns
    .filter(({ header, meaning }) => header !== '' && meaning === undefined)
    .map(({ header }) => header);
  const ignored = columns
    .filter(({ meaning }) => meaning && 'field' in meaning && meaning.field === 'ignore')
    .map(({ header }) => header);
  const quoted = (names: readonly string[], language: 'sv' | 'en') =>
    listed(
      names.map((name) => (language === 'sv' ? `”${name}”` : `“${name}”`)),
      language,
    );
  if (unknown.length > 0) {
    remarks.push({
      message: text(`okända kolumner: ${quoted(unknown, 'sv')}`, `unknown columns: ${quoted(unknown, 'en')}`),
      help: text(
        'Vad som står i dem är kvar som ej placerat. Ange vad de är med --column "NAMN=synpunkt", eller --column "NAMN=bortse".',
        'What stands in them is kept as not placed. Say what they are with --column "NAME=synpunkt", or --column "NAME=bortse".',
      ),
    });
  }
  if (ignored.length > 0) {
    remarks.push({ message: text(`togs inte med: ${quoted(ignored, 'sv')}`, `left out: ${quoted(ignored, 'en')}`) });
  }
  return remarks;
}

function rowAnswer(
  cells: readonly string[],
  row: number,
  columns: readonly Column[],
  table: Table,
  perComment: boolean,
): FoundAnswer {
  const answer: FoundAnswer = { comments: [], leftovers: [] };
  const own: FoundComment = { text: '', where: table.place(row) };
  const about = new Map<string, FoundComment>();
  const keep = (index: number, header: string, value: string, why: Text): void => {
    answer.leftovers.push({ text: header === '' ? value : `${header}: ${value}`, where: table.place(row, index), why });
  };
  for (const [index, cell] of cells.entries()) {
    const value = cell.trim();
    if (value === '') continue;
    const { header = '', meaning } = columns[index] ?? {};
    if (!meaning) {
      keep(
        index,
        header,
        value,
        header === '' ? text('kolumn utan rubrik', 'column without a header') : text('okänd kolumn', 'unknown column'),
      );
    } else if ('part' in meaning) {
      const key = meaning.item ?? meaning.heading;
      const comment = about.get(key) ?? {
        heading: meaning.heading,
        ...(meaning.item === undefined ? {} : { item: meaning.item }),
        text: '',
        where: table.place(row, index),
      };
      about.set(key, comment);
      if (!addPart(comment, meaning.part, value)) keep(index, header, value, unknownStance);
    } else if (!addField(answer, own, meaning.field, value, perComment)) keep(index, header, value, unknownStance);
  }
  const said = [own.text, own.motive, own.proposal, own.quote, own.stance].some(
    (part) => part !== undefined && part !== '',
  );
  if (said || (perComment && (own.heading ?? own.item) !== undefined && answer.leftovers.length > 0))
    answer.comments.push(own);
  answer.comments.push(...about.values());
  return answer;
}

const unknownStance = text('okänd ståndpunkt', 'unknown stance');

/** Adds a part to a comment; `false` for a stance that nobody knows. */
function addPart(comment: FoundComment, part: ColumnPart, value: string): boolean {
  if (part === 'stance') {
    const stance = stanceOf(value);
    if (stance) comment.stance = stance;
    return stance !== undefined;
  }
  // A column of a heading may be its scale; a comment is hardly ever one of its words alone.
  const scale = part === 'text' && comment.stance === undefined ? stanceOf(value) : undefined;
  if (scale) comment.stance = scale;
  else comment[part] = [comment[part], plainMarkdown(value)].filter(Boolean).join('\n\n');
  return true;
}

function addField(answer: FoundAnswer, own: FoundComment, field: string, value: string, perComment: boolean): boolean {
  const line = value.replace(/\s+/g, ' ');
  switch (field) {
    case 'ignore':
      return true;
    case 'date':
      answer.date ??= dayOf(value) ?? line;
      return true;
    case 'party':
    case 'body':
    case 'reference':
    case 'round':
    case 'revision':
      answer[field] ??= line;
      return true;
    case 'summary':
      answer.summary = [answer.summary, plainMarkdown(value)].filter(Boolean).join('\n\n');
      return true;
    case 'stance':
    case 'overall': {
      const stance = stanceOf(value);
      if (stance && field === 'stance' && perComment) own.stance = stance;
      else if (stance) answer.stance = stance;
      return stance !== undefined;
    }
    case 'heading':
      own.heading = line;
      return true;
    case 'item':
      own.item = line.replace(/^#/, '');
      return true;
    case 'quote':
      own.quote = line;
      return true;
    default: {
      const part = field as 'text' | 'motive' | 'proposal';
      own[part] = [own[part], plainMarkdown(value)].filter(Boolean).join('\n\n');
      return true;
    }
  }
}

/** One more row of the same answer. What it says of the answer as a whole must not differ from the rows before. */
function mergeInto(answer: FoundAnswer, row: FoundAnswer, where: Text): void {
  answer.comments.push(...row.comments);
  answer.leftovers.push(...row.leftovers);
  for (const name of ['date', 'body', 'reference', 'round', 'revision', 'stance', 'summary'] as const) {
    const value = row[name];
    if (value === undefined || value === answer[name]) continue;
    if (answer[name] === undefined) Object.assign(answer, { [name]: value });
    // Every row of a web form has its own time; the latest is that of the answer.
    else if (name === 'date') answer.date = [answer.date ?? '', value].toSorted().at(-1) ?? value;
    else
      answer.leftovers.push({
        text: value,
        where,
        why: text('raderna säger olika om svaret', 'the rows differ on the answer'),
      });
  }
}
