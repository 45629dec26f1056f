import type { Change, PlacePath } from '../model/change.js';
import { headingOf, ownPlace } from './compare-entries.js';
import type { Entry } from './entries.js';
import { byPlace, change, type Comparison, lineOf, ownerOf } from './side.js';

/** Something that went along unchanged: the section it stood in, the section it stands in, its place in each. */
export interface Carried {
  before: Entry;
  after: Entry;
  places: [PlacePath, PlacePath];
}

/**
 * One change for each section that went on as several, and for each that several went on as, by the later item that kept the identity.
 * `carried` is what went along unchanged, and so is told by these changes alone.
 */
export function compareRegrouped(carried: readonly Carried[], comparison: Comparison): Map<Entry, Change[]> {
  const { pairing, origin, heir } = comparison;
  const found = new Map<Entry, Change[]>();
  const tell = (kind: 'split' | 'merged', whole: Entry, pieces: readonly Entry[]) => {
    const other = pairing.get(whole);
    if (!other) return;
    const split = kind === 'split';
    const [a, b] = split ? [whole, other] : [other, whole];
    const [own, theirs] = split ? [comparison.before, comparison.after] : [comparison.after, comparison.before];
    const all = [other, ...pieces].sort((one, two) => one.rank - two.rank);
    const lineIn = (document: Comparison['before'], entry: Entry) =>
      lineOf(document, [...entry.path, entry.titleField]);
    const one = {
      text: whole.title,
      line: lineIn(own, whole),
      at: { path: [...whole.path], value: whole.title, ...headingOf(whole) },
    };
    const several = {
      text: all.map(({ title }) => title).join('\n'),
      line: lineIn(theirs, other),
      at: { path: [...other.path], value: other.title, ...headingOf(other) },
    };
    const along = carried.filter(({ before, after }) =>
      split ? before === whole && pieces.includes(after) : after === whole && pieces.includes(before),
    );
    const told = change({
      kind,
      ...ownerOf(a, b, comparison),
      [split ? 'into' : 'from']: all.map(({ id }) => id),
      pieces: pieces.map((piece) => ({
        id: piece.id,
        title: piece.title,
        line: lineIn(theirs, piece),
        at: ownPlace(piece, split ? 'added' : 'removed', comparison),
      })),
      ...(along.length === 0 ? {} : { carried: along.map(({ places }) => places).sort(byPlace) }),
      weight: 'substantive',
      before: split ? one : several,
      after: split ? several : one,
    });
    found.set(b, [...(found.get(b) ?? []), told]);
  };
  for (const [whole, pieces] of grouped(origin)) tell('split', whole, pieces);
  for (const [whole, pieces] of grouped(heir)) tell('merged', whole, pieces);
  return found;
}

function grouped(relation: ReadonlyMap<Entry, Entry>): Map<Entry, Entry[]> {
  const found = new Map<Entry, Entry[]>();
  for (const [piece, whole] of relation) found.set(whole, [...(found.get(whole) ?? []), piece]);
  return found;
}
