import type { Change, ChangeKind, Weight } from '../model/change.js';

/** How many changes there are: in all, of each kind and of each weight. Contract of `diff --format json`. */
export interface Summary extends Record<ChangeKind, number>, Record<Weight, number> {
  total: number;
}

/** Counts changes by kind and by weight. */
export function summary(changes: readonly Change[]): Summary {
  const counts: Summary = {
    total: changes.length,
    added: 0,
    removed: 0,
    changed: 0,
    moved: 0,
    renamed: 0,
    split: 0,
    merged: 0,
    substantive: 0,
    editorial: 0,
  };
  for (const { kind, weight } of changes) {
    counts[kind] += 1;
    counts[weight] += 1;
  }
  return counts;
}
