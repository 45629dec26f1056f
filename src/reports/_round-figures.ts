import { spelledNumber } from '../compose/swedish.js';
import type { Block, Inline } from '../model/document.js';
import type { Disposition } from '../model/consultation.js';
import { Disposition as dispositionSchema } from '../model/consultation.js';
import { schemaAt, wordFor } from '../model/field.js';
import { heading, linkTo, paragraph, sentence, words as plain } from './_blocks.js';
import type { ReportWords } from './_contract.js';
import { allStances, type RoundFacts, saysSomething, stancesOf, stanceWord } from './_round-facts.js';

const outcomes = ['accepted', 'partly', 'not-accepted', 'later', 'noted'] as const;
const outcomeSchema = schemaAt(dispositionSchema, ['outcome']);

/** What became of a comment, in a word: “beaktas delvis”. */
export const outcomeWord = (outcome: Disposition['outcome']): string =>
  outcomeSchema ? wordFor(outcomeSchema, outcome) : outcome;

/** The round in figures: answers, stances, outcomes, changes by cause, and then each heading. */
export function roundFigures(facts: RoundFacts, words: ReportWords): Block[] {
  const { round, asked, silent, late, unasked, handlings, traced } = facts;
  const answers = round.responses.map(({ model }) => model);
  const said = handlings.filter(saysSomething);
  const answered = answers.length - unasked.length;
  const byStance = allStances.map(
    (stance) => [sentence(stanceWord(stance)), answers.filter((answer) => answer.stance === stance).length] as const,
  );
  const byOutcome = [
    ...outcomes.map(
      (outcome) =>
        [
          sentence(outcomeWord(outcome)),
          said.filter(({ dispositions: [first] }) => first?.disposition.outcome === outcome).length,
        ] as const,
    ),
    [words.noOutcome, said.filter(({ dispositions }) => dispositions.length === 0).length] as const,
  ];
  const classes = [
    ['requested', words.classRequested],
    ['derived', words.classDerived],
    ['own', words.classOwn],
    ['editorial', words.classEditorial],
    ['unexplained', words.classUnexplained],
  ] as const;
  const byClass = classes.map(
    ([name, label]) => [label, traced.filter((change) => change.class === name).length] as const,
  );
  return [
    heading(2, 'siffror', words.figures),
    paragraph(
      sentence(words.figuresLead, {
        asked: spelledNumber(asked.length, 'en'),
        answered: spelledNumber(answered),
        comments: counted(said.length, words.commentOne, words.commentMany),
      }),
    ),
    ...figureTable(words.answersTable, words.answersColumn, words, asked.length, [
      [words.asked, asked.length],
      [words.answered, answered],
      [words.late, late.length],
      [words.silent, silent.length],
      ...(unasked.length > 0 ? [[words.unasked, unasked.length] as const] : []),
    ]),
    ...figureTable(
      words.stances,
      words.stance,
      words,
      answers.length,
      byStance.filter(([, count]) => count > 0),
    ),
    ...figureTable(
      words.outcomes,
      words.outcome,
      words,
      said.length,
      byOutcome.filter(([, count]) => count > 0),
    ),
    ...(facts.after
      ? figureTable(
          words.classes,
          words.changesColumn,
          words,
          traced.length,
          byClass.filter(([, count]) => count > 0),
        )
      : []),
    ...overview(facts, words),
  ];
}

/** “en synpunkt”, “tolv synpunkter”. */
export const counted = (count: number, one: string, many: string): string =>
  count === 1 ? one : many.replaceAll('{count}', spelledNumber(count));

function figureTable(
  caption: string,
  column: string,
  words: ReportWords,
  whole: number,
  rows: readonly (readonly [string, number])[],
): Block[] {
  if (rows.length === 0 || whole === 0) return [];
  const share = (count: number): number => Math.min(1, count / whole);
  return [
    {
      type: 'table',
      caption,
      header: [column, words.number, words.share].map(plain),
      rows: rows.map(([label, count]) => [
        plain(label),
        plain(String(count)),
        plain(`${Math.round(share(count) * 100)} %`),
      ]),
      bars: rows.map(([, count]) => share(count)),
    },
  ];
}

/** Every heading with comments: how many answers and of which stance, with a link to it. */
function overview({ sections, general, unplaced }: RoundFacts, words: ReportWords): Block[] {
  const rows: { title: Inline[]; handlings: RoundFacts['general'] }[] = [
    ...sections.flatMap(({ entry, handlings }) =>
      handlings.length > 0 ? [{ title: [linkTo(`avsnitt-${entry.id}`, headingText(entry))], handlings }] : [],
    ),
    ...(general.length > 0 ? [{ title: [linkTo('allmant', words.general)], handlings: general }] : []),
    ...(unplaced.length > 0 ? [{ title: [linkTo('ej-placerade', words.unplaced)], handlings: unplaced }] : []),
  ];
  if (rows.length === 0) return [];
  const given = rows.map(({ handlings }) => stancesOf(handlings));
  const present = allStances.filter(
    (stance) => stance !== 'unstated' && given.some((each) => [...each.values()].includes(stance)),
  );
  const count = (map: ReturnType<typeof stancesOf>, wanted: (value: string | undefined) => boolean): string =>
    String([...map.values()].filter(wanted).length);
  return [
    heading(3, 'oversikt', words.bySection),
    {
      type: 'table',
      header: [
        words.section,
        words.answersColumn,
        ...present.map((stance) => sentence(stanceWord(stance))),
        sentence(words.noStance),
        words.commentsColumn,
      ].map(plain),
      rows: rows.map(({ title, handlings }, index) => {
        const map = given[index] ?? new Map();
        return [
          title,
          plain(String(map.size)),
          ...present.map((stance) => plain(count(map, (value) => value === stance))),
          plain(count(map, (value) => value === undefined || value === 'unstated')),
          plain(String(handlings.filter(saysSomething).length)),
        ];
      }),
    },
  ];
}

/** A heading as it stands in the text, with its number. */
export const headingText = ({ number, title }: { number?: string; title: string }): string =>
  number === undefined ? title : `${number}. ${title}`;
