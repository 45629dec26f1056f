import { diffArrays } from 'diff';
import type { Token } from './tokens.js';

/** One step of an alignment: a token of the earlier text, of the later, or of both. Indexes are those of the lists given. */
export interface Step {
  before: number | undefined;
  after: number | undefined;
}

/** More than this share of the words changed: the whole is shown as replaced, since fragments cannot be read. */
const replacedAbove = 0.6;

/** More single changes than this in one sentence, and finding the fewest takes seconds. */
const mostEdits = 2000;

/** How two sentences go over into each other, with the number of words that stay. */
export interface Alignment {
  steps: Step[];
  kept: number;
}

/**
 * Aligns the words of two sentences with as few changes as can be read: what stayed is never a shorter stretch than what changed on
 * both its sides. `undefined` when more than 60 % of the words changed.
 */
export function alignWords(a: readonly Token[], b: readonly Token[]): Alignment | undefined {
  // Aligning two long texts with little in common is slow and its result would be thrown away.
  if (shareInCommon(a, b) < 1 - replacedAbove) return undefined;
  const aligned = align(a, b);
  if (!aligned) return undefined;
  const steps = joinFragments(aligned, a, b);
  const words = measuredWords(a, b);
  let [same, all] = [0, 0];
  for (const step of steps) {
    const before = step.before !== undefined && words(a[step.before]) ? 1 : 0;
    const after = step.after !== undefined && words(b[step.after]) ? 1 : 0;
    all += before + after;
    if (isEqual(step)) same += before;
  }
  // Compared as whole numbers, so that exactly 60 % is not more than 60 %.
  return all * (1 - replacedAbove) > 2 * same + 1e-9 ? undefined : { steps, kept: same };
}

/** Words count; marks only where there are no words on either side. */
function measuredWords(a: readonly Token[], b: readonly Token[]): (token: Token | undefined) => boolean {
  const any = a.some(({ word }) => word) || b.some(({ word }) => word);
  return (token) => token !== undefined && (any ? token.word : token.text !== '');
}

/** The share of words that stand in both, wherever: no alignment keeps more. */
export function shareInCommon(a: readonly Token[], b: readonly Token[]): number {
  const counts = new Map<string, number>();
  const words = measuredWords(a, b);
  let [common, all] = [0, 0];
  for (const token of a) {
    if (!words(token)) continue;
    counts.set(token.text, (counts.get(token.text) ?? 0) + 1);
    all += 1;
  }
  for (const token of b) {
    if (!words(token)) continue;
    const left = counts.get(token.text) ?? 0;
    if (left > 0) common += 1;
    counts.set(token.text, left - 1);
    all += 1;
  }
  return all === 0 ? 1 : (2 * common) / all;
}

function align(a: readonly Token[], b: readonly Token[]): Step[] | undefined {
  const steps: Step[] = [];
  let start = 0;
  const shorter = Math.min(a.length, b.length);
  // What is alike at both ends is aligned as it stands; most edits are a word or two.
  while (start < shorter && a[start]?.text === b[start]?.text) start += 1;
  let tail = 0;
  while (tail < shorter - start && a[a.length - 1 - tail]?.text === b[b.length - 1 - tail]?.text) tail += 1;
  for (let at = 0; at < start; at += 1) steps.push({ before: at, after: at });
  let [i, j] = [start, start];
  const [endA, endB] = [a.length - tail, b.length - tail];
  const only = (count: number, side: 'before' | 'after') => {
    for (let at = 0; at < count; at += 1) {
      steps.push(side === 'before' ? { before: i++, after: undefined } : { before: undefined, after: j++ });
    }
  };
  if (i === endA || j === endB) {
    only(endA - i, 'before');
    only(endB - j, 'after');
  } else {
    const texts = (list: readonly Token[], end: number) => list.slice(start, end).map(({ text }) => text);
    const runs = diffArrays(texts(a, endA), texts(b, endB), { maxEditLength: mostEdits });
    if (!runs) return undefined;
    for (const { added, removed, count } of runs) {
      if (removed) only(count, 'before');
      else if (added) only(count, 'after');
      else for (let at = 0; at < count; at += 1) steps.push({ before: i++, after: j++ });
    }
  }
  for (let at = 0; at < tail; at += 1) steps.push({ before: endA + at, after: endB + at });
  return steps;
}

/** `true` for a step that stands in both texts. */
const isEqual = (step: Step): step is { before: number; after: number } =>
  step.before !== undefined && step.after !== undefined;

interface Run {
  equal: boolean;
  steps: Step[];
  /** Words of the larger side. */
  words: number;
  /** Something went and something came. */
  both: boolean;
}

/** Takes equal runs that are shorter than the changes on both their sides into the change. */
function joinFragments(steps: readonly Step[], a: readonly Token[], b: readonly Token[]): Step[] {
  let runs = runsOf(steps, a, b);
  for (;;) {
    const lost = runs.map((run, index) => {
      const [left, right] = [runs[index - 1], runs[index + 1]];
      if (!run.equal || !left || !right) return false;
      // A lone mark between two insertions stays: “A, b” → “A, x, b”.
      return run.words === 0 ? left.both && right.both : run.words < Math.min(left.words, right.words);
    });
    if (!lost.includes(true)) return runs.flatMap((run) => run.steps);
    runs = runsOf(
      runs.flatMap((run, index) => (lost[index] ? run.steps.flatMap(parted) : run.steps)),
      a,
      b,
    );
  }
}

const parted = (step: Step): Step[] =>
  isEqual(step)
    ? [
        { before: step.before, after: undefined },
        { before: undefined, after: step.after },
      ]
    : [step];

function runsOf(steps: readonly Step[], a: readonly Token[], b: readonly Token[]): Run[] {
  const runs: Run[] = [];
  for (const step of steps) {
    const last = runs.at(-1);
    if (last?.equal === isEqual(step)) last.steps.push(step);
    else runs.push({ equal: isEqual(step), steps: [step], words: 0, both: false });
  }
  for (const run of runs) {
    const left = run.steps.filter(({ before }) => before !== undefined);
    const right = run.steps.filter(({ after }) => after !== undefined);
    run.both = left.length > 0 && right.length > 0;
    run.words = Math.max(
      left.filter(({ before }) => a[before ?? -1]?.word).length,
      right.filter(({ after }) => b[after ?? -1]?.word).length,
    );
  }
  return runs;
}
