import type { Comment } from '../model/consultation.js';
import { Ids } from '../parse/markdown.js';
import { unplacedHeading } from './place-answer.js';

/** How alike two comments on the same item, and on different ones, must be to be the same comment, from 0 to 1. */
const least = { sameItem: 0.4, otherItem: 0.75 };

/**
 * Gives the comments of a corrected answer the ids they had in the earlier one, matched by item and words, since dispositions refer to them.
 * A new comment never gets an id that another had. `lost` are the earlier ids that no comment has any more.
 */
export function carryIds(
  earlier: readonly Comment[],
  later: readonly Comment[],
): { comments: Comment[]; lost: string[] } {
  const words = new Map([...earlier, ...later].map((comment) => [comment, wordsOf(comment)]));
  const pairs = earlier
    .flatMap((was) =>
      later.map((is) => {
        const [before, after] = [words.get(was) ?? [], words.get(is) ?? []];
        // What could not be placed stands with the words of its column before it, and may be placed now.
        const unplaced = was.heading === unplacedHeading;
        const same = unplaced || (was.item === is.item && (was.item !== undefined || was.heading === is.heading));
        const likeness = unplaced && holds(before, after) ? 1 : alike(before, after);
        return { was, is, same, likeness };
      }),
    )
    .filter(({ same, likeness }) => likeness >= (same ? least.sameItem : least.otherItem))
    .toSorted((a, b) => b.likeness + Number(b.same) / 4 - (a.likeness + Number(a.same) / 4));
  const kept = new Map<Comment, string>();
  const used = new Set<Comment>();
  for (const { was, is } of pairs) {
    if (used.has(was) || kept.has(is)) continue;
    used.add(was);
    kept.set(is, was.id);
  }
  const ids = new Ids();
  for (const { id } of earlier) ids.take(id);
  const comments = later.map((comment) => ({
    ...comment,
    id: kept.get(comment) ?? ids.make(comment.item ?? comment.heading ?? ''),
  }));
  return { comments, lost: earlier.filter((comment) => !used.has(comment)).map(({ id }) => id) };
}

const wordsOf = ({ text, proposal, motive }: Comment): string[] =>
  [text, motive, proposal === text ? '' : proposal]
    .join(' ')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** `true` if the one ends with the other. */
const holds = (one: readonly string[], other: readonly string[]): boolean =>
  other.length > 0 && one.join(' ').endsWith(other.join(' '));

/** Twice the words in common, by all words; 1 for two that say nothing. */
function alike(one: readonly string[], other: readonly string[]): number {
  if (one.length + other.length === 0) return 1;
  const left = new Map<string, number>();
  for (const word of one) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of other) {
    const count = left.get(word) ?? 0;
    if (count > 0) {
      common += 1;
      left.set(word, count - 1);
    }
  }
  return (2 * common) / (one.length + other.length);
}
