import { cut } from '../compose/plain-text.js';
import type { Block, Inline } from '../model/document.js';
import type { AlignedRow } from './_aligned.js';
import { heading, paragraph, remark, sentence } from './_blocks.js';
import type { ReportWords } from './_contract.js';
import { markedInlines, plainRuns } from './_runs.js';

/** How the rows of two revisions are told. */
export interface Telling {
  rows: readonly AlignedRow[];
  words: ReportWords;
  /** Put before the id of every heading. */
  prefix: string;
  /** The level of the roadmap's own first headings. */
  level: number;
  /** Why a row differs, as the end of a sentence; for the heading of a section in which all rows differ for one reason, that of all. */
  causeOf(row: AlignedRow): string | undefined;
}

/** The later text in full, with what came and what went in its place, and what was moved said in words. */
export function runningText({ rows, words, prefix, level, causeOf }: Telling): Block[] {
  const found: Block[] = [];
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    const atom = row?.after ?? row?.before;
    if (!row || !atom) continue;
    if (row.state === 'moved-from') {
      const end = endOfMove(rows, at);
      found.push(leftBehind(rows.slice(at, end), words));
      at = end - 1;
      continue;
    }
    const cause = causeOf(row);
    const because = cause === undefined ? [] : [remark(sentence(words.cause, { cause }))];
    if (atom.kind === 'title') {
      if (row.state !== 'same') found.push(paragraph(inlinesOf(row)), ...because);
    } else if (atom.kind === 'heading') {
      const id = `${prefix}${row.state === 'removed' ? 'bort-' : ''}${atom.entry?.id ?? at}`;
      found.push(heading(level + atom.depth - 1, id, inlinesOf(row)), ...headingRemark(row, words), ...because);
    } else if (atom.kind === 'item' || atom.kind === 'row') {
      const end = endOfRun(rows, at);
      const run = rows.slice(at, end);
      // What came from elsewhere is said before the whole list or table that it now stands in.
      for (const title of new Set(
        run.flatMap((each) => (each.state === 'moved-to' && !each.moved?.along ? [each.moved?.title ?? ''] : [])),
      ))
        found.push(remark(sentence(words.movedTo, { from: title })));
      found.push(atom.kind === 'item' ? listOf(run, atom.depth) : tableOf(run));
      const causes = new Set(run.flatMap((each) => causeOf(each) ?? []));
      found.push(...[...causes].map((each) => remark(sentence(words.cause, { cause: each }))));
      at = end - 1;
    } else {
      const came = row.state === 'moved-to' && !row.moved?.along && !isSameMove(rows[at - 1], row);
      if (came) found.push(remark(sentence(words.movedTo, { from: row.moved?.title ?? '' })));
      const text = paragraph(inlinesOf(row));
      found.push(atom.kind === 'quote' ? { type: 'quote', blocks: [text] } : text, ...because);
    }
  }
  return found;
}

/** The words of a row with marks. */
const inlinesOf = (row: AlignedRow): Inline[] => markedInlines(row.cells[0] ?? []);

/** What happened to a section as a whole. */
export function headingRemark(row: AlignedRow, words: ReportWords): Block[] {
  const split = row.changes.find(({ kind }) => kind === 'split');
  const merged = row.changes.find(({ kind }) => kind === 'merged');
  if (row.state === 'added' && split) return [remark(sentence(words.splitFrom, { title: split.before?.text ?? '' }))];
  if (row.state === 'removed' && merged)
    return [remark(sentence(words.mergedInto, { title: merged.after?.text ?? '' }))];
  if (row.state === 'added') return [remark(words.newSection)];
  if (row.state === 'removed') return [remark(words.removedSection)];
  if (row.state !== 'moved-to') return [];
  const from = row.moved?.title ?? '';
  return [
    remark(
      sentence(from === row.after?.section?.parent?.title ? words.sectionReordered : words.sectionMovedTo, { from }),
    ),
  ];
}

/** `true` if both rows came from the same place together, so that it need be said once. */
function isSameMove(one: AlignedRow | undefined, two: AlignedRow): boolean {
  if (one?.state !== 'moved-to' || one.moved?.title !== two.moved?.title) return false;
  return one.after?.section === two.after?.section;
}

/** Everything that left a place together: a section with what stands in it, or pieces that went to the same section. */
export function endOfMove(rows: readonly AlignedRow[], start: number): number {
  const first = rows[start];
  const depth = first?.before?.kind === 'heading' ? first.before.depth : undefined;
  let end = start + 1;
  for (; end < rows.length; end += 1) {
    const row = rows[end];
    if (row?.state !== 'moved-from') break;
    const isHeading = row.before?.kind === 'heading';
    if (
      depth === undefined
        ? isHeading || row.moved?.title !== first?.moved?.title
        : isHeading && (row.before?.depth ?? 0) <= depth
    )
      break;
  }
  return end;
}

/** Says what stood in a place and where it went. */
export function leftBehind(rows: readonly AlignedRow[], words: ReportWords): Block {
  const [first] = rows;
  const text = plainRuns(first?.cells[0] ?? []);
  const to = first?.moved?.title ?? '';
  const within = first?.before?.section?.parent?.title === to;
  return first?.before?.kind === 'heading'
    ? remark(sentence(within ? words.sectionReorderedFrom : words.sectionMovedFrom, { title: text, to }))
    : remark(sentence(words.movedFrom, { to, text: cut(text.replaceAll('\n', ' '), 90) }));
}

/** Consecutive rows of one list or table. */
export function endOfRun(rows: readonly AlignedRow[], start: number): number {
  const first = rows[start]?.after ?? rows[start]?.before;
  let end = start + 1;
  for (; end < rows.length; end += 1) {
    const atom = rows[end]?.after ?? rows[end]?.before;
    if (rows[end]?.state === 'moved-from' || atom?.kind !== first?.kind) break;
    if (atom?.kind === 'row' && (atom.head || atom.table !== first?.table)) break;
    if (
      atom?.kind === 'item' &&
      (atom.number === undefined) !== (first?.number === undefined) &&
      atom.depth <= (first?.depth ?? 0)
    )
      break;
  }
  return end;
}

function listOf(rows: readonly AlignedRow[], depth: number): Block {
  const items: Block[][] = [];
  const ordered = (rows[0]?.after ?? rows[0]?.before)?.number !== undefined;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    if (!row) continue;
    const deeper = (rows[at]?.after ?? row.before)?.depth ?? 0;
    if (deeper > depth && items.length > 0) {
      let end = at + 1;
      while (end < rows.length && ((rows[end]?.after ?? rows[end]?.before)?.depth ?? 0) > depth) end += 1;
      items.at(-1)?.push(listOf(rows.slice(at, end), deeper));
      at = end - 1;
    } else items.push([paragraph(inlinesOf(row))]);
  }
  return { type: 'list', ordered, items };
}

function tableOf(rows: readonly AlignedRow[]): Block {
  const [first, ...rest] = rows;
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  const cellsOf = (row: AlignedRow | undefined): Inline[][] =>
    Array.from({ length: width }, (_, index) => markedInlines(row?.cells[index] ?? []));
  const headed = (first?.after ?? first?.before)?.head === true;
  return headed
    ? { type: 'table', header: cellsOf(first), rows: rest.map(cellsOf) }
    : { type: 'table', header: Array.from({ length: width }, () => []), rows: rows.map(cellsOf) };
}
