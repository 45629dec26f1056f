/** A word, number or mark, with the white space that follows it. A text that begins with white space begins with an empty token. */
export interface Token {
  text: string;
  gap: string;
  /** `false` for a single mark of punctuation, or an empty token. */
  word: boolean;
}

// Hyphens, colons and apostrophes inside a word keep it whole (e-hälsa, EU:s), as do marks inside numbers and dates (3,5, 2026-05-17).
const tokenPattern =
  /([\p{L}\p{N}][\p{L}\p{M}\p{N}\u00ad]*(?:(?:[-\u2010\u2011'’:.](?=[\p{L}\p{N}])|(?<=\p{N})[,/–](?=\p{N}))[\p{L}\p{M}\p{N}\u00ad]+)*)|([^\s])/gu;

/** Cuts a text into tokens; their texts and gaps together are the text again. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(tokenPattern)) {
    const gap = text.slice(end, match.index);
    const last = found.at(-1);
    if (last) last.gap = gap;
    else if (gap !== '') found.push({ text: '', gap, word: false });
    found.push({ text: match[0], gap: '', word: match[1] !== undefined });
    end = match.index + match[0].length;
  }
  const rest = text.slice(end);
  const last = found.at(-1);
  if (last) last.gap = rest;
  else if (rest !== '') found.push({ text: '', gap: rest, word: false });
  return found;
}

/** The number of the sentence each token stands in, from 0. */
export function sentenceNumbers(list: readonly Token[]): number[] {
  let number = 0;
  return list.map((token, index) => {
    const here = number;
    const next = list[index + 1];
    // A new sentence begins with a capital or a digit, so that “bl.a. vård” stays whole.
    if (/^[.!?…]$/.test(token.text) && token.gap !== '' && next && /^[\p{Lu}\p{N}]/u.test(next.text)) number += 1;
    return here;
  });
}
