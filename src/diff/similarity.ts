import { fold } from '../core/text.js';
import { bareWords } from './weigh.js';

/** How alike the texts of two lists are, from 0 to 1, by index; symmetric. */
export type Likeness = (before: number, after: number) => number;

// A word in more texts than this tells nothing about which two belong together, and would make the work quadratic.
const tooCommon = 400;

/** Compares every text of one list with every text of the other by the words they share; words in many texts count less. */
export function likeness(before: readonly string[], after: readonly string[]): Likeness {
  const bags = [...before, ...after].map(bagOf);
  const frequency = new Map<string, number>();
  for (const bag of bags) for (const word of bag.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const weight = (word: string) => {
    const texts = frequency.get(word) ?? 1;
    return texts > tooCommon ? 0 : 1 / Math.sqrt(texts);
  };
  const holders = new Map<string, { index: number; count: number }[]>();
  bags.slice(before.length).forEach((bag, index) => {
    for (const [word, count] of bag) {
      const list = holders.get(word);
      if (list) list.push({ index, count });
      else holders.set(word, [{ index, count }]);
    }
  });
  const size = bags.map((bag) => {
    let total = 0;
    for (const [word, count] of bag) total += count * weight(word);
    return total;
  });
  // Rows are asked for one after the other; keeping them all would take memory by the square.
  let kept: { index: number; shared: Float64Array } | undefined;
  const row = (index: number): Float64Array => {
    if (kept?.index !== index) {
      const shared = new Float64Array(after.length);
      for (const [word, count] of bags[index] ?? []) {
        const each = weight(word);
        if (each === 0) continue;
        for (const other of holders.get(word) ?? []) {
          shared[other.index] = (shared[other.index] ?? 0) + Math.min(count, other.count) * each;
        }
      }
      kept = { index, shared };
    }
    return kept.shared;
  };
  return (i, j) => {
    const total = (size[i] ?? 0) + (size[before.length + j] ?? 0);
    return total === 0 ? 0 : (2 * (row(i)[j] ?? 0)) / total;
  };
}

function bagOf(text: string): Map<string, number> {
  const bag = new Map<string, number>();
  for (const word of bareWords(text)) bag.set(word, (bag.get(word) ?? 0) + 1);
  return bag;
}

/** How alike two titles are, from 0 to 1, by the groups of three letters they share: “utveckla” is near “utveckling”. */
export function titleLikeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const gram of a) if (b.has(gram)) common += 1;
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}

/** The groups of three letters in a title's words, for {@link titleLikeness}. */
export function titleGrams(title: string): Set<string> {
  const found = new Set<string>();
  for (const word of fold(title).split(/[^\p{L}\p{N}]+/u)) {
    const padded = ` ${word} `;
    for (let at = 0; word !== '' && at + 3 <= padded.length; at += 1) found.add(padded.slice(at, at + 3));
  }
  return found;
}
