import { distance } from 'fastest-levenshtein';

/** A stretch of text that looks like a name of the document but is none of its names. */
export interface Variant {
  start: number;
  end: number;
  written: string;
}

interface Token {
  word: string;
  start: number;
  end: number;
  capital: boolean;
}

/** What a document may be called, prepared for {@link titleVariants}. */
export interface Names {
  title: readonly string[];
  letters: string;
  /** Its last word that is no year: a name that lacks it is cut off, and may go on in another way. */
  last: string;
  allowed: readonly (readonly string[])[];
}

const wordPattern = /[A-Za-z0-9\u00c0-\u02af]+/g;

const tokensOf = (text: string): Token[] =>
  [...text.matchAll(wordPattern)].map((match) => ({
    word: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
    capital: match[0][0] !== match[0][0]?.toLowerCase(),
  }));

/** Letters that may differ, as a share of the title's. More than that is another document, or no name at all. */
const tolerance = 0.2;

/** Prepares names; undefined when the title is too short to be told from ordinary words. */
export function namesOf(title: string, others: readonly string[]): Names | undefined {
  const words = tokensOf(title).map(({ word }) => word);
  const letters = words.join('');
  if (words.length < 3 || letters.length < 15) return undefined;
  const last = words.findLast((word) => !/^\d+$/.test(word)) ?? '';
  return {
    title: words,
    letters,
    last,
    allowed: [words, ...others.map((other) => tokensOf(other).map(({ word }) => word))],
  };
}

/**
 * Finds near variants of a document's title in running text: words split or joined, added or left out. Only names that begin with a
 * capital are looked at, and one that holds a capitalised word of its own is taken for another document.
 */
export function* titleVariants(text: string, names: Names): Generator<Variant> {
  const head = names.title[0] ?? '';
  // Most texts never mention the word that the title begins with.
  if (!text.toLowerCase().includes(head)) return;
  const tokens = tokensOf(text);
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token || token.word !== head || allowedAt(tokens, index, names)) continue;
    const before = tokens[index - 1];
    const led = !token.capital && before?.capital === true && /^\s+$/u.test(text.slice(before.end, token.start));
    if (!token.capital && !led) continue;
    const last = nearestEnd(text, tokens, index, names, led);
    const end = last === undefined ? undefined : tokens[last];
    if (!end || last === undefined || isElsewhere(text.slice(end.end))) continue;
    const start = led && before ? before.start : token.start;
    yield { start, end: end.end, written: text.slice(start, end.end).replace(/\s+/g, ' ') };
    index = last;
  }
}

const isLike = (word: string, wanted: string): boolean => distance(word, wanted) * 3 <= wanted.length;

/** The name goes on with a place: it may well be another county's document. */
const isElsewhere = (after: string): boolean => /^\s+(?:i|för|inom)\s+\p{Lu}/u.test(after);

function allowedAt(tokens: readonly Token[], index: number, names: Names): boolean {
  return names.allowed.some((words) =>
    words.some((word, at) => {
      const first = index - at;
      return (
        word === names.title[0] &&
        tokens[first]?.capital === true &&
        words.every((wanted, step) => isWord(tokens[first + step]?.word, wanted, step === words.length - 1))
      );
    }),
  );
}

/** The last word of a name may stand in the genitive. */
const isWord = (word: string | undefined, wanted: string, last: boolean): boolean =>
  word === wanted || (last && word === `${wanted}s`);

/** Index of the last word of the stretch from `index` that is most like the title, if any is like enough. */
function nearestEnd(
  text: string,
  tokens: readonly Token[],
  index: number,
  names: Names,
  led: boolean,
): number | undefined {
  let letters = '';
  let whole = false;
  let best: number | undefined;
  let least = Math.floor(names.letters.length * tolerance) + 1;
  for (let at = index; at < Math.min(tokens.length, index + names.title.length + 3); at += 1) {
    const token = tokens[at];
    const previous = tokens[at - 1];
    if (!token) break;
    if (at > index && previous && /[.!?;:|]|\n\s*\n/u.test(text.slice(previous.end, token.start))) break;
    if (at > index && token.capital && !names.title.some((word) => isLike(token.word, word))) break;
    letters += token.word;
    if (!whole && !isLike(token.word, names.last)) continue;
    whole = true;
    const steps = distance(letters, names.letters);
    if (steps < least && (steps > 0 || led || at - index + 1 !== names.title.length)) {
      least = steps;
      best = at;
    }
  }
  return best;
}
