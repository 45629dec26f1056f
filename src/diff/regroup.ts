import { assign, type Candidate } from './assign.js';
import type { Entry } from './entries.js';
import type { Linking } from './link-prose.js';
import { tieBreak } from './order.js';
import type { Pairing } from './pair-items.js';

/** Sections that came of a split or went into a merge, beside the one that kept the identity. */
export interface Kin {
  /** The earlier section that a new one was split from. Both have other partners or none. */
  origin: ReadonlyMap<Entry, Entry>;
  /** The later section that one that is gone was merged into. */
  heir: ReadonlyMap<Entry, Entry>;
}

/** What share of a new section has to come from one earlier section, and of one that is gone go to one later section. */
const mostOfPiece = 0.5;
/** What share of the section that kept the identity has to be its own: else everything was only put elsewhere. */
const leastKept = 0.15;
/** Letters; less than a sentence makes no split. */
const leastPassed = 40;

/** How many letters went from each section to each other. */
type Flow = ReadonlyMap<Entry, ReadonlyMap<Entry, number>>;

function flowOf(prose: Linking, pairing: Pairing): Flow {
  const flow = new Map<Entry, Map<Entry, number>>();
  const add = (a: Entry | undefined, b: Entry | undefined, letters: number) => {
    if (!a || !b) return;
    const from = flow.get(a) ?? new Map<Entry, number>();
    flow.set(a, from);
    from.set(b, (from.get(b) ?? 0) + letters);
  };
  for (const { before, after } of prose.links) {
    const letters = [before, after].map((blocks) => blocks.reduce((sum, { text }) => sum + text.length, 0));
    add(before[0]?.owner, after[0]?.owner, Math.min(...letters));
  }
  for (const [a, b] of pairing) {
    // Both directions stand in the pairing; the earlier entries are found by having a flow or being asked for.
    if (a.group !== 'section' && a.group !== 'document') add(a.parent, b.parent, Math.min(mass(a), mass(b)));
  }
  return flow;
}

const massOf = new WeakMap<Entry, number>();

/** How much an item says itself, in letters. */
function mass(entry: Entry): number {
  let known = massOf.get(entry);
  if (known === undefined) massOf.set(entry, (known = entry.content.replace(/\n/g, '').length));
  return known;
}

/**
 * Pairs sections that nothing else has paired by where their prose went: what was renamed and split, or renamed, rewritten and merged. Each
 * goes with the one it has most in common with.
 */
export function unitedByContent(
  before: readonly Entry[],
  after: readonly Entry[],
  pairing: Pairing,
  prose: Linking,
): [Entry, Entry][] {
  const [rows, columns] = [before, after].map((list) =>
    list.filter((entry) => entry.group === 'section' && !pairing.has(entry)),
  );
  if (!rows || !columns || rows.length === 0 || columns.length === 0) return [];
  const flow = flowOf(prose, pairing);
  const candidates = rows.flatMap((a, row) =>
    columns.flatMap((b, column): Candidate[] => {
      const passed = flow.get(a)?.get(b) ?? 0;
      const [less, more] = [Math.min(mass(a), mass(b)), Math.max(mass(a), mass(b))];
      if (passed < leastPassed || passed < 0.5 * less || passed < 0.2 * more) return [];
      const worth = passed / Math.sqrt(less * more);
      return [{ row, column, worth: worth + 1e-6 * tieBreak(`${a.id} ${a.title}`, `${b.id} ${b.title}`) }];
    }),
  );
  return assign(candidates).flatMap(({ row, column }): [Entry, Entry][] => {
    const [a, b] = [rows[row], columns[column]];
    return a && b ? [[a, b]] : [];
  });
}

/**
 * Finds what was split and merged: a new section most of which comes from one that went on by its own name, and one that is gone and most of which
 * went into one that was there before.
 */
export function regroup(before: readonly Entry[], after: readonly Entry[], pairing: Pairing, prose: Linking): Kin {
  const flow = flowOf(prose, pairing);
  const back = new Map<Entry, Map<Entry, number>>();
  for (const [a, targets] of flow) {
    for (const [b, letters] of targets) back.set(b, (back.get(b) ?? new Map<Entry, number>()).set(a, letters));
  }
  return {
    origin: relatives(after, pairing, back),
    heir: relatives(before, pairing, flow),
  };
}

/** Of each section without a partner: the section on the other side that it is a piece of. */
function relatives(list: readonly Entry[], pairing: Pairing, flow: Flow): Map<Entry, Entry> {
  const found = new Map<Entry, Entry>();
  for (const piece of list) {
    if (piece.group !== 'section' || pairing.has(piece)) continue;
    const [most] = [...(flow.get(piece) ?? [])]
      .filter(([whole]) => whole.group === 'section' && pairing.has(whole))
      .sort(([one, letters], [two, others]) => others - letters || one.rank - two.rank);
    if (!most) continue;
    const [whole, passed] = most;
    const same = pairing.get(whole);
    const kept = same ? (flow.get(same)?.get(whole) ?? 0) : 0;
    if (
      passed >= leastPassed &&
      passed >= mostOfPiece * mass(piece) &&
      kept >= Math.min(leastPassed, leastKept * mass(whole))
    ) {
      found.set(piece, whole);
    }
  }
  return found;
}
