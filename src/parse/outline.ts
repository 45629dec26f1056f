import type { Nodes, Root, RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { oneLine } from '../core/text.js';
import { parseMarkdown, parseTables, parseWithoutTables, spanOf } from './markdown.js';
import { parseSimple } from './simple-outline.js';

// Ranges instead of Unicode classes, which are slow to compile; text in other scripts is only not shortened.

/** Latin letters, digits and punctuation that mean nothing to Markdown. */
const plain = /^[A-Za-z0-9\u00a7\u00aa-\u02af\u0300-\u036f ,.;:()/%'"“”‘’»«–—…?+-]$/;

/** A line that is nothing but plain words; where a paragraph is open it goes on with it. */
const plainLine =
  /^[ \t]*[A-Za-z\u00c0-\u02af](?:[A-Za-z0-9\u00a7\u00aa-\u02af\u0300-\u036f ,.;:()/%'"“”‘’»«–—…?+-]*[A-Za-z0-9\u00aa-\u02af\u0300-\u036f,.;:()/%'"“”‘’»«–—…?+-])?$/;

/** Fences, HTML and tables: what stands beside these is shown whole. So is what stands above an underline or a row of dashes. */
const delicate = /[|<\r]|```|~~~/;
const underline = /^[\s>]*(?:[=:|]|-(?![ \t]+\S))/;

/** What makes a heading of the lines above it. */
const headed = /^[\s>]*(?:=+|-+)\s*$/;

/** Shorter ends are not worth cutting. */
const leastCut = 12;

/**
 * The blocks of a Markdown text, as mdast with the offsets of the whole text, without what stands in its prose: the parser, whose cost is
 * one of characters, is not shown the ends of lines that cannot change the structure. What a paragraph or a list says is read from the
 * source by its span ({@link writtenText}), and so is what a cell says; headings are whole.
 */
export function parseOutline(markdown: string): Root {
  // A definition may run over several lines, and whether it is one depends on how they end.
  if (markdown.includes(']:')) return parseMarkdown(markdown);
  // Most texts have no such signs at all, which is known sooner.
  if (/[`~<]/.test(markdown) && mayHoldHeadings.test(markdown)) return parseShortened(markdown);
  // Nothing goes on past a heading, most parts are simple, and the parser’s cost grows faster than the text.
  const starts = [0, ...Array.from(markdown.matchAll(/^#{1,6} /gm), ({ index }) => index), markdown.length];
  const root: Root = { type: 'root', children: [] };
  for (const [at, start] of starts.entries()) {
    const part = markdown.slice(start, starts[at + 1] ?? start);
    if (part === '') continue;
    for (const child of partBlocks(part)) root.children.push(moved(child, start));
  }
  const end = { line: 1, column: 1, offset: markdown.length };
  root.position = { start: { line: 1, column: 1, offset: 0 }, end };
  return root;
}

/** What a heading may stand inside, having begun above it: fences and HTML, also in lists and quotes. */
const mayHoldHeadings = /^[ \t>*+-]*(?:```|~~~|<)|^[ \t]*\d{1,9}[.)][ \t]+(?:```|~~~|<)/m;

function parseShortened(markdown: string): Root {
  const { text, cuts } = withoutProse(markdown);
  const root = parseTables(text);
  restore(root, cuts);
  return root;
}

/** Parts that were parsed lately: two revisions of one document have most of theirs in common. Never changed, only copied. */
const lately = new Map<string, readonly RootContent[]>();
let latelyHeld = 0;
/** The most characters of parts that are held. */
const mostHeld = 1_000_000;

function partBlocks(part: string): readonly RootContent[] {
  const known = lately.get(part);
  if (known) return known;
  const { children } = parseSimple(part) ?? parseShortened(part);
  if (latelyHeld + part.length > mostHeld) {
    lately.clear();
    latelyHeld = 0;
  }
  latelyHeld += part.length;
  lately.set(part, children);
  return children;
}

/** A copy of a block of a part, with every offset as it is in the whole. */
function moved<N extends Nodes>(node: N, by: number): N {
  const copy = { ...node };
  const { position } = node;
  if (position) {
    const { start, end } = position;
    copy.position = {
      start: { ...start, offset: (start.offset ?? 0) + by },
      end: { ...end, offset: (end.offset ?? 0) + by },
    };
  }
  if ('children' in copy) copy.children = copy.children.map((child) => moved(child, by)) as typeof copy.children;
  return copy;
}

/** Where something was left out: the offset in the shortened text, and how much has been left out up to and including it. */
interface Cut {
  at: number;
  total: number;
}

function withoutProse(markdown: string): { text: string; cuts: Cut[] } {
  const kept: string[] = [];
  const cuts: Cut[] = [];
  let length = 0;
  let total = 0;
  const cut = (at: number, count: number) => {
    if (count === 0) return;
    total += count;
    cuts.push({ at, total });
  };
  /** Puts a line out for the `whole` characters it stands for, the carriage return after them not counted. */
  const put = (line: string, whole: number, carriageReturn: boolean) => {
    cut(length + line.length, whole - line.length);
    kept.push(line);
    length += line.length + 1;
    cut(length, carriageReturn ? 1 : 0);
  };
  /** Puts a row of a table out with its padding squeezed and its plain cells cut: most of a well-kept table is spaces and words. */
  const putRow = (row: string, carriageReturn: boolean) => {
    let line = '';
    let from = 0;
    for (const [start, end] of spare(row)) {
      line += row.slice(from, start);
      cut(length + line.length, end - start);
      from = end;
    }
    line += row.slice(from);
    kept.push(line);
    length += line.length + 1;
    cut(length, carriageReturn ? 1 : 0);
  };
  for (const run of runs(markdown.split('\n'))) {
    const whole = run.some(({ text }) => delicate.test(text) || underline.test(text));
    const rows = whole && !run.some(({ text }) => headed.test(text));
    for (let index = 0; index < run.length; index += 1) {
      const { text, carriageReturn } = run[index] as Line;
      let last = carriageReturn;
      let covered = text.length;
      if (!whole && opensParagraph(text)) {
        for (let next = run[index + 1]; next && plainLine.test(next.text); next = run[index + 1]) {
          covered += (last ? 2 : 1) + next.text.length;
          last = next.carriageReturn;
          index += 1;
        }
      }
      // Bars in a heading are words, and those are read from the tree.
      if (rows && text.includes('|') && !/^[^|]*#/.test(text)) putRow(text, last);
      else put(whole ? text : shortened(text), covered, last);
    }
  }
  return { text: kept.join('\n'), cuts };
}

interface Line {
  text: string;
  carriageReturn: boolean;
}

/** The parts of a row that can be left out: padding beyond one space, dashes beyond three, and the ends of plain cells. */
function* spare(row: string): Generator<[number, number]> {
  // In code and behind a backslash a bar may be no bar.
  const plainCells = !/[\\`]/.test(row);
  let first = true;
  for (const { 0: cell, index } of row.matchAll(/[^|]+/g)) {
    const text = cell.trim();
    const start = index + (text === '' ? 0 : cell.indexOf(text));
    // What stands before the first bar decides what the line is.
    if (!(first && index === 0)) yield* padding(index, text === '' ? index + cell.length : start);
    first = false;
    if (text === '') continue;
    const dashes = /^:?-{3}(-+):?$/.exec(text);
    if (dashes?.[1]) yield [start + text.indexOf('-') + 3, start + text.indexOf('-') + 3 + dashes[1].length];
    else if (plainCells && text.length >= leastCut && plainEnd(text) === 0) {
      const letter = text.search(/[A-Za-z\u00c0-\u02af]/);
      if (letter >= 0 && letter + 2 < text.length) yield [start + letter + 2, start + text.length];
    }
    if (index + cell.length < row.length) yield* padding(start + text.length, index + cell.length);
  }
}

/** Spaces beyond the first one of a stretch that holds nothing else. */
function* padding(start: number, end: number): Generator<[number, number]> {
  if (end - start > 1) yield [start + 1, end];
}

/** Lines parted at blank ones, which are runs of their own. */
function* runs(lines: readonly string[]): Generator<Line[]> {
  let run: Line[] = [];
  for (const line of lines) {
    const carriageReturn = line.endsWith('\r');
    const text = carriageReturn ? line.slice(0, -1) : line;
    if (text.trim() !== '') run.push({ text, carriageReturn });
    else {
      if (run.length > 0) yield run;
      yield [{ text, carriageReturn }];
      run = [];
    }
  }
  if (run.length > 0) yield run;
}

/** Code by indentation, at the start or after a marker. */
const perhapsCode = /^(?: {4}| *\t)|(?:^|[-*+.)>]) {5}|[-*+.)>] *\t/;

/** A letter in the last word, and nothing after it that breaks the line. */
const endsOpen = (line: string): boolean =>
  /[A-Za-z\u00c0-\u02af]/.test(line.slice(line.lastIndexOf(' ') + 1)) && !/[\s\\]/.test(line.at(-1) ?? ' ');

/** Whether a paragraph is surely open at the end of this line, and the line ends plainly. */
const opensParagraph = (line: string): boolean => !line.includes('#') && !perhapsCode.test(line) && endsOpen(line);

const isPlain = new Map<number, boolean>();

/** Where the run of plain characters that ends a line begins. Read from the end: a pattern would try every place before it. */
function plainEnd(line: string): number {
  let at = line.length;
  for (; at > 0; at -= 1) {
    const code = line.charCodeAt(at - 1);
    let known = isPlain.get(code);
    if (known === undefined) isPlain.set(code, (known = plain.test(String.fromCharCode(code))));
    if (!known) break;
  }
  return at;
}

function shortened(line: string): string {
  // The front matter stands here as blank lines.
  if (line.trim() === '') return '';
  // A space at the end may be a hard break.
  if (line.length < leastCut || /^\s*#/.test(line) || /\s/.test(line.at(-1) ?? '')) return line;
  const start = plainEnd(line);
  // Up to the second letter, so that a list marker or a rule of dashes stays what it is.
  const letter = line.slice(start).search(/[A-Za-z\u00c0-\u02af]/);
  const keep = start + letter + 2;
  return letter < 0 || line.length - keep < leastCut ? line : line.slice(0, keep);
}

/** Moves every offset of a tree to where it is in the whole text. Lines stay; columns are not kept. */
function restore(root: Root, cuts: readonly Cut[]): void {
  const moved = (offset: number): number => {
    let low = 0;
    let high = cuts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cuts[middle]?.at ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return offset + (cuts[low - 1]?.total ?? 0);
  };
  const walk = (node: Nodes): void => {
    const { position } = node;
    if (position) {
      position.start.offset = moved(position.start.offset ?? 0);
      position.end.offset = moved(position.end.offset ?? 0);
    }
    if ('children' in node) for (const child of node.children) walk(child);
  };
  walk(root);
}

const meaningful = /[\\`*_[\]<>&~!{}|\r\n]/;

/** What a node of {@link parseOutline} says, on one line and without marks. */
export function writtenText(text: string, node: Nodes): string {
  // Headings are not cut, so the tree has all of their text.
  if (node.type === 'heading') return oneLine(toString(node));
  const { start, end } = spanOf(node);
  const whole = text.slice(start, end);
  const source = node.type === 'tableCell' ? whole.replace(/^\s*\|/, '').replace(/(?<!\\)\|\s*$/, '') : whole;
  const simple = node.type !== 'listItem' && !meaningful.test(source);
  if (simple) return oneLine(source);
  // A row with code or escapes in it is not cut either, and only the tree knows what they mean there.
  if (node.type === 'tableCell' && /[\\`]/.test(source)) return oneLine(toString(node));
  // Rows that go on with an item from outside it are no table there, but would be one by themselves.
  const parse = source.includes('|') && !holdsTable(node) ? parseWithoutTables : parseMarkdown;
  return oneLine(toString(parse(source.trim())));
}

const holdsTable = (node: Nodes): boolean =>
  node.type === 'table' || node.type === 'tableCell' || ('children' in node && node.children.some(holdsTable));
