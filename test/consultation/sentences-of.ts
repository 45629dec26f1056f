import { parseDocument, visit } from 'yaml';

/** A piece of a Markdown text with where it stands; offsets in UTF-16 units, lines from 1. */
export interface Piece {
  kind: 'sentence' | 'heading' | 'cell' | 'value';
  text: string;
  start: number;
  end: number;
  /** Of the paragraph, item or row that it stands in. */
  block: { start: number; end: number };
  /** For a cell, its column; for a value of the front matter, its key. */
  name?: string;
}

/** The line (from 1) of an offset. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/**
 * Every sentence, heading, table cell and value of the front matter, cut by simple rules that share nothing with the program, so that
 * the tests do not ask the program what a sentence is.
 */
export function piecesOf(text: string): Piece[] {
  const close = text.indexOf('\n---\n', 4) + 1;
  return [...valuesOf(text.slice(4, close), 4), ...bodyOf(text, close + 4)];
}

function valuesOf(yaml: string, offset: number): Piece[] {
  const found: Piece[] = [];
  visit(parseDocument(yaml), {
    Scalar(key, node, path) {
      if (key === 'key' || !node.range) return;
      const parent = [...path].reverse().find((each) => 'key' in (each as object)) as { key?: unknown } | undefined;
      const name = String((parent?.key as { value?: unknown } | undefined)?.value ?? '');
      const [start, end] = [node.range[0] + offset, node.range[1] + offset];
      found.push({ kind: 'value', text: String(node.value), start, end, block: { start, end }, name });
    },
  });
  return found;
}

function bodyOf(text: string, from: number): Piece[] {
  const found: Piece[] = [];
  let block: { start: number; end: number } | undefined;
  let columns: string[] | undefined;
  const flush = () => {
    if (block) found.push(...sentencesOf(text, block));
    block = undefined;
  };
  for (let at = from; at < text.length;) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    const line = text.slice(at, end);
    const item = /^\s*(?:[-*]|\d+\.) /.exec(line);
    const heading = /^#+ (?:\d+\. )?/.exec(line);
    if (line.trim() === '') {
      flush();
      columns = undefined;
    } else if (heading) {
      flush();
      const stop = line.includes(' {#') ? line.indexOf(' {#') : line.length;
      const [start, close] = [at + heading[0].length, at + stop];
      found.push({ kind: 'heading', text: text.slice(start, close), start, end: close, block: { start: at, end } });
    } else if (line.startsWith('|')) {
      flush();
      const cells = [...line.matchAll(/\|([^|]*)(?=\|)/g)];
      if (!columns) columns = cells.map((cell) => (cell[1] ?? '').trim());
      else if (!/^\|[ :|-]+\|$/.test(line)) {
        for (const [index, cell] of cells.entries()) {
          const whole = cell[1] ?? '';
          const start = at + cell.index + 1 + Math.min(1, whole.length);
          const words = whole.trim();
          const name = columns[index] ?? '';
          found.push({ kind: 'cell', text: words, start, end: start + words.length, block: { start: at, end }, name });
        }
      }
    } else {
      if (item) flush();
      if (block) block.end = end;
      else block = { start: at + (item?.[0].length ?? 0), end };
    }
    at = end + 1;
  }
  flush();
  return found;
}

/** A sentence ends with a mark before white space, or with its block; an id at the end of a statement is no part of it. */
function sentencesOf(text: string, block: { start: number; end: number }): Piece[] {
  const id = /\s*\{#[^}]*\}$/.exec(text.slice(block.start, block.end));
  const stop = block.end - (id?.[0].length ?? 0);
  const found: Piece[] = [];
  let start = block.start;
  for (const match of text.slice(block.start, stop).matchAll(/[.!?]\**(?=\s)|$/g)) {
    const end = block.start + match.index + match[0].length;
    const words = text.slice(start, end);
    const from = start + (words.length - words.trimStart().length);
    if (words.trim() !== '') found.push({ kind: 'sentence', text: words.trim(), start: from, end, block });
    start = end;
  }
  return found;
}
