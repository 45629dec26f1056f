import type { ModelPath } from '../core/locations.js';
import { text } from '../core/text.js';
import type { SecondPlace } from './_contract.js';

/** What a value that is out of order belongs before (the first later one that stays), or, as the last of them, after. */
export function belongsBeside(
  values: readonly (number | string)[],
  moved: readonly number[],
  at: number,
): { index: number; before: boolean } | undefined {
  const wanted = values[at];
  const kept = [...values.keys()].filter((index) => !moved.includes(index));
  const next = kept.find((index) => {
    const value = values[index];
    return value !== undefined && wanted !== undefined && value > wanted;
  });
  const last = kept.at(-1);
  return next !== undefined
    ? { index: next, before: true }
    : last === undefined
      ? undefined
      : { index: last, before: false };
}

/** The second place of something that is to be moved there. */
export const movedTo = (at: ModelPath, before: boolean): SecondPlace => ({
  at,
  message: before
    ? text('Flytta den till före det här', 'Move it to before this')
    : text('Flytta den till efter det här', 'Move it to after this'),
});

/**
 * Indexes of the values that stand out of order: the fewest that must be moved for the rest never to fall.
 * (The complement of a longest non-decreasing subsequence, in n log n.)
 */
export function displaced(values: readonly (number | string)[]): number[] {
  const tails: number[] = [];
  const before: (number | undefined)[] = [];
  const at = (index: number | undefined) => (index === undefined ? undefined : values[index]);
  for (const [index, value] of values.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const tail = at(tails[middle]);
      if (tail !== undefined && tail <= value) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? tails[low - 1] : undefined;
    tails[low] = index;
  }
  const kept = new Set<number>();
  for (let index = tails.at(-1); index !== undefined; index = before[index]) kept.add(index);
  return [...values.keys()].filter((index) => !kept.has(index));
}
