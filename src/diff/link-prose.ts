import { assign, type Candidate } from './assign.js';
import { blockKey } from './block-key.js';
import type { Entry, ProseBlock } from './entries.js';
import { moved, tieBreak } from './order.js';
import { alikePairs } from './similarity.js';
import { bareWords } from './weigh.js';

/** Pieces of prose that are the same in two revisions. Several on one side were only cut or joined. */
export interface Link {
  before: readonly ProseBlock[];
  after: readonly ProseBlock[];
  /** How sure it is that they belong together, from 0 to 1. */
  worth: number;
  /** Stands in another order among the others of its section. */
  moved: boolean;
}

/** All links, and the link of each piece. */
export interface Linking {
  links: Set<Link>;
  of: Map<ProseBlock, Link>;
}

/** Below this two paragraphs are two; one that has moved must be more like itself. */
const alikeEnough = 0.4;
const alikeThoughMoved = 0.6;
/** What a paragraph that stayed in its section is worth more than one that went to another. */
const home = 0.25;
/** Shorter texts, in words, are alike by chance. */
const leastWords = 6;
/** Shorter texts, in letters, are the same by chance. */
const leastLetters = 12;

/** An empty {@link Linking}. */
export const newLinking = (): Linking => ({ links: new Set(), of: new Map() });

function add({ links, of }: Linking, link: Link): void {
  links.add(link);
  for (const block of link.before) of.set(block, link);
  for (const block of link.after) of.set(block, link);
}

function part({ links, of }: Linking, link: Link): void {
  links.delete(link);
  for (const block of link.before) of.delete(block);
  for (const block of link.after) of.delete(block);
}

/** Those that are not linked yet. */
const free = (blocks: readonly ProseBlock[], { of }: Linking): ProseBlock[] => blocks.filter((block) => !of.has(block));

const one = (a: ProseBlock, b: ProseBlock, worth: number): Link => ({ before: [a], after: [b], worth, moved: false });

const exact = (block: ProseBlock): string => `${block.type} ${block.text}`;

/** Links the prose of a section with that of its partner, where it is the same text, or the same text cut elsewhere. */
export function linkSame(a: Entry, b: Entry, linking: Linking): void {
  const link = (before: ProseBlock, after: ProseBlock | undefined) => {
    if (after) add(linking, one(before, after, 1));
  };
  const [ours, theirs] = [a, b].map(({ prose }) => {
    const found = new Map<string, ProseBlock[]>();
    for (const block of free(prose, linking)) push(found, exact(block), block);
    return found;
  });
  const uneven: [ProseBlock[], ProseBlock[]][] = [];
  for (const [text, left] of ours ?? []) {
    const right = theirs?.get(text);
    if (!right) continue;
    if (right.length !== left.length) uneven.push([left, right]);
    else left.forEach((block, index) => link(block, right[index]));
  }
  // Of one text that stands more often on one side, those are the same whose neighbours are; then the first of each.
  for (const [left, right] of uneven) {
    for (const block of left)
      link(
        block,
        free(right, linking).find((other) => neighbours(block, other, linking)),
      );
    const [restA, restB] = [free(left, linking), free(right, linking)];
    restA.forEach((block, index) => link(block, restB[index]));
  }
  for (const side of ['before', 'after'] as const) {
    const [left, right] = [free(a.prose, linking), free(b.prose, linking)];
    if (left.length === 0 || right.length === 0) return;
    for (const link of side === 'before' ? recut(left, right, side) : recut(right, left, side)) add(linking, link);
  }
}

