import type { Change, Weight } from '../../../src/model/change.js';
import type { Written } from './draft.js';
import type { Told, Truth } from './truth.js';

/** What the differ said of each item, by uid: the kinds, and whom it was paired with when not with itself. */
export interface Answers {
  told: Map<string, Set<string>>;
  weights: Map<string, Set<Weight>>;
}

/** Both revisions with the ids that reading gave their sections, by uid. */
export interface Revisions {
  before: Written & { ids: Map<string, string> };
  after: Written & { ids: Map<string, string> };
}

/** Files each change under the items it is about. Items are known by the lines of the change, so that a wrong partner shows. */
export function answersOf(
  changes: readonly Change[],
  { before, after }: Revisions,
  { homes, lineage }: Truth,
): Answers {
  const answers: Answers = { told: new Map(), weights: new Map() };
  const say = (uid: string, what: string, weight?: Weight) => {
    answers.told.set(uid, (answers.told.get(uid) ?? new Set()).add(what));
    if (weight) answers.weights.set(uid, (answers.weights.get(uid) ?? new Set<Weight>()).add(weight));
  };
  for (const change of changes) {
    if (change.item === 'field' || (change.item === 'document' && change.paragraph === undefined)) {
      say(`field:${change.item === 'document' ? (change.field ?? 'title') : change.id}`, change.kind, change.weight);
      continue;
    }
    const one = change.before && before.uids.get(change.before.line);
    const two = change.after && after.uids.get(change.after.line);
    if (change.paragraph) sayProse(change, one, two);
    else sayItem(change, one, two);
  }
  return answers;

  function sayProse(change: Change, one: string | undefined, two: string | undefined): void {
    const [left, right] = [change.before, change.after].map((side) => side?.text.split('\n\n').length ?? 0);
    if (one !== undefined && two !== undefined && ((left ?? 0) > 1 || (right ?? 0) > 1)) {
      const recut = lineage.recuts.find((each) => each.before[0] === one && each.after[0] === two);
      const whole = recut?.before.length === left && recut?.after.length === right;
      for (const uid of recut ? [...recut.before, ...recut.after] : [one, two])
        say(uid, whole ? 'recut' : 'wrongly recut', change.weight);
      return;
    }
    if (one !== undefined && two !== undefined && one !== two) {
      say(one, `taken for ${two}`);
      say(two, `taken for ${one}`);
      return;
    }
    const uid = two ?? one ?? 'nowhere';
    if (change.paragraph === 'moved') {
      const [from, to] = [change.before?.section, change.after?.section];
      const wrong =
        from !== undefined &&
        to !== undefined &&
        (before.ids.get(homes.before.get(uid) ?? '') !== from || after.ids.get(homes.after.get(uid) ?? '') !== to);
      say(uid, wrong ? 'moved wrongly' : 'moved');
      // A paragraph that was moved and edited is one change, whose words show the edit.
      if (change.before?.text !== change.after?.text) say(uid, 'changed', change.weight);
    } else say(uid, change.paragraph ?? '', change.paragraph === 'changed' ? change.weight : undefined);
  }

  function sayItem(change: Change, one: string | undefined, two: string | undefined): void {
    if (change.kind === 'split' || change.kind === 'merged') {
      // Which of the parts comes first is no matter of pairing.
      const same = (ids: readonly (string | undefined)[], named: readonly string[] | undefined) =>
        [...ids].sort().join() === [...(named ?? [])].sort().join();
      const right =
        change.kind === 'split'
          ? lineage.splits.find(({ into }) =>
              same(
                into.map((uid) => after.ids.get(uid)),
                change.into,
              ),
            )?.of
          : lineage.merges.find(({ of }) =>
              same(
                of.map((uid) => before.ids.get(uid)),
                change.from,
              ),
            )?.into;
      say(right ?? two ?? one ?? 'nowhere', right === undefined ? `wrongly ${change.kind}` : change.kind);
      return;
    }
    // That an id follows its title, a kind its place and a reason for no indicator its section, is no news of its own.
    if (change.field === 'id' || change.field === 'kind' || change.field === 'noIndicator') return;
    // Where all parts of a split are new, either may be told to be what the whole was renamed to; so with merges.
    const heir =
      lineage.splits.find(({ of, into }) => of === one && into.includes(two ?? ''))?.of ??
      lineage.merges.find(({ of, into }) => into === two && of.includes(one ?? ''))?.into;
    if (one !== undefined && two !== undefined && one !== two && heir === undefined) {
      say(one, `taken for ${two}`);
      say(two, `taken for ${one}`);
      return;
    }
    const uid = heir ?? two ?? one ?? 'nowhere';
    if (change.item === 'statement' && change.kind === 'changed') say(uid, 'changed', change.weight);
    else say(uid, change.kind === 'changed' ? `changed:${change.field ?? ''}` : change.kind);
  }
}

