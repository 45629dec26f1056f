import { sentences } from '../diff/sentences.js';
import { type Part, part, put } from './tree.js';

const idMark = /\s*(\{#[^{}\s]+(?:\s[^{}]*)?\})\s*$/;

/** Puts the sentences of `text` between two offsets under `into`, and an id at their end by itself. */
export function putSentences(text: string, start: number, end: number, into: Part): void {
  const whole = text.slice(start, end);
  const marked = idMark.exec(whole);
  const prose = marked ? whole.slice(0, marked.index) : whole;
  let at = start;
  // A line that wraps ends no sentence.
  for (const each of sentences(prose.replace(/[\r\n]/g, ' '))) {
    const own = each.trim();
    const from = at + each.indexOf(own);
    if (own !== '') put(part('sentence', from, from + own.length, undefined, true), into);
    at += each.length;
  }
  if (marked?.[1] === undefined) return;
  const from = start + marked.index + marked[0].indexOf('{');
  put(part('word', from, from + marked[1].length, 'id', true), into);
}
