import { moved, tieBreak } from '../diff/order.js';
import type { Part } from './tree.js';
import type { Thing } from './three-ways.js';

/** What stands under one part: things in order, with those marked that theirs has put elsewhere than ours. */
export interface Placed {
  thing: Thing;
  /** Both have moved it to different places: whose place this is. */
  disputed?: 'ours' | 'theirs';
}

const counted: ReadonlySet<string> = new Set(['section', 'paragraph', 'list', 'item', 'table', 'row', 'entry']);

/**
 * Puts what stands under a part in order: as ours has it, with what theirs has added or moved after what precedes it in theirs. Where both have
 * added something at one place, what ours has added comes first.
 */
export function ordered(parent: Thing, members: ReadonlySet<Thing>, thingOf: ReadonlyMap<Part, Thing>): Placed[] {
  const sequence = (part: Part | undefined) =>
    (part?.children ?? []).flatMap((child) => {
      const thing = thingOf.get(child);
      return thing && members.has(thing) ? [thing] : [];
    });
  const [was, ours, theirs] = [sequence(parent.base), sequence(parent.ours), sequence(parent.theirs)];
  const [movedHere, movedThere] = [movedThings(was, ours), movedThings(was, theirs)];
  const list: Placed[] = ours
    .filter((thing) => !movedThere.has(thing) || movedHere.has(thing))
    .map((thing) => ({ thing }));
  const inBase = new Set(was);
  const inTheirs = new Set(theirs);
  for (const [index, thing] of theirs.entries()) {
    const standing = list.find((each) => each.thing === thing && each.disputed === undefined);
    if (standing) {
      if (!movedHere.has(thing) || !movedThere.has(thing) || sameNeighbour(thing, ours, theirs)) continue;
      if (!counted.has((thing.ours ?? thing.theirs)?.kind ?? '')) continue;
      standing.disputed = 'ours';
    }
    const placed: Placed = standing ? { thing, disputed: 'theirs' } : { thing };
    list.splice(placeFor(index, theirs, list, { movedHere, inBase, inTheirs }), 0, placed);
  }
  // Text that follows a heading below would be read as standing under that.
  const sections = list.filter(({ thing }) => (thing.ours ?? thing.theirs ?? thing.base)?.kind === 'section');
  return sections.length === 0 ? list : [...list.filter((each) => !sections.includes(each)), ...sections];
}

function placeFor(
  index: number,
  theirs: readonly Thing[],
  list: readonly Placed[],
  {
    movedHere,
    inBase,
    inTheirs,
  }: { movedHere: ReadonlySet<Thing>; inBase: ReadonlySet<Thing>; inTheirs: ReadonlySet<Thing> },
): number {
  let at = 0;
  for (let before = index - 1; before >= 0; before -= 1) {
    const neighbour = theirs[before];
    if (!neighbour || movedHere.has(neighbour)) continue;
    const place = list.findIndex(({ thing, disputed }) => thing === neighbour && disputed !== 'ours');
    if (place < 0) continue;
    at = place + 1;
    break;
  }
  const byOurs = ({ thing, disputed }: Placed) =>
    disputed === 'ours' || movedHere.has(thing) || (!inBase.has(thing) && !inTheirs.has(thing));
  for (let next = list[at]; next && byOurs(next); next = list[at]) at += 1;
  return at;
}

/** The things that changed places with others. */
function movedThings(before: readonly Thing[], after: readonly Thing[]): Set<Thing> {
  const rank = new Map(after.map((thing, index) => [thing, index]));
  const total = before.reduce((sum, { base }) => sum + (base?.told.length ?? 0), 1);
  const pairs = before.flatMap((thing, index) => {
    const at = rank.get(thing);
    const told = thing.base?.told ?? '';
    return at === undefined
      ? []
      : [{ before: index, after: at, size: (told.length + tieBreak(told, '')) / (total + before.length), thing }];
  });
  return new Set([...moved(pairs)].map(({ thing }) => thing));
}

const sameNeighbour = (thing: Thing, one: readonly Thing[], two: readonly Thing[]): boolean =>
  one[one.indexOf(thing) - 1] === two[two.indexOf(thing) - 1];
