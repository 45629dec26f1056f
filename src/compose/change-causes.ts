import { listed, slug } from '../core/text.js';
import type { Change } from '../model/change.js';
import type { Disposition, Dispositions, Response } from '../model/consultation.js';
import type { Party } from '../model/party.js';
import type { ChangeGroup } from './change-groups.js';
import type { Names } from './change-names.js';
import { fill } from './fill.js';
import { capital, stopped } from './swedish.js';
import type { CompleteTemplate } from './template.js';

/** What the consultation knows, for telling why something changed. */
export interface Consultation {
  responses: readonly Response[];
  dispositions: Dispositions | undefined;
  parties: readonly Pick<Party, 'id' | 'name'>[];
}

/** Outcomes that mean that the text was changed. */
const changing: readonly Disposition['outcome'][] = ['accepted', 'partly'];

/** The name of who answered: from the register, else the party's id. */
export function partyName(responseId: string, { responses, parties }: Consultation): string {
  const party = responses.find(({ id }) => id === responseId)?.party ?? responseId;
  return parties.find(({ id }) => id === party)?.name ?? party;
}

/** Every change of a group, with what came or went along. */
export const allOf = (group: ChangeGroup): Change[] =>
  group.changes.flatMap((change) => [change, ...(group.withIt.get(change) ?? [])]);

const commentsOf = (changes: readonly Change[]): Set<string> =>
  new Set(changes.flatMap(({ causes }) => causes).filter((cause) => cause.includes('#')));

/** The dispositions that a group of changes carries out: by a cause in common, else by the item they say they change. */
export function dispositionsOf(group: ChangeGroup, consultation: Consultation, names: Names): Disposition[] {
  const comments = commentsOf(allOf(group));
  const ids = idsOf(group, names);
  return (consultation.dispositions?.dispositions ?? []).filter(
    ({ comments: answered, items, outcome }) =>
      changing.includes(outcome) &&
      (answered.some((comment) => comments.has(comment)) || (items ?? []).some((item) => ids.has(item))),
  );
}

function idsOf(group: ChangeGroup, names: Names): Set<string> {
  const ids = new Set([group.id, ...allOf(group).map(({ id }) => id)]);
  for (let id = names.above(group.id); id !== undefined && !ids.has(id); id = names.above(id)) ids.add(id);
  return ids;
}

/** Why a group changed, in sentences: whose comments, and the drafter's own reasons. */
export function causeSentences(
  group: ChangeGroup,
  consultation: Consultation,
  { phrases }: CompleteTemplate,
): string[] {
  const changes = allOf(group);
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
  const whole = partiesOf([...comments].filter((comment) => !partlyTaken.has(comment)));
  const partly = partiesOf([...comments].filter((comment) => partlyTaken.has(comment))).filter(
    (party) => !whole.includes(party),
  );
  // A field of the front matter may be named in Swedish as well, as its key is.
  const ids = new Set([
    group.id,
    ...changes.flatMap(({ id, item, title }) => (item === 'field' ? [id, slug(title)] : [id])),
  ]);
  const own = (consultation.dispositions?.own ?? []).filter(({ items }) => items.some((item) => ids.has(item)));
  const ownChanges = changes.filter(({ causes }) => causes.includes('own'));
  const ownStated = ownChanges.length > 0 ? own : [];
  const ownPhrase =
    comments.size > 0
      ? phrases.ownReasonBeside
      : ownChanges.length === 1
        ? phrases.ownReasonOne
        : phrases.ownReasonMany;
  const causePhrase = changes.length === 1 ? phrases.causeOne : phrases.causeMany;
  return [
    ...(whole.length > 0 ? [fill(causePhrase, { parties: listed(whole, 'sv') })] : []),
    ...(partly.length > 0 ? [fill(phrases.causePartly, { parties: listed(partly, 'sv') })] : []),
    ...ownStated.map(({ reason }) => fill(ownPhrase, { reason: capital(stopped(reason)) })),
  ];
}

/** The answers that changes follow from, each as “Borås Stad, Kommunstyrelsen, 2021-12-13, KS 2021-00812”. */
export function answersBehind(groups: readonly ChangeGroup[], consultation: Consultation): string[] {
  const ids = new Set([...commentsOf(groups.flatMap(allOf))].map((comment) => comment.split('#')[0] ?? ''));
  return consultation.responses
    .filter(({ id }) => ids.has(id))
    .map((response) =>
      [partyName(response.id, consultation), response.body, response.date, response.reference]
        .filter(Boolean)
        .join(', '),
    )
    .sort((a, b) => a.localeCompare(b, 'sv'));
}
