import { assign, type Candidate } from './assign.js';
import type { ProseBlock } from './entries.js';
import { moved, tieBreak } from './order.js';
import { likeness } from './similarity.js';
import { bareWords } from './weigh.js';

/** What became of a piece of prose. Either side may be empty; several pieces stand together where they were only cut or joined. */
export interface BlockPair {
  before: readonly ProseBlock[];
  after: readonly ProseBlock[];
  moved: boolean;
}

interface Linked extends BlockPair {
  /** How sure it is that they belong together, from 0 to 1. */
  worth: number;
}

/** Below this two paragraphs are two; one that has moved must be more like itself. */
const alikeEnough = 0.4;
const alikeThoughMoved = 0.6;

/**
 * Pairs the paragraphs of one section in two revisions: the same text first, then what was only cut or joined, then the most alike over
 * all, then what stands alone in the same place. In the order of the later text, with what is gone where it stood.
 */
export function pairBlocks(before: readonly ProseBlock[], after: readonly ProseBlock[]): BlockPair[] {
  const [rank, used] = [new Map([...before, ...after].map((block, index) => [block, index])), new Set<ProseBlock>()];
  const free = (list: readonly ProseBlock[]) => list.filter((block) => !used.has(block));
  let links: Linked[] = [];
  const add = (found: readonly Linked[]) => {
    links.push(...found);
    for (const link of found) for (const block of [...link.before, ...link.after]) used.add(block);
  };
  add(sameTexts(before, after));
  add(recut(free(before), free(after), rank, 'before'));
  add(recut(free(after), free(before), rank, 'after'));
  add(alike(free(before), free(after)));
  for (let unsure = true; unsure;) {
    const crossing = crossed(links, rank);
    const parted = links.filter((link) => crossing.has(link) && link.worth < alikeThoughMoved);
    unsure = parted.length > 0;
    for (const { before: a, after: b } of parted) for (const block of [...a, ...b]) used.delete(block);
    links = unsure
      ? links.filter((link) => !parted.includes(link))
      : links.map((link) => ({ ...link, moved: crossing.has(link) }));
  }
  add(aloneInPlace(free(before), free(after), links, rank));
  return inOrder(before, after, links, rank);
}

const exact = (block: ProseBlock): string => `${block.type} ${block.text}`;

/** Pairs equal texts; the first with the first, where there are several. */
function sameTexts(before: readonly ProseBlock[], after: readonly ProseBlock[]): Linked[] {
  const waiting = new Map<string, ProseBlock[]>();
  for (const block of before) {
    const list = waiting.get(exact(block));
    if (list) list.push(block);
    else waiting.set(exact(block), [block]);
  }
  return after.flatMap((b) => {
    const a = waiting.get(exact(b))?.shift();
    return a ? [{ before: [a], after: [b], worth: 1, moved: false }] : [];
  });
}

