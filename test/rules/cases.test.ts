import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.js';
import { filledExample } from '../../src/rules/_example.js';
import { runFiles } from './run-files.js';

const folder = fileURLToPath(new URL('cases/', import.meta.url));
const heading = '## Findings';

/** The files of a case: its fences of four marks, each named by a path. */
const filesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/^````(\S+)\n([\s\S]*?)^````$/gm)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );

/** A finding as the case file tells it: where, the marked text, and both languages with their help after an arrow. */
function told(finding: Diagnostic, files: Readonly<Record<string, string>>): string {
  const { file, line, column, endLine, endColumn, rule, severity, message, help } = finding;
  const lines = (files[file] ?? '').split('\n').slice(line - 1, endLine);
  const first = lines[0]?.slice(column - 1, endLine === line ? endColumn - 1 : undefined) ?? '';
  const marked = endLine === line ? first : `${first} … ${lines.at(-1)?.slice(0, endColumn - 1) ?? ''}`;
  return [
    `${file}:${line}:${column} ${severity} ${rule}${marked === '' ? '' : ` «${marked}»`}`,
    `  sv: ${message.sv}`,
    ...(help ? [`    → ${help.sv}`] : []),
    `  en: ${message.en}`,
    ...(help ? [`    → ${help.en}`] : []),
  ].join('\n');
}

test.each(readdirSync(folder).filter((name) => name.endsWith('.md')))('%s', async (name) => {
  const text = readFileSync(folder + name, 'utf8');
  const input = text.split(heading)[0] ?? '';
  const files = filledExample(filesOf(input));
  const findings = runFiles(files).map((finding) => told(finding, files));
  const shown = findings.length > 0 ? `\`\`\`\`text\n${findings.join('\n\n')}\n\`\`\`\`` : 'None.';
  await expect(`${input.trimEnd()}\n\n${heading}\n\n${shown}\n`).toMatchFileSnapshot(folder + name);
});
