/** One pair of things that stand in both orders. */
export interface Ranked {
  before: number;
  after: number;
  /** How much is said by it having stayed; breaks ties between equally long orders. Below 1 for all together. */
  size: number;
}

/**
 * Which of the pairs have really moved: those outside the longest run that keeps its order (heaviest increasing subsequence).
 * Symmetric in before and after as long as sizes differ.
 */
export function moved<T extends Ranked>(pairs: readonly T[]): Set<T> {
  const list = [...pairs].sort((a, b) => a.before - b.before);
  if (list.every((pair, index) => index === 0 || (list[index - 1]?.after ?? 0) < pair.after)) return new Set();
  const weight: number[] = [];
  const previous: number[] = [];
  let end = -1;
  for (const [index, pair] of list.entries()) {
    let from = -1;
    for (let at = 0; at < index; at += 1) {
      if ((list[at]?.after ?? 0) < pair.after && (from < 0 || (weight[at] ?? 0) > (weight[from] ?? 0))) from = at;
    }
    weight[index] = 1 + pair.size + (from < 0 ? 0 : (weight[from] ?? 0));
    previous[index] = from;
    if (end < 0 || weight[index] > (weight[end] ?? 0)) end = index;
  }
  const stayed = new Set<T>();
  for (let at = end; at >= 0; at = previous[at] ?? -1) {
    const pair = list[at];
    if (pair) stayed.add(pair);
  }
  return new Set(list.filter((pair) => !stayed.has(pair)));
}

/** A number from 0 to 1 that depends on two texts, whichever comes first: breaks ties the same way in both directions. */
export function tieBreak(one: string, two: string): number {
  const [a, b] = one < two ? [one, two] : [two, one];
  let hash = 2166136261;
  for (const character of `${a}\n${b}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return (hash >>> 0) / 2 ** 32;
}
