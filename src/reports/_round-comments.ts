import type { Handling } from '../consultation/handlings.js';
import type { TracedChange } from '../consultation/trace.js';
import { promisesChange } from '../consultation/attribute.js';
import type { Block, Inline } from '../model/document.js';
import {
  enumerated,
  heading,
  linkTo,
  onLines,
  paragraph,
  remark,
  sentence,
  strong,
  words as plain,
} from './_blocks.js';
import { whatHappened, wordByWord } from './_change-words.js';
import { commentBlocks, labelled } from './_comment-blocks.js';
import type { ReportWords } from './_contract.js';
import { counted, headingText, outcomeWord } from './_round-figures.js';
import {
  allStances,
  type CommentedSection,
  type RoundFacts,
  saysSomething,
  stancesOf,
  stanceWord,
} from './_round-facts.js';

/** Tells comments, and each change word by word in the one place where it belongs. */
export interface CommentTeller {
  /** All that was said of every heading, in the order of the consulted text. */
  sections(): Block[];
  /** Comments under one heading of the report's own, such as the general ones. */
  group(id: string, handlings: readonly Handling[]): Block[];
  /** A change with its number, word by word. */
  change(change: TracedChange): Block[];
}

/** Makes the teller. A change is shown after the comments on the heading it stands under, else after the first that led to it. */
export function commentTeller(facts: RoundFacts, words: ReportWords): CommentTeller {
  const places = placesOfChanges(facts);
  const change = (traced: TracedChange): Block[] => {
    const { titleOf, numberOf } = facts;
    const { change: told } = traced;
    const lead = sentence(told.item === 'field' ? words.changeLeadField : words.changeLead, {
      number: String(numberOf(traced)),
      title: titleOfChange(traced, facts),
      what: whatHappened(told, words, titleOf),
    });
    const shown = wordByWord(told);
    const id = `andring-${numberOf(traced)}`;
    return shown.length > 0
      ? [
          { type: 'paragraph', id, children: plain(lead) },
          { type: 'quote', blocks: shown },
        ]
      : [{ type: 'paragraph', id, children: plain(lead.replace(/:$/, '.')) }];
  };
  const group = (id: string, handlings: readonly Handling[]): Block[] =>
    grouped(handlings).flatMap((each) => groupBlocks(each, id));

  function groupBlocks(group: readonly Handling[], place: string): Block[] {
    const [first] = group;
    const theme = first?.dispositions[0]?.disposition.theme;
    return [
      ...(theme === undefined ? [] : [paragraph([strong(sentence(words.theme, { theme }))])]),
      ...group.flatMap((handling) => oneComment(handling)),
      ...(first ? outcome(first, group, place) : []),
    ];
  }

  function oneComment({ comment: { comment, response, ref, item } }: Handling): Block[] {
    const { model } = response;
    const told: Inline[] = [
      strong(facts.nameOf(model.party)),
      ...plain(comment.stance === undefined || comment.stance === 'unstated' ? '' : `, ${stanceWord(comment.stance)}`),
      ...plain(` (${ref})`),
    ];
    const part =
      item === undefined || facts.sections.some(({ entry }) => entry.id === item) ? undefined : facts.titleOf(item);
    const inside: Block[] = [
      ...(part === undefined ? [] : [remark(sentence(words.concerns, { title: part.replace(/\.$/, '') }))]),
      ...(comment.quote === undefined ? [] : [remark(sentence(words.quoted, { text: comment.quote }))]),
      ...(comment.item === undefined && item === undefined && comment.heading !== undefined
        ? [remark(sentence(words.underHeading, { title: comment.heading }))]
        : []),
      // A comment that is nothing but a proposal is read as having it for its text.
      ...(comment.text.trim() === comment.proposal?.trim() ? [] : commentBlocks(comment.text)),
      ...(comment.motive === undefined ? [] : labelled(words.motive, commentBlocks(comment.motive))),
      ...(comment.proposal === undefined ? [] : labelled(words.proposal, commentBlocks(comment.proposal))),
    ];
    return [paragraph(told), ...(inside.length > 0 ? [{ type: 'quote' as const, blocks: inside }] : [])];
  }

  function outcome(first: Handling, group: readonly Handling[], place: string): Block[] {
    // How a responder stands calls for no answer of its own.
    if (!group.some(saysSomething) && first.dispositions.length === 0) return [];
    const given = first.dispositions.map(({ disposition }) => disposition);
    const changes = changesOf(group);
    const here = changes.filter((traced) => places.get(traced) === `${place} ${keyOf(first)}`);
    const elsewhere = changes.filter((traced) => !here.includes(traced));
    const promised = given.some((disposition) => promisesChange(disposition.outcome));
    const led: Inline[][] = [
      ...seen([...here, ...elsewhere]),
      ...(changes.length === 0 && facts.after ? [plain(promised ? words.unheld : words.noChange)] : []),
    ];
    return [
      {
        type: 'facts',
        role: 'outcome',
        facts: [
          {
            term: words.outcome,
            value:
              given.length === 0
                ? [strong(words.noOutcome)]
                : given.flatMap((each, index) => [
                    ...plain(index > 0 ? '; ' : ''),
                    strong(sentence(outcomeWord(each.outcome))),
                  ]),
          },
          ...given.map(({ reason }) => ({ term: words.reason, value: plain(reason) })),
          ...(led.length > 0 ? [{ term: words.change, value: onLines(led) }] : []),
        ],
      },
      ...here.flatMap(change),
    ];
  }

  /** Links to changes, those of one item on one line. */
  const seen = (changes: readonly TracedChange[]): Inline[][] => {
    const byTitle = new Map<string, Inline[]>();
    for (const traced of changes) {
      const title = titleOfChange(traced, facts);
      const number = String(facts.numberOf(traced));
      const known = byTitle.get(title);
      const link = linkTo(`andring-${number}`, number);
      if (known) known.push(...plain(', '), link);
      else byTitle.set(title, [link]);
    }
    return [...byTitle].map(([title, numbers]) => {
      const [head = '', tail = ''] = sentence(words.changeSee, { title }).split('{numbers}');
      return [...plain(head), ...numbers, ...plain(tail)];
    });
  };

  return {
    change,
    group,
    sections: () => sectionBlocks(facts, words, (section) => group(section.entry.id, section.handlings)),
  };
}

