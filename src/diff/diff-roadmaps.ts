import type { Change, Piece } from '../model/change.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import { compareEntries, isKin, loneEntry, sameParent } from './compare-entries.js';
import { compareFrontMatter } from './compare-front-matter.js';
import { compareProse } from './compare-prose.js';
import { type Carried, compareRegrouped } from './compare-regrouped.js';
import { documentEntry, entries, type Entry } from './entries.js';
import { moved, tieBreak } from './order.js';
import { matchEntries, type Matching, type PairOptions } from './pair-entries.js';
import { byPlace, type Comparison, placePath, type Refers } from './side.js';
import { bareWords, makeWeigh } from './weigh.js';

/** Names that mean the same item: those of a profile, and more groups of names. */
export type DiffOptions = PairOptions;

/**
 * Lists what changed between two revisions of a roadmap, in the order of the later one, with what was removed where it stood. Items are
 * paired by id, title, alias and content, so that what was renamed, moved or rewritten is not taken for removed and added; what was split or
 * merged is told as such. Two equal roadmaps give no changes. Causes are left empty.
 */
export function diffRoadmaps(before: Parsed<Roadmap>, after: Parsed<Roadmap>, options: DiffOptions = {}): Change[] {
  const [headA, headB] = [documentEntry(before.model), documentEntry(after.model)];
  const [earlier, later] = [entries(before.model), entries(after.model)];
  const matching = matchEntries([headA, ...earlier], [headB, ...later], options);
  const { pairing } = matching;
  const comparison: Comparison = {
    ...matching,
    before,
    after,
    weigh: makeWeigh(
      () => wordsOf(before.model, earlier),
      () => wordsOf(after.model, later),
    ),
    refers: {
      before: referring(earlier, (entry) => pairing.get(entry)),
      after: referring(later, (entry) => (pairing.has(entry) ? entry : undefined)),
    },
    left: [],
    unsure: { before: otherwiseNamed(earlier, pairing), after: otherwiseNamed(later, pairing) },
  };
  const movedEntries = movedOf(earlier, matching);
  const carried: Carried[] = later.flatMap((b): Carried[] => {
    const a = pairing.get(b);
    if (!a?.parent || !b.parent || !isKin(a, b, matching)) return [];
    return [{ before: a.parent, after: b.parent, places: [placePath(a.path), placePath(b.path)] }];
  });
  const prose = compareProse([headA, ...earlier], [headB, ...later], comparison);
  const regrouped = compareRegrouped([...carried, ...prose.carried], comparison);
  const placed: { at: number; then: number; changes: readonly Change[] }[] = [];
  for (const entry of later) {
    const partner = pairing.get(entry);
    const own = partner
      ? compareEntries(partner, entry, movedEntries.has(entry), comparison)
      : matching.origin.has(entry)
        ? []
        : [loneEntry(entry, 'added', prose.lone.get(entry) ?? [], comparison)];
    const changes = [...(regrouped.get(entry) ?? []), ...own, ...(prose.of.get(entry) ?? [])];
    placed.push({ at: entry.rank, then: -1, changes });
  }
  let at = -1;
  for (const entry of earlier) {
    const partner = pairing.get(entry);
    if (partner) {
      if (!movedEntries.has(partner)) at = partner.rank;
    } else if (!matching.heir.has(entry)) {
      const changes = [loneEntry(entry, 'removed', prose.lone.get(entry) ?? [], comparison)];
      placed.push({ at, then: entry.rank, changes });
    }
  }
  placed.sort((a, b) => a.at - b.at || a.then - b.then);
  const front = compareFrontMatter(comparison);
  const below = [...(prose.of.get(headB) ?? []), ...placed.flatMap(({ changes }) => changes)];
  for (const { to, places } of comparison.left) {
    const key = to.path.join('/');
    const tellers = below.filter(
      ({ kind, after, id, paragraph }) =>
        kind !== 'added' && paragraph === undefined && id === to.id && after?.at?.path.join('/') === key,
    );
    // What is both a split and a merge is the other way round too: the pieces are the same.
    const told = tellers.find(({ pieces }) => pieces && namesOf(pieces) === firstOf(tellers)) ?? tellers[0];
    if (told) told.left = [...(told.left ?? []), places].sort(byPlace);
  }
  return [...front, ...below];
}

const namesOf = (pieces: readonly Piece[]): string => pieces.map(({ id }) => id).join(' ');

/** The first by their names of what several changes have for pieces. */
const firstOf = (changes: readonly Change[]): string | undefined =>
  changes.flatMap(({ pieces }) => (pieces ? [namesOf(pieces)] : [])).sort()[0];

/** Says what ids refer to: the later item, by its place, or where there is none, whatever has that id. */
function referring(list: readonly Entry[], laterOf: (entry: Entry) => Entry | undefined): Refers {
  const items = new Map(list.flatMap((entry) => (entry.group === 'organ' ? [] : [[entry.id, entry] as const])));
  const item = (id: string) => {
    const entry = items.get(id);
    return entry && laterOf(entry);
  };
  return Object.assign(
    (id: string) => {
      const found = item(id);
      return found ? `#${found.rank}` : id;
    },
    { item },
  );
}

/** The items whose partner has another id, by theirs. */
function otherwiseNamed(list: readonly Entry[], pairing: Matching['pairing']): Map<string, Entry> {
  return new Map(
    list.flatMap((entry) => {
      const partner = pairing.get(entry);
      const other = partner !== undefined && partner.id !== entry.id && entry.group !== 'organ';
      return other ? [[entry.id, entry] as const] : [];
    }),
  );
}

const signOf = ({ id, title, rank }: Entry): string => `${id} ${title} ${rank}`;

/** The later entries that stand under another section, or have changed places with their siblings. */
function movedOf(earlier: readonly Entry[], matching: Matching): Set<Entry> {
  const { pairing } = matching;
  const found = new Set<Entry>();
  const siblings = new Map<string, { before: number; after: number; size: number; entry: Entry }[]>();
  for (const a of earlier) {
    const b = pairing.get(a);
    if (!b) continue;
    if (!sameParent(a, b, pairing)) {
      // What stands in a section that was split or merged has gone along with it.
      if (!isKin(a, b, matching)) found.add(b);
      continue;
    }
    // A milestone with a new date goes to a new row by itself.
    if (a.fields.get('when')?.text !== b.fields.get('when')?.text) continue;
    const key = `${b.group} ${b.parent?.rank ?? ''}`;
    const list = siblings.get(key) ?? [];
    // With their ranks, since two items may say the same.
    const size = a.content.length + b.content.length + tieBreak(signOf(a), signOf(b));
    list.push({ before: a.position, after: b.position, size, entry: b });
    siblings.set(key, list);
  }
  for (const list of siblings.values()) {
    const total = list.reduce((sum, { size }) => sum + size, 1);
    for (const { entry } of moved(list.map((each) => ({ ...each, size: each.size / total })))) found.add(entry);
  }
  return found;
}

/** Every word in use in a revision. */
function wordsOf(roadmap: Roadmap, list: readonly Entry[]): Set<string> {
  const texts = list.flatMap((entry) => [
    entry.title,
    ...entry.prose.map(({ text }) => text),
    ...[...entry.fields.values()].map(({ text }) => text),
  ]);
  return new Set([roadmap.title, roadmap.lead, ...texts].flatMap(bareWords));
}
