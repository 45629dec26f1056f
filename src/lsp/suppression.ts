import type { Diagnostic, Fix } from '../core/diagnostic.js';
import { lineText, type Source } from '../core/source.js';
import { type Language, text } from '../core/text.js';
import { partFrontMatter } from '../parse/front-matter.js';

/** The change that allows a finding where it stands; its author has only the reason left to write. */
export function suppressionFor(source: Source, finding: Diagnostic, language: Language): Fix | undefined {
  const at = startOfLine(source, finding.line);
  const indent = /^[ \t]*/.exec(lineText(source, finding.line))?.[0] ?? '';
  const words =
    language === 'sv'
      ? { allow: 'tillåt', reason: 'skriv skälet här' }
      : { allow: 'allow', reason: 'write the reason here' };
  const note = `fardplan: ${words.allow} ${finding.rule} – ${words.reason}`;
  const inYaml = /\.ya?ml$/i.test(source.path) || at < bodyStart(source);
  // Above the front matter a comment would be no comment.
  if (inYaml && finding.line === 1 && lineText(source, 1).trim() === '---') return undefined;
  const line = inYaml ? `${indent}# ${note}\n` : `${indent}<!-- ${note} -->\n\n`;
  return {
    title: text(`Tillåt här, med ett skäl (${finding.rule})`, `Allow here, with a reason (${finding.rule})`),
    edits: [{ span: { start: at, end: at }, text: line }],
  };
}

function startOfLine({ text: whole }: Source, line: number): number {
  const ends = [...whole.matchAll(/\r\n|\r|\n/g)];
  const before = ends[line - 2];
  return before ? before.index + before[0].length : 0;
}

function bodyStart({ text: whole }: Source): number {
  const { yaml, yamlStart } = partFrontMatter(whole);
  return yamlStart === 0 ? 0 : yamlStart + yaml.length;
}