const titleOfChange = ({ change }: TracedChange, { titleOf }: RoundFacts): string =>
  (change.item === 'field' || change.item === 'document' ? change.title : titleOf(change.id)).replace(/\.$/, '');

/** The changes that the handling of comments led to; those that only follow from these are told by themselves. */
const changesOf = (group: readonly Handling[]): TracedChange[] =>
  [...new Set(group.flatMap((handling) => handling.changes))].filter(({ dispositions }) => dispositions.length > 0);

const keyOf = ({ dispositions }: Handling): string => dispositions.map(({ index }) => index).join(',');

/** Comments with one disposition, together, in the order of the dispositions; those that wait, last and one by one. */
function grouped(handlings: readonly Handling[]): Handling[][] {
  const groups = new Map<string, Handling[]>();
  for (const handling of handlings) {
    const key = handling.dispositions.length === 0 ? ` ${handling.comment.ref}` : keyOf(handling);
    const known = groups.get(key);
    if (known) known.push(handling);
    else groups.set(key, [handling]);
  }
  const rank = (group: readonly Handling[]): number => group[0]?.dispositions[0]?.index ?? Infinity;
  return [...groups.values()].sort((one, two) => (rank(one) === rank(two) ? 0 : rank(one) - rank(two)));
}

/** In which place, and after which comments, each change is shown. */
function placesOfChanges(facts: RoundFacts): Map<TracedChange, string> {
  const found = new Map<TracedChange, string>();
  const places = [
    ...facts.sections.map(({ entry, handlings }) => ({ id: entry.id, entry, handlings })),
    { id: 'allmant', entry: undefined, handlings: facts.general },
    { id: 'ej-placerade', entry: undefined, handlings: facts.unplaced },
  ];
  for (const atHome of [true, false]) {
    for (const { id, entry, handlings } of places) {
      for (const group of grouped(handlings)) {
        for (const change of changesOf(group)) {
          const [first] = group;
          if (!first || found.has(change) || (atHome && facts.homeOf(change) !== entry)) continue;
          found.set(change, `${id} ${keyOf(first)}`);
        }
      }
    }
  }
  return found;
}

function sectionBlocks(facts: RoundFacts, words: ReportWords, inside: (section: CommentedSection) => Block[]): Block[] {
  const found: Block[] = [];
  const open: CommentedSection[] = [];
  for (const section of facts.sections) {
    while ((open.at(-1)?.depth ?? 0) >= section.depth) open.pop();
    open.push(section);
    if (section.handlings.length === 0) continue;
    // Headings above stand there too, so that it is seen what this one belongs to.
    for (const above of open.splice(0)) found.push(...headingBlocks(above, words, above === section));
    found.push(...inside(section));
  }
  return found;
}

function headingBlocks(
  { entry, depth, nowCalled, handlings }: CommentedSection,
  words: ReportWords,
  withCount: boolean,
): Block[] {
  const renamed = nowCalled === undefined ? [] : [remark(sentence(words.nowCalled, { title: nowCalled }))];
  const head = heading(depth + 2, `avsnitt-${entry.id}`, headingText(entry));
  if (!withCount) return [head, ...renamed];
  const given = stancesOf(handlings);
  const told = [...allStances.filter((stance) => stance !== 'unstated'), undefined].flatMap((stance) => {
    const count = [...given.values()].filter((value) => (value === 'unstated' ? undefined : value) === stance).length;
    return count === 0 ? [] : [`${count} ${stance === undefined ? words.noStance : stanceWord(stance)}`];
  });
  const answers = counted(given.size, words.answerOne, words.answerMany);
  const comments = counted(handlings.filter(saysSomething).length, words.commentOne, words.commentMany);
  return [
    head,
    ...renamed,
    paragraph(sentence(words.answersOnSection, { answers, comments, stances: enumerated(told) })),
  ];
}
