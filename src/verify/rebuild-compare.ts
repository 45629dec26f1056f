import { wordDifferences } from '../diff/word-differences.js';
import type { RebuildVerdict } from '../model/verdict.js';
import type { ReadPages } from './rebuild-pages.js';

/** How two files' pages compare. */
export interface Comparison {
  matches: boolean;
  compared: 'content' | 'text';
  differences: RebuildVerdict['differences'];
  /** What they were made with, when it is not the same: `fardplan`, `typst`, `layout`. */
  otherwise: ('fardplan' | 'typst' | 'layout')[];
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/**
 * Compares the pages of a file with those it should have. Set with the same program and layout, every page has to be seen alike; else the
 * document's own words are compared from beginning to end, since lines and pages may end elsewhere.
 */
export function comparePages(expected: ReadPages, found: ReadPages): Comparison {
  const otherwise = differentMeans(expected, found);
  const same =
    expected.digests.length === found.digests.length &&
    expected.digests.every((digest, index) => digest === found.digests[index]);
  if (same) return { matches: true, compared: 'content', differences: [], otherwise: [] };
  if (otherwise.length === 0)
    return { matches: false, compared: 'content', differences: byPage(expected, found), otherwise };
  const differences = throughout(expected, found);
  return { matches: differences.length === 0, compared: 'text', differences, otherwise };
}

function differentMeans({ stored: one }: ReadPages, { stored: other }: ReadPages): Comparison['otherwise'] {
  const versions = [one?.document.origin?.fardplan, other?.document.origin?.fardplan];
  return [
    ...(versions[0] === versions[1] ? [] : ['fardplan' as const]),
    ...(one?.made.typst === other?.made.typst ? [] : ['typst' as const]),
    ...(JSON.stringify(one?.made.layout) === JSON.stringify(other?.made.layout) ? [] : ['layout' as const]),
  ];
}

function byPage(expected: ReadPages, found: ReadPages): Comparison['differences'] {
  const count = Math.max(expected.digests.length, found.digests.length);
  return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    if (expected.digests[index] === found.digests[index]) return [];
    const [one, other] = [expected.texts[index], found.texts[index]].map((text) =>
      words(text ? `${text.body} ${text.margin}` : ''),
    );
    const inWords = wordDifferences(one ?? [], other ?? []);
    const page = index + 1;
    return inWords.length > 0
      ? inWords.map((difference) => ({ page, expected: difference.expected, found: difference.found }))
      : [{ page, expected: '', found: '' }];
  });
}

function throughout(expected: ReadPages, found: ReadPages): Comparison['differences'] {
  const all = (file: ReadPages): string[] => file.texts.flatMap(({ body }) => words(body));
  // Where each page of the found file ends, in words.
  let end = 0;
  const ends = found.texts.map(({ body }) => (end += words(body).length));
  // A word divided at the end of a line is the same word.
  const bare = (words: string): string => words.replace(/\s+/g, '');
  const inWords = wordDifferences(all(expected), all(found)).filter((each) => bare(each.expected) !== bare(each.found));
  return inWords.map((difference) => {
    const index = ends.findIndex((last) => difference.at < last);
    return {
      page: (index < 0 ? Math.max(0, ends.length - 1) : index) + 1,
      expected: difference.expected,
      found: difference.found,
    };
  });
}
