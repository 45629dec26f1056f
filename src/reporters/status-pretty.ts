import type { StatusRow } from '../consultation/round-status.js';
import { text } from '../core/text.js';
import type { Manner, Reporter } from './_contract.js';
import { wrap } from './_findings.js';
import { stances, stanceWords } from './_stance-words.js';
import { answeredWords, dealtWords, headingTitle, stanceList } from './_status-words.js';
import { outcomeWords } from './_trace-words.js';

/** For people: how many have answered and how, what was said under each heading, and who has not answered. Fits 80 columns. */
export const statusPretty: Reporter<'status'> = (status, manner) => {
  const { language, paint } = manner;
  const width = Math.min(manner.width, 100);
  const { round, today, stances: taken, headings, themes } = status;
  const row = (count: number, words: string): string => `  ${String(count).padStart(4)}  ${words}`;
  const parts = [
    [
      ...wrap(`${round.title} (${round.id})`, width).map((line) => paint.bold(line)),
      paint.dim(
        text(
          `skickad ${round.sent}, svar senast ${round.due}, i dag ${today}`,
          `sent ${round.sent}, answers due ${round.due}, today ${today}`,
        )[language],
      ),
    ],
    [
      answeredWords(status, language),
      ...stances.flatMap((stance) => (taken[stance] > 0 ? [row(taken[stance], stanceWords[stance][language])] : [])),
    ],
    [dealtWords(status, language), ...table(headings, width, manner)],
    ...(themes.length > 0
      ? [
          [
            text('Teman', 'Themes')[language],
            ...themes.map(({ name, comments, outcome }) =>
              row(comments, `${clipped(name, 46)}: ${outcomeWords[outcome][language]}`),
            ),
          ],
        ]
      : []),
    ...people(status.rows, width, manner),
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
};

/** Comments and stances by heading, in four columns. */
function table(
  headings: Parameters<Reporter<'status'>>[0]['headings'],
  width: number,
  { language, paint }: Manner,
): string[] {
  if (headings.length === 0) return [];
  const first = Math.max(24, Math.min(44, width - 40));
  const rest = width - first - 18;
  const line = (title: string, comments: string, open: string, stance: string) =>
    `  ${clipped(title, first).padEnd(first)} ${comments.padStart(6)} ${open.padStart(5)}  ${stance}`.trimEnd();
  return [
    paint.dim(
      line(
        text('Rubrik', 'Heading')[language],
        text('antal', 'count')[language],
        text('kvar', 'left')[language],
        text('ståndpunkt', 'stance')[language],
      ),
    ),
    ...headings.flatMap((heading) => {
      const { comments, open, depth, kind } = heading;
      const title = `${'  '.repeat(Math.min(depth, 3))}${headingTitle(heading, language)}`;
      const [stance = '', ...more] = wholeItems(stanceList(heading.stances, language), Math.max(rest, 30));
      const shown = line(title, String(comments), String(open), stance);
      const further = more.map((words) => line('', '', '', words));
      return [open > 0 || kind === 'orphans' ? paint.yellow(shown) : shown, ...further];
    }),
  ];
}

/** Lines broken only between the items of a list. */
const wholeItems = (list: string, width: number): string[] =>
  wrap(list.replaceAll(' ', '\u00a0').replaceAll(',\u00a0', ', '), width).map((line) => line.replaceAll('\u00a0', ' '));

const clipped = (words: string, most: number): string =>
  words.length <= most ? words : `${words.slice(0, Math.max(1, most - 1)).trimEnd()}…`;

/** Who is late, who may still answer, who answered late, and who answered unasked: names, wrapped. */
function people(rows: readonly StatusRow[], width: number, { language, paint }: Manner): string[][] {
  const groups = [
    ['overdue', text('Har inte svarat i tid', 'Have not answered in time'), paint.yellow],
    ['waiting', text('Har inte svarat än', 'Have not answered yet'), (words: string) => words],
    ['answered-late', text('Svarade för sent', 'Answered too late'), (words: string) => words],
    [
      'unasked',
      text('Svarade utan att ha fått remissen', 'Answered without having been asked'),
      (words: string) => words,
    ],
  ] as const;
  return groups.flatMap(([state, words, tint]) => {
    const found = rows.filter((row) => row.state === state);
    if (found.length === 0) return [];
    const names = found.map(({ party, date }) =>
      state === 'answered-late' ? `${party.name} (${date ?? ''})` : party.name,
    );
    return [
      [tint(`${words[language]} (${found.length})`), ...wrap(names.join(', '), width - 2).map((line) => `  ${line}`)],
    ];
  });
}
