import type { ModelPath } from '../core/locations.js';
import type { Span } from '../core/source.js';
import { partFrontMatter } from '../parse/front-matter.js';
import type { Parsed } from '../parse/parsed.js';

/**
 * The empty span where a key that is missing belongs: last among the facts at the top, or last in the value at `parent`. What stands on lines
 * of its own is put before the line that it points to.
 */
export function missingAt({ source: { text }, locations }: Parsed, parent: ModelPath = []): Span {
  const inside = parent.length > 0 ? locations.get(parent) : undefined;
  const { yaml, yamlStart } = partFrontMatter(text);
  const whole = yamlStart > 0 ? { start: yamlStart, end: yamlStart + yaml.length } : { start: 0, end: text.length };
  const { start, end } = inside ?? whole;
  const written = start + text.slice(start, end).trimEnd().length;
  if (inside && text[written - 1] === '}') {
    const last = start + text.slice(start, written - 1).trimEnd().length;
    return { start: last, end: last };
  }
  const next = /^[^\r\n]*(?:\r\n|\r|\n)/.exec(text.slice(written))?.[0].length ?? text.length - written;
  return { start: written + next, end: written + next };
}
