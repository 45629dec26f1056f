import { fold, oneLine } from '../core/text.js';
import { Disposition, type Dispositions, stance } from '../model/consultation.js';
import type { Block, Inline } from '../model/document.js';
import { metaOf, wordFor } from '../model/field.js';
import type { Party } from '../model/party.js';
import type { Roadmap } from '../model/roadmap.js';
import { allSections } from '../model/roadmap.js';
import { columnName, type Workbook } from '../ooxml/read-sheets.js';
import type { NewSheet } from '../ooxml/write-sheets.js';
import { markdownBlocks } from '../parse/markdown-blocks.js';
import type { CommentRef } from './comment-refs.js';
import { type DispositionRow, emptyRow, rowFields, rowPrint, rowsOf } from './import-rows.js';

/** The columns of the sheet: those that are shown, then those that may be edited, in the order of {@link rowFields}. */
const columns = [
  { title: 'Synpunkt', width: 24 },
  { title: 'Huvudman', width: 22 },
  { title: 'Rubrik', width: 28 },
  { title: 'Text', width: 60 },
  { title: 'Ståndpunkt', width: 18 },
  { title: 'Ändringsförslag', width: 40 },
  { title: 'Tema', width: 22 },
  { title: 'Hantering', width: 18 },
  { title: 'Motivering', width: 50 },
  { title: 'Ändrar', width: 24 },
  { title: 'Sammanfattning', width: 50 },
] as const;
/** The first column that may be edited. */
const firstOwn = columns.length - rowFields.length;

const markSheet = 'fardplan';
const mark = 'dispositions-sheet/v1';

/** The words for what may become of a comment, as they are chosen in the sheet. */
export const outcomeWords: Readonly<Record<string, string[]>> =
  metaOf(Disposition.def.getter().shape.outcome).words ?? {};

/** What the sheet of a round's dispositions is made from. */
export interface SheetSource {
  round: { id: string; title: string };
  comments: readonly CommentRef[];
  dispositions: Dispositions | undefined;
  parties: readonly Party[];
  consulted: Roadmap | undefined;
}

/** The sheets of a workbook with one row per comment, for officials to fill in; a third sheet, not shown, remembers what stood there. */
export function dispositionSheets({ round, comments, dispositions, parties, consulted }: SheetSource): NewSheet[] {
  const standing = rowsOf(dispositions);
  const titles = new Map(
    consulted ? [...allSections(consulted)].map(({ section }) => [section.id, section.title]) : [],
  );
  const rows = comments.map(({ ref, comment, response, item }) => {
    const row = standing.get(ref) ?? emptyRow;
    const party = parties.find(({ id }) => id === response.model.party)?.name ?? response.model.party;
    const heading = (item === undefined ? undefined : titles.get(item)) ?? comment.heading ?? '';
    const words = [
      comment.quote === undefined ? '' : `”${comment.quote}”`,
      plainWords(comment.text),
      comment.motive === undefined ? '' : `Motiv: ${plainWords(comment.motive)}`,
    ];
    return [
      ref,
      party,
      heading,
      words.filter((part) => part !== '').join('\n\n'),
      comment.stance === undefined ? '' : wordFor(stance, comment.stance),
      comment.proposal === undefined || comment.proposal === comment.text ? '' : plainWords(comment.proposal),
      ...rowFields.map((name) => row[name]),
    ];
  });
  return [
    {
      name: 'Hanteringar',
      header: columns.map(({ title }) => title),
      widths: columns.map(({ width }) => width),
      rows,
      editable: rowFields.map((_, index) => firstOwn + index),
      choices: new Map([
        [firstOwn + rowFields.indexOf('outcome'), Object.values(outcomeWords).map(([word = '']) => word)],
      ]),
    },
    { name: 'Anvisningar', widths: [100], rows: instructions(round.title).map((line) => [line]) },
    {
      name: markSheet,
      hidden: true,
      widths: [30, 30],
      rows: [
        ['fardplan', mark],
        ['remiss', round.id],
        ...comments.map(({ ref }) => [ref, rowPrint(standing.get(ref) ?? emptyRow)]),
      ],
    },
  ];
}

