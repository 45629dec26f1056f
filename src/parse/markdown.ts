import type { Heading, Root, RootContent } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { lazily } from '../core/lazily.js';
import type { Span } from '../core/source.js';
import { oneLine, prose, slug } from '../core/text.js';

// Each is made when it is first needed; most runs need only one of them.
const whole = lazily(() => unified().use(remarkParse).use(remarkGfm).freeze());
const tablesOnly = lazily(() =>
  unified()
    .use(remarkParse)
    .data({ micromarkExtensions: [gfmTable()], fromMarkdownExtensions: [gfmTableFromMarkdown()] })
    .freeze(),
);
const noTables = lazily(() =>
  unified()
    .use(remarkParse)
    .use(remarkGfm)
    .data({ micromarkExtensions: [{ disable: { null: ['table'] } }] })
    .freeze(),
);

/** CommonMark with GFM, as mdast with offsets into `markdown`. */
export const parseMarkdown = (markdown: string): Root => whole().parse(markdown);

/** CommonMark with tables only: the same blocks as {@link parseMarkdown} gives where there are no footnotes, for less. */
export const parseTables = (markdown: string): Root => tablesOnly().parse(markdown);

/** As {@link parseMarkdown}, but rows of cells are words: for a part of a text in which they are no table. */
export const parseWithoutTables = (markdown: string): Root => noTables().parse(markdown);

/** A heading with the blocks under it, up to the next heading, and the headings below it. */
export interface HeadingNode {
  title: string;
  /** Number written before the title. */
  number?: string;
  /** Id written as `{#id}`. */
  id?: string;
  /** What else stands within the braces: `{#id typ=målområde nummer=A}`. */
  attributes?: Record<string, string>;
  depth: number;
  /** The heading's own text, without marks and id. */
  span: Span;
  /** From the heading to the end of everything under it. */
  whole: Span;
  blocks: RootContent[];
  children: HeadingNode[];
}

/** Where a node stands. */
export const spanOf = (node: {
  position?: { start: { offset?: number }; end: { offset?: number } } | undefined;
}): Span => ({
  start: node.position?.start.offset ?? 0,
  end: node.position?.end.offset ?? 0,
});

/** The source of consecutive blocks as prose: composed letters, `\n` line ends. */
export function sourceOf(text: string, blocks: readonly RootContent[]): string {
  const first = blocks[0];
  const last = blocks.at(-1);
  return first && last ? prose(text.slice(spanOf(first).start, spanOf(last).end)) : '';
}

const idMark =
  /(?<!\s)\s*\{#([^{}\s]+)((?:[\s\u00a0]+[a-z\u00e5\u00e4\u00f6]+=(?:"[^"{}]*"|[^\s"{}]+))*)[\s\u00a0]*\}[\s\u00a0]*$/i;

/** Parts a written id (`… {#id}`, `… {#id typ=målområde}`) from the text before it. Names of attributes come in lower case. */
export function withoutId(written: string): { text: string; id?: string; attributes?: Record<string, string> } {
  const match = idMark.exec(written);
  if (match?.[1] === undefined) return { text: written };
  const marked = { text: written.slice(0, match.index), id: match[1].normalize('NFC') };
  if (!match[2]) return marked;
  const attributes: Record<string, string> = {};
  for (const [, name = '', quoted, plain] of match[2].matchAll(/([^\s\u00a0=]+)=(?:"([^"]*)"|([^\s"]+))/g))
    attributes[name.normalize('NFC').toLowerCase()] = quoted ?? plain ?? '';
  return { ...marked, attributes };
}

// A bare number counts only before a capital, so that “2030 i sikte” and “5 delmål” keep theirs. Agreements and statutes number by §.
const numberMark =
  /^(?:(\d{1,2}(?:\.\d{1,2})+)\.?|(\d{1,2})[.)]|(\d{1,2})(?=[\s\u00a0]+[A-Z\u00c0-\u00de])|(§[\s\u00a0]?\d{1,3}(?:\.\d{1,2})*|\d{1,3}(?:[\s\u00a0][a-z])?[\s\u00a0]?§)[.:]?)[\s\u00a0]+(?=\S)/;

/** A title without the numbers before it: reading takes one away, and another may stand behind it. */
export function withoutNumbers(title: string): string {
  let words = title;
  for (let mark = numberMark.exec(words); mark; mark = numberMark.exec(words)) words = words.slice(mark[0].length);
  return words;
}

/** A number and nothing else: the words are missing. */
const numberAlone = /^(\d{1,2})[.)]$/;

/** A heading's parts: title, number, id. */
function readHeading(heading: Heading): Pick<HeadingNode, 'title' | 'number' | 'id' | 'attributes' | 'depth' | 'span'> {
  const marked = withoutId(plainText(heading));
  const given = marked.attributes?.['nummer'] ?? marked.attributes?.['number'];
  // A number given apart, be it none, leaves the title as it stands.
  const numbered = given === undefined ? (numberMark.exec(marked.text) ?? numberAlone.exec(marked.text)) : null;
  const first = heading.children[0];
  const last = heading.children.at(-1);
  const number = given === '' ? undefined : (given ?? numbered?.slice(1).find((each) => each !== undefined));
  return {
    title: oneLine(numbered ? marked.text.slice(numbered[0].length) : marked.text),
    ...(number === undefined ? {} : { number }),
    ...(marked.id === undefined ? {} : { id: marked.id }),
    ...(marked.attributes === undefined ? {} : { attributes: marked.attributes }),
    depth: heading.depth,
    span: first && last ? { start: spanOf(first).start, end: spanOf(last).end } : spanOf(heading),
  };
}

/**
 * Nests a document by its headings. `lead` holds the blocks before the first heading; skipped levels nest all the same.
 * Headings inside quotes and lists are part of their block.
 */
export function headingTree(root: Root, end: number): { lead: RootContent[]; headings: HeadingNode[] } {
  const lead: RootContent[] = [];
  const headings: HeadingNode[] = [];
  const open: HeadingNode[] = [];
  const close = (depth: number, at: number) => {
    for (let last = open.at(-1); last && last.depth >= depth; last = open.at(-1)) {
      last.whole.end = at;
      open.pop();
    }
  };
  for (const block of root.children) {
    if (block.type !== 'heading') {
      (open.at(-1)?.blocks ?? lead).push(block);
      continue;
    }
    const start = spanOf(block).start;
    close(block.depth, start);
    const node: HeadingNode = { ...readHeading(block), whole: { start, end }, blocks: [], children: [] };
    (open.at(-1)?.children ?? headings).push(node);
    open.push(node);
  }
  close(0, end);
  return { lead, headings };
}

/** Gives ids that no other holder has: `base`, then `base-2`, `base-3` … */
export class Ids {
  readonly #taken = new Set<string>();
  /** How far the numbers of a base have been tried: a thousand like titles must not mean half a million looks. */
  readonly #tried = new Map<string, number>();

  /** Notes an id that an author or a profile chose; it may clash, which a rule reports. */
  take(id: string): string {
    this.#taken.add(id);
    return id;
  }

  /** A free id made from `title`. */
  make(title: string, length = 60): string {
    const cut = slug(title).slice(0, length).replace(/-+$/, '');
    const base = cut === '' ? 'avsnitt' : cut;
    let id = base;
    let count = this.#tried.get(base) ?? 2;
    for (; this.#taken.has(id); count += 1) id = `${base}-${count}`;
    this.#tried.set(base, count);
    return this.take(id);
  }
}
