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
