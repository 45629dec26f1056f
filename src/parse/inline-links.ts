import type { Definition, Image, ImageReference, Link, LinkReference, Nodes } from 'mdast';
import { toString } from 'mdast-util-to-string';
import type { Span } from '../core/source.js';
import { oneLine } from '../core/text.js';
import { parseMarkdown, spanOf } from './markdown.js';
import type { Parsed } from './parsed.js';
import { paragraphAt, readable, type Stretch } from './readable.js';
import { nothingSpent, type Spent, tangle } from './tangle.js';

/** A link or an image as it stands in a document; offsets are those of the file. */
export interface InlineLink {
  /** A definition is `[name]: address`, and what refers to it has no address of its own. */
  type: 'link' | 'image' | 'definition';
  /** What is read: the words of a link, the alternative text of an image. */
  text: string;
  /** Absent where it stands in a definition. */
  url?: string;
  /** Where the address stands. */
  urlSpan?: Span;
  span: Span;
  /** The link has nothing to read but images. */
  image: boolean;
  /** The address is its own text. */
  bare: boolean;
}

const cache = new WeakMap<Parsed, readonly InlineLink[]>();
/** Every link, image and address has one of these. */
const signs = ['](', '][', ']:', '://', 'www.'];

/** The links and images of a document, in order. Only paragraphs that show signs of them are parsed; most documents have none. */
export function linksIn(document: Parsed): readonly InlineLink[] {
  let found = cache.get(document);
  if (!found) {
    const spent = nothingSpent();
    found = signs.some((sign) => document.source.text.includes(sign))
      ? readable(document).flatMap((stretch) => inStretch(stretch, spent))
      : [];
    cache.set(document, found);
  }
  return found;
}

const definition = /^[ \t]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S.*$/gm;

function inStretch({ start: offset, text }: Stretch, spent: Spent): InlineLink[] {
  const defined = text.includes(']:')
    ? Array.from(text.matchAll(definition), ([line]) => readDefinition(line.trim()))
    : [];
  const wanted = defined.length > 0 ? [...signs, '['] : signs;
  const next = wanted.map((sign) => text.indexOf(sign));
  const links: InlineLink[] = [];
  for (let from = 0; ;) {
    // Where the nearest sign stands; each sign is looked for again only once it has been passed.
    for (const [index, sign] of wanted.entries()) {
      if ((next[index] ?? -1) >= 0 && (next[index] ?? 0) < from) next[index] = text.indexOf(sign, from);
    }
    const at = Math.min(...next.filter((index) => index >= 0));
    if (!Number.isFinite(at)) return links;
    const paragraph = paragraphAt(text, at);
    const written = text.slice(paragraph.start, paragraph.end);
    // What the reader of documents would not take is not read here either.
    if (!tangle(written, spent)) {
      const shown = even(written);
      const named = defined.flatMap(({ name, line }) => (shown.includes(name) ? [line] : []));
      links.push(...inParagraph(written, offset + paragraph.start, named));
    }
    from = paragraph.end + 1;
  }
}

/** Names are the same whatever their case and white space. */
const even = (words: string): string => words.toLowerCase().replace(/\s+/g, ' ');

/** A definition and what it is called: only those that a paragraph may name are read together with it. */
const readDefinition = (line: string): { name: string; line: string } => ({
  name: even(line.slice(1, line.indexOf(']:'))).trim(),
  line,
});

/** What paragraphs were found to hold, by their text: between two keystrokes all but one of them are the same. */
const lately = new Map<string, readonly InlineLink[]>();
let latelyHeld = 0;
/** The most characters of paragraphs that are held. */
const mostHeld = 1_000_000;

function inParagraph(whole: string, offset: number, defined: readonly string[]): InlineLink[] {
  // Deep in a list or in YAML a paragraph is indented, which by itself would be code.
  const indent = whole.length - whole.trimStart().length;
  const text = whole.slice(indent);
  const key = `${text}\0${defined.join('\n')}`;
  let links = lately.get(key);
  if (!links) {
    links = readParagraph(text, defined);
    if (latelyHeld + key.length > mostHeld) {
      lately.clear();
      latelyHeld = 0;
    }
    latelyHeld += key.length;
    lately.set(key, links);
  }
  return links.map((link) => moved(link, offset + indent));
}

const moved = (link: InlineLink, by: number): InlineLink => ({
  ...link,
  span: { start: link.span.start + by, end: link.span.end + by },
  ...(link.urlSpan ? { urlSpan: { start: link.urlSpan.start + by, end: link.urlSpan.end + by } } : {}),
});

/** The links of one paragraph, with offsets from its beginning. */
function readParagraph(text: string, defined: readonly string[]): InlineLink[] {
  const root = parseMarkdown(`${text}\n\n${defined.join('\n')}`);
  const links: InlineLink[] = [];
  const walk = (node: Nodes): void => {
    if (spanOf(node).start >= text.length && node.type !== 'root') return;
    const link = readLink(node, text, 0);
    if (link) links.push(link);
    if ('children' in node) for (const child of node.children) walk(child);
  };
  walk(root);
  return links;
}

function readLink(node: Nodes, text: string, offset: number): InlineLink | undefined {
  if (!isLink(node)) return undefined;
  const { start, end } = spanOf(node);
  const span = { start: start + offset, end: end + offset };
  const reading = node.type === 'definition' ? node.identifier : 'alt' in node ? (node.alt ?? '') : toString(node);
  const link: InlineLink = {
    type: node.type === 'definition' ? 'definition' : node.type.startsWith('image') ? 'image' : 'link',
    text: oneLine(reading),
    span,
    image:
      'children' in node && node.children.length > 0 && node.children.every(({ type }) => type.startsWith('image')),
    bare: false,
  };
  if (!('url' in node)) return link;
  const written = text.slice(start, end);
  link.url = node.url;
  link.bare = node.type === 'link' && !written.startsWith('[');
  link.urlSpan = link.bare ? span : (urlSpan(node, written, start, offset) ?? span);
  return link;
}

const isLink = (node: Nodes): node is Link | Image | LinkReference | ImageReference | Definition =>
  ['link', 'image', 'linkReference', 'imageReference', 'definition'].includes(node.type);

function urlSpan(node: Link | Image | Definition, written: string, start: number, offset: number): Span | undefined {
  const last = 'children' in node ? node.children.at(-1) : undefined;
  const after = last ? spanOf(last).end - start : 0;
  const sign = node.type === 'definition' ? ']:' : '](';
  // The words of an image may hold anything; its address comes last.
  const at = node.type === 'image' ? written.lastIndexOf(sign) : written.indexOf(sign, after);
  if (at < 0) return undefined;
  const rest = written.slice(at + 2, node.type === 'definition' ? undefined : -1);
  const [, lead = '', angled, plain] = /^(\s*)(?:<([^>\n]*)>|(\S*))/.exec(rest) ?? [];
  const from = start + offset + at + 2 + lead.length + (angled === undefined ? 0 : 1);
  return { start: from, end: from + (angled ?? plain ?? '').length };
}
