import type { Severity } from '../core/diagnostic.js';
import { fold, type Language, text, type Text } from '../core/text.js';
import { exampleFiles } from '../rules/_example.js';
import type { Example, Rule } from '../rules/_contract.js';
import { rules } from './run-rules.js';

/** What each severity is called. */
export const severityWords: Readonly<Record<Severity, Text>> = {
  error: text('fel', 'error'),
  warning: text('varning', 'warning'),
  info: text('upplysning', 'info'),
};

const heads = {
  why: text('Varför', 'Why'),
  bad: text('Så här blir det fel', 'Wrong'),
  good: text('Så här blir det rätt', 'Right'),
  note: text(
    'Exemplen visar bara det som regeln handlar om. Allvarsgraden kan ändras under ”allvar”, i profilen eller i fardplan.yaml.',
    'The examples show only what the rule is about. The severity can be changed under “severities”, in the profile or in fardplan.yaml.',
  ),
};

/**
 * One rule in plain text: what it asks, why, how bad it is, and an example of each. By id, or by code, which several rules may share.
 * `undefined` when there is no such rule.
 */
export function explainRule(name: string, language: Language): string | undefined {
  const wanted = fold(name);
  const found = Object.entries(rules).filter(
    ([id, { code }]) => id === wanted || (code !== undefined && code.toLowerCase() === wanted),
  );
  if (found.length === 0) return undefined;
  return found.map(([id, rule]) => explained(id, rule, language)).join('\n');
}

/** Every rule as {@link explainRule} tells of it, by id. */
export const explainRules = (language: Language): string =>
  Object.entries(rules)
    .toSorted(([one], [two]) => (one < two ? -1 : 1))
    .map(([id, rule]) => explained(id, rule, language))
    .join('\n');

/** Every rule on a line of its own: id, code, severity and title, ending with a line end. */
export function listRules(language: Language): string {
  const rows = Object.entries(rules)
    .toSorted(([one], [two]) => (one < two ? -1 : 1))
    .map(
      ([id, { code, severity, title }]) =>
        [id, code ?? '', severityWords[severity][language], title[language]] as const,
    );
  const width = (column: 0 | 1 | 2) => Math.max(0, ...rows.map((row) => row[column].length));
  const [ids, codes, severities] = [width(0), width(1), width(2)];
  return rows
    .map(
      ([id, code, severity, title]) =>
        `${id.padEnd(ids)}  ${code.padEnd(codes)}  ${severity.padEnd(severities)}  ${title}\n`,
    )
    .join('');
}

function explained(id: string, rule: Rule, language: Language): string {
  const name = rule.code === undefined ? id : `${id} (${rule.code})`;
  return [
    `${name}: ${severityWords[rule.severity][language]}`,
    rule.title[language],
    '',
    heads.why[language],
    ...folded(rule.why[language]),
    '',
    heads.bad[language],
    shown(rule.bad),
    heads.good[language],
    shown(rule.good),
    ...folded(heads.note[language], ''),
    '',
  ].join('\n');
}

function shown(example: Example): string {
  const files = Object.entries(exampleFiles(example));
  return files
    .map(([path, content]) => {
      const lines = content.replace(/\n+$/, '').split('\n');
      return [
        ...(files.length > 1 ? [`  ${path}`] : []),
        ...lines.map((line) => (line === '' ? '' : `    ${line}`)),
        '',
      ];
    })
    .flat()
    .join('\n');
}

const mostColumns = 78;

/** Text in lines of readable length. */
function folded(value: string, indent = '  '): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of value.split(' ')) {
    if (line !== '' && line.length + word.length >= mostColumns) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}
