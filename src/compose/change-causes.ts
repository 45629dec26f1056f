import { listed, slug } from '../core/text.js';
import type { TracedChange } from '../consultation/trace.js';
import type { Change } from '../model/change.js';
import type { Disposition, Dispositions, Response } from '../model/consultation.js';
import type { Party } from '../model/party.js';
import type { ChangeGroup } from './change-groups.js';
import type { Names } from './change-names.js';
import { fill, filled } from './fill.js';
import { quotable } from './plain-text.js';
import { capital, spelledNumber, stopped } from './swedish.js';
import type { CompleteTemplate } from './template.js';

/** What the consultation knows, for telling why something changed. */
export interface Consultation {
  responses: readonly Response[];
  dispositions: Dispositions | undefined;
  parties: readonly Pick<Party, 'id' | 'name'>[];
  /** The changes with why each was made; none without a round. */
  traced?: readonly TracedChange[];
}

/** Why a group changed, in words. */
export interface Causes {
  /** Whose comments were taken in, as they stand after “synpunkter från”; absent when there are none. */
  parties: string | undefined;
  /** Everything else that is to be said of the cause, in whole sentences. */
  more: string[];
}

/** Outcomes that mean that the text was changed. */
const changing: readonly Disposition['outcome'][] = ['accepted', 'partly'];

/** More parties than this are counted after the first ones. */
const mostNamed = 5;

/** The name of who answered: from the register, else the party's id. */
function partyName(responseId: string, { responses, parties }: Consultation): string {
  const party = responses.find(({ id }) => id === responseId)?.party ?? responseId;
  return parties.find(({ id }) => id === party)?.name ?? party;
}

/** Every change of a group, with what came or went along. */
export const allOf = (group: ChangeGroup): Change[] =>
  group.changes.flatMap((change) => [change, ...(group.withIt.get(change) ?? [])]);

/** The comments that changes follow from, as `response-id#comment-id`. */
export const commentsOf = (changes: readonly Change[]): Set<string> =>
  new Set(changes.flatMap(({ causes }) => causes).filter((cause) => cause.includes('#')));

/** The dispositions that a group of changes carries out: by a cause in common, else by the item they say they change. */
export function dispositionsOf(group: ChangeGroup, consultation: Consultation, names: Names): Disposition[] {
  const comments = commentsOf(requested(allOf(group), consultation));
  const ids = idsOf(group, names);
  return (consultation.dispositions?.dispositions ?? []).filter(
    ({ comments: answered, items, outcome }) =>
      changing.includes(outcome) &&
      (answered.some((comment) => comments.has(comment)) || (items ?? []).some((item) => ids.has(item))),
  );
}

/** Without the changes that only follow from others: their causes are those of what they follow from. */
function requested(changes: readonly Change[], { traced = [] }: Consultation): Change[] {
  const derived = new Set(traced.flatMap((each) => (each.class === 'derived' ? [each.change] : [])));
  return changes.filter((change) => !derived.has(change));
}

function idsOf(group: ChangeGroup, names: Names): Set<string> {
  const ids = new Set([group.id, ...allOf(group).map(({ id }) => id)]);
  for (let id = names.above(group.id); id !== undefined && !ids.has(id); id = names.above(id)) ids.add(id);
  return ids;
}

