import { Locations } from '../core/locations.js';
import { fold, text, type Text } from '../core/text.js';
import type { Block, Inline } from '../model/document.js';
import { Indicator, Milestone, Organ } from '../model/section.js';
import { blocksMarkdown } from '../parse/blocks-markdown.js';
import { Ids, parseTables } from '../parse/markdown.js';
import type { Remark } from '../parse/parsed.js';
import { proseMark } from '../parse/prose-marks.js';
import { columnField, giveIds, readTable, type RecordName, recordKinds, tableKind } from '../parse/tables.js';
import { timeOf } from './word-moments.js';

type Table = Extract<Block, { type: 'table' }>;

const schemas = { milestones: Milestone, indicators: Indicator, organs: Organ } as const;

/** What the records of each kind are called. */
const called: Record<RecordName, Text> = {
  milestones: text('milstolpar', 'milestones'),
  indicators: text('indikatorer', 'indicators'),
  organs: text('organ', 'bodies'),
};

/** A table in Markdown, and what had to be done so that it is read as what it is. */
export interface FittedTable {
  markdown: string;
  notes: Text[];
}

/**
 * A table as the reader of roadmaps takes it: times in its way, words that no column has beside the others. A table of milestones, indicators or bodies that
 * still does not fit is marked as text. No word of it is lost. `goals` are the ids of headings by folded title: indicators name what they measure by its title.
 */
export function fitTable(given: Table, goals: ReadonlyMap<string, string> = new Map()): FittedTable {
  const notes: Text[] = [];
  const name = kindOf(given);
  if (name === undefined) return { markdown: blocksMarkdown([given]).trim(), notes };
  const timed = name === 'milestones' ? withTimes(given, notes) : { table: given, untimed: [] };
  const named =
    name === 'indicators' ? withGoals(timed.table, goals, notes) : { table: timed.table, astray: new Set<number>() };
  const table = withoutOthers(named.table, name, notes, named.astray);
  const markdown = blocksMarkdown([table]).trim();
  if (table.rows.length === 0 || !isValid(name, markdown)) {
    notes.push(
      text(
        `tabellen ser ut som ${called[name].sv}, men går inte att läsa som det; den står kvar som text`,
        `the table looks like ${called[name].en}, but cannot be read as such; it stays as text`,
      ),
    );
    return { markdown: `${proseMark.text}\n\n${blocksMarkdown([given]).trim()}`, notes };
  }
  const left: Block[] = timed.untimed.length === 0 ? [] : [{ type: 'list', ordered: false, items: timed.untimed }];
  // A list of its own would be read as milestones that lack their times.
  const after = left.length === 0 ? '' : `\n\n${proseMark.text}\n\n${blocksMarkdown(left).trim()}`;
  return { markdown: `${markdown}${after}`, notes };
}

function tableNode(markdown: string) {
  const [node] = parseTables(markdown).children;
  return node?.type === 'table' ? node : undefined;
}

function kindOf(table: Table): RecordName | undefined {
  const markdown = blocksMarkdown([table]);
  const node = tableNode(markdown);
  return node && tableKind(node, markdown);
}

function recordsOf(name: RecordName, markdown: string): { values: Record<string, unknown>[]; remarks: Remark[] } {
  const node = tableNode(markdown);
  const remarks: Remark[] = [];
  if (!node) return { values: [], remarks };
  const ids = new Ids();
  const { values } = readTable(name, node, {
    text: markdown,
    path: [],
    locations: new Locations(),
    remarks,
    ids,
    start: 0,
  });
  if (name !== 'organs') giveIds(values, ids);
  return { values, remarks };
}

function isValid(name: RecordName, markdown: string): boolean {
  const { values, remarks } = recordsOf(name, markdown);
  return remarks.length === 0 && values.every((value) => schemas[name].safeParse(value).success);
}

/** What an inline says, without its looks. */
const said = (inlines: readonly Inline[]): string =>
  inlines
    .map((inline) =>
      inline.type === 'break'
        ? ' '
        : inline.type === 'text' || inline.type === 'code'
          ? inline.text
          : said(inline.children),
    )
    .join('')
    .trim();

const words = (value: string): Inline[] => [{ type: 'text', text: value }];

/** The first column that holds this field; -1 when there is none. */
const columnOf = ({ header }: Table, name: RecordName, field: string): number =>
  header.findIndex((cell) => columnField(name, said(cell)) === field);

/** Times as years, months and days; what else was written goes to the milestone's words. Rows without any time are taken out. */
function withTimes(table: Table, notes: Text[]): { table: Table; untimed: Block[][] } {
  const when = columnOf(table, 'milestones', 'when');
  const what = columnOf(table, 'milestones', 'title');
  const untimed: Block[][] = [];
  const rows = table.rows.flatMap((row): Inline[][][] => {
    const written = said(row[when] ?? []);
    const time = timeOf(written);
    const label = said(row[what] ?? []);
    if (!time || label === '') {
      const rest = row.map(said).filter((cell) => cell !== '');
      if (rest.length === 0) return [];
      untimed.push([{ type: 'paragraph', children: words(rest.join(': ')) }]);
      notes.push(
        text(
          `raden ”${rest.join(' | ')}” har ingen tid som går att läsa; den står som text under tabellen`,
          `the row “${rest.join(' | ')}” has no time that can be read; it stands as text below the table`,
        ),
      );
      return [];
    }
    const cell = time.until === undefined ? time.when : `${time.when} – ${time.until}`;
    if (!time.exact)
      notes.push(
        text(
          `”${written}” blev ${cell}; tiden i ord står efter ”${label}”`,
          `“${written}” became ${cell}; the time in words stands after “${label}”`,
        ),
      );
    else if (fold(written) !== fold(cell)) notes.push(text(`”${written}” blev ${cell}`, `“${written}” became ${cell}`));
    return [
      row.map((each, at) =>
        at === when ? words(cell) : at === what && !time.exact ? [...each, ...words(` (${written})`)] : each,
      ),
    ];
  });
  return { table: { ...table, rows }, untimed };
}

