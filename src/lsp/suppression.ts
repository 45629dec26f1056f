import type { Diagnostic, Fix } from '../core/diagnostic.js';
import type { Source } from '../core/source.js';
import { type Language, text } from '../core/text.js';
import { rules } from '../check/run-rules.js';
import { unsuppressible } from '../rules/_unsuppressible.js';
import { yamlPart } from './schema-position.js';
import { yamlPosition } from './yaml-position.js';

/** The change that allows a finding where it stands; only the reason is left to write. `undefined` for what may not be allowed. */
export function suppressionFor(source: Source, { rule, line }: Diagnostic, language: Language): Fix | undefined {
  if (!rules[rule] || unsuppressible.has(rule)) return undefined;
  const lines = linesOf(source.text);
  const part = yamlPart(source);
  const here = lines[line - 1];
  if (!here) return undefined;
  const [allow, inFile, reason] =
    language === 'sv' ? ['tillåt', 'i filen ', 'skriv skälet här'] : ['allow', 'in file ', 'write the reason here'];
  const note = (where = '') => `fardplan: ${allow} ${where}${rule} – ${reason}`;
  const fix = (at: number, written: string): Fix => ({
    title: text(`Tillåt här, med ett skäl (${rule})`, `Allow here, with a reason (${rule})`),
    edits: [{ span: { start: at, end: at }, text: written }],
  });
  if (part && part.from > 0 && here.start < part.from) return fix(part.from, `# ${note(inFile)}\n`);
  if (part && here.start < part.to) {
    // Within a text of several lines a comment would be a part of it.
    let at = line - 1;
    const isEntry = ({ start, indent }: Line) =>
      yamlPosition(source.text, part.from, part.to, start + indent) !== undefined;
    while (at > 0 && !isEntry(lines[at] as Line)) at -= 1;
    const entry = lines[at] as Line;
    return fix(entry.start, `${' '.repeat(entry.indent)}# ${note()}\n`);
  }
  // A comment within a paragraph or a table would cut it in two.
  let at = line - 1;
  const goesOn = (index: number) =>
    !(lines[index]?.blank ?? true) && !/^#{1,6}\s/.test(source.text.slice(lines[index]?.start));
  if (!/^#{1,6}\s/.test(source.text.slice(here.start)))
    while (at > 0 && goesOn(at - 1) && (lines[at - 1]?.start ?? 0) >= (part?.to ?? 0)) at -= 1;
  return fix(lines[at]?.start ?? 0, `<!-- ${note()} -->\n\n`);
}

interface Line {
  start: number;
  indent: number;
  blank: boolean;
}

function linesOf(whole: string): Line[] {
  const starts = [0, ...Array.from(whole.matchAll(/\r\n|\r|\n/g), ({ 0: end, index }) => index + end.length)];
  return starts.map((start, index) => {
    const line = whole.slice(start, starts[index + 1] ?? whole.length);
    return { start, indent: line.length - line.trimStart().length, blank: line.trim() === '' };
  });
}