/** `true` if what stands before them, or after them, is the same. */
function neighbours(a: ProseBlock, b: ProseBlock, { of }: Linking): boolean {
  return [-1, 1].some((step) => {
    const [one, two] = [a.owner.prose[a.index + step], b.owner.prose[b.index + step]];
    return one !== undefined && two !== undefined && of.get(one)?.after.includes(two) === true;
  });
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Finds each paragraph whose words are those of several consecutive ones on the other side. */
function recut(wholes: readonly ProseBlock[], pieces: readonly ProseBlock[], side: 'before' | 'after'): Link[] {
  if (pieces.length < 2) return [];
  const taken = new Set<ProseBlock>();
  const wordsOf = new Map(pieces.map((piece) => [piece, bareWords(piece.text).join(' ')]));
  const starts = new Map<string, number[]>();
  for (const [index, piece] of pieces.entries()) push(starts, (wordsOf.get(piece) ?? '').split(' ', 1)[0] ?? '', index);
  return wholes.flatMap((whole) => {
    const wanted = bareWords(whole.text).join(' ');
    for (const start of starts.get(wanted.split(' ', 1)[0] ?? '') ?? []) {
      const run: ProseBlock[] = [];
      let text = '';
      for (let at = start; at < pieces.length; at += 1) {
        const piece = pieces[at];
        const last = run.at(-1);
        if (!piece || taken.has(piece) || (last && piece.index !== last.index + 1)) break;
        run.push(piece);
        text = `${text} ${wordsOf.get(piece) ?? ''}`.trim();
        if (!wanted.startsWith(text) || text === '') break;
        if (text !== wanted || run.length < 2) continue;
        for (const each of run) taken.add(each);
        const both = side === 'before' ? { before: [whole], after: run } : { before: run, after: [whole] };
        return [{ ...both, worth: 1, moved: false }];
      }
    }
    return [];
  });
}

/** Links what has the same name at its beginning: rows by their first cell, items and paragraphs by their bold first words. */
export function linkByKey(a: Entry, b: Entry, linking: Linking): void {
  const [left, right] = [free(a.prose, linking), free(b.prose, linking)];
  if (left.length === 0 || right.length === 0) return;
  const [ours, theirs] = [a, b].map((entry) => {
    const keyed = new Map<string, ProseBlock | undefined>();
    for (const block of entry.prose) {
      const key = blockKey(block);
      if (key === undefined) continue;
      const name = `${block.type === 'row'} ${key}`;
      // A name that two have tells neither from the other.
      keyed.set(name, keyed.has(name) ? undefined : block);
    }
    return keyed;
  });
  for (const [name, block] of ours ?? []) {
    const other = theirs?.get(name);
    if (block && other && !linking.of.has(block) && !linking.of.has(other)) add(linking, one(block, other, 0.9));
  }
}

/** Links the same texts in different sections, where the text is long enough, or rare enough, not to be the same by chance. */
export function linkAcross(before: readonly Entry[], after: readonly Entry[], linking: Linking): void {
  const [left, right] = [before, after].map((list) => {
    const found = new Map<string, ProseBlock[]>();
    for (const { prose } of list) {
      for (const block of prose) if (!linking.of.has(block)) push(found, exact(block), block);
    }
    return found;
  });
  for (const [key, ours] of left ?? []) {
    const theirs = right?.get(key);
    if (theirs?.length !== ours.length) continue;
    const letters = (ours[0]?.text ?? '').replace(/[^\p{L}\p{N}]/gu, '').length;
    if (letters < leastLetters * (ours.length > 1 ? 4 : 1)) continue;
    ours.forEach((block, index) => {
      const other = theirs[index];
      if (other) add(linking, one(block, other, 1));
    });
  }
}

/**
 * Links what is most alike over the whole document: in the same section if it is alike enough, in another if there is little doubt. `sameSection`
 * says whether two owners are one and the same.
 */
export function linkAlike(
  before: readonly Entry[],
  after: readonly Entry[],
  linking: Linking,
  sameSection: (a: Entry, b: Entry) => boolean,
): void {
  const [rows, columns] = [before, after].map((list) => list.flatMap(({ prose }) => free(prose, linking)));
  if (!rows || !columns) return;
  const lengths = new Map<ProseBlock, number>();
  const words = (block: ProseBlock): number => {
    let known = lengths.get(block);
    if (known === undefined) lengths.set(block, (known = bareWords(block.text).length));
    return known;
  };
  const texts = [rows, columns].map((list) => list.map(({ text }) => text));
  const candidates = alikePairs(texts[0] ?? [], texts[1] ?? [], alikeEnough - 0.05).flatMap(
    ({ row, column, likeness }): Candidate[] => {
      const [a, b] = [rows[row], columns[column]];
      if (!a || !b) return [];
      const tie = 1e-6 * tieBreak(a.text, b.text) - 1e-8 * Math.abs(a.index - b.index);
      const worth = likeness + (a.type === b.type ? 0.05 : 0);
      if (sameSection(a.owner, b.owner)) {
        return worth < alikeEnough ? [] : [{ row, column, worth: worth + home + tie }];
      }
      const sure = likeness >= alikeThoughMoved && a.type === b.type && Math.min(words(a), words(b)) >= leastWords;
      return sure ? [{ row, column, worth: worth + tie }] : [];
    },
  );
  for (const { row, column, worth } of assign(candidates)) {
    const [a, b] = [rows[row], columns[column]];
    if (a && b) add(linking, one(a, b, sameSection(a.owner, b.owner) ? worth - home : worth));
  }
}

/** Says which links between a section and its partner changed their order, lets go of the doubtful ones, and pairs what stands alone in the same place. */
export function settleOrder(a: Entry, b: Entry, linking: Linking): void {
  const found = new Set<Link>();
  let allSame = a.prose.length === b.prose.length;
  for (const block of a.prose) {
    const link = linking.of.get(block);
    if (link?.after[0]?.owner !== b) allSame = false;
    else {
      found.add(link);
      if (link.worth < 1 || link.after[0]?.index !== block.index) allSame = false;
    }
  }
  if (allSame) return;
  let links = [...found];
  for (;;) {
    const crossing = crossed(links);
    const doubtful = links.filter((link) => crossing.has(link) && link.worth < alikeThoughMoved);
    if (doubtful.length === 0) {
      for (const link of links) link.moved = crossing.has(link);
      break;
    }
    for (const link of doubtful) part(linking, link);
    links = links.filter((link) => !doubtful.includes(link));
  }
  for (const link of aloneInPlace(free(a.prose, linking), free(b.prose, linking), links)) add(linking, link);
}

/** The links that changed places with others. */
function crossed(links: readonly Link[]): Set<Link> {
  const length = (blocks: readonly ProseBlock[]) => blocks.reduce((sum, block) => sum + block.text.length, 0);
  const lengths = links.map((link) => length(link.before) + length(link.after));
  const total = lengths.reduce((sum, each) => sum + each, 1);
  const ranked = links.map((link, index) => {
    const [a, b] = [link.before[0], link.after[0]];
    const tie = tieBreak(a?.text ?? '', b?.text ?? '');
    const size = ((lengths[index] ?? 0) / total) * 0.9 + (tie / links.length) * 0.01;
    return { before: a?.index ?? 0, after: b?.index ?? 0, size, link };
  });
  return new Set([...moved(ranked)].map(({ link }) => link));
}

/** Pairs one paragraph with another where each is the only one between the same neighbours: it was rewritten. */
function aloneInPlace(before: readonly ProseBlock[], after: readonly ProseBlock[], links: readonly Link[]): Link[] {
  if (before.length === 0 || after.length === 0) return [];
  const stayed = links.filter((link) => !link.moved);
  const gaps = (list: readonly ProseBlock[], side: 'before' | 'after') => {
    const ends = stayed.map((link) => link[side][0]?.index ?? 0).sort((a, b) => a - b);
    const found = new Map<number, ProseBlock[]>();
    let gap = 0;
    for (const block of list) {
      while (gap < ends.length && (ends[gap] ?? 0) < block.index) gap += 1;
      push(found, gap, block);
    }
    return found;
  };
  const others = gaps(after, 'after');
  return [...gaps(before, 'before')].flatMap(([gap, [a, ...more]]) => {
    const [b, ...rest] = others.get(gap) ?? [];
    if (!a || !b || more.length + rest.length > 0 || a.type !== b.type) return [];
    return [one(a, b, 0)];
  });
}
