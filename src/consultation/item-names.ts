import { slug } from '../core/text.js';
import { entries, type Entry } from '../diff/entries.js';
import { pairEntries } from '../diff/pair-entries.js';
import type { Change } from '../model/change.js';
import { metaOf } from '../model/field.js';
import type { Profile } from '../model/profile.js';
import { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';

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
  /** The items of the revision that was sent out, by id. */
  then: ReadonlyMap<string, Entry>;
  /** The items of the revised revision, by id. */
  now: ReadonlyMap<string, Entry>;
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
    then,
    now,
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
      return { itself: [...new Set([change.id, ...othersOf(change).map(laterId)])], around };
    },
  };
}

/** What a change is about beside its item: what it was split into, merged from, or moved out of and into. */
const othersOf = ({ into, from, paragraph, before, after }: Change): string[] => [
  ...(into ?? []),
  ...(from ?? []),
  ...(paragraph === 'moved' ? [before?.section, after?.section].filter((id) => id !== undefined) : []),
];
