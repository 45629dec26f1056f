import type { Part, PartKind } from './tree.js';
import type { Thing, ThreeWays } from './three-ways.js';

/** What becomes of a thing: it is written, it is gone, or one side took it away while the other changed it. */
export type Fate = 'written' | 'gone' | 'disputed';

/** What the two sides together did with the things of a text. */
export interface Decisions {
  fate(thing: Thing): Fate;
  /** The thing it stands in. */
  parent(thing: Thing): Thing | undefined;
  /** Where theirs put it, when both have moved it, to different places. */
  elsewhere(thing: Thing): Thing | undefined;
  /** What stands in it, in no order. */
  members(thing: Thing): ReadonlySet<Thing>;
}

/** Kinds whose place says something by itself. */
const placed: ReadonlySet<PartKind> = new Set([
  'section',
  'paragraph',
  'list',
  'item',
  'table',
  'row',
  'entry',
  'pair',
]);

/** What kind of part a thing is, on whichever side it stands. */
export const kindOf = ({ base, ours, theirs }: Thing): PartKind => (ours ?? theirs ?? base)?.kind ?? 'opaque';

/** Decides for every thing whether it is written and where; the words of it are decided when it is. */
export function decide({ thingOf, things }: ThreeWays): Decisions {
  const above = (part: Part | undefined): Thing | undefined => part?.parent && thingOf.get(part.parent);
  const parents = new Map<Thing, Thing | undefined>();
  const twice = new Map<Thing, Thing>();
  for (const thing of things) {
    const { base, ours, theirs } = thing;
    const [was, here, there] = [above(base), above(ours), above(theirs)];
    if (!ours || !theirs) parents.set(thing, here ?? there ?? was);
    else if (here === there || there === was) parents.set(thing, here);
    else if (base && here === was) parents.set(thing, there);
    else {
      parents.set(thing, here);
      if (there && placed.has(kindOf(thing))) twice.set(thing, there);
    }
  }
  breakCircles(things, parents, (thing) => above(thing.ours) ?? above(thing.theirs) ?? above(thing.base));

  const changed = (thing: Thing, side: 'ours' | 'theirs'): boolean => {
    const [part, base] = [thing[side], thing.base];
    if (!part || !base) return part !== undefined;
    if (part.leaf) return part.told !== base.told;
    if (placed.has(part.kind) && above(part) !== above(base)) return true;
    return part.children.some((child) => {
      const inner = thingOf.get(child);
      if (!inner || (child.kind === 'mark' && inner.base)) return false;
      const other = side === 'ours' ? inner.theirs : inner.ours;
      if (!inner.base) return !other || parents.get(inner) === thing;
      return other ? parents.get(inner) === thing && above(inner.base) !== thing : changed(inner, side);
    });
  };
  const fates = new Map<Thing, Fate>();
  for (const thing of things) {
    const { base, ours, theirs } = thing;
    if (ours && theirs) fates.set(thing, 'written');
    else if (!ours && !theirs) fates.set(thing, 'gone');
    else if (!base) fates.set(thing, 'written');
    else fates.set(thing, changed(thing, ours ? 'ours' : 'theirs') ? 'disputed' : 'gone');
  }
  const members = new Map<Thing, Set<Thing>>();
  const add = (parent: Thing | undefined, thing: Thing) => {
    if (!parent) return;
    const set = members.get(parent);
    if (set) set.add(thing);
    else members.set(parent, new Set([thing]));
  };
  for (const thing of things) {
    if (fates.get(thing) === 'gone') continue;
    add(parents.get(thing), thing);
    add(twice.get(thing), thing);
  }
  return {
    fate: (thing) => fates.get(thing) ?? 'gone',
    parent: (thing) => parents.get(thing),
    elsewhere: (thing) => twice.get(thing),
    members: (thing) => members.get(thing) ?? new Set(),
  };
}

/** Where one side has put A into B and the other B into A, both go back to where the one side has them. */
function breakCircles(
  things: readonly Thing[],
  parents: Map<Thing, Thing | undefined>,
  fallback: (thing: Thing) => Thing | undefined,
): void {
  for (const thing of things) {
    const seen = new Set<Thing>();
    for (let at: Thing | undefined = thing; at; at = parents.get(at)) {
      if (seen.has(at)) {
        for (const each of seen) parents.set(each, fallback(each));
        break;
      }
      seen.add(at);
    }
  }
}
