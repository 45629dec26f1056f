import { sentenceNumbers, tokens } from '../diff/tokens.js';
import { type Part, part, put } from './tree.js';

const idMark = /\s*(\{#[^{}\s]+\})\s*$/;

/** Puts the sentences of `text` between two offsets under `into`, and an id at their end by itself. */
export function putSentences(text: string, start: number, end: number, into: Part): void {
  const whole = text.slice(start, end);
  const marked = idMark.exec(whole);
  const prose = marked ? whole.slice(0, marked.index) : whole;
  const list = tokens(prose);
  const numbers = sentenceNumbers(list);
  let at = start;
  let open: Part | undefined;
  for (const [index, token] of list.entries()) {
    const end = at + token.text.length;
    if (token.text !== '') {
      if (open && numbers[index] === numbers[index - 1]) open.end = end;
      else open = put(part('sentence', at, end, undefined, true), into);
    }
    at = end + token.gap.length;
  }
  if (marked?.[1] === undefined) return;
  const from = start + marked.index + marked[0].indexOf('{');
  put(part('word', from, from + marked[1].length, 'id', true), into);
}
