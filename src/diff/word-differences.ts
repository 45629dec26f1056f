import { diffArrays } from 'diff';

/** Words that stand in one text and not in the other, at the same place. */
export interface WordDifference {
  /** Index of the first word concerned in `found`; for missing words, of the word they should stand before. */
  at: number;
  expected: string;
  found: string;
}

/** More single changes than this, and finding the fewest would take seconds. */
const mostEdits = 3000;

/** Where two sequences of words differ, in order; one difference for the whole when they have little in common. */
export function wordDifferences(expected: readonly string[], found: readonly string[]): WordDifference[] {
  // What is alike at both ends need not be aligned.
  let start = 0;
  while (start < Math.min(expected.length, found.length) && expected[start] === found[start]) start += 1;
  let tail = 0;
  const most = Math.min(expected.length, found.length) - start;
  while (tail < most && expected.at(-1 - tail) === found.at(-1 - tail)) tail += 1;
  const before = expected.slice(start, expected.length - tail);
  const after = found.slice(start, found.length - tail);
  if (before.length === 0 && after.length === 0) return [];
  const runs = diffArrays(before, after, { maxEditLength: mostEdits });
  if (!runs) return [{ at: start, expected: before.join(' '), found: after.join(' ') }];
  const differences: WordDifference[] = [];
  let at = start;
  let open: WordDifference | undefined;
  for (const { added, removed, value } of runs) {
    if (!added && !removed) {
      open = undefined;
      at += value.length;
      continue;
    }
    if (!open) {
      open = { at, expected: '', found: '' };
      differences.push(open);
    }
    if (added) {
      open.found = value.join(' ');
      at += value.length;
    } else open.expected = value.join(' ');
  }
  return differences;
}
