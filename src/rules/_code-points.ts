import type { Parsed } from '../parse/parsed.js';

/**
 * Anything but the letters, signs, arrows and pictures that texts are full of: control characters, marks that are not seen, letters in parts,
 * Greek and Cyrillic. One look answers for several rules; a class of what is allowed is ten times as quick as one of what is not.
 */
const uncommon =
  /[^\t\n\r -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u202f-\u205f\u2070-\u2125\u2127-\u2129\u212c-\u2fff\ud83c-\ud83e\udc00-\udfff]/;

const cache = new WeakMap<Parsed, boolean>();

/** Whether the source of a document holds any character that a rule on single characters may have something to say about. */
export function hasUncommon(document: Parsed): boolean {
  let found = cache.get(document);
  if (found === undefined) {
    found = uncommon.test(document.source.text);
    cache.set(document, found);
  }
  return found;
}

/** `U+200B`. */
export const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
