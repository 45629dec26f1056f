import type { Edit } from '../core/diagnostic.js';
import { place, type Span } from '../core/source.js';
import { yamlSpan } from './missing-place.js';
import type { Parsed } from './parsed.js';
import { type YamlNode, yamlTree } from './yaml-tree.js';

/**
 * A comment by which the author says that a finding is as it should be: `<!-- fardplan: tillåt RULE, RULE – reason -->` in Markdown,
 * `# fardplan: allow RULE – reason` in YAML.
 */
export interface Suppression {
  /** The comment. */
  span: Span;
  /** The word after `fardplan:` is the one it should be. */
  known: boolean;
  word: string;
  /** Ids or codes of rules, as written, each with its place. */
  names: readonly { name: string; span: Span }[];
  /** Empty when none is given. */
  reason: string;
  /** The lines that it holds for, from 1; `undefined` for the whole file. */
  lines: { from: number; to: number } | undefined;
  /** Takes the comment away, with its line if it stands alone there. */
  remove: Edit;
}

const perhaps = /fardplan[ \t]*:[ \t]*(?:till|allow)/iu;
const content =
  /^\s*fardplan[ \t]*:[ \t]*((?:till|allow)[\p{L}\p{M}]*)(?:[ \t]+(i[ \t]+filen|in[ \t]+(?:the[ \t]+)?file)(?![\p{L}]))?(.*)$/isu;

const inProse = /<!--\s*fardplan[ \t]*:[ \t]*(?:till|allow)[\s\S]*?-->/giu;

/**
 * A text of Markdown with such comments blanked out, so that they are no part of what is compared, printed and decided on; every offset
 * in it holds. What stands in code is no comment.
 */
export function withoutSuppressions(text: string): string {
  if (!text.includes('<!--') || !perhaps.test(text)) return text;
  const pieces: string[] = [];
  let done = 0;
  for (const match of withoutCode(text).matchAll(inProse)) {
    const end = match.index + match[0].length;
    // Spaces before the end of a line would break it; with a tab among them they do not.
    const blank = match[0].replace(/[^\r\n]/g, ' ').replace(/ $/, '\t');
    pieces.push(text.slice(done, match.index), blank);
    done = end;
  }
  return pieces.join('') + text.slice(done);
}

const cache = new WeakMap<object, readonly Suppression[]>();

/** Every such comment of a document, in the order it is written; also those that are written wrong. */
export function suppressionsIn({ source }: Pick<Parsed, 'source'>): readonly Suppression[] {
  let found = cache.get(source);
  if (!found) {
    found = perhaps.test(source.text) ? [...read(source)] : [];
    cache.set(source, found);
  }
  return found;
}

/** Comments of Markdown that allow nothing: notes, and text that nobody is shown. One that is never closed goes on to the end. */
export function notesIn({ source }: Pick<Parsed, 'source'>): Span[] {
  const { text } = source;
  if (!text.includes('<!--')) return [];
  const yaml = yamlSpan(source);
  const body = withoutCode(text);
  const found: Span[] = [];
  for (let start = body.indexOf('<!--', yaml.start > 0 ? yaml.end : 0); start >= 0;) {
    const close = body.indexOf('-->', start + 4);
    const end = close < 0 ? text.length : close + 3;
    if (!content.test(text.slice(start + 4, close < 0 ? end : close))) found.push({ start, end });
    start = body.indexOf('<!--', end);
  }
  return found;
}

