import type { Span } from '../core/source.js';
import type { Parsed } from '../parse/parsed.js';
import { isMarkdownFile, lineEnd, readable, type Stretch } from '../parse/readable.js';

/** A heading as it is written, with its level from 1 to 6. */
export interface WrittenHeading {
  level: number;
  /** Its words, without marks and id; empty where there are none. */
  title: string;
  /** From its first mark to the end of its line. */
  span: Span;
  /** Its marks (`##`); empty where the heading is underlined. */
  marks: Span;
}

const cache = new WeakMap<Parsed, readonly (readonly WrittenHeading[])[]>();

/** The headings of each stretch of Markdown in a document, in order: one list for a Markdown file, one for each field of a YAML file. */
export function headingsIn(document: Parsed): readonly (readonly WrittenHeading[])[] {
  let found = cache.get(document);
  if (!found) {
    found = readable(document).map((stretch) => headingsOf(stretch, isMarkdownFile(document) ? marked : markedWithin));
    cache.set(document, found);
  }
  return found;
}

/** A heading by its underline. */
const underlined = /[^\s][ \t]{0,3}\r?\n {0,3}(=+|-+)[ \t]{0,9}(?=\r?(?:\n|$))/g;
const marked = /^( {0,3})(#{1,6})(?:[ \t]+|$)(.*)$/;
/** In YAML the whole field is indented. */
const markedWithin = /^([ \t]*)(#{1,6})(?:[ \t]+|$)(.*)$/;

function headingsOf({ start, text }: Stretch, pattern: RegExp): WrittenHeading[] {
  const headings: WrittenHeading[] = [];
  // Spaces at the top are where front matter stood, and what stands before a mark is rarely more than a line end.
  for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', lineEnd(text, at))) {
    const from = text.lastIndexOf('\n', at - 1) + 1;
    const newline = lineEnd(text, at);
    const end = text[newline - 1] === '\r' ? newline - 1 : newline;
    const [, indent = '', marks, rest = ''] = pattern.exec(text.slice(from, end)) ?? [];
    if (marks === undefined) continue;
    const first = start + from + indent.length;
    const written = rest.replace(/(?<![ \t])[ \t]+#+[ \t\r]*$/, '').trimEnd();
    headings.push({
      level: marks.length,
      title: titleOf(written),
      span: { start: first, end: start + end },
      marks: { start: first, end: first + marks.length },
    });
  }
  const below = [...underlinedIn({ start, text })];
  return below.length === 0
    ? headings
    : [...headings, ...below].toSorted((one, other) => one.span.start - other.span.start);
}

const titleOf = (written: string): string =>
  written
    .replace(/\{#[^{}\s]*\}/g, '')
    .replace(/[*_`]/g, '')
    .replace(/\s+/g, ' ')
    .normalize('NFC')
    .trim();

/** What cannot be a paragraph, so that what is below it is a break or a row and no underline. */
const otherBlock = /^(?: {4}|\t| {0,3}(?:[#>|<]|[-*+][ \t]|\d{1,9}[.)][ \t]))/;

function* underlinedIn({ start, text }: Stretch): Generator<WrittenHeading> {
  for (const match of text.matchAll(underlined)) {
    const from = text.lastIndexOf('\n', match.index) + 1;
    const line = text.slice(from, match.index + 1);
    if (otherBlock.test(line)) continue;
    const span = { start: start + from + (line.length - line.trimStart().length), end: start + match.index + 1 };
    const level = match[1]?.startsWith('=') ? 1 : 2;
    yield { level, title: titleOf(line), span, marks: { start: span.start, end: span.start } };
  }
}
