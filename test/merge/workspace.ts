import { expect } from 'vitest';
import { mergeParts, type Merged, type MergeOptions, mergeTexts, type Texts } from '../../src/merge/merge-texts.js';

export const marks = { ours: 'ours', base: 'base', theirs: 'theirs', size: 7 };

const options = (language: MergeOptions['language']): MergeOptions => ({ language, whole: false, marks });

/** Merges part by part, also where a short way would do. */
export function merged(
  base: string,
  ours: string,
  theirs: string,
  language: MergeOptions['language'] = 'markdown',
): Merged {
  const result = mergeParts({ base, ours, theirs }, options(language));
  if ('unreadable' in result) throw new Error(`unreadable: ${result.unreadable}`);
  return result;
}

/** {@link merged}, where nothing may be left to choose. */
export function cleanly(
  base: string,
  ours: string,
  theirs: string,
  language: MergeOptions['language'] = 'markdown',
): string {
  const { text, conflicts } = merged(base, ours, theirs, language);
  expect(conflicts).toEqual([]);
  return text;
}

export const quickly = (texts: Texts): Merged | { unreadable: string } => mergeTexts(texts, options('markdown'));

/** A text with one part replaced; the part must be there. */
export function changed(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`not there: ${from}`);
  return text.replace(from, () => to);
}
