import type { Fix } from '../core/diagnostic.js';
import type { ModelPath } from '../core/locations.js';
import { nearest } from '../core/nearest.js';
import { text, type Text } from '../core/text.js';
import type { Parsed } from '../parse/parsed.js';

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

/** The choice to write `meant` in place of what stands at `at`, when that is written out as it is. */
export function writeInstead(
  { locations, source }: Parsed,
  at: ModelPath,
  meant: string | undefined,
): { suggestions?: readonly Fix[] } {
  const span = locations.get(at);
  // A word in quotes or over several lines is left to its author.
  if (meant === undefined || !span || /["'\r\n]/.test(source.text.slice(span.start, span.end))) return {};
  return { suggestions: [{ title: text(`Skriv ”${meant}”`, `Write “${meant}”`), edits: [{ span, text: meant }] }] };
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
