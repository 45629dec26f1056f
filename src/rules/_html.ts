import type { Span } from '../core/source.js';
import type { Parsed } from '../parse/parsed.js';
import { markIn } from '../parse/prose-marks.js';
import { readable } from '../parse/readable.js';
import { notesIn } from '../parse/suppressions.js';

/** An element of HTML as it stands in the Markdown of a document; offsets are those of the file. */
export interface HtmlElement {
  /** In small letters. */
  name: string;
  span: Span;
  /** What stands between its tags; absent where it has but one. */
  inside?: Span & { text: string };
  /** Names in small letters. */
  attributes: Readonly<Record<string, string>>;
}

/** Elements that stand in running text; all others end where they are closed, however far away that is. */
const inline = new Set(
  'a abbr b big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup tt u'.split(' '),
);
const single = new Set('br hr img input wbr'.split(' '));
const blocks = new Set(
  (
    'article aside audio blockquote body button caption center col colgroup dd details div dl dt embed fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header html iframe label legend li link main meta nav object ol optgroup option p picture pre script section select source ' +
    'style summary svg table tbody td textarea tfoot th thead title tr ul video'
  ).split(' '),
);

/** How many tags further on an end is looked for. */
const farthest = 2000;

interface Tag {
  name: string;
  closing: boolean;
  attributes: string;
  start: number;
  end: number;
}

/** The elements of HTML in a document, in order; what stands within one is part of it. */
export function htmlIn(document: Parsed): HtmlElement[] {
  if (!/<\/?[a-z]/i.test(document.source.text)) return [];
  return readable(document).flatMap(({ start, text }) => [...elements(text, start)]);
}

function* elements(text: string, offset: number): Generator<HtmlElement> {
  const tags = [...tagsIn(text)];
  let blank = -1;
  for (let index = 0; index < tags.length; index += 1) {
    const tag = tags[index];
    if (!tag) break;
    if (blank < tag.start) blank = blankAfter(text, tag.start);
    const close =
      tag.closing || single.has(tag.name) ? -1 : closeOf(tags, index, inline.has(tag.name) ? blank : Infinity);
    const last = tags[close];
    yield {
      name: tag.name,
      span: { start: offset + tag.start, end: offset + (last ?? tag).end },
      ...(last
        ? { inside: { start: offset + tag.end, end: offset + last.start, text: text.slice(tag.end, last.start) } }
        : {}),
      attributes: attributesOf(tag.attributes),
    };
    if (close > index) index = close;
  }
}

function* tagsIn(text: string): Generator<Tag> {
  for (const match of text.matchAll(/<(\/?)([a-z][a-z0-9]*)((?:\s[^<>]*|\/)?)>/gi)) {
    const [whole, slash, written = '', attributes = ''] = match;
    const name = written.toLowerCase();
    if (!inline.has(name) && !single.has(name) && !blocks.has(name)) continue;
    if (text[match.index - 1] === '\\') continue;
    yield { name, closing: slash === '/', attributes, start: match.index, end: match.index + whole.length };
  }
}

function blankAfter(text: string, from: number): number {
  const pattern = /\n[ \t]*\r?\n/g;
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

/** Index of the tag that ends the element which the tag at `from` begins; -1 where there is none before `limit`. */
function closeOf(tags: readonly Tag[], from: number, limit: number): number {
  const name = tags[from]?.name;
  let depth = 0;
  for (let index = from; index < Math.min(tags.length, from + farthest); index += 1) {
    const tag = tags[index];
    if (!tag || tag.start > limit) return -1;
    if (tag.name !== name) continue;
    depth += tag.closing ? -1 : 1;
    if (depth === 0) return index;
  }
  return -1;
}

function attributesOf(written: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', double, plain, bare] of written.matchAll(
    /([a-z][\w-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi,
  ))
    found[name.toLowerCase()] ??= double ?? plain ?? bare ?? '';
  return found;
}

/** Comments in the Markdown of a document that are neither exceptions nor marks of ours. */
export function commentsIn(document: Parsed): Span[] {
  const { source } = document;
  if (!source.text.includes('<!--')) return [];
  const stretches = readable(document);
  return notesIn(document).filter(
    ({ start, end }) =>
      markIn(source.text.slice(start, end)) === undefined &&
      stretches.some((stretch) => start >= stretch.start && start < stretch.start + stretch.text.length),
  );
}
