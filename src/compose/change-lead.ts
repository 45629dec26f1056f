import { listed } from '../core/text.js';
import type { Change } from '../model/change.js';
import { answerIds } from './change-causes.js';
import { type ChangeGroup, documentLead, wholeDocument } from './change-groups.js';
import type { Names } from './change-names.js';
import type { ChangesInput } from './compose-changes.js';
import { fill, filled } from './fill.js';
import { quotable } from './plain-text.js';
import { spelledNumber } from './swedish.js';

/** With fewer sections than this the text itself is summary enough. */
const fewest = 3;
const mostNamed = 4;

/** What a reader who reads nothing more shall know: between which versions, what came and went, what else matters, and whose answers led to it. */
export function leadSentences(input: ChangesInput, groups: readonly ChangeGroup[], names: Names): string[] {
  const { phrases } = input.template;
  if (groups.length < fewest) return versions(input);
  const lone = (kind: Change['kind']) =>
    groups.flatMap(({ changes }) => changes).filter((change) => change.kind === kind && wholeSection(change, names));
  const told = new Set([...lone('added'), ...lone('removed')].map(({ id }) => id));
  const others = groups.filter(
    ({ id, rank }) => rank <= 3 && !told.has(id) && id !== wholeDocument && id !== documentLead,
  );
  const answers = answerIds(groups).length;
  return [
    ...versions(input),
    ...counted(lone('added'), phrases.sumAddedOne, phrases.sumAddedMany),
    ...counted(lone('removed'), phrases.sumRemovedOne, phrases.sumRemovedMany),
    ...(others.length > 0
      ? [
          fill(told.size > 0 ? phrases.sumOthers : phrases.sumMost, {
            parts: quotedTitles(others.slice(0, mostNamed).map(({ id }) => names.title(id) ?? id)),
          }),
        ]
      : []),
    ...(answers > 0 && input.responses.length > 1
      ? [
          fill(answersPhrase(answers, input), {
            count: spelledNumber(answers, 'ett'),
            of: spelledNumber(input.responses.length, 'ett'),
          }),
        ]
      : []),
  ];
}

function answersPhrase(answers: number, { responses, template: { phrases } }: ChangesInput): string {
  if (answers === responses.length) return phrases.sumAnswersAll;
  return answers === 1 ? phrases.sumAnswerOne : phrases.sumAnswers;
}

const wholeSection = (change: Change, names: Names): boolean =>
  names.isSection(change) && change.item !== 'document' && change.paragraph === undefined;

const quotedTitles = (titles: readonly string[]): string =>
  listed(
    titles.map((title) => `”${quotable(title)}”`),
    'sv',
  );

function counted(changes: readonly Change[], one: string, many: string): string[] {
  if (changes.length === 0) return [];
  const titles = changes.map(({ title }) => title);
  const shown = titles.length > mostNamed + 2 ? titles.slice(0, mostNamed) : titles;
  const parts =
    shown.length < titles.length ? `${shown.map((title) => `”${quotable(title)}”`).join(', ')} …` : quotedTitles(shown);
  return [fill(changes.length === 1 ? one : many, { count: spelledNumber(changes.length, 'ett'), parts })];
}

function versions({ before, after, responses, template: { phrases } }: ChangesInput): string[] {
  if (!before || before.version === after.version) return [];
  const values = { before: before.version, after: after.version };
  if (responses.length === 0) return [fill(phrases.changesLead, values)];
  const count = spelledNumber(responses.length, 'ett');
  const answers = filled(responses.length === 1 ? phrases.answerOne : phrases.answerMany, { count });
  return [fill(phrases.changesLeadRound, { ...values, answers })];
}
