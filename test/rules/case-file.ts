import type { Diagnostic } from '../../src/core/diagnostic.js';

/** What stands above the findings in a case file: the tests write everything below it. */
export const findingsHeading = '## Findings';

/** The files of a case: its fences of four marks, each named by a path. */
export const filesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/^````(\S+)\n([\s\S]*?)^````$/gm)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );

/** A finding as the case file tells it: where, the marked text, and both languages with their help after an arrow. */
export function told(finding: Diagnostic, files: Readonly<Record<string, string>>): string {
  const { file, line, column, endLine, endColumn, rule, severity, message, help, related = [] } = finding;
  const lines = (files[file] ?? '').split('\n').slice(line - 1, endLine);
  const first = lines[0]?.slice(column - 1, endLine === line ? endColumn - 1 : undefined) ?? '';
  const marked = endLine === line ? first : `${first} … ${lines.at(-1)?.slice(0, endColumn - 1) ?? ''}`;
  return [
    `${file}:${line}:${column} ${severity} ${rule}${marked === '' ? '' : ` «${marked}»`}`,
    `  sv: ${message.sv}`,
    ...(help ? [`    → ${help.sv}`] : []),
    `  en: ${message.en}`,
    ...(help ? [`    → ${help.en}`] : []),
    ...related.map(
      (other) => `  at ${other.file}:${other.line}:${other.column} ${other.message.sv} / ${other.message.en}`,
    ),
  ].join('\n');
}

/** A case file as it shall be: its text above the findings, and then these. */
export function withFindings(
  text: string,
  files: Readonly<Record<string, string>>,
  findings: readonly Diagnostic[],
): string {
  const input = text.split(findingsHeading)[0] ?? '';
  const shown = findings.map((finding) => told(finding, files)).join('\n\n');
  return `${input.trimEnd()}\n\n${findingsHeading}\n\n${shown === '' ? 'None.' : `\`\`\`\`text\n${shown}\n\`\`\`\``}\n`;
}
