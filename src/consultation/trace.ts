import { diffRoadmaps } from '../diff/diff-roadmaps.js';
import type { Change } from '../model/change.js';
import type { AssembledRound } from './assemble-round.js';
import { attribute, itemNames, type Revisions } from './attribute.js';
import { type CommentRef, commentRefs } from './comment-refs.js';
import { type Gap, uncaused, undisposed, unknownComments, unkept } from './gaps.js';

/** A round followed from comment to change. */
export interface Trace {
  comments: CommentRef[];
  /** What changed between the two revisions, with causes. */
  changes: Change[];
  gaps: Gap[];
}

/** Follows every comment of a round through its disposition to the changes between the two revisions, and lists what does not hang together. */
export function trace({ responses, dispositions }: AssembledRound, revisions: Revisions): Trace {
  const { before, after, profile } = revisions;
  const comments = commentRefs(responses, before, profile);
  const names = itemNames(revisions);
  const changes = attribute(diffRoadmaps(before, after, { profile }), dispositions?.model, comments, names);
  return {
    comments,
    changes,
    gaps: [
      ...undisposed(comments, dispositions?.model),
      ...(dispositions ? unknownComments(comments, dispositions) : []),
      ...(dispositions ? unkept(comments, dispositions, changes, names) : []),
      ...uncaused(changes),
    ],
  };
}
