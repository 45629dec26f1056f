import type { Change } from '../model/change.js';
import type { Block } from '../model/document.js';
import { causesOf } from './change-causes.js';
import { fieldSentences } from './change-fields.js';
import { type ChangeGroup, documentLead, wholeDocument } from './change-groups.js';
import type { Names } from './change-names.js';
import { changeSentence, withParts } from './change-sentences.js';
import { type Exchange, throughoutDocument } from './change-throughout.js';
import { opening, proseSentences, type Room, wordingBlocks } from './change-wording.js';
import type { ChangesInput } from './compose-changes.js';
import { fill } from './fill.js';
import { quotable } from './plain-text.js';
import { capital, spelledNumber } from './swedish.js';
import type { CompleteTemplate } from './template.js';

/** What is needed to tell of a group, and what has been told already. */
export interface Telling {
  input: ChangesInput;
  names: Names;
  summarised: Set<string>;
  exchanges: readonly Exchange[];
  room: Room;
}

/** A group with what its author has written about it. */
export interface Summarised {
  group: ChangeGroup;
  summary: string | undefined;
}

/** A paragraph of plain text. */
export const sentence = (plain: string): Block => ({ type: 'paragraph', children: [{ type: 'text', text: plain }] });

/** A list of plain sentences. */
export const listOf = (items: readonly string[]): Block => ({
  type: 'list',
  ordered: false,
  items: items.map((item) => [sentence(item)]),
});

/** A group in sentences, with the reason, and then the wording. */
export function tellGroup({ group, summary }: Summarised, { input, names, exchanges, room }: Telling): Block[] {
  const { template } = input;
  const items = group.changes.filter((change) => change.paragraph === undefined && change.item !== 'field');
  const fields = group.changes.filter(({ item }) => item === 'field');
  const { sentences: inSentences, rest: prose } = proseSentences(
    group.id === throughoutDocument ? [] : group.changes.filter(({ paragraph }) => paragraph !== undefined),
    names,
    template,
  );
  const sentences = [
    ...items.flatMap((change, index) => {
      const plain = changeSentence(change, names, template, group.id);
      if (plain === undefined) return [];
      const before = items[index - 1];
      const same = before?.id === change.id && before.item === change.item;
      return [withParts(same ? again(plain, change, names) : plain, group.withIt.get(change) ?? [], names, template)];
    }),
    ...fieldSentences(fields, names, template),
    ...inSentences,
    ...(group.id === throughoutDocument ? exchangeSentences(exchanges, template) : []),
  ];
  // A summary says what something new is about; without one its first words must do.
  const openings =
    summary !== undefined
      ? []
      : items.filter(
          (change) => change.kind === 'added' && names.isSection(change) && change.after?.text !== change.title,
        );
  const { parties, more } = causesOf(group, input, names, template);
  const woven = parties !== undefined && sentences.length === 1 && prose.length === 0;
  const facts = woven ? sentences.map((one) => weave(one, parties, template)) : sentences;
  const many = sentences.length + prose.length > 1;
  const cause = parties === undefined || woven ? [] : [causeSentence(parties, many, template)];
  const listedFacts = facts.length > 3;
  const first = [summary, ...(listedFacts ? [] : facts), ...(listedFacts ? [] : [...cause, ...more])];
  const opened = first.filter((each) => each !== undefined);
  return [
    ...(opened.length > 0 ? [sentence(opened.join(' '))] : []),
    ...(listedFacts ? [listOf(facts)] : []),
    ...(listedFacts && cause.length + more.length > 0 ? [sentence([...cause, ...more].join(' '))] : []),
    ...openings.flatMap((change) => [sentence(template.phrases.opens), opening(change.after?.text ?? '')]),
    ...wordingBlocks(prose, template, input.fileName, room),
  ];
}

const exchangeSentences = (exchanges: readonly Exchange[], { phrases }: CompleteTemplate): string[] =>
  exchanges.map(({ before, after, count }) => fill(phrases.exchanged, { before, after, count: spelledNumber(count) }));

/** A second sentence in a row about one item says “den” or “det” of it. */
function again(plain: string, change: Change, names: Names): string {
  const noun = names.noun(change);
  const named = new RegExp(`${escaped(noun)} ”${escaped(quotable(change.title))}”`, 'iu');
  return capital(plain.replace(named, noun.endsWith('t') ? 'det' : 'den'));
}

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const causeSentence = (parties: string, many: boolean, { phrases }: CompleteTemplate): string =>
  fill(many ? phrases.causeMany : phrases.causeOne, { parties });

/** The reason inside the sentence about what it led to; a sentence that ends in anything but its own stop gets one after it. */
function weave(plain: string, parties: string, template: CompleteTemplate): string {
  return /[^.!?…:]\.$/u.test(plain) && !plain.slice(0, -1).includes('. ')
    ? fill(template.phrases.causeWoven, { sentence: plain.slice(0, -1), parties })
    : `${plain} ${causeSentence(parties, false, template)}`;
}

/** What a group is about, as a heading. */
export function titleOf({ id, changes }: Pick<ChangeGroup, 'id' | 'changes'>, { input, names }: Telling): string {
  const { phrases } = input.template;
  if (id === wholeDocument) return phrases.whole;
  if (id === documentLead) return phrases.lead;
  if (id === throughoutDocument) return phrases.throughout;
  return names.title(id) ?? changes[0]?.title ?? id;
}
