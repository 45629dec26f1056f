import type { Response, Round, Stance } from '../model/consultation.js';
import type { Party } from '../model/party.js';
import { allSections, type Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import type { AssembledRound } from './assemble-round.js';
import type { CommentRef } from './comment-refs.js';
import { type CommentCounts, countComments, type Theme, themes } from './handlings.js';

/** Where one party stands: has answered (in time or late), may still answer, is late, or answered without being asked. */
export interface StatusRow {
  party: Pick<Party, 'id' | 'name'>;
  state: 'answered' | 'answered-late' | 'waiting' | 'overdue' | 'unasked';
  /** Day of the answer, `YYYY-MM-DD`. */
  date?: string;
  stance?: Stance;
  comments: number;
}

/** How many answers take each stance. */
export type StanceCounts = Record<Stance, number>;

/** What was said under one heading of the revision that was sent out. */
export interface HeadingStatus {
  /** Id of the item; absent for general comments, and for those whose heading is nowhere. */
  id?: string;
  title: string;
  kind: 'item' | 'general' | 'orphans';
  /** Depth of the heading from 0. */
  depth: number;
  /** How many comments stand there, and how many of them wait for their disposition. */
  comments: number;
  open: number;
  /** How many parties commented there, by the stance they state there; `unstated` for those that state none. */
  stances: StanceCounts;
}

/** A round summed up on one day. */
export interface RoundStatus {
  round: Round;
  /** `YYYY-MM-DD`. */
  today: string;
  rows: StatusRow[];
  /** How many were asked, and of these have answered, and are late with it. */
  asked: number;
  answered: number;
  overdue: number;
  stances: StanceCounts;
  headings: HeadingStatus[];
  comments: CommentCounts;
  themes: Theme[];
}

const noStances = (): StanceCounts => ({
  approves: 0,
  'approves-with-comments': 0,
  'no-objection': 0,
  rejects: 0,
  abstains: 0,
  unstated: 0,
});

/** Sums up who has answered by `today` (`YYYY-MM-DD`), how, under which headings, and how far the dispositions have come. */
export function roundStatus(
  round: AssembledRound,
  comments: readonly CommentRef[],
  { parties, consulted, today }: { parties: readonly Party[]; consulted: Parsed<Roadmap> | undefined; today: string },
): RoundStatus {
  const { model } = round.round;
  const rows = statusRows(model, round.responses, parties, today);
  const stances = noStances();
  for (const { stance } of rows) if (stance) stances[stance] += 1;
  const asked = rows.filter(({ state }) => state !== 'unasked');
  return {
    round: model,
    today,
    rows,
    asked: asked.length,
    answered: asked.filter(({ state }) => state === 'answered' || state === 'answered-late').length,
    overdue: asked.filter(({ state }) => state === 'overdue').length,
    stances,
    headings: headingStatus(round, comments, consulted),
    comments: countComments(comments, round),
    themes: themes(round),
  };
}

/** One row for each that was asked, in the order of the register, then those that answered all the same. */
function statusRows(
  { recipients, due }: Round,
  responses: readonly Parsed<Response>[],
  parties: readonly Party[],
  today: string,
): StatusRow[] {
  const nameOf = new Map(parties.map((party) => [party.id, party.name]));
  const asked = recipients ?? parties.map(({ id }) => id);
  const of = new Map<string, Response>();
  // Of two answers of one party the trace complains; here the later one holds.
  for (const { model } of responses) {
    const other = of.get(model.party);
    if (!other || other.date < model.date) of.set(model.party, model);
  }
  const row = (id: string, otherwise: StatusRow['state']): StatusRow => {
    const party = { id, name: nameOf.get(id) ?? id };
    const answer = of.get(id);
    if (!answer) return { party, state: otherwise, comments: 0 };
    const state = otherwise === 'unasked' ? 'unasked' : answer.date > due ? 'answered-late' : 'answered';
    return { party, state, date: answer.date, stance: answer.stance, comments: answer.comments.length };
  };
  const uninvited = [...of.keys()].filter((id) => !asked.includes(id));
  return [
    ...[...new Set(asked)].map((id) => row(id, today > due ? 'overdue' : 'waiting')),
    ...uninvited.map((id) => row(id, 'unasked')),
  ];
}

/** Comments and stances under each heading that has any, in the order of the document; general comments first, lost ones last. */
function headingStatus(
  round: AssembledRound,
  comments: readonly CommentRef[],
  consulted: Parsed<Roadmap> | undefined,
): HeadingStatus[] {
  const settled = new Set(round.dispositions?.model.dispositions.flatMap((disposition) => disposition.comments));
  const keyOf = ({ item, general }: CommentRef): string => (item === undefined ? (general ? ' ' : '?') : `#${item}`);
  const groups = new Map<string, CommentRef[]>();
  for (const comment of comments) {
    const list = groups.get(keyOf(comment));
    if (list) list.push(comment);
    else groups.set(keyOf(comment), [comment]);
  }
  const summed = (key: string, head: Pick<HeadingStatus, 'id' | 'title' | 'kind' | 'depth'>): HeadingStatus[] => {
    const list = groups.get(key);
    if (!list) return [];
    groups.delete(key);
    const ofParty = new Map<string, Stance>();
    for (const { comment, response } of list) {
      const { party } = response.model;
      // What a party states once under a heading holds for the rest it says there.
      if ((ofParty.get(party) ?? 'unstated') === 'unstated') ofParty.set(party, comment.stance ?? 'unstated');
    }
    const stances = noStances();
    for (const stance of ofParty.values()) stances[stance] += 1;
    const open = list.filter(({ ref }) => !settled.has(ref)).length;
    return [{ ...head, comments: list.length, open, stances }];
  };
  const items = consulted
    ? [...allSections(consulted.model)].flatMap(({ section, path }) => {
        const depth = path.filter((step) => step === 'sections').length - 1;
        return summed(`#${section.id}`, { id: section.id, title: section.title, kind: 'item', depth });
      })
    : [];
  const general = summed(' ', { title: '', kind: 'general', depth: 0 });
  const lost = summed('?', { title: '', kind: 'orphans', depth: 0 });
  // Comments on a milestone or an indicator, and all of them while the text that was sent out is out of reach.
  const others = [...groups].flatMap(([key, list]) =>
    summed(key, { id: key.slice(1), title: list[0]?.comment.heading ?? key.slice(1), kind: 'item', depth: 1 }),
  );
  return [...general, ...items, ...others, ...lost];
}
