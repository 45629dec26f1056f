import { slug } from '../core/text.js';
import { entries, type Entry } from '../diff/entries.js';
import { pairEntries } from '../diff/pair-entries.js';
import type { Change } from '../model/change.js';
import type { Dispositions } from '../model/consultation.js';
import type { Profile } from '../model/profile.js';
import { metaOf } from '../model/field.js';
import { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import type { CommentRef } from './comment-refs.js';

/** The two revisions of a round: what was sent out, and what came of it. */
export interface Revisions {
  before: Parsed<Roadmap>;
  after: Parsed<Roadmap>;
  profile?: Profile | undefined;
}

/** Says by which names the items of two revisions are known. */
export interface ItemNames {
  /** Every id in either revision, and every name of a changed field. */
  known: ReadonlySet<string>;
  /** The id in the later revision of the item with this id in either. */
  later(id: string): string;
  /** The names by which a disposition may point at a change itself, and then at what encloses it, nearest first. */
  of(change: Change): { itself: string[]; around: string[] };
}

/** Works out the {@link ItemNames} of two revisions. */
export function itemNames({ before, after, profile }: Revisions): ItemNames {
  const [earlier, later] = [entries(before.model), entries(after.model)];
  const pairing = pairEntries(earlier, later, { profile });
  const now = new Map(later.map((entry) => [entry.id, entry]));
  const then = new Map(earlier.map((entry) => [entry.id, entry]));
  const laterId = (id: string): string => {
    const old = then.get(id);
    return now.has(id) || !old ? id : (pairing.get(old)?.id ?? id);
  };
  const fields = Object.entries(Roadmap.shape).flatMap(([name, schema]) => [name, slug(metaOf(schema).sv ?? name)]);
  return {
    known: new Set([...now.keys(), ...then.keys(), ...fields, after.model.id]),
    later: laterId,
    of: (change) => {
      if (change.item === 'field') {
        const top = change.id.split('.')[0] ?? '';
        return { itself: [change.id, top, slug(change.title.split(':')[0] ?? '')], around: [] };
      }
      if (change.item === 'document') return { itself: [change.id, change.field ?? 'title'], around: [] };
      const around: string[] = [];
      const entry = change.kind === 'removed' ? then.get(change.id) : now.get(change.id);
      for (let at: Entry | undefined = entry?.parent; at; at = at.parent) around.push(laterId(at.id));
      return { itself: [change.id], around };
    },
  };
}

const parts = new Set<Change['item']>(['statement', 'milestone', 'indicator', 'organ']);

/** `true` for an outcome that promises a change. */
export const promisesChange = (outcome: Dispositions['dispositions'][number]['outcome']): boolean =>
  outcome === 'accepted' || outcome === 'partly';

/**
 * Says of each change which comments caused it: those of an accepted disposition that names the changed item, else the section it stands
 * in; a disposition that names nothing counts for the items its comments concern. The drafter's own reason is `own`. Gives new changes.
 */
export function attribute(
  changes: readonly Change[],
  dispositions: Dispositions | undefined,
  comments: readonly CommentRef[],
  names: ItemNames,
): Change[] {
  const named = new Map<string, string[]>();
  const concerned = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, id: string, causes: readonly string[]) =>
    map.set(names.later(id), [...(map.get(names.later(id)) ?? []), ...causes]);
  const itemOf = new Map(comments.map(({ ref, item }) => [ref, item]));
  for (const disposition of dispositions?.dispositions ?? []) {
    if (!promisesChange(disposition.outcome)) continue;
    for (const id of disposition.items ?? []) add(named, id, disposition.comments);
    if (disposition.items) continue;
    for (const ref of disposition.comments) {
      const item = itemOf.get(ref);
      if (item !== undefined) add(concerned, item, [ref]);
    }
  }
  for (const { items } of dispositions?.own ?? []) for (const id of items) add(named, id, ['own']);

  return changes.map((change) => {
    const { itself, around } = names.of(change);
    const causes = itself.flatMap((id) => [...(named.get(id) ?? []), ...(concerned.get(id) ?? [])]);
    // A comment on a whole section may be answered by a new part of it, hardly by a new wording two headings down.
    const wide = parts.has(change.item) || change.kind === 'added' || change.kind === 'moved';
    const [nearest] = around;
    if (causes.length === 0 && nearest !== undefined) {
      causes.push(...(named.get(nearest) ?? []), ...(wide ? (concerned.get(nearest) ?? []) : []));
    }
    return { ...change, causes: [...new Set(causes)] };
  });
}
