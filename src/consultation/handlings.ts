import type { Disposition } from '../model/consultation.js';
import type { AssembledRound } from './assemble-round.js';
import type { CommentRef } from './comment-refs.js';
import { isOnlyStance } from './gaps-comments.js';
import type { Trace, TracedChange } from './trace.js';

/** What became of one comment: its dispositions (most often one, none while it waits) and the changes it led to. */
export interface Handling {
  comment: CommentRef;
  dispositions: { index: number; disposition: Disposition }[];
  changes: TracedChange[];
}

/** Follows each comment, in the order of the answers, to its disposition and to the changes that were made because of it. */
export function handlings({ comments, traced }: Pick<Trace, 'comments' | 'traced'>, round: AssembledRound): Handling[] {
  const settled = new Map<string, Handling['dispositions']>();
  for (const [index, disposition] of (round.dispositions?.model.dispositions ?? []).entries()) {
    for (const ref of disposition.comments) {
      const list = settled.get(ref);
      if (list) list.push({ index, disposition });
      else settled.set(ref, [{ index, disposition }]);
    }
  }
  const caused = new Map<string, TracedChange[]>();
  for (const change of traced) {
    for (const cause of change.causes) {
      const list = caused.get(cause);
      if (list) list.push(change);
      else caused.set(cause, [change]);
    }
  }
  return comments.map((comment) => ({
    comment,
    dispositions: settled.get(comment.ref) ?? [],
    changes: caused.get(comment.ref) ?? [],
  }));
}

/** A theme with its disposition, and how many comments it gathers. */
export interface Theme {
  name: string;
  index: number;
  outcome: Disposition['outcome'];
  comments: number;
}

/** The themes of a round, in the order of its dispositions. */
export const themes = ({ dispositions }: AssembledRound): Theme[] =>
  (dispositions?.model.dispositions ?? []).flatMap(({ theme, outcome, comments }, index) =>
    theme === undefined ? [] : [{ name: theme, index, outcome, comments: comments.length }],
  );

/** How many comments there are of each outcome, how many wait, and how many only state a stance and call for none. */
export interface CommentCounts extends Record<Disposition['outcome'], number> {
  total: number;
  open: number;
  onlyStance: number;
}

/** Counts comments by outcome; one with several dispositions counts with the first. */
export function countComments(comments: readonly CommentRef[], { dispositions }: AssembledRound): CommentCounts {
  const outcomes = new Map<string, Disposition['outcome']>();
  for (const { comments: refs, outcome } of dispositions?.model.dispositions ?? []) {
    for (const ref of refs) if (!outcomes.has(ref)) outcomes.set(ref, outcome);
  }
  const counts: CommentCounts = {
    total: comments.length,
    accepted: 0,
    partly: 0,
    'not-accepted': 0,
    later: 0,
    noted: 0,
    open: 0,
    onlyStance: 0,
  };
  for (const comment of comments) {
    const outcome = outcomes.get(comment.ref);
    counts[outcome ?? (isOnlyStance(comment) ? 'onlyStance' : 'open')] += 1;
  }
  return counts;
}
