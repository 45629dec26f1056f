import { fold } from '../core/text.js';
import type { Profile, ProfileItem, ProfileItems, ProfileSection } from '../model/profile.js';
import type { ItemKind } from '../model/section.js';

/** What a profile says about one heading. */
export interface Match {
  id?: string;
  kind: ItemKind;
  /** What may stand under it. */
  items?: ProfileItems | undefined;
}

interface Named {
  id: string;
  title: string;
  aliases?: string[] | undefined;
}

// Every heading is held against the same few names, and making a name comparable costs more than comparing it.
const folded = new WeakMap<Named, ReadonlySet<string>>();

function namesOf(item: Named): ReadonlySet<string> {
  let names = folded.get(item);
  if (!names) {
    names = new Set([item.title, ...(item.aliases ?? [])].map(fold));
    folded.set(item, names);
  }
  return names;
}

const named = (item: Named, id: string | undefined, title: string): boolean =>
  id === undefined ? namesOf(item).has(title) : item.id === id;

/** Every item a profile lists below its sections, with the rules of the list it stands in. */
export function* listedItems(
  profile: Profile,
): Generator<{ item: ProfileItem; items: ProfileItems; section: ProfileSection }> {
  function* walk(
    items: ProfileItems | undefined,
    section: ProfileSection,
  ): Generator<{ item: ProfileItem; items: ProfileItems; section: ProfileSection }> {
    if (!items) return;
    for (const item of items.list ?? []) {
      yield { item, items, section };
      yield* walk(item.items ?? items.items, section);
    }
  }
  for (const section of profile.sections) yield* walk(section.items, section);
}

/**
 * Matches a heading with the profile: by explicit id, then title, then alias; among what may stand at this place first, then anywhere,
 * since a working method that was moved is still that working method.
 */
export function matchHeading(
  heading: { id?: string; title: string },
  profile: Profile | undefined,
  within: ProfileItems | undefined,
  top: boolean,
): Match {
  const title = fold(heading.title);
  const here = within?.list?.find((item) => named(item, heading.id, title));
  if (within && here) return { id: here.id, kind: within.kind, items: here.items ?? within.items };
  const section = profile?.sections.find((candidate) => named(candidate, heading.id, title));
  if (section && (top || !within)) return { id: section.id, kind: section.kind, items: section.items };
  if (profile) {
    for (const { item, items } of listedItems(profile)) {
      if (named(item, heading.id, title)) return { id: item.id, kind: items.kind, items: item.items ?? items.items };
    }
  }
  if (within) return { kind: within.kind, items: within.items };
  return { kind: 'section' };
}
