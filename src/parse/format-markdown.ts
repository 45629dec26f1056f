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
export function meaning(node: Nodes): string {
  return JSON.stringify(node, (key, value: unknown) => (key === 'position' || key === 'data' ? undefined : value));
}

/** Whether two Markdown texts say the same, whatever their layout. */
export const saysTheSame = (one: string, other: string): boolean =>
  one === other || meaning(parseMarkdown(one)) === meaning(parseMarkdown(other));

function write(root: Root, source: string, left: ReadonlySet<RootContent>): string {
  const sliced = (node: Nodes): string => source.slice(spanOf(node).start, spanOf(node).end);
  const shown: Root = {
    type: 'root',
    children: root.children.map((block) => (left.has(block) ? { type: 'html', value: sliced(block) } : block)),
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
  return unified().use(remarkGfm, tables).use(remarkStringify, options).stringify(shown);
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
  const inline = [
    'text',
    'inlineCode',
    'link',
    'image',
    'linkReference',
    'imageReference',
    'emphasis',
    'strong',
    'delete',
    'break',
    'footnoteReference',
  ];
  return {
    ...Object.fromEntries(inline.map((type) => [type, verbatim])),
    paragraph: verbatim,
    definition: verbatim,
    html: (node: Nodes & { value: string }, parent: Nodes | undefined, state) =>
      // One on a line with words is part of them; a block has had the marks around it taken away already.
      parent && ['paragraph', 'heading', 'tableCell'].includes(parent.type) ? own(node, state.stack) : node.value,
    heading: (node: Extract<Nodes, { type: 'heading' }>, _parent, state) => {
      const written = sliced(node);
      const [first] = node.children;
      const last = node.children.at(-1);
      if (!first || !last) return '#'.repeat(node.depth);
      const words = own(
        { ...first, position: { start: first.position?.start, end: last.position?.end } } as Nodes,
        state.stack,
      );
      return words.includes('\n') && !written.startsWith('#')
        ? `${words}\n${node.depth === 1 ? '===' : '---'}`
        : `${'#'.repeat(node.depth)} ${words}`;
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
