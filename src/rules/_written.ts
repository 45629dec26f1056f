import type { Span } from '../core/source.js';
import type { Parsed } from '../parse/parsed.js';
import { withoutSuppressions } from '../parse/suppressions.js';

/** One value of a document as it stands in the source: for rules that look at wording. */
export interface Written {
  path: readonly (string | number)[];
  /** The source text of the value in composed letters; code is blanked out. */
  text: string;
  /** Where a part of `text` stands in the file. */
  span(start: number, end: number): Span;
}

const cache = new WeakMap<Parsed, readonly Written[]>();

/** Every text value of a document that was written down, in the order of the model; each stretch of the source once. */
export function writtenIn(document: Parsed): readonly Written[] {
  let found = cache.get(document);
  if (!found) {
    found = collect(document);
    cache.set(document, found);
  }
  return found;
}

function collect(document: Parsed): Written[] {
  const found: Written[] = [];
  const seen = new Set<string>();
  const walk = (value: unknown, path: (string | number)[]): void => {
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) walk(value[index], [...path, index]);
    } else if (typeof value === 'object' && value !== null) {
      for (const key of Object.keys(value)) walk((value as Record<string, unknown>)[key], [...path, key]);
    } else if (typeof value === 'string') {
      const span = document.locations.get(path);
      if (!span || seen.size === seen.add(`${span.start}-${span.end}`).size) return;
      found.push(written(path, document.source.text.slice(span.start, span.end), span.start));
    }
  };
  walk(document.model, []);
  return found;
}

function written(path: Written['path'], raw: string, start: number): Written {
  const composed = raw.normalize('NFC');
  let origins: number[] | undefined;
  const origin = (index: number): number => {
    if (composed === raw) return index;
    origins ??= originsOf(raw);
    return origins[index] ?? raw.length;
  };
  return {
    path,
    text: withoutCode(withoutSuppressions(composed)),
    span: (from, to) => ({ start: start + origin(from), end: start + origin(to) }),
  };
}

/** For every index in the composed text, where it comes from in the text as written. */
function originsOf(raw: string): number[] {
  const origins: number[] = [];
  for (const match of raw.matchAll(/[^\p{M}]?\p{M}*/gu)) {
    const length = match[0].normalize('NFC').length;
    for (let index = 0; index < length; index += 1) origins.push(match.index);
  }
  origins.push(raw.length);
  return origins;
}

const code = /^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1|`[^`\n]+`/gm;

function withoutCode(text: string): string {
  return text.includes('`') || text.includes('~~~')
    ? text.replace(code, (stretch) => stretch.replace(/[^\n]/g, ' '))
    : text;
}

const withSigns = new WeakMap<readonly string[], WeakMap<Parsed, readonly Written[]>>();

/** The texts that hold one of the signs; looked for once, since a rule may have several patterns with the same signs. */
function textsWith(document: Parsed, signs: readonly string[]): readonly Written[] {
  let known = withSigns.get(signs);
  if (!known) withSigns.set(signs, (known = new WeakMap()));
  let found = known.get(document);
  if (!found) {
    found = writtenIn(document).filter(({ text }) => {
      const lower = text.toLowerCase();
      return signs.some((sign) => lower.includes(sign));
    });
    known.set(document, found);
  }
  return found;
}

/**
 * Every match of `pattern` (global) in the document's texts; a place that two values share is told once. With `signs` (lower case), only
 * texts that hold one of them are looked at.
 */
export function* matchesIn(
  document: Parsed,
  pattern: RegExp,
  signs?: readonly string[],
): Generator<{ match: RegExpExecArray; span: Span; path: Written['path'] }> {
  const seen = new Set<number>();
  for (const { path, text, span } of signs ? textsWith(document, signs) : writtenIn(document)) {
    for (const match of text.matchAll(pattern)) {
      const at = span(match.index, match.index + match[0].length);
      if (seen.has(at.start)) continue;
      seen.add(at.start);
      yield { match, span: at, path };
    }
  }
}