function* read(source: Parsed['source']): Generator<Suppression> {
  const { text } = source;
  const yaml = yamlSpan(source);
  const lines = text.split(/\r\n|\r|\n/);
  const comments: { span: Span; inside: Span; yaml: boolean }[] = [];
  const body = withoutCode(text);
  for (const match of body.matchAll(/<!--([\s\S]*?)-->/g)) {
    const span = { start: match.index, end: match.index + match[0].length };
    // Front matter has comments of its own; in a file of YAML these stand in prose.
    if (yaml.start > 0 && span.start < yaml.end) continue;
    comments.push({ span, inside: { start: span.start + 4, end: span.end - 3 }, yaml: false });
  }
  for (const span of yamlComments(text, yaml))
    comments.push({ span, inside: { start: span.start + 1, end: span.end }, yaml: true });
  for (const comment of comments.toSorted((one, two) => one.span.start - two.span.start)) {
    const match = content.exec(text.slice(comment.inside.start, comment.inside.end));
    if (!match) continue;
    const [, word = '', file, rest = ''] = match;
    const restAt = comment.inside.start + match[0].length - rest.length;
    const parted = /\s(?:[\u2013\u2014]|--?)(?:\s|$)/.exec(rest);
    const named = parted ? rest.slice(0, parted.index) : rest;
    const names = [...named.matchAll(/[^\s,;]+/g)].map((each) => ({
      name: each[0],
      span: { start: restAt + each.index, end: restAt + each.index + each[0].length },
    }));
    yield {
      span: comment.span,
      known: /^(?:tillåt|allow)$/i.test(word.normalize('NFC')),
      word,
      names,
      reason: parted ? rest.slice(parted.index + parted[0].length).trim() : '',
      lines: file === undefined ? linesFor(source, lines, comment.span, comment.yaml) : undefined,
      remove: removal(text, comment.span),
    };
  }
}

/** Comments as YAML knows them: a number sign in prose or within quotes begins none. */
function yamlComments(text: string, yaml: Span): Span[] {
  const part = text.slice(yaml.start, yaml.end);
  if (!perhaps.test(part)) return [];
  const tree = yamlTree(part, yaml.start);
  const found: Span[] = [];
  const walk = (node: YamlNode): void => {
    if (node.kind === 'comment') found.push({ start: node.start, end: node.end });
    for (const child of node.children) walk(child);
  };
  if (tree) walk(tree);
  return found;
}

/** Code is no comment; its length is kept. */
const withoutCode = (text: string): string =>
  text.replace(/^[ \t]*(`{3,}|~{3,})[^\n]*\n[\s\S]*?^[ \t]*\1|`[^`\n]+`/gm, (code) => code.replace(/[^\n]/g, ' '));

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

const isAlone = (text: string, span: Span): boolean =>
  text.slice(lineStart(text, span.start), span.start).trim() === '' &&
  text.slice(span.end, lineEnd(text, span.end)).trim() === '';

/** Alone on its line it holds for what comes next, else for its own line. */
function linesFor(
  source: Parsed['source'],
  lines: readonly string[],
  span: Span,
  yaml: boolean,
): { from: number; to: number } {
  const { line, endLine } = place(source, span);
  if (!isAlone(source.text, span)) return { from: line, to: endLine };
  const at = (number: number) => lines[number - 1] ?? '';
  const passed = (each: string) => each.trim() === '' || perhaps.test(each) || (yaml && /^\s*#/.test(each));
  let from = endLine + 1;
  while (from <= lines.length && passed(at(from))) from += 1;
  // After the last line of a file is where something missing may belong.
  if (from > lines.length) return { from: endLine + 1, to: lines.length };
  let to = from;
  if (yaml) {
    const indent = at(from).search(/\S/);
    while (to < lines.length && (at(to + 1).trim() === '' || at(to + 1).search(/\S/) > indent)) to += 1;
  } else if (!/^\s{0,3}#{1,6}\s/.test(at(from))) {
    while (to < lines.length && at(to + 1).trim() !== '') to += 1;
  }
  return { from, to };
}

/** Takes the comment away: its whole line if it stands alone, with the empty line after it, else the space before it. */
function removal(text: string, span: Span): Edit {
  if (!isAlone(text, span)) {
    const own = text.slice(lineStart(text, span.start), span.start);
    return { span: { start: span.start - own.length + own.trimEnd().length, end: span.end }, text: '' };
  }
  const start = lineStart(text, span.start);
  const end = Math.min(lineEnd(text, span.end) + 1, text.length);
  const blank = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0;
  const lone = text.slice(lineStart(text, start - 1), start).trim() === '' ? blank : 0;
  return { span: { start, end: end + lone }, text: '' };
}