/** How one case came out. */
export interface Score {
  /** Items that something happened to, in truth or by the differ's word. */
  items: number;
  right: number;
  /** Texts whose weight is known, and how many were weighed so. */
  weights: number;
  weighed: number;
  misses: { uid: string; expected: string; got: string }[];
}

const none: Told = { must: new Set(), may: new Set() };

export function score(truth: Truth, answers: Answers): Score {
  const moved = ordersExplained(truth, answers);
  const replaced = replacements(truth, answers);
  const result: Score = { items: 0, right: 0, weights: 0, weighed: 0, misses: [] };
  for (const uid of new Set([...truth.items.keys(), ...answers.told.keys(), ...moved.keys()])) {
    const { must, may, weight } = truth.items.get(uid) ?? none;
    const got = answers.told.get(uid) ?? new Set<string>();
    const order = moved.get(uid);
    if (must.size === 0 && got.size === 0 && order !== false) continue;
    result.items += 1;
    const free = new Set([...must, ...may, ...(order === undefined ? [] : ['moved'])]);
    const right =
      replaced.has(uid) ||
      ([...must].every((each) => got.has(each)) && [...got].every((each) => free.has(each)) && order !== false);
    if (right) result.right += 1;
    else {
      const expected = [...must, ...(order === false ? ['(another order)'] : [])].sort().join(' + ') || 'nothing';
      result.misses.push({ uid, expected, got: [...got].sort().join(' + ') || 'nothing' });
    }
    const heavy = answers.weights.get(uid);
    // What was moved too is substantive for that.
    if (weight && heavy && right && order === undefined && !must.has('moved')) {
      result.weights += 1;
      if (heavy.has(weight) && heavy.size === 1) result.weighed += 1;
      else result.misses.push({ uid, expected: weight, got: [...heavy].join(' and ') });
    }
  }
  return result;
}

/**
 * For each thing in an order that changed: whether the differ's account of who moved explains it with as few moves as can be. Of two
 * that changed places, either may be said to have moved.
 */
function ordersExplained({ orders, items }: Truth, { told }: Answers): Map<string, boolean> {
  const found = new Map<string, boolean>();
  for (const { uids, before, must } of orders) {
    const ranks = uids.map((uid) => before.get(uid) ?? 0);
    const least = uids.length - longestRising(ranks);
    if (least === 0) continue;
    const said = uids.filter((uid) => told.get(uid)?.has('moved') && !items.get(uid)?.must.has('moved'));
    const rest = uids.filter((uid) => !said.includes(uid)).map((uid) => before.get(uid) ?? 0);
    const explained = longestRising(rest) === rest.length && said.length === least;
    // An edited piece may be told as edited only; and the order of rows says nothing.
    const edited = uids.some((uid) => items.get(uid)?.must.has('changed'));
    for (const uid of explained || !must
      ? uids
      : edited
        ? []
        : uids.filter((each) => said.includes(each) || least > 0)) {
      found.set(uid, explained || !must);
    }
    if (edited && !explained) for (const uid of uids) found.set(uid, true);
  }
  return found;
}

function longestRising(list: readonly number[]): number {
  const ends: number[] = [];
  for (const value of list) {
    const at = ends.findIndex((end) => end >= value);
    ends[at < 0 ? ends.length : at] = value;
  }
  return ends.length;
}

/** Where one text went and another came in the same section, a reader may as well say that it was replaced. */
function replacements({ items, homes }: Truth, { told }: Answers): Set<string> {
  const found = new Set<string>();
  for (const [uid, said] of told) {
    const [other] = [...said].flatMap((what) => (what.startsWith('taken for ') ? [what.slice(10)] : []));
    if (other === undefined || said.size > 1) continue;
    if (!items.get(uid)?.must.has('removed') || !items.get(other)?.must.has('added')) continue;
    if (told.get(other)?.size === 1 && homes.before.get(uid) === homes.after.get(other)) found.add(uid).add(other);
  }
  return found;
}
