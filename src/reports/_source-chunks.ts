/** A piece of a source that stands or falls together: a heading, paragraph, list item, row of a table, or line of front matter. */
export interface Chunk {
  /** Without what follows it. */
  body: string;
  /** The line end and blank lines after it. */
  tail: string;
  kind: 'line' | 'heading' | 'paragraph' | 'item' | 'row' | 'code';
  /** Lines in the source, from 1. */
  from: number;
  to: number;
  /** Where line breaks and spaces mean something. */
  exact: boolean;
  /** What tells whether two are the same. */
  key: string;
}

const item = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S/;
const fence = /^[ \t]*(`{3,}|~{3,})/;

/** Cuts a source into pieces; their bodies and tails together are the source again. */
export function chunksOf(source: string, { yaml = false }: { yaml?: boolean } = {}): Chunk[] {
  const lines = source.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const found: Chunk[] = [];
  const add = (kind: Chunk['kind'], from: number, to: number): number => {
    let end = to;
    while (end < lines.length && (lines[end] ?? '').trim() === '') end += 1;
    const body = lines.slice(from, to).join('');
    const trimmed = body.replace(/\s*$/, '');
    const tail = body.slice(trimmed.length) + lines.slice(to, end).join('');
    const exact = kind === 'line' || kind === 'code' || / {2,}\r?\n|\\\r?\n/.test(trimmed);
    const indent = /^[ \t]*/.exec(trimmed)?.[0] ?? '';
    const key = `${kind} ${exact ? trimmed : `${indent}${plainSpaces(trimmed, kind)}`}`;
    found.push({ body: trimmed, tail, kind, from: from + 1, to, exact, key });
    return end;
  };
  let at = 0;
  if (!yaml && (lines[0] ?? '').trim() === '---') {
    let end = 1;
    while (end < lines.length && !/^(?:---|\.\.\.)\s*$/.test(lines[end] ?? '')) end += 1;
    if (end < lines.length) for (const last = end; at <= last;) at = add('line', at, at + 1);
  }
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const fenced = fence.exec(line)?.[1];
    if (yaml || line.trim() === '') at = add('line', at, at + 1);
    else if (fenced !== undefined) {
      let end = at + 1;
      while (end < lines.length && !(lines[end] ?? '').trim().startsWith(fenced)) end += 1;
      at = add('code', at, Math.min(end + 1, lines.length));
    } else if (/^#{1,6}\s/.test(line)) at = add('heading', at, at + 1);
    else if (/^[ \t]*\|/.test(line)) at = add('row', at, at + 1);
    else {
      let end = at + 1;
      while (end < lines.length && continues(lines[end] ?? '')) end += 1;
      at = add(item.test(line) ? 'item' : 'paragraph', at, end);
    }
  }
  return found;
}

const continues = (line: string): boolean =>
  line.trim() !== '' && !item.test(line) && !fence.test(line) && !/^#{1,6}\s/.test(line) && !/^[ \t]*\|/.test(line);

/** Runs of white space as single spaces; the padding and rules of tables as short as they can be. */
export function plainSpaces(text: string, kind: Chunk['kind']): string {
  const plain = text.trim().replace(/\s+/g, ' ');
  return kind === 'row' ? plain.replace(/ ?\| ?/g, '|').replace(/-{2,}/g, '-') : plain;
}
