import { fold } from '../core/text.js';
import { assign, type Candidate } from './assign.js';
import type { Entry } from './entries.js';
import { tieBreak } from './order.js';
import { type Likeness, likeness, titleGrams, titleLikeness } from './similarity.js';
import { bareWords } from './weigh.js';

/** Each paired entry's partner in the other revision, in both directions. */
export type Pairing = ReadonlyMap<Entry, Entry>;

const groups = ['section', 'statement', 'milestone', 'indicator', 'organ'] as const;

/** Pairs items one to one: by id, then title, then alias, then the best assignment by content over all that are left. */
export function pairItems(
  before: readonly Entry[],
  after: readonly Entry[],
  aliasOf: (title: string) => string,
): Map<Entry, Entry> {
  const pairing = new Map<Entry, Entry>();
  for (const group of groups) {
    const of = (list: readonly Entry[]) => list.filter((entry) => entry.group === group);
    pairGroup(of(before), of(after), pairing, aliasOf);
  }
  return pairing;
}

function pairGroup(
  before: Entry[],
  after: Entry[],
  pairing: Map<Entry, Entry>,
  aliasOf: (title: string) => string,
): void {
  const link = (a: Entry, b: Entry) => pairing.set(a, b).set(b, a);
  const titles = [before, after].map((list) => countBy(list, (entry) => fold(entry.title)));
  const repeated = (entry: Entry) => titles.some((counts) => (counts.get(fold(entry.title)) ?? 0) > 1);

  // An id made from a title says no more than the title; where titles repeat (`bakgrund-2`) it only says who stands second.
  const byId = onceBy(after, (entry) => entry.id);
  for (const [id, a] of onceBy(before, (entry) => entry.id)) {
    const b = byId.get(id);
    if (!a || !b) continue;
    const chosen = [a, b].some((entry) => !entry.derived);
    if (chosen ? ![a, b].some((entry) => entry.derived && repeated(entry)) : sameAsEver(a, b, repeated)) link(a, b);
  }
  const left = (list: Entry[]) => list.filter((entry) => !pairing.has(entry));
  if (left(before).length === 0 || left(after).length === 0) return;

  const judge = makeJudge(left(before), left(after), pairing, repeated);
  /** Pairs the best of all that are left and have the same key. */
  const choose = (key: (entry: Entry) => string, worthOf: (a: Entry, b: Entry) => number | undefined): boolean => {
    const [rows, columns] = [left(before), left(after)];
    const alike = new Map<string, [number, Entry][]>();
    for (const [column, b] of columns.entries()) {
      const list = alike.get(key(b));
      if (list) list.push([column, b]);
      else alike.set(key(b), [[column, b]]);
    }
    const candidates: Candidate[] = [];
    for (const [row, a] of rows.entries()) {
      for (const [column, b] of alike.get(key(a)) ?? []) {
        const worth = worthOf(a, b);
        if (worth !== undefined) candidates.push({ row, column, worth: worth + nearness(a, b) });
      }
    }
    for (const { row, column } of assign(candidates)) {
      const [a, b] = [rows[row], columns[column]];
      if (a && b) link(a, b);
    }
    return candidates.length > 0;
  };
  /** A name that has gone to another text may belong to it now: that is for the whole assignment to say. */
  const ofOneName = (a: Entry, b: Entry) => {
    const content = judge.content(a, b);
    const sure = content >= 0.25 || (judge.little(a, b) && (judge.sameParent(a, b) || !(repeated(a) || repeated(b))));
    return sure ? 1 + judge.worth(a, b) : undefined;
  };
  // Each round knows more parents and children than the one before.
  for (let round = 0; round < 3; round += 1) {
    const found = [
      choose((entry) => fold(entry.title), ofOneName),
      choose((entry) => aliasOf(entry.title), ofOneName),
      choose(
        () => '',
        (a, b) => {
          const worth = judge.worth(a, b);
          return worth >= 0.5 ? worth : undefined;
        },
      ),
    ];
    if (!found.includes(true)) return;
  }
}

const keyOf = (entry: Entry): string => `${entry.id} ${entry.title}`;

/**
 * What decides between pairs that are as good: those that stand in the same place, whichever revision comes first. The square of how far apart they
 * are is least altogether when those that are quite alike keep their order; of two that are as near, the upper one is taken.
 */
const nearness = (a: Entry, b: Entry): number =>
  1e-8 * tieBreak(keyOf(a), keyOf(b)) -
  1e-7 * (a.position - b.position) ** 2 -
  1e-11 * (a.rank - b.rank) ** 2 -
  1e-13 * (a.rank + b.rank);

/** The same title, not used twice, over a text that is at least partly the same: needs no comparing with others. */
function sameAsEver(a: Entry, b: Entry, repeated: (entry: Entry) => boolean): boolean {
  if (repeated(a) || repeated(b) || fold(a.title) !== fold(b.title)) return false;
  if (a.content === b.content || a.group !== 'section') return true;
  const texts = new Set(a.prose.map(({ text }) => text));
  const common = b.prose.reduce((sum, { text }) => sum + (texts.has(text) ? text.length : 0), 0);
  return common >= 0.3 * Math.max(a.content.length, b.content.length);
}

