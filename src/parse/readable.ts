import { formOf } from '../core/form.js';
import type { Span } from '../core/source.js';
import { partFrontMatter } from './front-matter.js';
import type { Parsed } from './parsed.js';

/** A stretch of a document that is Markdown, letter for letter as in the file, but that code, comments and front matter are spaces. */
export interface Stretch {
  /** Offset in the file. */
  start: number;
  text: string;
}

const cache = new WeakMap<Parsed, readonly Stretch[]>();

/** Where a document holds Markdown: the body of a Markdown file, the prose fields of a YAML file. Read once per document. */
export function readable(document: Parsed): readonly Stretch[] {
  let found = cache.get(document);
  if (!found) {
    found = isMarkdownFile(document)
      ? [{ start: 0, text: withoutCode(partFrontMatter(document.source.text).body) }]
      : [...proseFields(document)];
    cache.set(document, found);
  }
  return found;
}

/** Whether the document is a Markdown file, and not YAML with Markdown in some of its fields. */
export const isMarkdownFile = ({ source }: Parsed): boolean => formOf(source) === 'markdown';

/** One value as {@link readable} gives it, by its place in the file. */
export function readableAt(document: Parsed, { start, end }: Span): string {
  const [whole] = readable(document);
  if (isMarkdownFile(document)) return whole?.text.slice(start, end) ?? '';
  return withoutCode(withoutScalarMarks(document.source.text.slice(start, end)));
}

/** Fields of the models that hold Markdown of several lines. */
const proseNames = new Set(['lead', 'text', 'closing', 'summary']);

function* proseFields({ model, locations, source }: Parsed): Generator<Stretch> {
  function* walk(value: unknown, path: (string | number)[]): Generator<Stretch> {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) yield* walk(item, [...path, index]);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) yield* walk(item, [...path, key]);
    } else if (typeof value === 'string' && value !== '' && proseNames.has(String(path.at(-1)))) {
      const span = locations.get(path);
      if (span) {
        yield { start: span.start, text: withoutCode(withoutScalarMarks(source.text.slice(span.start, span.end))) };
      }
    }
  }
  yield* walk(model, []);
}

const blanked = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** A scalar of YAML without what is no part of its text: `|-`, `>` and quotation marks. */
const withoutScalarMarks = (raw: string): string =>
  /^[|>]/.test(raw)
    ? raw.replace(/^[^\r\n]*/, blanked)
    : /^(["'])[\s\S]*\1$/.test(raw) && raw.length > 1
      ? ` ${raw.slice(1, -1)} `
      : raw;

const fenced = /^([ \t>*+-]*)(`{3,}|~{3,})[^\n]*\n(?:[\s\S]*?^[ \t>]*\2[`~]*[ \t]*$|[\s\S]*$(?![\s\S]))/gm;
const inline = /(?<![`\\])(`+)(?!`)(?:[^`\n]|\n(?![ \t]*\r?\n))*?(?<!`)\1(?!`)/g;
const comment = /<!--[\s\S]*?(?:-->|$(?![\s\S]))/g;

function withoutCode(text: string): string {
  let plain = text;
  if (plain.includes('```') || plain.includes('~~~')) plain = plain.replace(fenced, blanked);
  if (plain.includes('`')) plain = plain.replace(inline, blanked);
  if (plain.includes('<!--')) plain = plain.replace(comment, blanked);
  return plain;
}

/** The lines around an offset up to the nearest blank ones, as offsets in `text`. */
export function paragraphAt(text: string, at: number): Span {
  let start = text.lastIndexOf('\n', at - 1) + 1;
  while (start > 0) {
    const before = text.lastIndexOf('\n', start - 2) + 1;
    if (text.slice(before, start).trim() === '') break;
    start = before;
  }
  let end = lineEnd(text, at);
  while (end < text.length) {
    const next = lineEnd(text, end + 1);
    if (text.slice(end + 1, next).trim() === '') break;
    end = next;
  }
  return { start, end };
}

/** Offset of the line feed that ends the line at `from`, or the end of the text. */
export function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found;
}
