import type { TracedChange } from '../consultation/trace.js';
import type { Block, ComposedDocument } from '../model/document.js';
import { heading, paragraph, remark, sentence, words as plain } from './_blocks.js';
import { statedReason } from './_causes.js';
import { commentBlocks } from './_comment-blocks.js';
import type { Report, ReportWords } from './_contract.js';
import { boundTo, factsBox } from './_revision.js';
import { commentTeller, type CommentTeller } from './_round-comments.js';
import { type RoundFacts, roundFacts, type RoundInput, stanceWord } from './_round-facts.js';
import { headingText, roundFigures } from './_round-figures.js';

/** The report on a round of consultation (remissammanställning): figures, every comment with what became of it, every change and why. */
export const consultationReport: Report<RoundInput> = {
  template: 'consultation-report',
  compose(input, words) {
    const facts = roundFacts(input);
    const { before, after, round, organisation, date } = input;
    const { model } = round.round;
    const teller = commentTeller(facts, words);
    const title = model.title;
    const version = before.parsed.model.version;
    const blocks: Block[] = [
      heading(2, 'remissen', words.compared),
      factsBox(before, after, words, [
        { term: words.round, value: plain(`${model.title} (${model.id})`) },
        { term: words.sent, value: plain(model.sent) },
        { term: words.due, value: plain(model.due) },
        { term: words.asOf, value: plain(date) },
      ]),
      ...(after ? [] : [paragraph(words.notRevised)]),
      ...roundFigures(facts, words),
      heading(2, 'synpunkter', words.comments),
      ...(facts.sections.some(({ handlings }) => handlings.length > 0) ? teller.sections() : [paragraph(words.none)]),
      ...general(facts, teller, words),
      ...(facts.unplaced.length > 0
        ? [
            heading(2, 'ej-placerade', words.unplaced),
            paragraph(words.unplacedLead),
            ...teller.group('ej-placerade', facts.unplaced),
          ]
        : []),
      ...(after ? withoutComments(facts, teller, words) : []),
      ...appendices(facts, words),
    ];
    return {
      language: 'sv-SE',
      title,
      kindLabel: words.kindLabel,
      organisation,
      address: [],
      date,
      subject: sentence(words.subject, {
        title: before.parsed.model.title,
        before: version,
        after: after?.parsed.model.version ?? version,
      }),
      author: organisation,
      layout: 'printed-report',
      contents: 3,
      blocks,
      ...boundTo(before, after),
    } satisfies ComposedDocument;
  },
};

/** Comments on the whole, and what each answer says in sum. */
function general(facts: RoundFacts, teller: CommentTeller, words: ReportWords): Block[] {
  const summaries = facts.round.responses.flatMap(({ model }) => (model.summary.trim() === '' ? [] : [model]));
  return [
    ...(facts.general.length > 0
      ? [heading(2, 'allmant', words.general), ...teller.group('allmant', facts.general)]
      : []),
    ...(summaries.length > 0
      ? [
          heading(2, 'sammanfattningar', words.summaries),
          ...summaries.flatMap((answer): Block[] => [
            paragraph([
              { type: 'strong', children: plain(facts.nameOf(answer.party)) },
              ...plain(answer.stance === 'unstated' ? '' : `, ${stanceWord(answer.stance)}`),
            ]),
            { type: 'quote', blocks: commentBlocks(answer.summary) },
          ]),
        ]
      : []),
  ];
}

/** What was changed for other reasons than a comment, by reason. */
function withoutComments({ traced, round }: RoundFacts, teller: CommentTeller, words: ReportWords): Block[] {
  const classes = [
    ['derived', words.classDerived],
    ['own', words.classOwn],
    ['editorial', words.classEditorial],
    ['unexplained', words.classUnexplained],
  ] as const;
  const told = classes.flatMap(([name, label]): Block[] => {
    // A change that follows from another has its comments, but was told nowhere else.
    const changes = traced.filter(
      (change) => change.class === name && !(name === 'derived' && change.dispositions.length > 0),
    );
    return changes.length === 0
      ? []
      : [
          heading(3, `skal-${name}`, label),
          ...changes.flatMap((change) => [
            ...teller.change(change),
            ...reason(change, round.dispositions?.model, words),
          ]),
        ];
  });
  return told.length === 0 ? [] : [heading(2, 'andra-andringar', words.without), paragraph(words.withoutLead), ...told];
}

const reason = (
  change: TracedChange,
  dispositions: Parameters<typeof statedReason>[1],
  words: ReportWords,
): Block[] => {
  const stated = statedReason(change, dispositions);
  return stated === '' ? [] : [remark(`${words.reason}: ${stated}`)];
};

/** Who answered, who did not, which headings have new names, and which nobody said anything of. */
function appendices(facts: RoundFacts, words: ReportWords): Block[] {
  const { sections, round, silent, late, nameOf } = facts;
  const renamed = sections.flatMap(({ entry, nowCalled }) =>
    nowCalled === undefined ? [] : [[plain(entry.title), plain(nowCalled)]],
  );
  const untouched = sections.filter(({ handlings }) => handlings.length === 0).map(({ entry }) => headingText(entry));
  const answers = round.responses.map(({ model }) => model);
  const list = (items: readonly string[]): Block => ({
    type: 'list',
    ordered: false,
    items: items.map((item) => [paragraph(item)]),
  });
  return [
    ...(renamed.length > 0
      ? [
          heading(2, 'omdopta', words.renamedSections),
          { type: 'table' as const, header: [words.consultedColumn, words.revisedColumn].map(plain), rows: renamed },
        ]
      : []),
    ...(untouched.length > 0 ? [heading(2, 'utan-synpunkter', words.untouched), list(untouched)] : []),
    heading(2, 'svarande', words.responders),
    answers.length === 0
      ? paragraph(words.none)
      : {
          type: 'table',
          header: [words.responder, words.stance, words.received, words.reference].map(plain),
          rows: answers.map((answer) => [
            plain(nameOf(answer.party)),
            plain(sentence(stanceWord(answer.stance))),
            plain(`${answer.date}${late.includes(answer) ? ` (${words.lateMark})` : ''}`),
            plain(answer.reference ?? '–'),
          ]),
        },
    heading(2, 'har-inte-svarat', words.silentList),
    silent.length === 0 ? paragraph(words.allAnswered) : list(silent.map(({ name }) => name)),
  ];
}
