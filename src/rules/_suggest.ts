import { nearest } from '../core/nearest.js';
import { text, type Text } from '../core/text.js';

/** Comparing with more candidates than this takes time that no suggestion is worth. */
const mostCandidates = 2000;

/** The candidate that was probably meant, or undefined. */
export function meantOf(word: string, candidates: readonly string[]): string | undefined {
  // An id from its own title, or from a longer one, is nearer than its letters say.
  return word.length > 200 || candidates.length > mostCandidates ? undefined : nearest(word, candidates);
}

/** “Menade du ”x”? ” with a space after it, or nothing. */
export function didYouMean(candidate: string | undefined): Text {
  return candidate === undefined ? text('', '') : text(`Menade du ”${candidate}”? `, `Did you mean “${candidate}”? `);
}

/** Several parts of a help text as one. */
export function joined(...parts: readonly (Text | undefined)[]): Text {
  const present = parts.filter((part) => part !== undefined);
  return text(
    present
      .map(({ sv }) => sv)
      .join('')
      .trim(),
    present
      .map(({ en }) => en)
      .join('')
      .trim(),
  );
}
