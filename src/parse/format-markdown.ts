import type { Nodes, Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkStringify, { type Options } from 'remark-stringify';
import { unified } from 'unified';
import { parseMarkdown, spanOf } from './markdown.js';
import { widthOf } from './text-width.js';

/** Tables wider than this are not padded: nobody sees their columns in line, and padding would be most of the file. */
const widestTable = 1_000;

/** Which blocks of a text are left as they stand. */
export type LeftAsIs = (block: RootContent) => boolean;

/**
 * Markdown in its canonical layout: headings with number signs, lists with `-` and `1.`, tables in line, one blank line between blocks. What
 * stands on a line is the author's to the letter, and lines end where they ended. The text has `\n` line ends. Says the same to every
 * reader; a block that it would not hold for is left as it stands.
 */
export function formatMarkdown(markdown: string, asIs: LeftAsIs = () => false): string | undefined {
  const root = parseMarkdown(markdown);
  const left = new Set(root.children.filter(asIs));
  const meanings = root.children.map(meaning);
  for (let round = 0; round < 10; round += 1) {
    const written = write(root, markdown, left);
    if (written === markdown) return written;
    const read = parseMarkdown(written).children.map(meaning);
    const wrong = meanings.findIndex((each, index) => each !== read[index]);
    if (wrong < 0 && read.length === meanings.length) return written;
    // What is read otherwise is where the difference is seen, or just before.
    const suspects = meanings.flatMap((each, index) => (each === read[index] ? [] : [root.children[index]]));
    const many =
      read.length === meanings.length ? suspects : [root.children[wrong - 1], root.children[Math.max(wrong, 0)]];
    const size = left.size;
    for (const block of many) if (block) left.add(block);
    if (left.size === size) return undefined;
  }
  return undefined;
}

/** What a Markdown text or block says, whatever its layout: equal texts for equal trees. */
function meaning(node: Nodes): string {
  return JSON.stringify(node, (key, value: unknown) => (key === 'position' || key === 'data' ? undefined : value));
}

/** Whether two Markdown texts say the same, whatever their layout. */
export const saysTheSame = (one: string, other: string): boolean =>
  one === other || meaning(parseMarkdown(one)) === meaning(parseMarkdown(other));

function write(root: Root, source: string, left: ReadonlySet<RootContent>): string {
  const sliced = (node: Nodes): string => source.slice(spanOf(node).start, spanOf(node).end);
  const shown: Root = {
    type: 'root',
    children: root.children.map((block) =>
      left.has(block) ? { type: 'html', value: sliced(block) } : withCells(block, sliced),
    ),
  };
  const options: Options = {
    bullet: '-',
    bulletOther: '*',
    bulletOrdered: '.',
    rule: '-',
    fences: true,
    listItemIndent: 'one',
    incrementListMarker: true,
    tightDefinitions: true,
    handlers: handlers(sliced),
  };
  const tables = { tableCellPadding: true, tablePipeAlign: !hasWideTable(root, sliced), stringLength: widthOf };
  const written = unified().use(remarkGfm, tables).use(remarkStringify, options).stringify(shown);
  return withoutCells(written, [...notesAfterRows(root, sliced)]);
}

/**
 * Comments that stand where the last cell of their row would: Markdown takes each for that cell, but whoever reads the row finds none there, and
 * with a bar after the comment there would be an empty one.
 */
function* notesAfterRows(node: Nodes, sliced: (node: Nodes) => string): Generator<string> {
  if (node.type === 'tableRow') {
    const last = node.children.at(-1);
    const value = last
      ? sliced(last)
          .replace(/^\s*\|/, '')
          .trim()
      : '';
    if (/^<!--(?:(?!-->)[^|])*-->$/.test(value)) yield value;
  } else if ('children' in node) for (const child of node.children) yield* notesAfterRows(child, sliced);
}

/** The text with no bar after these comments at the ends of rows. */
function withoutCells(written: string, notes: readonly string[]): string {
  if (notes.length === 0) return written;
  const ends = new Set(notes);
  return written.replace(/(\| (<!--[^\n|]*-->)) *\|$/gm, (whole, kept: string, note: string) =>
    ends.has(note) ? kept : whole,
  );
}

/** The same block, its cells as they are written: what is in them may have no place of its own. */
function withCells<N extends Nodes>(node: N, sliced: (node: Nodes) => string): N {
  if (node.type === 'tableCell') {
    const value = sliced(node)
      .replace(/^\s*\|/, '')
      .replace(/(?<!\\)\|\s*$/, '')
      .trim();
    return { ...node, children: value === '' ? [] : [{ type: 'html', value }] };
  }
  if (!('children' in node) || node.type === 'paragraph' || node.type === 'heading') return node;
  return { ...node, children: node.children.map((child) => withCells(child, sliced)) } as N;
}

type Handlers = NonNullable<Options['handlers']>;
type State = { readonly stack: readonly string[] };

function handlers(sliced: (node: Nodes) => string): Handlers {
  /** The author's own lines, without the marks of the lists and quotes they stand in. */
  const own = (node: Nodes, stack: readonly string[]): string => {
    const quotes = stack.filter((each) => each === 'blockquote').length;
    const marks = new RegExp(`^[ \\t]*(?:>[ \\t]?){0,${quotes}}[ \\t]*`);
    const [first = '', ...rest] = sliced(node).split('\n');
    return [first, ...rest.map((line) => line.replace(marks, ''))]
      .map((line, index, all) =>
        index === all.length - 1
          ? line
          : line.replace(/(?<![ \t])[ \t]+$/, (spaces) => (/ {2}$/.test(spaces) ? '  ' : '')),
      )
      .join('\n');
  };
  const verbatim = (node: Nodes, _parent: unknown, state: State): string => own(node, state.stack);
  return {
    paragraph: verbatim,
    definition: verbatim,
    html: (node: Extract<Nodes, { type: 'html' }>) => node.value,
    code: (node: Extract<Nodes, { type: 'code' }>) => {
      const written = sliced(node).trimStart();
      if (!/^(?:```|~~~)/.test(written)) return node.value.replace(/^(?=.)/gm, '    ');
      const longest = Math.max(2, ...(node.value.match(/`+/g) ?? []).map((run) => run.length));
      const info = (written.split('\n')[0] ?? '').replace(/^[`~]+/, '').trim();
      // An info string with a grave accent can only follow tildes.
      const fence = info.includes('`')
        ? '~'.repeat(Math.max(3, ...(node.value.match(/~+/g) ?? []).map((run) => run.length + 1)))
        : '`'.repeat(longest + 1);
      return `${fence}${info}\n${node.value === '' ? '' : `${node.value}\n`}${fence}`;
    },
    heading: (node: Extract<Nodes, { type: 'heading' }>, _parent, state) => {
      const written = sliced(node);
      if (/^#/.test(written)) {
        const words = written.replace(/^#+[ \t]*/, '').replace(/(?:^|[ \t])#*[ \t]*$/, '');
        return `${'#'.repeat(node.depth)} ${words}`.trimEnd();
      }
      const lines = own(node, state.stack).split('\n').slice(0, -1);
      return lines.length > 1
        ? `${lines.join('\n')}\n${node.depth === 1 ? '===' : '---'}`
        : `${'#'.repeat(node.depth)} ${lines.join('').trim()}`;
    },
  };
}

function hasWideTable(root: Root, sliced: (node: Nodes) => string): boolean {
  return root.children.some((block) => {
    if (block.type !== 'table') return false;
    const widths = (block.children[0]?.children ?? []).map((_, column) =>
      Math.max(
        3,
        ...block.children.map((row) => (row.children[column] ? sliced(row.children[column]).trim().length : 0)),
      ),
    );
    return widths.reduce((sum, each) => sum + each, 0) > widestTable;
  });
}