/** Finds each paragraph whose words are those of several consecutive ones on the other side. */
function recut(
  wholes: readonly ProseBlock[],
  pieces: readonly ProseBlock[],
  rank: ReadonlyMap<ProseBlock, number>,
  side: 'before' | 'after',
): Linked[] {
  const taken = new Set<ProseBlock>();
  const wordsOf = new Map(pieces.map((piece) => [piece, bareWords(piece.text).join(' ')]));
  const starts = new Map<string, number[]>();
  for (const [index, piece] of pieces.entries()) {
    const [first = ''] = (wordsOf.get(piece) ?? '').split(' ', 1);
    const list = starts.get(first);
    if (list) list.push(index);
    else starts.set(first, [index]);
  }
  return wholes.flatMap((whole) => {
    const wanted = bareWords(whole.text).join(' ');
    for (const start of starts.get(wanted.split(' ', 1)[0] ?? '') ?? []) {
      const run: ProseBlock[] = [];
      let text = '';
      for (let at = start; at < pieces.length; at += 1) {
        const piece = pieces[at];
        const last = run.at(-1);
        if (!piece || taken.has(piece) || (last && (rank.get(piece) ?? 0) !== (rank.get(last) ?? 0) + 1)) break;
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

function alike(rows: readonly ProseBlock[], columns: readonly ProseBlock[]): Linked[] {
  if (rows.length === 0 || columns.length === 0) return [];
  const score = likeness(
    rows.map(({ text }) => text),
    columns.map(({ text }) => text),
  );
  const candidates: Candidate[] = [];
  for (const [row, a] of rows.entries()) {
    for (const [column, b] of columns.entries()) {
      const worth = score(row, column) + (a.type === b.type ? 0.05 : 0);
      if (worth >= alikeEnough) candidates.push({ row, column, worth: worth + 1e-6 * tieBreak(a.text, b.text) });
    }
  }
  return assign(candidates).flatMap(({ row, column, worth }) => {
    const [a, b] = [rows[row], columns[column]];
    return a && b ? [{ before: [a], after: [b], worth, moved: false }] : [];
  });
}

/** The links that changed places with others. */
function crossed(links: readonly Linked[], rank: ReadonlyMap<ProseBlock, number>): Set<Linked> {
  const length = (blocks: readonly ProseBlock[]) => blocks.reduce((sum, block) => sum + block.text.length, 0);
  const lengths = links.map((link) => length(link.before) + length(link.after));
  const total = lengths.reduce((sum, each) => sum + each, 1);
  const ranked = links.map((link, index) => {
    const [a, b] = [link.before[0], link.after[0]];
    const tie = tieBreak(a?.text ?? '', b?.text ?? '');
    const size = ((lengths[index] ?? 0) / total) * 0.9 + (tie / links.length) * 0.01;
    return { before: a ? (rank.get(a) ?? 0) : 0, after: b ? (rank.get(b) ?? 0) : 0, size, link };
  });
  return new Set([...moved(ranked)].map(({ link }) => link));
}

/** Pairs one paragraph with another where each is the only one between the same neighbours: it was rewritten. */
function aloneInPlace(
  before: readonly ProseBlock[],
  after: readonly ProseBlock[],
  links: readonly Linked[],
  rank: ReadonlyMap<ProseBlock, number>,
): Linked[] {
  const stayed = links.filter((link) => !link.moved);
  const gaps = (list: readonly ProseBlock[], side: 'before' | 'after') => {
    const ends = stayed.map((link) => rank.get(link[side][0] ?? blank) ?? 0).sort((a, b) => a - b);
    const found = new Map<number, ProseBlock[]>();
    for (const block of list) {
      const gap = ends.filter((end) => end < (rank.get(block) ?? 0)).length;
      found.set(gap, [...(found.get(gap) ?? []), block]);
    }
    return found;
  };
  const others = gaps(after, 'after');
  return [...gaps(before, 'before')].flatMap(([gap, [a, ...more]]) => {
    const [b, ...rest] = others.get(gap) ?? [];
    if (!a || !b || more.length + rest.length > 0 || a.type !== b.type) return [];
    return [{ before: [a], after: [b], worth: 0, moved: false }];
  });
}

const blank: ProseBlock = { type: 'rule', text: '', line: 0, path: [] };

function inOrder(
  before: readonly ProseBlock[],
  after: readonly ProseBlock[],
  links: readonly Linked[],
  rank: ReadonlyMap<ProseBlock, number>,
): BlockPair[] {
  const linkOf = new Map(
    links.flatMap((link) => [...link.before, ...link.after].map((block) => [block, link] as const)),
  );
  const placed: { at: number; then: number; pair: BlockPair }[] = [];
  for (const link of links) placed.push({ at: rank.get(link.after[0] ?? blank) ?? 0, then: -1, pair: link });
  for (const b of after) {
    if (!linkOf.has(b)) placed.push({ at: rank.get(b) ?? 0, then: -1, pair: { before: [], after: [b], moved: false } });
  }
  let anchor = -1;
  for (const [then, a] of before.entries()) {
    const link = linkOf.get(a);
    if (!link) placed.push({ at: anchor, then, pair: { before: [a], after: [], moved: false } });
    else if (!link.moved) anchor = rank.get(link.after.at(-1) ?? blank) ?? anchor;
  }
  return placed.sort((a, b) => a.at - b.at || a.then - b.then).map(({ pair }) => pair);
}
