import type { Span } from '../core/source.js';
import type { Parsed } from '../parse/parsed.js';
import { lineEnd, readable, type Stretch } from '../parse/readable.js';

/** One row of bars as it stands in the source. */
export interface BarRow {
  /** Without the spaces around it; offsets of the file. */
  span: Span;
  cells: readonly { text: string; span: Span }[];
  /** The row of dashes under a header. */
  rule: boolean;
}

const cache = new WeakMap<Parsed, readonly (readonly BarRow[])[]>();

/** Runs of lines that begin with a bar, as tables are written, whether they are tables or not. */
export function barRows(document: Parsed): readonly (readonly BarRow[])[] {
  let found = cache.get(document);
  if (!found) {
    found = readable(document).flatMap((stretch) => [...runsIn(stretch)]);
    cache.set(document, found);
  }
  return found;
}

function* runsIn({ start, text }: Stretch): Generator<BarRow[]> {
  for (let at = text.indexOf('|'); at >= 0; at = text.indexOf('|', at)) {
    const rows: BarRow[] = [];
    for (let indent = barAt(text, at); indent !== undefined; indent = barAt(text, at)) {
      // Only the first rows tell what the table is; the rest are not parted into cells.
      if (rows.length < 2) rows.push(rowAt(text, indent, start));
      at = lineEnd(text, at) + 1;
    }
    if (rows.length > 0) yield rows;
    else at = lineEnd(text, at) + 1;
    if (at >= text.length) return;
  }
}

/** Where the bar stands that is the first thing on the line of `at`. */
function barAt(text: string, at: number): number | undefined {
  if (at >= text.length) return undefined;
  const from = text.lastIndexOf('\n', at - 1) + 1;
  const bar = text.indexOf('|', from);
  return bar >= 0 && bar < lineEnd(text, at) && /^[ \t>]*$/.test(text.slice(from, bar)) ? bar : undefined;
}

function rowAt(text: string, bar: number, start: number): BarRow {
  const row = text.slice(bar, lineEnd(text, bar)).trimEnd();
  const first = start + bar;
  const cells: { text: string; span: Span }[] = [];
  for (const match of row.matchAll(/\|((?:\\.|[^\\|])*)(?=\||$)/g)) {
    const [, cell = ''] = match;
    const begin = first + match.index + 1;
    if (begin < first + row.length) cells.push({ text: cell.trim(), span: { start: begin, end: begin + cell.length } });
  }
  return {
    span: { start: first, end: first + row.length },
    cells,
    rule: cells.length > 0 && cells.every((cell) => /^:?-+:?$/.test(cell.text)),
  };
}
