import { nearest } from '../core/nearest.js';
import { fold } from '../core/text.js';
import { entries, type Entry } from '../diff/entries.js';
import { aliasNames, pairEntries } from '../diff/pair-entries.js';
import type { Profile } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';
import { isGeneralHeading } from './general-heading.js';

/** Where in the consulted revision a comment belongs. */
export interface PlacedHeading {
  /** Id of the item; absent for what is general, or found nowhere. */
  item?: string;
  /** The item's title in the consulted revision. */
  title?: string;
  /** What it was found by; `revised` is a name that only a later revision has. */
  by?: 'id' | 'title' | 'alias' | 'number' | 'revised';
  general: boolean;
  /** A title it may have meant, when it was found nowhere. */
  near?: string;
}

/** Finds the place of a comment by the id a form locked it to, else by its heading. */
export type HeadingPlacer = (comment: { item?: string | undefined; heading?: string | undefined }) => PlacedHeading;

// A number alone, or with the word for what it numbers, or before a title.
const numbered = /^(?:avsnitt|kapitel|punkt|arbetssätt|mål|del|§)?\s*(\d{1,2}(?:\.\d{1,2})*)[.):]?(?:\s+(.*))?$/i;

/**
 * Looks up headings in the revision that was sent out: by id, title, a name the profile gives, or number; then by the names they have in
 * `others` (the revised roadmap), followed back by how the two are paired. What merely looks like a heading is suggested, never taken.
 */
export function headingPlacer(
  consulted: Roadmap,
  { profile, others = [] }: { profile?: Profile | undefined; others?: readonly Roadmap[] } = {},
): HeadingPlacer {
  const list = entries(consulted);
  const own = namesOf(list, profile);
  // Pairing costs more than looking up, and is seldom needed.
  let later: { names: ReturnType<typeof namesOf>; back: ReadonlyMap<Entry, Entry> }[] | undefined;
  const revised = () =>
    (later ??= others.map((other) => {
      const now = entries(other);
      return { names: namesOf(now, profile), back: pairEntries(list, now, { profile }) };
    }));
  /** The item here that goes by this name there. */
  const follow = (look: (names: ReturnType<typeof namesOf>) => Entry | undefined): Entry | undefined => {
    for (const { names, back } of revised()) {
      const there = look(names);
      const here = there && back.get(there);
      if (here) return here;
    }
    return undefined;
  };
  const found = (entry: Entry, by: PlacedHeading['by']): PlacedHeading => ({
    item: entry.id,
    title: entry.title,
    ...(by ? { by } : {}),
    general: false,
  });
  return ({ item, heading }) => {
    const known = item === undefined ? undefined : own.id(item);
    if (known) return found(known, 'id');
    if (item !== undefined) {
      const moved = follow(({ id }) => id(item));
      if (moved) return found(moved, 'revised');
    }
    const written = heading?.trim() ?? '';
    const named = own.title(written) ?? own.alias(written);
    if (named) return found(named, own.title(written) ? 'title' : 'alias');
    const parts = numbered.exec(written);
    const [, number, rest = ''] = parts ?? [];
    if (number !== undefined) {
      const title = rest === '' ? undefined : (own.title(rest) ?? own.alias(rest));
      if (title) return found(title, 'title');
      const byNumber = own.number(number);
      // A number before another title is the responder's own, unless the title is but misspelt.
      if (byNumber && (rest === '' || nearest(rest, [byNumber.title]) !== undefined)) return found(byNumber, 'number');
    }
    for (const name of [written, rest].filter((each) => each !== '')) {
      const entry = follow(({ title, alias }) => title(name) ?? alias(name));
      if (entry) return found(entry, 'revised');
    }
    const general = isGeneralHeading(heading)
      ? item === undefined || heading !== undefined
      : fold(written) === fold(consulted.title) || own.isWhole(written);
    if (general) return { general };
    const near = nearest(
      rest === '' ? written : rest,
      list.filter(({ group }) => group === 'section').map(({ title }) => title),
    );
    return { general: false, ...(near === undefined ? {} : { near }) };
  };

  function namesOf(all: readonly Entry[], names: Profile | undefined) {
    const alias = aliasNames({ profile: names });
    const sections = all.filter(({ group }) => group === 'section');
    const only = (
      key: (entry: Entry) => string | undefined,
      from: readonly Entry[],
    ): Map<string, Entry | undefined> => {
      const map = new Map<string, Entry | undefined>();
      for (const entry of from) {
        const name = key(entry);
        // A name that several have says nothing.
        if (name !== undefined) map.set(name, map.has(name) ? undefined : entry);
      }
      return map;
    };
    const [ids, titles, aliases, numbers] = [
      only(({ id }) => id, all),
      only(({ title }) => fold(title), sections),
      only(({ title }) => alias(title), sections),
      only(({ number }) => number, sections),
    ];
    return {
      id: (id: string) => ids.get(id),
      title: (title: string) => titles.get(fold(title)),
      alias: (title: string) => aliases.get(alias(title)),
      number: (number: string) => numbers.get(number),
      isWhole: (title: string) =>
        [consulted.shortTitle, ...(consulted.aliases ?? [])].some(
          (name) => name !== undefined && fold(name) === fold(title),
        ),
    };
  }
}
