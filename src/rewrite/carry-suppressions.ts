import { formOf } from '../core/form.js';
import type { ModelPath } from '../core/locations.js';
import { place } from '../core/source.js';
import { oneLine, text, type Text } from '../core/text.js';
import type { Parsed } from '../parse/parsed.js';
import { type Suppression, suppressionsIn } from '../parse/suppressions.js';
import { modelDifference } from './model-difference.js';

/** What the author has written in such a comment, without its marks. */
export const suppressionText = ({ source }: Pick<Parsed, 'source'>, { span }: Suppression): string =>
  oneLine(source.text.slice(span.start, span.end).replace(/^(?:<!--|#)|-->$/g, ''));

/**
 * Puts the comments that suppress findings into the other form of a document, each beside the value it stood beside. `read` reads what has been
 * written; what would change the document, or has no place, is told with its line.
 */
export function carrySuppressions(
  before: Parsed,
  written: string,
  read: (text: string) => Parsed | undefined,
): { text: string; left: Text[] } {
  const wanted = suppressionsIn(before);
  if (wanted.length === 0) return { text: written, left: [] };
  const left: Text[] = [];
  let text = written;
  let after = read(text);
  const there = after ? suppressionsIn(after).map((each) => after && suppressionText(after, each)) : [];
  for (const suppression of wanted) {
    const said = suppressionText(before, suppression);
    // What stands in the front matter has come along already.
    const known = there.indexOf(said);
    if (known >= 0) {
      there.splice(known, 1);
      continue;
    }
    const next = after && inserted(before, suppression, said, after);
    const nextRead = next === undefined ? undefined : read(next);
    const came =
      after !== undefined &&
      nextRead !== undefined &&
      suppressionsIn(nextRead).length === suppressionsIn(after).length + 1 &&
      modelDifference(before, nextRead, true) === undefined;
    if (next !== undefined && came) [text, after] = [next, nextRead];
    else left.push(notCarried(said, place(before.source, suppression.span).line));
  }
  return { text, left };
}

const notCarried = (said: string, line: number): Text =>
  text(
    `Kommentaren ”${said}” på rad ${line} följde inte med`,
    `The comment “${said}” on line ${line} did not come along`,
  );

function inserted(before: Parsed, { lines }: Suppression, said: string, after: Parsed): string | undefined {
  const { text: whole } = after.source;
  const yaml = formOf(after.source) === 'yaml';
  const all = whole.split('\n');
  if (lines === undefined) {
    // What holds for the whole file stands at the top, below the line that says what it is.
    const top = all.findIndex((line) => line.startsWith('fardplan:'));
    return top < 0 ? undefined : [...all.slice(0, top + 1), `# ${said}`, ...all.slice(top + 1)].join('\n');
  }
  const at = pathOn(before, lines.from);
  const value = at && after.locations.get(at);
  if (!value || said.includes('-->')) return undefined;
  const found = after.locations.key(at);
  const number = place(after.source, found).line - 1;
  const line = all[number] ?? '';
  if (yaml) all.splice(number, 0, `${/^\s*/.exec(line)?.[0] ?? ''}# ${said}`);
  else if (/^\s*\|/.test(line)) all[number] = line.replace(/\s*\|\s*$/, ` <!-- ${said} --> |`);
  else if (/^\s*(?:[-*+]|\d+[.)])\s/.test(line))
    all[number] = line.replace(/(\s*\{#[^{}\s]+\})?\s*$/, ` <!-- ${said} -->$1`);
  else all.splice(number, 0, `<!-- ${said} -->`, '');
  return all.join('\n');
}

/** The outermost value that begins on a line; with a comment beside it, the line is the same. */
function pathOn({ model, locations, source }: Parsed, line: number): ModelPath | undefined {
  const walk = (value: unknown, path: ModelPath): ModelPath | undefined => {
    if (path.length > 0 && locations.get(path) && place(source, locations.key(path)).line === line) return path;
    if (typeof value !== 'object' || value === null) return undefined;
    for (const [key, inner] of Object.entries(value)) {
      const found = walk(inner, [...path, Array.isArray(value) ? Number(key) : key]);
      if (found) return found;
    }
    return undefined;
  };
  return walk(model, []);
}
