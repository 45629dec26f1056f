import { assembleRounds, type AssembledRound, belongsTo } from '../consultation/assemble-round.js';
import { type CommentRef, commentRefs } from '../consultation/comment-refs.js';
import { type ItemNames, itemNames } from '../consultation/item-names.js';
import { type GapInRound, tellGap } from '../consultation/tell-gap.js';
import { type Trace, trace } from '../consultation/trace.js';
import { diffRoadmaps } from '../diff/diff-roadmaps.js';
import type { Change } from '../model/change.js';
import type { Profile } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import type { Finding, RuleContext } from './_contract.js';

/** The round a document belongs to, with its comments and the revisions that can be read. */
export interface RoundView extends AssembledRound {
  comments: CommentRef[];
  consulted: Parsed<Roadmap> | undefined;
  revised: Parsed<Roadmap> | undefined;
  profile: Profile | undefined;
  /** Those of its texts that are there can be read, with their profile: else headings have other ids, and what seems to be missing says nothing. */
  sound: boolean;
  /** They are all there, too. */
  clear: boolean;
}

// Several rules look at one round, and an answer of each principal; the round is put together once per run.
const views = new WeakMap<readonly Parsed[], RoundView[]>();
const outcomes = new WeakMap<RoundView, Outcome>();
const traces = new WeakMap<RoundView, Trace>();

/** {@link viewRound}, unless a fault in its texts that is told already stands in the way of judging what is in it. */
export function viewClearRound(document: Parsed, context: RuleContext): RoundView | undefined {
  const round = viewRound(document, context);
  return round?.clear === true ? round : undefined;
}

/** {@link viewRound} for what answers and dispositions say of each other: a text that is not there at all does not stand in the way of that. */
export function viewSoundRound(document: Parsed, context: RuleContext): RoundView | undefined {
  const round = viewRound(document, context);
  return round?.sound === true ? round : undefined;
}

/** The round that an answer or a file of dispositions belongs to; `undefined` when it is not in the run. */
export const viewRound = (document: Parsed, context: RuleContext): RoundView | undefined =>
  roundsAround(context).find((round) => belongsTo(document, round));

/** Every round of the run. */
export function roundsAround(context: RuleContext): RoundView[] {
  let all = views.get(context.documents);
  if (!all) {
    all = assembleRounds(context.documents).map((assembled) => view(assembled, context));
    views.set(context.documents, all);
  }
  return all;
}

function view(assembled: AssembledRound, context: RuleContext): RoundView {
  const { round } = assembled;
  const read = (source: string | undefined) => {
    const found = source === undefined ? undefined : context.referred(round, source);
    return found && isKind(found, 'roadmap') ? found : undefined;
  };
  const consulted = read(round.model.consulted.source);
  const revised = read(round.model.revised?.source);
  const comments = commentRefs(assembled.responses, consulted, context.profile);
  const { consulted: sent, revised: later } = round.model;
  const unread = (source: string | undefined, found: Parsed<Roadmap> | undefined) => source !== undefined && !found;
  const sound = [consulted, revised].every((each) => !each || !isUnsound(each, context));
  const clear = sound && !unread(sent.source, consulted) && !unread(later?.source, revised);
  return { ...assembled, consulted, revised, profile: context.profile, comments, sound, clear };
}

/** It cannot be read, or its profile is none of those that could have been named. */
const isUnsound = ({ model, diagnostics }: Parsed<Roadmap>, { profileIds }: RuleContext): boolean =>
  diagnostics.some(({ rule }) => rule === 'syntax') || (profileIds.length > 0 && !profileIds.includes(model.profile));

/** What changed in a round, and by which names its items are known. */
interface Outcome {
  changes: Change[];
  names: ItemNames;
}

/** The outcome of a round; `undefined` while it has not been revised. */
export function outcomeOf(round: RoundView): Outcome | undefined {
  const { consulted: before, revised: after, profile } = round;
  let outcome = outcomes.get(round);
  if (!outcome && before && after) {
    outcome = { changes: diffRoadmaps(before, after, { profile }), names: itemNames({ before, after, profile }) };
    outcomes.set(round, outcome);
  }
  return outcome;
}

/** Every change of the round with its cause; `undefined` while it has not been revised. */
export function tracedOf(round: RoundView): Trace | undefined {
  const { consulted: before, revised: after, profile } = round;
  let found = traces.get(round);
  if (!found && before && after) {
    found = trace(round, { before, after, profile });
    traces.set(round, found);
  }
  return found;
}

/** A gap of the round as a finding of a rule, in the words that `consult trace` has for it too. */
export function findingOf(gap: GapInRound, round: RoundView): Finding {
  const { message, help } = tellGap(gap, round.comments);
  return { at: gap.path, message, help };
}