/** Why a group changed: whose comments, the drafter's own reasons, and what the change follows from. */
export function causesOf(
  group: ChangeGroup,
  consultation: Consultation,
  names: Names,
  { phrases }: CompleteTemplate,
): Causes {
  const all = allOf(group);
  const changes = requested(all, consultation);
  const comments = commentsOf(changes);
  const partlyTaken = new Set(
    (consultation.dispositions?.dispositions ?? [])
      .filter(({ outcome }) => outcome === 'partly')
      .flatMap(({ comments: taken }) => taken),
  );
  const partiesOf = (of: readonly string[]) =>
    [...new Set(of.map((comment) => partyName(comment.split('#')[0] ?? '', consultation)))].sort((a, b) =>
      a.localeCompare(b, 'sv'),
    );
  const named = (parties: readonly string[]): string => {
    const rest = parties.length - mostNamed + 1;
    return rest < 2
      ? listed(parties, 'sv')
      : filled(phrases.partiesMore, {
          parties: parties.slice(0, mostNamed - 1).join(', '),
          count: spelledNumber(rest),
        });
  };
  const whole = partiesOf([...comments].filter((comment) => !partlyTaken.has(comment)));
  const partly = partiesOf([...comments].filter((comment) => partlyTaken.has(comment))).filter(
    (party) => !whole.includes(party),
  );
  return {
    parties: whole.length > 0 ? named(whole) : undefined,
    more: [
      ...(partly.length > 0 ? [fill(phrases.causePartly, { parties: named(partly) })] : []),
      ...ownReasons(group, changes, comments.size > 0, consultation, phrases),
      ...(changes.length === 0 ? derivedReasons(all, consultation, names, phrases) : []),
    ],
  };
}

function ownReasons(
  group: ChangeGroup,
  changes: readonly Change[],
  beside: boolean,
  { dispositions }: Consultation,
  phrases: CompleteTemplate['phrases'],
): string[] {
  const own = changes.filter(({ causes }) => causes.includes('own'));
  if (own.length === 0) return [];
  // A field of the front matter may be named in Swedish as well, as its key is.
  const ids = new Set([
    group.id,
    ...changes.flatMap(({ id, item, title }) => (item === 'field' ? [id, slug(title)] : [id])),
  ]);
  const phrase = beside ? phrases.ownReasonBeside : own.length === 1 ? phrases.ownReasonOne : phrases.ownReasonMany;
  const reasons = (dispositions?.own ?? []).filter(({ items }) => items.some((item) => ids.has(item)));
  return [...new Set(reasons.map(({ reason }) => reason))].map((reason, index) =>
    index === 0 ? fill(phrase, { reason: capital(stopped(reason)) }) : capital(stopped(reason)),
  );
}

/** What changes follow from that nobody asked for by themselves. */
function derivedReasons(
  changes: readonly Change[],
  { traced = [], dispositions }: Consultation,
  names: Names,
  phrases: CompleteTemplate['phrases'],
): string[] {
  const of = traced.filter(({ change }) => changes.includes(change));
  const refs = new Map(traced.map((each) => [each.ref, each.change]));
  const own = new Set(changes.map(({ id }) => id));
  const sources = of
    .flatMap(({ follows }) => follows)
    .flatMap((ref) => refs.get(ref) ?? [])
    .map((change) => (names.isSection(change) ? change.id : (change.within ?? change.id)))
    .filter((id) => !own.has(id));
  const titles = [...new Set(sources)].map((id) => names.title(id) ?? id);
  const stated = of.flatMap(({ derived }) => derived).map((index) => dispositions?.derived?.[index]?.reason);
  const reasons = [...new Set(stated.filter((reason) => reason !== undefined))];
  if (reasons.length > 0) return reasons.map((reason) => capital(stopped(reason)));
  const phrase = changes.length === 1 ? phrases.derivedOne : phrases.derivedMany;
  return titles.length > 0
    ? [
        fill(phrase, {
          parts: listed(
            titles.slice(0, 3).map((title) => `”${quotable(title)}”`),
            'sv',
          ),
        }),
      ]
    : [];
}

/** Ids of the answers that changes follow from. */
export function answerIds(groups: readonly ChangeGroup[]): string[] {
  return [...new Set([...commentsOf(groups.flatMap(allOf))].map((comment) => comment.split('#')[0] ?? ''))];
}

/** The answers that changes follow from, each as “Borås Stad, Kommunstyrelsen, 2021-12-13, KS 2021-00812”. */
export function answersBehind(groups: readonly ChangeGroup[], consultation: Consultation): string[] {
  const ids = new Set(answerIds(groups));
  return consultation.responses
    .filter(({ id }) => ids.has(id))
    .map((response) =>
      [partyName(response.id, consultation), response.body, response.date, response.reference]
        .filter(Boolean)
        .join(', '),
    )
    .sort((a, b) => a.localeCompare(b, 'sv'));
}
