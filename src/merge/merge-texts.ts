import type { PairOptions } from '../diff/pair-entries.js';
import type { Conflict } from './conflict.js';
import { gapsOf } from './gaps.js';
import { joinChunks, type Marks } from './join-chunks.js';
import { type Reading, readTree } from './read-tree.js';
import { type Side, threeWays } from './three-ways.js';
import { writeChunks } from './write-chunks.js';

/** A merged text, and where a person has to choose: there it holds conflict markers. */
export interface Merged {
  text: string;
  conflicts: Conflict[];
}

/** The texts of a merge, with `\n` line ends where they had others throughout. */
export type Texts = Readonly<Record<Side, string>>;

/** How a merge is made: what the texts are, and how conflicts are marked. */
export interface MergeOptions extends Reading {
  marks: Marks;
}

/** Which of the texts cannot be read as what they are said to be. */
export type Unreadable = { unreadable: Side };

/**
 * Merges two texts that came from `base`, part by part: sections, paragraphs, sentences, items, rows, cells and fields of YAML. Changes of
 * different parts never conflict. What nobody has changed is written as ours has it.
 */
export function mergeTexts(texts: Texts, options: MergeOptions): Merged | Unreadable {
  const { base, ours, theirs } = texts;
  if (ours === theirs || theirs === base) return { text: ours, conflicts: [] };
  if (ours === base) return { text: theirs, conflicts: [] };
  return mergeParts(texts, options);
}

/** {@link mergeTexts} without the short ways for texts that are the same. */
export function mergeParts(texts: Texts, options: MergeOptions): Merged | Unreadable {
  const { base, ours, theirs } = texts;
  const trees = { base: readTree(base, options), ours: readTree(ours, options), theirs: readTree(theirs, options) };
  if (!trees.ours) return { unreadable: 'ours' };
  if (!trees.theirs) return { unreadable: 'theirs' };
  if (!trees.base) return { unreadable: 'base' };
  const pairing: PairOptions = { profile: options.profile };
  const ways = threeWays({ base: trees.base, ours: trees.ours, theirs: trees.theirs }, pairing);
  return joinChunks(ways, writeChunks(ways), gapsOf(ways), options.marks);
}
