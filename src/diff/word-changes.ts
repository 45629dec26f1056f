import { diffArrays } from 'diff';
import type { Word } from '../model/change.js';
import { sentenceNumbers, type Token, tokens } from './tokens.js';

/** One step of an alignment: a token of the earlier text, of the later, or of both. */
interface Step {
  before: number | undefined;
  after: number | undefined;
}

/** More than this share of the words changed: the whole is shown as replaced, since fragments cannot be read. */
const replacedAbove = 0.6;

/**
 * What changed between two texts, word by word. `equal` and `delete` together are exactly `before`, `equal` and `insert` exactly `after`;
 * what changed by more than 60 % is one `delete` and one `insert`.
 */
export function wordChanges(before: string, after: string): Word[] {
  if (before === after) return before === '' ? [] : [{ op: 'equal', text: before }];
  const replaced = (): Word[] =>
    [
      { op: 'delete' as const, text: before },
      { op: 'insert' as const, text: after },
    ].filter((word) => word.text !== '');
  const a = tokens(before);
  const b = tokens(after);
  // Aligning two long texts with little in common is slow and its result would be thrown away.
  if (shareInCommon(a, b) < 1 - replacedAbove) return replaced();
  const aligned = align(a, b);
  if (!aligned) return replaced();
  const steps = joinFragments(dropSentences(aligned, a, b), a);
  return changedShare(steps, a, b) > replacedAbove ? replaced() : written(steps, a, b);
}

function shareInCommon(a: readonly Token[], b: readonly Token[]): number {
  const counts = new Map<string, number>();
  const [wordsA, wordsB] = [measured(a), measured(b)];
  for (const token of wordsA) counts.set(token.text, (counts.get(token.text) ?? 0) + 1);
  let common = 0;
  for (const token of wordsB) {
    const left = counts.get(token.text) ?? 0;
    if (left > 0) common += 1;
    counts.set(token.text, left - 1);
  }
  return (2 * common) / Math.max(1, wordsA.length + wordsB.length);
}

/** Words count; marks only where there are no words. */
function measured(list: readonly Token[]): readonly Token[] {
  const words = list.filter((token) => token.word);
  return words.length > 0 ? words : list;
}

/** More single changes than this in one paragraph, and finding the fewest takes seconds. */
const mostEdits = 2000;

function align(a: readonly Token[], b: readonly Token[]): Step[] | undefined {
  const runs = diffArrays(
    a.map((token) => token.text),
    b.map((token) => token.text),
    { maxEditLength: mostEdits },
  );
  if (!runs) return undefined;
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  for (const run of runs) {
    for (let count = 0; count < run.count; count += 1) {
      steps.push({ before: run.added ? undefined : i, after: run.removed ? undefined : j });
      if (!run.added) i += 1;
      if (!run.removed) j += 1;
    }
  }
  return steps;
}

const isEqual = (step: Step): step is { before: number; after: number } =>
  step.before !== undefined && step.after !== undefined;

const parted = (step: Step): Step[] =>
  isEqual(step)
    ? [
        { before: step.before, after: undefined },
        { before: undefined, after: step.after },
      ]
    : [step];

/** Gives up the words that two sentences share by chance, where both changed by more than 60 %. */
function dropSentences(steps: readonly Step[], a: readonly Token[], b: readonly Token[]): Step[] {
  const [sentencesA, sentencesB] = [sentenceNumbers(a), sentenceNumbers(b)];
  const kept = (sentences: number[], list: readonly Token[], side: 'before' | 'after'): number[] => {
    const all: number[] = [];
    const same: number[] = [];
    list.forEach((token, index) => {
      const sentence = sentences[index] ?? 0;
      if (token.word) all[sentence] = (all[sentence] ?? 0) + 1;
    });
    for (const step of steps) {
      const index = step[side];
      if (!isEqual(step) || index === undefined || !list[index]?.word) continue;
      const sentence = sentences[index] ?? 0;
      same[sentence] = (same[sentence] ?? 0) + 1;
    }
    return Array.from(all, (count, sentence) => (same[sentence] ?? 0) / Math.max(1, count ?? 0));
  };
  const keptA = kept(sentencesA, a, 'before');
  const keptB = kept(sentencesB, b, 'after');
  const little = (share: number | undefined) => (share ?? 1) < 1 - replacedAbove;
  return steps.flatMap((step) =>
    isEqual(step) && little(keptA[sentencesA[step.before] ?? 0]) && little(keptB[sentencesB[step.after] ?? 0])
      ? parted(step)
      : [step],
  );
}