interface Judge {
  /** There is too little in one of them to tell them apart by. */
  little(a: Entry, b: Entry): boolean;
  sameParent(a: Entry, b: Entry): boolean;
  /** How alike what they hold is, from 0 to 1. */
  content(a: Entry, b: Entry): number;
  /** How sure it is that they are the same item; from 0.5 they are taken to be. */
  worth(a: Entry, b: Entry): number;
}

function makeJudge(
  before: readonly Entry[],
  after: readonly Entry[],
  pairing: Pairing,
  repeated: (entry: Entry) => boolean,
): Judge {
  const [rows, columns] = [before, after].map((list) => new Map(list.map((entry, index) => [entry, index])));
  const alike: Likeness = likeness(
    before.map(({ content }) => content),
    after.map(({ content }) => content),
  );
  const grams = new Map([...before, ...after].map((entry) => [entry, titleGrams(entry.title)]));
  const titlesAlike = (a: Entry, b: Entry) => titleLikeness(grams.get(a) ?? new Set(), grams.get(b) ?? new Set());
  const lengths = new Map([...before, ...after].map((entry) => [entry, bareWords(entry.content).length]));
  const sameParent = (a: Entry, b: Entry) =>
    a.parent === undefined
      ? b.parent === undefined
      : pairing.get(a.parent) !== undefined && pairing.get(a.parent) === b.parent;
  const children = new Map<Entry, Entry[]>();
  for (const entry of pairing.keys()) addTo(children, entry.parent, entry);
  // Sections of this group are found below each other too, paired or not.
  for (const entry of [...before, ...after]) if (!pairing.has(entry)) addTo(children, entry.parent, entry);

  const leastLength = (a: Entry, b: Entry) => Math.min(lengths.get(a) ?? 0, lengths.get(b) ?? 0);
  const little = (a: Entry, b: Entry) => leastLength(a, b) < 8;
  const content = (a: Entry, b: Entry): number => {
    const words = leastLength(a, b);
    // A few words alike, such as “Se bilaga 1”, say little.
    const text =
      a.content + b.content === ''
        ? undefined
        : alike(rows?.get(a) ?? -1, columns?.get(b) ?? -1) * Math.min(1, words / 5);
    const structure = shared(children.get(a) ?? [], children.get(b) ?? [], pairing);
    if (text === undefined) return structure ?? 0;
    return structure === undefined ? text : Math.max(text, 0.5 * text + 0.5 * structure);
  };
  // “Bakgrund” under another heading is another background, unless its text says that it is the same.
  const telling = (a: Entry, b: Entry) => sameParent(a, b) || !(repeated(a) || repeated(b));
  const worth = (a: Entry, b: Entry): number => {
    const title = titlesAlike(a, b);
    const base =
      a.group === 'section'
        ? Math.max(0.3 * title + 0.7 * content(a, b), telling(a, b) ? 0.8 * title : 0)
        : partWorth(a, b, title, content(a, b));
    if (base < 0.35) return base;
    return base + (sameParent(a, b) ? 0.1 : 0) + (a.item === b.item ? 0.05 : 0);
  };
  return { little, sameParent, content, worth };
}

function partWorth(a: Entry, b: Entry, title: number, content: number): number {
  const same = (name: string) =>
    a.fields.get(name) !== undefined && a.fields.get(name)?.text === b.fields.get(name)?.text;
  if (a.group === 'statement') return 0.7 * content + 0.3 * title;
  // The same measure at the same source is the same indicator, whatever it is called.
  if (same('kpi') && a.fields.get('source')?.text === b.fields.get('source')?.text) return 1;
  return title + (same('when') ? 0.15 : 0);
}

function addTo(lists: Map<Entry, Entry[]>, parent: Entry | undefined, entry: Entry): void {
  if (!parent) return;
  const list = lists.get(parent);
  if (list) list.push(entry);
  else lists.set(parent, [entry]);
}

/** Share of the children that are paired with each other; undefined where there are none to judge by. */
function shared(a: readonly Entry[], b: readonly Entry[], pairing: Pairing): number | undefined {
  if (a.length === 0 || b.length === 0) return undefined;
  const others = new Set(b);
  const common = a.filter((entry) => others.has(pairing.get(entry) ?? entry)).length;
  return (2 * common) / (a.length + b.length);
}

function countBy<T>(list: readonly T[], key: (value: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of list) counts.set(key(value), (counts.get(key(value)) ?? 0) + 1);
  return counts;
}

/** By key, with `undefined` for keys that more than one has. */
function onceBy<T>(list: readonly T[], key: (value: T) => string): Map<string, T | undefined> {
  const found = new Map<string, T | undefined>();
  for (const value of list) found.set(key(value), found.has(key(value)) ? undefined : value);
  return found;
}
