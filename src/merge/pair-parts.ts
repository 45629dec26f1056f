import { assign, type Candidate } from '../diff/assign.js';
import { moved, tieBreak } from '../diff/order.js';
import { pairEntries, type PairOptions } from '../diff/pair-entries.js';
import { likeness } from '../diff/similarity.js';
import { everyPart, type Part, type PartKind, type Tree } from './tree.js';

/** Each paired part's partner in the other text, in both directions. */
export type PartPairing = ReadonlyMap<Part, Part>;

/** Parts that are recognised by their role among their siblings, or by being the only one of their kind. */
const byRole: ReadonlySet<PartKind> = new Set([
  'front',
  'heading',
  'word',
  'mark',
  'cell',
  'pair',
  'map',
  'seq',
  'text',
]);
/** Parts that may be found again under another parent. */
const wanderers = [
  'section',
  'list',
  'table',
  'paragraph',
  'item',
  'row',
  'entry',
  'opaque',
  'sentence',
  'comment',
] as const;

const alikeEnough = 0.4;
const alikeElsewhere = 0.6;

/** How sure a pair has to be. Two texts that came from a third may have added different things at one place. */
export interface PartOptions extends PairOptions {
  /** Only what is named alike, or much alike, is the same. */
  strict?: boolean;
}

/**
 * Pairs the parts of two texts: the items of a roadmap as the comparison of roadmaps does, then what stands in paired parts, by role, text
 * and likeness, then what has gone to another place.
 */
export function pairParts(a: Tree, b: Tree, options: PartOptions): PartPairing {
  const pairing = new Map<Part, Part>();
  const waiting: [Part, Part][] = [];
  const link = (one: Part, two: Part) => {
    if (one.kind !== two.kind || pairing.has(one) || pairing.has(two)) return;
    pairing.set(one, two).set(two, one);
    waiting.push([one, two]);
  };
  const settle = () => {
    for (let next = waiting.pop(); next; next = waiting.pop())
      pairChildren(next[0], next[1], pairing, link, options.strict ?? false);
  };
  link(a.root, b.root);
  const [titleA, titleB] = [a, b].map(titleOf);
  if (titleA && titleB) link(titleA, titleB);
  const items = pairEntries(a.items, b.items, options);
  for (const item of a.items) {
    const other = items.get(item);
    const [one, two] = [a.partOf.get(item), other && b.partOf.get(other)];
    if (one && two) link(one, two);
  }
  settle();
  // Two that have added the same words in two places have added two things.
  if (options.strict) return pairing;
  // What lies within something that has moved is found when that is; so the greater parts go first.
  for (const kind of wanderers) {
    const left = (tree: Tree) =>
      [...everyPart(tree.root)].filter((each) => each.kind === kind && roams(each) && !pairing.has(each));
    sameElsewhere(left(a), left(b), link);
    settle();
    if (kind !== 'section' && kind !== 'comment' && kind !== 'table') {
      alike(left(a), left(b), alikeElsewhere, link);
      settle();
    }
  }
  return pairing;
}

/** The value of a key and the head of a table do not go anywhere by themselves. */
const roams = ({ kind, role }: Part): boolean => role === undefined || (kind === 'opaque' && role !== 'value');

/** The heading of the whole document. */
const titleOf = ({ root }: Tree): Part | undefined =>
  root.children.find(({ kind, depth }) => kind === 'section' && depth === 1);

type Link = (one: Part, two: Part) => void;

function pairChildren(one: Part, two: Part, pairing: PartPairing, link: Link, strict: boolean): void {
  const left = (parent: Part) => parent.children.filter((child) => !pairing.has(child));
  const [as, bs] = [left(one), left(two)];
  const roles = new Map<string, Part[]>();
  for (const b of bs.filter(({ kind }) => byRole.has(kind))) {
    const list = roles.get(nameOf(b));
    if (list) list.push(b);
    else roles.set(nameOf(b), [b]);
  }
  // The value of a key that both have is that value, however little is left of it.
  const [valueA, valueB] = [as, bs].map((list) => list.find(({ role, kind }) => role === 'value' && !byRole.has(kind)));
  if (valueA && valueB) link(valueA, valueB);
  for (const a of as.filter(({ kind }) => byRole.has(kind))) {
    const b = roles.get(nameOf(a))?.shift();
    if (b) link(a, b);
  }
  for (const kind of ['header', 'rule']) {
    const [a, b] = [as, bs].map((list) => list.find(({ role }) => role === kind));
    if (a && b && a.kind === 'row') link(a, b);
  }
  if (one.kind === 'row') inPlace(left(one), left(two), link);
  byKey(left(one), left(two), link);
  const rest = (parent: Part) => left(parent).filter(({ kind }) => !byRole.has(kind) && kind !== 'section');
  const [restA, restB] = [rest(one), rest(two)];
  if (restA.length === 0 || restB.length === 0) return;
  pairAlike(restA, restB, one, two, pairing, link, strict);
}

const nameOf = ({ kind, role }: Part): string => `${kind} ${role ?? ''}`;

/** A column with another name is the same column when there are as many as there were. */
function inPlace(as: readonly Part[], bs: readonly Part[], link: Link): void {
  if (as.length !== bs.length) return;
  for (const [index, a] of as.entries()) {
    const b = bs[index];
    if (b) link(a, b);
  }
}

