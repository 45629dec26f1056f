import type { Weight } from '../model/change.js';
import { isHeavy, sameWord } from './spelling.js';
import { tokens } from './tokens.js';
import { inOneForm } from './written-forms.js';

/** Judges whether the difference between two texts can change what they mean. Symmetric. */
export type Weigh = (before: string, after: string) => Weight;

/** A word as it is compared. */
interface Bare {
  word: string;
  /** Written with a capital inside a sentence. */
  name: boolean;
}

// Signs that are read as words, belong to a figure (a minus), or strike out what they enclose.
const meaningful = /^[%‰§°€$£+=<>≤≥±×/&#@~\u2212]$/;

/** A text with marks of emphasis, comments, invisible signs and the variants of dashes, apostrophes and digit groups taken away. */
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/[\u200b\u200c\u200d\ufeff\u00ad]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[‘’´]/g, "'")
    // Emphasis inside a word must not cut it in two.
    .replace(/\*+|`+/g, '')
    .replace(/(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)/g, (number) => number.replace(/\D/g, ''))
    .replace(/(\d)\s*-\s*(?=\d)/g, '$1-')
    .replace(/(?<![\p{L}\p{N}])-(?=\d)/gu, ' \u2212');

/** Stands for the hyphen of “barn- och ungdomsvård”, which is not “barn och ungdomsvård”. */
const suspended = '\u00ac';

/** Said twice, they may be meant. */
const negation = /^(?:inte|ej|icke|aldrig)$/;

function bare(text: string): Bare[] {
  const found: Bare[] = [];
  let starts = true;
  for (const token of tokens(text)) {
    const last = found.at(-1);
    if (token.word) {
      const name = !starts && /^\p{Lu}/u.test(token.text);
      const word = token.text.toLowerCase();
      starts = false;
      found.push({ word, name });
    } else if (meaningful.test(token.text)) found.push({ word: token.text, name: false });
    else if (token.text === suspended && last) last.word += suspended;
    else if (/[.!?:]/.test(token.text)) starts = true;
  }
  return found;
}

/** The words of a text as they are compared: marks, emphasis, case, white space, comments and typographic forms are gone. */
export const bareWords = (text: string): string[] => bare(plain(text)).map(({ word }) => word);

/** The words of a text as they are weighed: what can be written in several ways stands in one. */
function weighedWords(text: string): Bare[] {
  const even = plain(text).replace(/\s+/g, ' ');
  return bare(inOneForm(even.replace(/(?<=\p{L})-(?= (?:och|eller|samt|respektive)\b|,)/gu, suspended)));
}

/** No word twice by mistake. */
const once = (words: readonly Bare[]): Bare[] =>
  words.filter(({ word }, index) => word !== words[index - 1]?.word || !/^\p{L}+$/u.test(word) || negation.test(word));

/** The words run together, apart from figures, so that “sam verkan” and “e-hälsa” meet “samverkan” and “ehälsa”. */
function runTogether(words: readonly string[]): string {
  return words
    .map((word) => (/^[\p{L}'’:.-]+$/u.test(word) ? word.replace(/['’:.-]/g, '') : ` ${word} `))
    .join('')
    .replace(/ +/g, ' ');
}

/**
 * Makes the judge for two revisions, given all their words. Editorial is a difference in spelling, punctuation, case, white space,
 * typographic form or emphasis only; whatever is in doubt is substantive, and so is every change of a figure, a name, a negation or a
 * modal verb. Two forms that are both in use in both revisions are two words, not one misspelt.
 */
export function makeWeigh(before: () => ReadonlySet<string>, after: () => ReadonlySet<string>): Weigh {
  // All words of two revisions are only gathered for the first word that may be misspelt.
  let words: { before: ReadonlySet<string>; after: ReadonlySet<string> } | undefined;
  const bothInUse = (a: string, b: string) => {
    words ??= { before: before(), after: after() };
    return words.after.has(a) && words.before.has(b);
  };
  return (one, two) => {
    const [allA, allB] = [weighedWords(one), weighedWords(two)];
    // Of two that are alike one may be misspelt, and then they are no longer alike.
    const [a, b] = allA.length === allB.length ? [allA, allB] : [once(allA), once(allB)];
    const [wordsA, wordsB] = [a.map(({ word }) => word), b.map(({ word }) => word)];
    // “kan ske” is not “kanske”.
    const heavy = (words: readonly string[]) => words.filter(isHeavy).join(' ');
    if (heavy(wordsA) !== heavy(wordsB)) return 'substantive';
    if (runTogether(wordsA) === runTogether(wordsB)) return 'editorial';
    if (a.length !== b.length) return 'substantive';
    const same = a.every(({ word, name }, index) => {
      const other = b[index];
      if (!other || word === other.word) return other !== undefined;
      return !name && !other.name && sameWord(word, other.word) && !bothInUse(word, other.word);
    });
    return same ? 'editorial' : 'substantive';
  };
}
