import { fold } from '../core/text.js';
import { bareWords } from './weigh.js';

/** How alike the texts of two lists are, from 0 to 1, by index; symmetric. */
export type Likeness = (before: number, after: number) => number;

/** Two texts that are alike, by index. */
export interface Alike {
  row: number;
  column: number;
  likeness: number;
}

// A word in more texts than this tells nothing about which two belong together, and would make the work quadratic.
const tooCommon = 400;

interface Index {
  /** What each text of the first list shares with those of the second; good until the next row is asked for. */
  row(index: number): { shared: Float64Array; touched: readonly number[] };
  /** Weight of all the words of a text; those of the second list come after those of the first. */
  size: readonly number[];
}

/** Words by the texts that hold them; words in many texts count less. */
function indexed(before: readonly string[], after: readonly string[]): Index {
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
  const shared = new Float64Array(after.length);
  let touched: number[] = [];
  let current = -1;
  const row = (index: number) => {
    // Rows are asked for one after the other; keeping them all would take memory by the square.
    if (current === index) return { shared, touched };
    for (const column of touched) shared[column] = 0;
    touched = [];
    current = index;
    for (const [word, count] of bags[index] ?? []) {
      const each = weight(word);
      if (each === 0) continue;
      for (const other of holders.get(word) ?? []) {
        if (shared[other.index] === 0) touched.push(other.index);
        shared[other.index] = (shared[other.index] ?? 0) + Math.min(count, other.count) * each;
      }
    }
    return { shared, touched };
  };
  return { row, size };
}

/** Compares every text of one list with every text of the other by the words they share; words in many texts count less. */
export function likeness(before: readonly string[], after: readonly string[]): Likeness {
  const { row, size } = indexed(before, after);
  return (i, j) => {
    const total = (size[i] ?? 0) + (size[before.length + j] ?? 0);
    return total === 0 ? 0 : (2 * (row(i).shared[j] ?? 0)) / total;
  };
}

/** Every pair of texts of two lists that are at least so alike, by the words they share. */
export function alikePairs(before: readonly string[], after: readonly string[], least: number): Alike[] {
  if (before.length === 0 || after.length === 0) return [];
  const { row, size } = indexed(before, after);
  return before.flatMap((_, index) => {
    const { shared, touched } = row(index);
    return touched.flatMap((column): Alike[] => {
      const total = (size[index] ?? 0) + (size[before.length + column] ?? 0);
      const found = total === 0 ? 0 : (2 * (shared[column] ?? 0)) / total;
      return found < least ? [] : [{ row: index, column, likeness: found }];
    });
  });
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
