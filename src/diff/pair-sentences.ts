import { diffArrays } from 'diff';
import { alignWords, type Alignment, shareInCommon } from './align-words.js';
import { type Token, units } from './tokens.js';

/** A sentence with its words. */
export interface Sentence {
  text: string;
  tokens: Token[];
}

/** What became of some sentences in order: they stayed, were reworded (one may become two, or two one), went, or came. */
export interface SentencePair {
  before: readonly Sentence[];
  after: readonly Sentence[];
  /** Of the tokens of both sides; absent where nothing stayed, and where all did. */
  alignment?: Alignment;
  equal: boolean;
}

/** Above this many comparisons equal sentences are matched first, and the others between them. */
const mostPairs = 10_000;

/**
 * Pairs the sentences of two texts so that, in their order, as many words as possible stay: the best over the whole text, not the first
 * that will do. Sentences of which more than 60 % changed are not paired.
 */
export function pairSentences(before: readonly Sentence[], after: readonly Sentence[]): SentencePair[] {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start]?.text === after[start]?.text) start += 1;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail)?.text === after.at(-1 - tail)?.text) tail += 1;
  const [endA, endB] = [before.length - tail, after.length - tail];
  return [
    ...equalPairs(before.slice(0, start), after.slice(0, start)),
    ...between(before.slice(start, endA), after.slice(start, endB)),
    ...equalPairs(before.slice(endA), after.slice(endB)),
  ];
}

const equalPairs = (before: readonly Sentence[], after: readonly Sentence[]): SentencePair[] =>
  before.map((sentence, index) => ({ before: [sentence], after: after.slice(index, index + 1), equal: true }));

function between(before: readonly Sentence[], after: readonly Sentence[]): SentencePair[] {
  if (before.length === 0 && after.length === 0) return [];
  if (before.length * after.length <= mostPairs) return best(before, after);
  const runs = diffArrays(
    before.map(({ text }) => text.trim()),
    after.map(({ text }) => text.trim()),
  );
  const pairs: SentencePair[] = [];
  let [i, j, fromA, fromB] = [0, 0, 0, 0];
  const settle = () => {
    const [gone, come] = [before.slice(fromA, i), after.slice(fromB, j)];
    if (gone.length * come.length <= mostPairs) pairs.push(...(gone.length + come.length > 0 ? best(gone, come) : []));
    else pairs.push({ before: gone, after: come, equal: false });
  };
  for (const { added, removed, count } of runs) {
    if (removed) i += count;
    else if (added) j += count;
    else {
      settle();
      for (let at = 0; at < count; at += 1)
        pairs.push(...best(before.slice(i + at, i + at + 1), after.slice(j + at, j + at + 1)));
      [i, j] = [i + count, j + count];
      [fromA, fromB] = [i, j];
    }
  }
  settle();
  return pairs;
}

/** The ways a place in both texts can be reached: how many sentences of each the last step took. */
const ways = [
  [1, 1],
  [1, 2],
  [2, 1],
  [1, 0],
  [0, 1],
] as const;

/** By dynamic programming over both texts. */
function best(before: readonly Sentence[], after: readonly Sentence[]): SentencePair[] {
  const [rows, columns] = [before.length, after.length];
  const width = columns + 1;
  const worth = new Float64Array((rows + 1) * width).fill(-1);
  const way = new Int8Array((rows + 1) * width);
  const chosen = new Map<number, SentencePair>();
  worth[0] = 0;
  for (let i = 0; i <= rows; i += 1) {
    for (let j = 0; j <= columns; j += 1) {
      for (const [index, [down, right]] of ways.entries()) {
        const [k, l] = [i - down, j - right];
        if (k < 0 || l < 0) continue;
        const so = worth[k * width + l] ?? 0;
        const pair = down > 0 && right > 0 ? paired(before.slice(k, i), after.slice(l, j)) : undefined;
        if (down > 0 && right > 0 && !pair) continue;
        const gain = so + (pair ? gainOf(pair) : 0);
        if (gain <= (worth[i * width + j] ?? -1)) continue;
        worth[i * width + j] = gain;
        way[i * width + j] = index;
        if (pair) chosen.set(i * width + j, pair);
        else chosen.delete(i * width + j);
      }
    }
  }
  const pairs: SentencePair[] = [];
  let [i, j] = [rows, columns];
  while (i > 0 || j > 0) {
    const [down, right] = ways[way[i * width + j] ?? 0] ?? [1, 1];
    const [k, l] = [i - down, j - right];
    pairs.push(chosen.get(i * width + j) ?? { before: before.slice(k, i), after: after.slice(l, j), equal: false });
    [i, j] = [k, l];
  }
  return pairs.reverse();
}

/** Words that stay; a whole sentence is worth a little more than its words in two, and one pair more than two in one. */
const gainOf = ({ before, after, alignment, equal }: SentencePair): number =>
  equal ? wordsIn(before) + 0.5 : (alignment?.kept ?? 0) + 0.25 - 0.25 * (before.length + after.length - 2) + 0.01;

const wordsIn = (list: readonly Sentence[]): number =>
  list.reduce((sum, { tokens }) => sum + tokens.filter(({ word }) => word).length, 0);

function paired(before: readonly Sentence[], after: readonly Sentence[]): SentencePair | undefined {
  if (before.length === 1 && after.length === 1 && before[0]?.text.trim() === after[0]?.text.trim()) {
    return { before, after, equal: before[0]?.text === after[0]?.text, ...whole(before, after) };
  }
  const [a, b] = [tokensOf(before), tokensOf(after)];
  // Two sentences in one must both have gone into it, or the second only came along.
  if (before.length > 1 || after.length > 1) {
    const alone = before.length > 1 ? before : after;
    const other = before.length > 1 ? b : a;
    if (alone.some(({ tokens }) => 2 * common(tokens, other) < tokens.filter(({ word }) => word).length))
      return undefined;
  }
  const alignment = alignWords(a, b);
  return alignment && { before, after, alignment, equal: false };
}

/** Sentences that differ in the space after them only. */
function whole(before: readonly Sentence[], after: readonly Sentence[]): { alignment?: Alignment } {
  if (before[0]?.text === after[0]?.text) return {};
  const alignment = alignWords(tokensOf(before), tokensOf(after));
  return alignment ? { alignment } : {};
}

function common(a: readonly Token[], b: readonly Token[]): number {
  const [wordsA, wordsB] = [a, b].map((list) => list.filter(({ word }) => word));
  return (shareInCommon(a, b) * ((wordsA?.length ?? 0) + (wordsB?.length ?? 0))) / 2;
}

/** The tokens of several sentences as of one text. */
export const tokensOf = (list: readonly Sentence[]): Token[] => list.flatMap(({ tokens }) => tokens);

/** A sentence with its words cut out. */
export const sentenceOf = (text: string): Sentence => ({ text, tokens: units(text) });
