import type { Weight } from '../../../src/model/change.js';
import { type Draft, type DraftSection, type Piece, allOf, piecesOf, places, writeDraft } from './draft.js';
import type { Random } from './random.js';
import { heavier, sentences, titles, wordsIn } from './wording.js';

/** A field of the front matter that was changed. */
export interface FieldTruth {
  id: string;
  kind: 'added' | 'removed' | 'changed' | 'renamed';
  weight: Weight;
}

/** What was done to a roadmap, as far as the two drafts do not show it by themselves. */
export interface Lineage {
  splits: { of: string; into: string[] }[];
  merges: { of: string[]; into: string }[];
  /** Paragraphs cut in two or joined, with the same words. */
  recuts: { before: string[]; after: string[] }[];
  /** Weight of what was changed in the text of a piece or the title of a section. */
  weights: Map<string, Weight>;
  fields: FieldTruth[];
}

/** A roadmap while it is being revised, with what the mutations have done and must not undo. */
export interface Revising {
  before: Draft;
  after: Draft;
  random: Random;
  lineage: Lineage;
  /** uids and names of fields that were dealt with, with how; so that what a reader could no longer follow is left alone. */
  done: Map<string, Set<string>>;
  /** The next sentence that stands nowhere yet. */
  fresh(): string;
  /** The next heading that stands nowhere yet. */
  freshTitle(): string;
  /** A uid for something new. */
  uid(): string;
  known(word: string): boolean;
}

export function startRevising(before: Draft, random: Random): Revising {
  const [bank, names] = [random.shuffled(sentences), random.shuffled(titles)];
  let count = 0;
  const words = wordsIn(writeDraft(before).text);
  return {
    before,
    after: structuredClone(before),
    random,
    lineage: { splits: [], merges: [], recuts: [], weights: new Map(), fields: [] },
    done: new Map(),
    fresh: () => bank.shift() ?? `Punkt ${(count += 1)} behandlas ${'sär'.repeat(count)}skilt.`,
    freshTitle: () => names.shift() ?? `Avdelning ${(count += 1)}`,
    uid: () => `n${(count += 1)}`,
    known: (word) => words.has(word),
  };
}

/** Notes that something was done; `false` if it or something that excludes it was done before. */
export function claim({ done }: Revising, uid: string, what: string, excludes: readonly string[]): boolean {
  const so = done.get(uid) ?? new Set();
  if (so.has(what) || excludes.some((each) => so.has(each))) return false;
  done.set(uid, so.add(what));
  return true;
}

export const isDone = ({ done }: Revising, uid: string, ...what: readonly string[]): boolean =>
  what.some((each) => done.get(uid)?.has(each));

/** Notes that a text was edited. */
export function weighed({ lineage }: Revising, uid: string, weight: Weight): void {
  lineage.weights.set(uid, heavier(lineage.weights.get(uid), weight));
}

/** The list that holds a section, in the later draft. */
export const siblingsOf = (draft: Draft, section: DraftSection): DraftSection[] =>
  [draft.sections, ...allOf(draft).map(({ sections }) => sections)].find((list) => list.includes(section)) ?? [];

/** Sections that hold prose only, and no sections: what can be split, merged, moved and removed without losing what a profile asks for. */
export const plainLeaves = (draft: Draft): DraftSection[] =>
  allOf(draft).filter(
    (section) =>
      section.sections.length === 0 &&
      section.depth > 2 &&
      piecesOf(section).every(({ kind }) => kind === 'prose' || kind === 'reason'),
  );

export const isNew = (draft: Draft, uid: string): boolean =>
  !places(draft).some((section) => section.uid === uid || piecesOf(section).some((piece) => piece.uid === uid));

/** Prose pieces of the later draft that stood in the earlier, in sections that did, with the section each stands in. */
export function oldPieces(revising: Revising): { section: DraftSection; piece: Piece }[] {
  return places(revising.after)
    .filter(({ uid }) => !isNew(revising.before, uid))
    .flatMap((section) => piecesOf(section).map((piece) => ({ section, piece })))
    .filter(({ piece }) => !isNew(revising.before, piece.uid));
}
