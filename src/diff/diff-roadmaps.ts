import type { Change } from '../model/change.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import { compareEntries, loneEntry, sameParent } from './compare-entries.js';
import { compareFrontMatter } from './compare-front-matter.js';
import { entries, type Entry } from './entries.js';
import { moved, tieBreak } from './order.js';
import { pairEntries, type PairOptions, type Pairing } from './pair-entries.js';
import type { Comparison } from './side.js';
import { bareWords, makeWeigh } from './weigh.js';

/** Names that mean the same item: those of a profile, and more groups of names. */
export type DiffOptions = PairOptions;

/**
 * Lists what changed between two revisions of a roadmap, in the order of the later one, with what was removed where it stood. Items are
 * paired by id, title, alias and content, so that what was renamed, moved or rewritten is not taken for removed and added. Two equal
 * roadmaps give no changes. Causes are left empty.
 */
export function diffRoadmaps(before: Parsed<Roadmap>, after: Parsed<Roadmap>, options: DiffOptions = {}): Change[] {
  const [earlier, later] = [entries(before.model), entries(after.model)];
  const pairing = pairEntries(earlier, later, options);
  const ids = new Map(earlier.flatMap((entry) => [[entry.id, pairing.get(entry)?.id ?? entry.id] as const]));
  const comparison: Comparison = {
    before,
    after,
    pairing,
    weigh: makeWeigh(
      () => wordsOf(before.model, earlier),
      () => wordsOf(after.model, later),
    ),
    laterId: (id) => ids.get(id) ?? id,
  };
  const movedEntries = movedOf(earlier, pairing);
  const placed: { at: number; then: number; changes: Change[] }[] = [];
  for (const entry of later) {
    const partner = pairing.get(entry);
    const changes = partner
      ? compareEntries(partner, entry, movedEntries.has(entry), comparison)
      : [loneEntry(entry, 'added', comparison)];
    placed.push({ at: entry.rank, then: -1, changes });
  }
  let at = -1;
  for (const entry of earlier) {
    const partner = pairing.get(entry);
    if (!partner) placed.push({ at, then: entry.rank, changes: [loneEntry(entry, 'removed', comparison)] });
    else if (!movedEntries.has(partner)) at = partner.rank;
  }
  placed.sort((a, b) => a.at - b.at || a.then - b.then);
  return [...compareFrontMatter(comparison), ...placed.flatMap(({ changes }) => changes)];
}

/** The later entries that stand under another section, or have changed places with their siblings. */
function movedOf(earlier: readonly Entry[], pairing: Pairing): Set<Entry> {
  const found = new Set<Entry>();
  const siblings = new Map<string, { before: number; after: number; size: number; entry: Entry }[]>();
  for (const a of earlier) {
    const b = pairing.get(a);
    if (!b) continue;
    if (!sameParent(a, b, pairing)) {
      found.add(b);
      continue;
    }
    // A milestone with a new date goes to a new row by itself.
    if (a.fields.get('when')?.text !== b.fields.get('when')?.text) continue;
    const key = `${b.group} ${b.parent?.rank ?? ''}`;
    const list = siblings.get(key) ?? [];
    const size = a.content.length + b.content.length + tieBreak(`${a.id} ${a.title}`, `${b.id} ${b.title}`);
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
