import { fingerprint } from '../core/fingerprint.js';
import type { Span } from '../core/source.js';
import { sentences } from '../diff/sentences.js';
import type { Change } from '../model/change.js';

/** Where the sentences of a text stand in it, without the white space around them. */
function sentenceSpans(text: string): Span[] {
  let at = 0;
  return sentences(text).flatMap((sentence) => {
    const start = at + (sentence.length - sentence.trimStart().length);
    at += sentence.length;
    return sentence.trim() === '' ? [] : [{ start, end: start + sentence.trim().length }];
  });
}

const rows = new Set<Change['item']>(['field', 'milestone', 'indicator', 'organ']);

/** Where the parts of a change's text stand in it, by which an edit of it is found again: sentences; of a row or a field, its values. */
export function partSpans({ item }: Pick<Change, 'item'>, text: string): Span[] {
  if (!rows.has(item)) return sentenceSpans(text);
  return sentenceSpans(text).flatMap(({ start, end }) => {
    const found: Span[] = [];
    let from = start;
    for (const match of text.slice(start, end).matchAll(/ · | \(|: | – |$/g)) {
      const to = start + match.index;
      if (to > from) found.push({ start: from, end: to });
      from = to + match[0].length;
    }
    return found;
  });
}

const print = (text: string): string => fingerprint(text.replace(/\s+/g, ' ').trim()).slice(0, 4);

/** The sentences of a change as fingerprints of four hex digits: what stood there before as one, then what stands there, each. */
export interface SentencePrints {
  before: string;
  after: string[];
}

/** Works out the {@link SentencePrints} of a change; of something removed, those of what is gone. */
export function sentencePrints(change: Change): SentencePrints {
  const { before, after } = change;
  const told = after?.text ?? before?.text ?? '';
  return {
    before: print(before?.text ?? ''),
    after: partSpans(change, told).map(({ start, end }) => print(told.slice(start, end))),
  };
}

/** As they are written in a file of dispositions: `9c1b: 3f2a 77d0`. */
export const writtenPrints = ({ before, after }: SentencePrints): string => [`${before}:`, ...after].join(' ');

/** Reads {@link writtenPrints}. */
export function readPrints(written: string): SentencePrints {
  const [before = '', after = ''] = written.split(':', 2);
  return { before: before.trim(), after: after.trim() === '' ? [] : after.trim().split(/\s+/) };
}
