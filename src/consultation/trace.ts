import { diffRoadmaps } from '../diff/diff-roadmaps.js';
import type { Change } from '../model/change.js';
import type { Dispositions } from '../model/consultation.js';
import type { Party } from '../model/party.js';
import type { AssembledRound } from './assemble-round.js';
import { explain, type Explained, type ExplainingList } from './attribute.js';
import { type CommentRef, commentRefs } from './comment-refs.js';
import { makeDerive } from './derive.js';
import { roundGaps } from './gaps.js';
import type { Gap } from './gap.js';
import { itemNames, type Revisions } from './item-names.js';

/** Why a change was made: comments asked for it, it follows from another change, the drafter's stated reason, form only, or nobody has said. */
export type ChangeClass = 'requested' | 'derived' | 'own' | 'editorial' | 'unexplained';

/** A change with why it was made. */
export interface TracedChange extends Explained {
  class: ChangeClass;
  /** The changes it follows from, by ref; it then has their causes beside its own. */
  follows: string[];
}

/** A round followed from comment to change. */
export interface Trace {
  comments: CommentRef[];
  /** What changed between the two revisions, with causes. */
  changes: Change[];
  /** The same changes in the same order, each with why it was made. */
  traced: TracedChange[];
  gaps: Gap[];
}

/**
 * Follows every comment of a round through its disposition to the changes between the two revisions, and lists what does not hang together.
 * With `asked`, also answers of parties that are not in the register, and a consulted text that is not the one that was sent.
 */
export function trace(
  round: AssembledRound,
  revisions: Revisions,
  asked: { parties?: readonly Party[]; consultedSha256?: string } = {},
): Trace {
  const { before, after, profile } = revisions;
  const comments = commentRefs(round.responses, before, profile);
  const names = itemNames(revisions);
  const explained = explain(diffRoadmaps(before, after, { profile }), round.dispositions?.model, comments, names);
  const traced = classify(explained, round.dispositions?.model, names);
  return {
    comments,
    changes: traced.map(({ change }) => change),
    traced,
    gaps: roundGaps(round, { comments, revisions, traced, names }, asked),
  };
}

/** Says of each change why it was made; those that nobody has explained may follow from others. */
function classify(
  explained: readonly Explained[],
  dispositions: Dispositions | undefined,
  names: ReturnType<typeof itemNames>,
): TracedChange[] {
  const derive = makeDerive(explained, names);
  const stated = dispositions?.derived ?? [];
  const changesOf = (id: string): string[] =>
    explained.flatMap(({ change, ref }) => {
      const { itself, around } = names.of(change);
      return [...itself, ...around].includes(names.later(id)) ? [ref] : [];
    });
  const found = explained.map((each): TracedChange => {
    const [list] = listsOf(each);
    if (list === undefined) {
      const follows = derive(each);
      const otherwise = each.change.weight === 'editorial' ? 'editorial' : 'unexplained';
      return { ...each, class: follows.length > 0 ? 'derived' : otherwise, follows };
    }
    const from = each.derived.flatMap((index) => stated[index]?.from ?? []);
    const follows = [...new Set(from.flatMap(changesOf))].filter((ref) => ref !== each.ref);
    return { ...each, class: classes[list], follows };
  });
  return withInheritedCauses(found);
}

const classes = { dispositions: 'requested', own: 'own', derived: 'derived' } as const;

/** The lists that explain a change, what weighs most first. */
const listsOf = (explained: Explained): ExplainingList[] =>
  (['dispositions', 'own', 'derived'] as const).filter((list) => explained[list].length > 0);

/** Gives each derived change the causes of what it follows from, however many steps away. */
function withInheritedCauses(traced: readonly TracedChange[]): TracedChange[] {
  const byRef = new Map(traced.map((each) => [each.ref, each]));
  return traced.map((each) => {
    if (each.class !== 'derived') return each;
    const causes = new Set(each.causes);
    const seen = new Set([each.ref]);
    const queue = [...each.follows];
    for (let ref = queue.shift(); ref !== undefined; ref = queue.shift()) {
      const from = byRef.get(ref);
      if (!from || seen.has(ref)) continue;
      seen.add(ref);
      for (const cause of from.causes) causes.add(cause);
      queue.push(...from.follows);
    }
    return { ...each, causes: [...causes], change: { ...each.change, causes: [...causes] } };
  });
}
