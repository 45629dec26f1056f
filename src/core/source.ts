/** A half-open range of UTF-16 offsets in a source text. */
export interface Span {
  start: number;
  end: number;
}

/** A range for people and editors: lines and columns from 1, columns in UTF-16 units, end exclusive. */
export interface Place {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** One text as it was read: a byte order mark is gone, everything else stands as written. */
export interface Source {
  /** Path as shown to the user, or `REV:PATH`. */
  path: string;
  text: string;
}

const lineStartsOf = new WeakMap<Source, number[]>();

function lineStarts(source: Source): number[] {
  let starts = lineStartsOf.get(source);
  if (!starts) {
    starts = [0];
    for (const match of source.text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
    lineStartsOf.set(source, starts);
  }
  return starts;
}

function position(starts: number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** Turns offsets into lines and columns; offsets outside the text are brought inside it. */
export function place(source: Source, span: Span): Place {
  const starts = lineStarts(source);
  const inside = (offset: number) => Math.min(Math.max(offset, 0), source.text.length);
  const from = position(starts, inside(span.start));
  const to = position(starts, Math.max(inside(span.end), inside(span.start)));
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

/** The text of line `line` (from 1), without its line end. */
export function lineText(source: Source, line: number): string {
  const starts = lineStarts(source);
  const start = starts[line - 1];
  if (start === undefined) return '';
  let end = starts[line] ?? source.text.length;
  while (end > start && (source.text[end - 1] === '\n' || source.text[end - 1] === '\r')) end -= 1;
  return source.text.slice(start, end);
}