const instructions = (title: string): string[] => [
  title,
  'Fyll i de vita kolumnerna på bladet Hanteringar. De grå är låsta, eftersom de kommer ur svaren.',
  `Hantering: ${Object.values(outcomeWords)
    .map(([word = '']) => word)
    .join(', ')}.`,
  'Motivering: varför. Den krävs så snart en hantering är vald.',
  'Ändrar: id på de avsnitt som ändrades på grund av synpunkten, med komma emellan, till exempel malbild, mobila-team. Lämna tomt om det är avsnittet som synpunkten gäller.',
  'Sammanfattning: en eller två meningar som trycks i beslutet. Den får vara tom.',
  'Tema: ett namn på det som flera synpunkter har gemensamt. Rader med samma tema, hantering, motivering, ändrar och sammanfattning blir en hantering.',
  'Ta inte bort rader och ändra inte den första kolumnen. Sortera och filtrera går bra.',
  'Spara som .xlsx och kör: fardplan consult import FIL.xlsx. Bara rader som har ändrats här skrivs in. Har någon annan ändrat samma rad under tiden visas det, och inget skrivs över.',
];

/** A row of a sheet that has come back, with the address of each of its cells. */
export interface ReturnedRow {
  ref: string;
  row: DispositionRow;
  /** `H12` of a field. */
  address(field: keyof DispositionRow | 'ref'): string;
  hidden: boolean;
}

/** A sheet of dispositions that has come back. */
export interface ReturnedSheet {
  round: string;
  rows: ReturnedRow[];
  /** By comment, what told its row when the sheet was made. */
  prints: ReadonlyMap<string, string>;
  /** Columns that are gone, by title. */
  missing: string[];
}

/** The sheet of dispositions in a workbook; `undefined` for a workbook that is none of ours. */
export function returnedSheet({ sheets }: Workbook): ReturnedSheet | undefined {
  const marked = sheets.find(({ name, rows }) => name === markSheet && rows[0]?.cells[1] === mark);
  if (!marked) return undefined;
  const [, round, ...prints] = marked.rows.map(({ cells }) => cells);
  const known = (cells: readonly string[]) =>
    columns.filter(({ title }) => cells.some((cell) => fold(cell) === fold(title))).length;
  const sheet = sheets.find(({ rows }) => rows.slice(0, 10).some(({ cells }) => known(cells) >= 3));
  const header = sheet?.rows.find(({ cells }) => known(cells) >= 3);
  const at = new Map(
    columns.map(({ title }) => [title as string, header?.cells.findIndex((cell) => fold(cell) === fold(title)) ?? -1]),
  );
  const columnOf = (field: keyof DispositionRow | 'ref'): number =>
    at.get(field === 'ref' ? columns[0].title : (columns[firstOwn + rowFields.indexOf(field)]?.title ?? '')) ?? -1;
  const below = sheet?.rows.slice(sheet.rows.indexOf(header as never) + 1) ?? [];
  return {
    round: round?.[1] ?? '',
    prints: new Map(prints.map(([ref = '', print = '']) => [ref, print])),
    missing: [...at].flatMap(([title, index]) => (index < 0 && needed.includes(title) ? [title] : [])),
    rows: below.map(({ row, cells, hidden }) => {
      const said = (field: keyof DispositionRow | 'ref') => oneLine(cells[columnOf(field)] ?? '');
      return {
        ref: said('ref'),
        row: Object.fromEntries(rowFields.map((name) => [name, said(name)])) as unknown as DispositionRow,
        address: (field) => `${columnName(Math.max(0, columnOf(field)))}${row}`,
        hidden,
      };
    }),
  };
}

const needed: readonly string[] = [columns[0].title, ...columns.slice(firstOwn).map(({ title }) => title)];

/** What a reader sees of Markdown, as plain text. */
function plainWords(markdown: string): string {
  const inline = (nodes: readonly Inline[]): string =>
    nodes
      .map((node) => (node.type === 'break' ? '\n' : 'children' in node ? inline(node.children) : node.text))
      .join('');
  const block = (each: Block): string => {
    switch (each.type) {
      case 'paragraph':
      case 'heading':
        return inline(each.children);
      case 'list':
        return each.items
          .map((item, index) => `${each.ordered ? `${index + 1}.` : '–'} ${item.map(block).join('\n')}`)
          .join('\n');
      case 'quote':
        return each.blocks.map(block).join('\n\n');
      case 'table':
        return [each.header, ...each.rows].map((row) => row.map(inline).join(' | ')).join('\n');
      default:
        return '';
    }
  };
  return markdownBlocks(markdown).map(block).join('\n\n');
}
