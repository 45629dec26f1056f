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
    for (let row = rowAt(text, at, start); row; row = rowAt(text, at, start)) {
      // Only the first rows tell what the table is; the rest are not parted into cells.
      if (rows.length < 3) rows.push(row);
      at = lineEnd(text, at) + 1;
    }
    if (rows.length > 0) yield rows;
    else at = lineEnd(text, at) + 1;
    if (at >= text.length) return;
  }
}

/** The row on the line of `at`, when a bar is the first thing on it. */
function rowAt(text: string, at: number, start: number): BarRow | undefined {
  const from = text.lastIndexOf('\n', at - 1) + 1;
  const line = text.slice(from, lineEnd(text, at));
  const indent = /^[ \t>]*/.exec(line)?.[0].length ?? 0;
  if (line[indent] !== '|') return undefined;
  const row = line.slice(indent).trimEnd();
  const first = start + from + indent;
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
