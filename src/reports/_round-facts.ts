import type { AssembledRound } from '../consultation/assemble-round.js';
import { isOnlyStance } from '../consultation/gaps-comments.js';
import type { Handling } from '../consultation/handlings.js';
import type { TracedChange } from '../consultation/trace.js';
import { entries, type Entry } from '../diff/entries.js';
import { pairEntries } from '../diff/pair-entries.js';
import type { Response, Stance } from '../model/consultation.js';
import { stance as stances } from '../model/consultation.js';
import { wordFor } from '../model/field.js';
import type { Party } from '../model/party.js';
import type { Profile } from '../model/profile.js';
import type { ReportedRevision } from './_revision.js';

/** What the report on a round is made from. */
export interface RoundInput {
  round: AssembledRound;
  handlings: readonly Handling[];
  traced: readonly TracedChange[];
  /** The register; who is in it and was not asked is left out of the figures. */
  parties: readonly Party[];
  profile: Profile | undefined;
  before: ReportedRevision;
  /** Absent until the proposal has been revised. */
  after?: ReportedRevision | undefined;
  organisation: string;
  /** `YYYY-MM-DD`, the day that the report tells of. */
  date: string;
}

/** One heading of the consulted text with what was said of it. */
export interface CommentedSection {
  entry: Entry;
  depth: number;
  /** The title it has in the revised text, where that is another. */
  nowCalled?: string;
  handlings: Handling[];
}

/** A round put in order for the report. */
export interface RoundFacts extends RoundInput {
  /** Every heading, in the order of the consulted text. */
  sections: CommentedSection[];
  general: Handling[];
  unplaced: Handling[];
  asked: Party[];
  silent: Party[];
  late: Response[];
  unasked: Response[];
  nameOf(party: string): string;
  titleOf(item: string): string;
  /** The heading of the consulted text that a change stands under, if it stood there. */
  homeOf(change: TracedChange): Entry | undefined;
  /** From 1, in the order of the text. */
  numberOf(change: TracedChange): number;
}

/** Puts comments under headings, and answers beside those who were asked. */
export function roundFacts(input: RoundInput): RoundFacts {
  const { round, before, after, parties, profile } = input;
  const earlier = entries(before.parsed.model);
  const later = after ? entries(after.parsed.model) : [];
  const pairing = pairEntries(earlier, later, { profile });
  const then = new Map(earlier.map((entry) => [entry.id, entry]));
  const now = new Map(later.map((entry) => [entry.id, entry]));
  const sections = earlier
    .filter(({ group }) => group === 'section')
    .map((entry): CommentedSection => {
      const title = pairing.get(entry)?.title;
      return {
        entry,
        depth: depthOf(entry),
        handlings: [],
        ...(title === undefined || title === entry.title ? {} : { nowCalled: title }),
      };
    });
  const bySection = new Map(sections.map((section) => [section.entry, section]));
  const [general, unplaced]: Handling[][] = [[], []];
  for (const handling of input.handlings) {
    const { item, general: whole } = handling.comment;
    const found = item === undefined ? undefined : bySection.get(sectionOf(then.get(item)) as Entry);
    if (found) found.handlings.push(handling);
    else (whole ? general : unplaced)?.push(handling);
  }
  const recipients = round.round.model.recipients;
  const asked = recipients
    ? recipients.map((id) => parties.find((party) => party.id === id) ?? { id, name: id, type: 'body' as const })
    : [...parties];
  const answers = round.responses.map(({ model }) => model);
  const answered = new Set(answers.map(({ party }) => party));
  const numbers = new Map(input.traced.map((change, index) => [change, index + 1]));
  return {
    ...input,
    sections,
    general: general ?? [],
    unplaced: unplaced ?? [],
    asked,
    silent: asked.filter(({ id }) => !answered.has(id)),
    late: answers.filter(({ date }) => date > round.round.model.due),
    unasked: answers.filter(({ party }) => asked.length > 0 && !asked.some(({ id }) => id === party)),
    nameOf: (party) => parties.find(({ id }) => id === party)?.name ?? party,
    titleOf: (item) => now.get(item)?.title ?? then.get(item)?.title ?? item,
    homeOf: ({ change }) => {
      const entry = change.kind === 'removed' ? then.get(change.id) : now.get(change.id);
      const section = sectionOf(entry);
      if (!section) return undefined;
      return then.get(section.id) === section ? section : pairing.get(section);
    },
    numberOf: (change) => numbers.get(change) ?? 0,
  };
}

const depthOf = (entry: Entry): number => (entry.parent ? depthOf(entry.parent) + 1 : 1);

function sectionOf(entry: Entry | undefined): Entry | undefined {
  let at = entry;
  while (at && at.group !== 'section') at = at.parent;
  return at;
}

/** A stance in words. */
export const stanceWord = (value: Stance): string => wordFor(stances, value);

/** Every stance in the order it is told in. */
export const allStances = Object.keys(stances.enum) as Stance[];

/** How each answer stands to one heading: what its first comment there says, else nothing. */
export function stancesOf(handlings: readonly Handling[]): Map<Response, Stance | undefined> {
  const found = new Map<Response, Stance | undefined>();
  for (const { comment } of handlings) {
    const answer = comment.response.model;
    found.set(answer, found.get(answer) ?? comment.comment.stance);
  }
  return found;
}

/** `true` for a comment that says something beside how the responder stands. */
export const saysSomething = ({ comment }: Handling): boolean => !isOnlyStance(comment);
