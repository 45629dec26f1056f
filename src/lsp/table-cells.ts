import type { Span } from '../core/source.js';
import { fold } from '../core/text.js';

/** A row of a table in Markdown, cut at its bars. */
export interface TableRow {
  /** What stands above each cell, folded. */
  header: string[];
  /** Cells of the row at the offset, between bars. */
  cells: Span[];
}

/** The row of a table that `offset` is in, read without the parser, so that half a row will do; `undefined` outside tables. */
export function rowAt(text: string, offset: number): TableRow | undefined {
  const line = lineAround(text, offset);
  if (!isRow(text, line)) return undefined;
  let first = line;
  while (first.start > 0) {
    const above = lineAround(text, first.start - 1);
    if (!isRow(text, above)) break;
    first = above;
  }
  if (first.start === line.start) return undefined;
  const header = cellsOf(text, first).map(({ start, end }) => fold(text.slice(start, end)));
  return { header, cells: cellsOf(text, line) };
}

/** The cell under the column `name` (folded) in the row at `offset`. */
export function cellAt(text: string, offset: number, name: string): Span | undefined {
  const row = rowAt(text, offset);
  const index = row?.header.indexOf(name) ?? -1;
  return index < 0 ? undefined : row?.cells[index];
}

function lineAround(text: string, offset: number): Span {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', offset);
  const end = next < 0 ? text.length : next;
  return { start, end: text[end - 1] === '\r' && end > start ? end - 1 : end };
}

const isRow = (text: string, { start, end }: Span): boolean => text.slice(start, end).trimStart().startsWith('|');

function cellsOf(text: string, { start, end }: Span): Span[] {
  const cells: Span[] = [];
  let from = -1;
  for (let at = start; at < end; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '|') {
      if (from >= 0) cells.push({ start: from, end: at });
      from = at + 1;
    }
  }
  // A row that is not finished goes on to the end of its line.
  if (from >= 0) cells.push({ start: from, end });
  return cells;
}