/** Ids of an item of a YAML list, and what it refers to: an item with one of them is the same item. */
function keysOf(entry: Part): string[] {
  const map = entry.children.find(({ kind }) => kind === 'map');
  const pairs = map?.children.filter(({ kind }) => kind === 'pair') ?? [];
  const values = (name: RegExp): string[] =>
    pairs
      .filter(({ role }) => name.test(role ?? ''))
      .flatMap((pair) => [...everyPart(pair)].filter(({ leaf, kind }) => leaf && kind === 'sentence'))
      .map(({ told }) => told.replace(/^(["'])(.*)\1$/, '$2'));
  const own = values(/^(?:id|huvudman|party)$/i);
  return own.length > 0 ? own : values(/^(?:synpunkter|comments)$/i);
}

/** Both say which item they are, and it is not the same. */
function differ(a: Part, b: Part): boolean {
  if (a.kind !== 'entry') return false;
  const [one, two] = [keysOf(a), keysOf(b)];
  return one.length > 0 && two.length > 0 && !one.some((key) => two.includes(key));
}

function byKey(as: readonly Part[], bs: readonly Part[], link: Link): void {
  const holders = new Map<string, Part>();
  const entries = (list: readonly Part[]) => list.filter(({ kind }) => kind === 'entry');
  for (const b of entries(bs)) for (const key of keysOf(b)) if (!holders.has(key)) holders.set(key, b);
  for (const a of entries(as)) {
    for (const key of keysOf(a)) {
      const b = holders.get(key);
      if (b) link(a, b);
    }
  }
}

/** Pairs what stands in two paired parts: equal texts, then the most alike over all, then what stands alone between the same neighbours. */
function pairAlike(
  as: readonly Part[],
  bs: readonly Part[],
  one: Part,
  two: Part,
  pairing: PartPairing,
  link: Link,
  strict: boolean,
): void {
  const key = ({ kind, told }: Part) => `${kind} ${told}`;
  const waiting = new Map<string, Part[]>();
  for (const b of bs) waiting.set(key(b), [...(waiting.get(key(b)) ?? []), b]);
  for (const a of as) {
    const b = waiting.get(key(a))?.shift();
    if (b) link(a, b);
  }
  const free = (list: readonly Part[]) => list.filter((each) => !pairing.has(each));
  alike(free(as), free(bs), strict ? alikeElsewhere : alikeEnough, (a, b) => {
    if (!crosses(a, b, one, two, pairing)) link(a, b);
  });
  if (!strict) aloneInPlace(one, two, pairing, link);
}

/** Whether a pair that is not very sure would have to change places with its neighbours. */
function crosses(a: Part, b: Part, one: Part, two: Part, pairing: PartPairing): boolean {
  const rank = new Map([one, two].flatMap(({ children }) => children.map((child, index) => [child, index] as const)));
  const links = one.children.flatMap((child) => {
    const other = child === a ? b : pairing.get(child);
    const place = other && rank.get(other);
    if (place === undefined || child.kind === 'section') return [];
    const size =
      (child.told.length + tieBreak(child.told, other?.told ?? '')) / (one.told.length + two.told.length + 1);
    return [{ before: rank.get(child) ?? 0, after: place, size, child }];
  });
  return [...moved(links)].some(({ child }) => child === a);
}

function alike(as: readonly Part[], bs: readonly Part[], enough: number, link: Link): void {
  if (as.length === 0 || bs.length === 0) return;
  const score = likeness(
    as.map(({ told }) => told),
    bs.map(({ told }) => told),
  );
  const candidates: Candidate[] = [];
  for (const [row, a] of as.entries()) {
    for (const [column, b] of bs.entries()) {
      if (a.kind !== b.kind || differ(a, b)) continue;
      // A few words alike say little about what stands elsewhere.
      const worth =
        score(row, column) * (enough === alikeElsewhere ? Math.min(1, a.told.length / 40, b.told.length / 40) : 1);
      if (worth >= enough) candidates.push({ row, column, worth: worth + 1e-6 * tieBreak(a.told, b.told) });
    }
  }
  for (const { row, column } of assign(candidates).sort((x, y) => y.worth - x.worth)) {
    const [a, b] = [as[row], bs[column]];
    if (a && b) link(a, b);
  }
}

function sameElsewhere(as: readonly Part[], bs: readonly Part[], link: Link): void {
  const once = (list: readonly Part[]) => {
    const found = new Map<string, Part | undefined>();
    for (const each of list) if (each.told.length >= 12) found.set(each.told, found.has(each.told) ? undefined : each);
    return found;
  };
  const others = once(bs);
  for (const [told, a] of once(as)) {
    const b = others.get(told);
    if (a && b) link(a, b);
  }
}

/** One part and one other, each the only one that is left between the same neighbours: it was rewritten. */
function aloneInPlace(one: Part, two: Part, pairing: PartPairing, link: Link): void {
  const gaps = (parent: Part) => {
    const found = new Map<Part | undefined, Part[]>();
    let before: Part | undefined;
    for (const child of parent.children) {
      const other = pairing.get(child);
      if (other?.parent === one || other?.parent === two) before = parent === one ? child : other;
      else if (!other && !byRole.has(child.kind)) found.set(before, [...(found.get(before) ?? []), child]);
    }
    return found;
  };
  const others = gaps(two);
  for (const [before, list] of gaps(one)) {
    const [a, more] = list;
    const [b, rest] = others.get(before) ?? [];
    if (a && b && !more && !rest && a.kind === b.kind && a.kind !== 'section') link(a, b);
  }
}
