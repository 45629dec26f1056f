import { namedForm } from '../core/form.js';
import { fold, type Language, text, type Text } from '../core/text.js';
import type { Example, Rule } from '../rules/_contract.js';
import { exampleFiles } from '../rules/_example.js';
import { severityWords } from './explain.js';
import { type Subject, subjectOf, subjects } from './rule-subjects.js';
import { rules } from './run-rules.js';

const heads = {
  title: text('Regler', 'Rules'),
  why: text('Varför', 'Why'),
  bad: text('Så här blir det fel', 'Wrong'),
  good: text('Så här blir det rätt', 'Right'),
  kinds: text('Gäller', 'For'),
  columns: text('| Regel | Kod | Allvar | Vad den säger |', '| Rule | Code | Severity | What it says |'),
} satisfies Record<string, Text>;

const introduction = text(
  'Skriven av `fardplan explain --all --format markdown`. Exemplen visar bara det som regeln handlar om. Hur allvarligt ett fynd är kan ändras under `allvar`, i profilen för ett län och i `fardplan.yaml` för en arbetsyta.',
  'Written by `fardplan explain --all --format markdown`. The examples show only what the rule is about. How severe a finding is can be changed under `severities`: in the profile for a county, in `fardplan.yaml` for a workspace.',
);

type Named = [id: string, rule: Rule];

/** Every rule in Markdown, grouped by subject: a table with links, then each with why, a bad and a good example. */
export function rulesMarkdown(language: Language): string {
  const sorted = Object.entries(rules).toSorted(([one], [two]) => (one < two ? -1 : 1));
  const groups = new Map<Subject, Named[]>();
  for (const named of sorted) {
    const subject = subjectOf(named[1]);
    groups.set(subject, [...(groups.get(subject) ?? []), named]);
  }
  const shown = (Object.keys(subjects) as Subject[]).filter((subject) => groups.has(subject));
  const overview = shown.flatMap((subject) => [
    `**[${subjects[subject][language]}](#${anchor(subject)})**`,
    '',
    heads.columns[language],
    '| --- | --- | --- | --- |',
    ...(groups.get(subject) ?? []).map(
      ([id, { code, severity, title }]) =>
        `| [${id}](#${id}) | ${code ?? ''} | ${severityWords[severity][language]} | ${cell(title[language])} |`,
    ),
    '',
  ]);
  const parts = shown.flatMap((subject) => [
    `<a id="${anchor(subject)}"></a>`,
    '',
    `## ${subjects[subject][language]}`,
    '',
    ...(groups.get(subject) ?? []).map((named) => ruleMarkdown(named, language, 3)),
  ]);
  return `${[`# ${heads.title[language]}`, '', introduction[language], '', ...overview, ...parts].join('\n').trimEnd()}\n`;
}

/** The rules of an id or a code in Markdown; `undefined` when there is none. */
export function explainMarkdown(name: string, language: Language): string | undefined {
  const wanted = fold(name);
  const found = Object.entries(rules).filter(
    ([id, { code }]) => id === wanted || (code !== undefined && code.toLowerCase() === wanted),
  );
  return found.length === 0 ? undefined : found.map((named) => ruleMarkdown(named, language, 1)).join('\n');
}

/** Subjects and rules may have one name. */
const anchor = (subject: Subject): string => `om-${subject}`;

const cell = (words: string): string => words.replace(/\|/g, '\\|');

/** One rule under a heading of this level, with an anchor that is its id. */
function ruleMarkdown([id, rule]: Named, language: Language, level: number): string {
  const { code, severity, kinds, title, why } = rule;
  const facts = [
    `**${severityWords[severity][language]}**`,
    `${heads.kinds[language].toLowerCase()} ${kinds.map((kind) => `\`${kind}/v1\``).join(', ')}`,
  ].join(', ');
  return [
    `<a id="${id}"></a>`,
    '',
    `${'#'.repeat(level)} ${id}${code === undefined ? '' : ` (${code})`}`,
    '',
    `${title[language]}.`.replace(/([.!?])\.$/, '$1'),
    '',
    facts,
    '',
    `**${heads.why[language]}:** ${why[language]}`,
    '',
    ...example(heads.bad[language], rule.bad),
    ...example(heads.good[language], rule.good),
  ].join('\n');
}

function example(head: string, given: Example): string[] {
  const files = Object.entries(exampleFiles(given));
  return [
    `**${head}:**`,
    '',
    ...files.flatMap(([path, content]) => {
      const written = content.replace(/\n+$/, '');
      const longest = Math.max(0, ...[...written.matchAll(/`{3,}/g)].map(([marks]) => marks.length));
      const fence = '`'.repeat(Math.max(3, longest + 1));
      return [
        ...(files.length > 1 ? [`\`${path}\``, ''] : []),
        `${fence}${namedForm(path) ?? 'markdown'}`,
        written,
        fence,
        '',
      ];
    }),
  ];
}