/** Takes equal runs that are shorter than the changes on both their sides into the change. */
function joinFragments(steps: readonly Step[], a: readonly Token[]): Step[] {
  let current = [...steps];
  for (;;) {
    const runs = runsOf(current, a);
    const joined = runs.map((run, index) => {
      const [left, right] = [runs[index - 1], runs[index + 1]];
      if (!run.equal || !left || !right) return run;
      const lost = run.words === 0 ? bothSided(left, right) : run.words < Math.min(left.words, right.words);
      return lost ? { ...run, equal: false, steps: run.steps.flatMap(parted) } : run;
    });
    if (joined.every((run, index) => run === runs[index])) return current;
    current = joined.flatMap((run) => run.steps);
  }
}

interface Run {
  equal: boolean;
  steps: Step[];
  /** Words of the larger side. */
  words: number;
}

// A lone mark between two insertions stays: “A, b” → “A, x, b”.
const bothSided = (left: Run, right: Run): boolean =>
  [left, right].every(
    (run) => run.steps.some((step) => step.before !== undefined) && run.steps.some((step) => step.after !== undefined),
  );

function runsOf(steps: readonly Step[], a: readonly Token[]): Run[] {
  const runs: Run[] = [];
  for (const step of steps) {
    const last = runs.at(-1);
    if (last?.equal === isEqual(step)) last.steps.push(step);
    else runs.push({ equal: isEqual(step), steps: [step], words: 0 });
  }
  for (const run of runs) {
    const words = (side: 'before' | 'after') =>
      run.steps.filter((step) => step[side] !== undefined && (step.before === undefined || a[step.before]?.word))
        .length;
    run.words = Math.max(words('before'), words('after'));
  }
  return runs;
}

function changedShare(steps: readonly Step[], a: readonly Token[], b: readonly Token[]): number {
  const words = [...a, ...b].some((token) => token.word);
  const counts = (token: Token | undefined) => token !== undefined && (!words || token.word);
  let [same, all] = [0, 0];
  for (const step of steps) {
    const before = step.before !== undefined && counts(a[step.before]) ? 1 : 0;
    const after = step.after !== undefined && counts(b[step.after]) ? 1 : 0;
    all += before + after;
    if (isEqual(step)) same += before + after;
  }
  return all === 0 ? 0 : 1 - same / all;
}

function written(steps: readonly Step[], a: readonly Token[], b: readonly Token[]): Word[] {
  const words: Word[] = [];
  let [removed, added] = ['', ''];
  const equal = (text: string) => {
    if (text === '') return;
    const last = words.at(-1);
    if (last?.op === 'equal') last.text += text;
    else words.push({ op: 'equal', text });
  };
  const flush = () => {
    // White space common to both ends belongs to neither, so that only words are marked.
    const lead = commonSpace(removed, added, 'start');
    const tail = commonSpace(removed.slice(lead), added.slice(lead), 'end');
    equal(removed.slice(0, lead));
    const [gone, come] = [removed, added].map((text) => text.slice(lead, text.length - tail));
    if (gone) words.push({ op: 'delete', text: gone });
    if (come) words.push({ op: 'insert', text: come });
    const rest = removed.slice(removed.length - tail);
    [removed, added] = ['', ''];
    equal(rest);
  };
  for (const step of steps) {
    const before = step.before === undefined ? undefined : a[step.before];
    const after = step.after === undefined ? undefined : b[step.after];
    if (before && after) {
      if (before.text !== '') {
        flush();
        equal(before.text);
      }
      if (before.gap === after.gap && removed + added === '') equal(before.gap);
      else {
        removed += before.gap;
        added += after.gap;
      }
    } else {
      if (before) removed += before.text + before.gap;
      if (after) added += after.text + after.gap;
    }
  }
  flush();
  return words;
}

function commonSpace(one: string, two: string, at: 'start' | 'end'): number {
  const character = (text: string, index: number) => text[at === 'start' ? index : text.length - 1 - index];
  let count = 0;
  for (;;) {
    const next = character(one, count);
    if (next === undefined || next !== character(two, count) || !/\s/.test(next)) return count;
    count += 1;
  }
}
