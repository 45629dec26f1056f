import type { PairOptions } from '../diff/pair-entries.js';
import { pairParts } from './pair-parts.js';
import { everyPart, type Part, type Tree } from './tree.js';

/** The texts of a merge: what both came from, and the two. */
export type Side = 'base' | 'ours' | 'theirs';

/** One part in up to three texts. */
export interface Thing {
  base?: Part;
  ours?: Part;
  theirs?: Part;
}

/** Three texts, and which part of each is which part of the others. */
export interface ThreeWays {
  trees: Readonly<Record<Side, Tree>>;
  thingOf: ReadonlyMap<Part, Thing>;
  root: Thing;
  things: readonly Thing[];
}

/** Finds every part's counterparts. Parts that both sides have added are one thing when they are recognised as one. */
export function threeWays(trees: Readonly<Record<Side, Tree>>, options: PairOptions): ThreeWays {
  const { base, ours, theirs } = trees;
  const [toOurs, toTheirs, between] = [
    pairParts(base, ours, options),
    pairParts(base, theirs, options),
    pairParts(ours, theirs, { ...options, strict: true }),
  ];
  const thingOf = new Map<Part, Thing>();
  const things: Thing[] = [];
  const add = (thing: Thing) => {
    things.push(thing);
    for (const each of [thing.base, thing.ours, thing.theirs]) if (each) thingOf.set(each, thing);
  };
  for (const each of everyPart(base.root)) {
    const [one, two] = [toOurs.get(each), toTheirs.get(each)];
    add({ base: each, ...(one ? { ours: one } : {}), ...(two ? { theirs: two } : {}) });
  }
  for (const each of everyPart(ours.root)) {
    if (thingOf.has(each)) continue;
    const other = between.get(each);
    add({ ours: each, ...(other && !thingOf.has(other) ? { theirs: other } : {}) });
  }
  for (const each of everyPart(theirs.root)) if (!thingOf.has(each)) add({ theirs: each });
  const root = thingOf.get(ours.root);
  if (!root) throw new Error('the root is paired');
  return { trees, thingOf, root, things };
}
