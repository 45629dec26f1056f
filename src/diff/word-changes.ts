import type { Word } from '../model/change.js';
import type { Step } from './align-words.js';
import { pairSentences, type SentencePair, sentenceOf, tokensOf } from './pair-sentences.js';
import { sentences } from './sentences.js';
import type { Token } from './tokens.js';

/**
 * What changed between two texts: first which sentences are the same, reworded, gone or new, then the words of those that were reworded.
 * `equal` and `delete` together are exactly `before`, `equal` and `insert` exactly `after`. A sentence that changed by more than 60 % is
 * shown as replaced, and what stayed between two changes of a sentence is never shorter than both.
 */
export function wordChanges(before: string, after: string): Word[] {
  if (before === after) return before === '' ? [] : [{ op: 'equal', text: before }];
  if (before === '' || after === '') return [{ op: before === '' ? 'insert' : 'delete', text: before + after }];
  const [a, b] = [before, after].map((text) => sentences(text).map(sentenceOf));
  const pairs = pairSentences(a ?? [], b ?? []);
  return written(stepsOf(pairs), tokensOf(a ?? []), tokensOf(b ?? []));
}

/** The pairs as one alignment of all tokens. What went is told before what came, so that neighbours that were replaced are one change. */
function stepsOf(pairs: readonly SentencePair[]): Step[] {
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  for (const { before, after, alignment, equal } of pairs) {
    const [lengthA, lengthB] = [before, after].map((list) => tokensOf(list).length);
    const [left, right] = [lengthA ?? 0, lengthB ?? 0];
    if (equal) for (let at = 0; at < left; at += 1) steps.push({ before: i + at, after: j + at });
    else if (alignment) {
      for (const { before: one, after: two } of alignment.steps) {
        steps.push({ before: one === undefined ? one : i + one, after: two === undefined ? two : j + two });
      }
    } else {
      for (let at = 0; at < left; at += 1) steps.push({ before: i + at, after: undefined });
      for (let at = 0; at < right; at += 1) steps.push({ before: undefined, after: j + at });
    }
    [i, j] = [i + left, j + right];
  }
  return steps;
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
