import { lazily } from '../core/lazily.js';

/** A word, number or mark, with the white space that follows it. A text that begins with white space begins with an empty token. */
export interface Token {
  text: string;
  gap: string;
  /** `false` for a single mark of punctuation, or an empty token. */
  word: boolean;
}

// Hyphens, colons and apostrophes inside a word keep it whole (e-hälsa, EU:s), as do marks inside numbers and dates (3,5, 2026-05-17).
// Where words are written apart these are the words of Intl.Segmenter, with such compounds joined, in a hundredth of its time.
const tokenPattern = lazily(
  () =>
    /([\p{L}\p{N}][\p{L}\p{M}\p{N}\u00ad]*(?:(?:[-\u2010\u2011'’:.](?=[\p{L}\p{N}])|(?<=\p{N})[,/–](?=\p{N}))[\p{L}\p{M}\p{N}\u00ad]+)*)|([^\s])/gu,
);

/** Writing that puts no space between words; only a dictionary can part them. */
const unspaced = lazily(
  () =>
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u,
);
const beyondLatin = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\ud7ff]/;

let segmenter: Intl.Segmenter | undefined;

/** Cuts a text into tokens; their texts and gaps together are the text again. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  const parted = beyondLatin.test(text) && unspaced().test(text);
  let end = 0;
  for (const match of text.matchAll(tokenPattern())) {
    const gap = text.slice(end, match.index);
    const last = found.at(-1);
    if (last) last.gap = gap;
    else if (gap !== '') found.push({ text: '', gap, word: false });
    const word = match[1] !== undefined;
    if (word && parted && unspaced().test(match[0])) found.push(...dictionaryWords(match[0]));
    else found.push({ text: match[0], gap: '', word });
    end = match.index + match[0].length;
  }
  const rest = text.slice(end);
  const last = found.at(-1);
  if (last) last.gap = rest;
  else if (rest !== '') found.push({ text: '', gap: rest, word: false });
  return found;
}

function dictionaryWords(text: string): Token[] {
  segmenter ??= new Intl.Segmenter('sv', { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment, isWordLike }) => ({
    text: segment,
    gap: '',
    word: isWordLike === true,
  }));
}

// What a reader takes in as one: an address, a figure with spaces in it, a paragraph of a law, a mark of emphasis.
const unitPattern = lazily(
  () =>
    /((?:https?:\/\/|www\.)[^\s<>()[\]]*[\p{L}\p{N}/#=&])|((?<![\d.,])\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:,\d+)?(?!\d))|(\d+(?:[ \u00a0][a-z])?[ \u00a0]§{1,2}|§{1,2}[ \u00a0]\d+)|(\*{2,3}|_{2,3}|~~|`{2,})/gu,
);
const mayHoldUnit = /[§/*_~`]|\d[ \u00a0\u202f\u2009]\d|www\./;

/** As {@link tokens}, with addresses, figures such as 1 250,5, references such as 2 § and marks of emphasis in one piece each. */
export function units(text: string): Token[] {
  if (!mayHoldUnit.test(text)) return tokens(text);
  const found: Token[] = [];
  const add = (list: readonly Token[]) => {
    const [first, ...rest] = list;
    const last = found.at(-1);
    if (first?.text === '' && last) last.gap += first.gap;
    else if (first) found.push(first);
    found.push(...rest);
  };
  let end = 0;
  for (const match of text.matchAll(unitPattern())) {
    add(tokens(text.slice(end, match.index)));
    add([{ text: match[0], gap: '', word: match[4] === undefined }]);
    end = match.index + match[0].length;
  }
  add(tokens(text.slice(end)));
  return found;
}