/** What indicators measure, by its id instead of its title; rows with a title that no heading has are astray. */
function withGoals(
  table: Table,
  goals: ReadonlyMap<string, string>,
  notes: Text[],
): { table: Table; astray: ReadonlySet<number> } {
  const column = columnOf(table, 'indicators', 'goals');
  const astray = new Set<number>();
  if (column < 0) return { table, astray };
  const known = new Set(goals.values());
  const idOf = (title: string): string | undefined => goals.get(fold(title)) ?? (known.has(title) ? title : undefined);
  const rows = table.rows.map((row, index) => {
    const written = said(row[column] ?? []);
    if (written === '') return row;
    // A title may hold a comma.
    const ways = [[written], written.split(';'), written.split(/[,;]/)];
    const ids = ways
      .map((parts) => parts.map((part) => idOf(part.trim())))
      .find((way) => way.every((id) => id !== undefined));
    if (!ids) {
      astray.add(index);
      return row;
    }
    const cell = ids.join(', ');
    if (cell !== written) notes.push(text(`”${written}” blev ${cell}`, `“${written}” became ${cell}`));
    return row.map((each, at) => (at === column ? words(cell) : each));
  });
  return { table: { ...table, rows }, astray };
}

/** What stands in columns that records lack, and values that fit nowhere, moved to the words of the record. */
function withoutOthers(table: Table, name: RecordName, notes: Text[], astray: ReadonlySet<number>): Table {
  const { values, remarks } = recordsOf(name, blocksMarkdown([table]));
  const unknown = new Set(remarks.flatMap((remark) => (remark.type === 'unknown-column' ? [fold(remark.column)] : [])));
  const known = (at: number): boolean =>
    !unknown.has(fold(said(table.header[at] ?? []))) && said(table.header[at] ?? []) !== '';
  const wrong = values.map((value, index) => {
    const { error } = schemas[name].safeParse(value);
    return new Set([
      ...(error?.issues.map(({ path }) => String(path[0])) ?? []),
      ...(astray.has(index) ? ['goals'] : []),
    ]);
  });
  if (table.header.every((_, at) => known(at)) && wrong.every((fields) => fields.size === 0)) return table;
  if (name === 'organs') return table;
  const note = name === 'indicators' ? columnOf(table, name, 'note') : -1;
  const title = columnOf(table, name, 'title');
  const kept = table.header.flatMap((_, at) => (known(at) ? [at] : []));
  const added = name === 'indicators' && note < 0;
  const rows = table.rows.map((row, index) => {
    const moved: string[] = [];
    const cells = table.header.map((head, at): Inline[] => {
      const cell = row[at] ?? [];
      const label = said(head);
      const field = columnField(name, label);
      const optional = field !== undefined && !(recordKinds[name].required as string[]).includes(field);
      if (said(cell) === '' || (known(at) && !(optional && wrong[index]?.has(field)))) return cell;
      moved.push(label === '' ? said(cell) : `${label}: ${said(cell)}`);
      return [];
    });
    const all = moved.join('; ');
    const at = name === 'indicators' ? note : title;
    const fitted = kept.map((column) => {
      const cell = cells[column] ?? [];
      if (column !== at || all === '') return cell;
      const before = said(cell);
      return name === 'indicators'
        ? [...cell, ...words(before === '' ? all : `; ${all}`)]
        : [...cell, ...words(` (${all})`)];
    });
    return added ? [...fitted, words(all)] : fitted;
  });
  const gone = table.header.map(said).filter((head, at) => !known(at) && head !== '');
  const columns = (language: 'sv' | 'en') =>
    gone.map((head) => (language === 'sv' ? `”${head}”` : `“${head}”`)).join(', ');
  notes.push(
    gone.length === 0
      ? text(
          `det som inte passar i sin kolumn i en tabell över ${called[name].sv} står ${name === 'indicators' ? 'i kommentaren' : 'efter vad som ska ske'}`,
          `what does not fit its column in a table of ${called[name].en} stands ${name === 'indicators' ? 'in the note' : 'after what is to happen'}`,
        )
      : text(
          `en tabell över ${called[name].sv} har ingen kolumn ${columns('sv')}; det som stod där står ${name === 'indicators' ? 'i kommentaren' : 'efter vad som ska ske'}`,
          `a table of ${called[name].en} has no column ${columns('en')}; what stood there stands ${name === 'indicators' ? 'in the note' : 'after what is to happen'}`,
        ),
  );
  const header = kept.map((at) => table.header[at] ?? []);
  return { ...table, header: added ? [...header, words('Kommentar')] : header, rows };
}
