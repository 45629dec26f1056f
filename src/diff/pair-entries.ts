import { fold } from '../core/text.js';
import type { Profile, ProfileItem, ProfileItems } from '../model/profile.js';
import type { Entry } from './entries.js';
import { linkAcross, linkAlike, linkByKey, type Linking, linkSame, newLinking, settleOrder } from './link-prose.js';
import { pairItems, type Pairing } from './pair-items.js';
import { type Kin, regroup, unitedByContent } from './regroup.js';

export type { Pairing } from './pair-items.js';

/** What may help in pairing: names that mean the same item. */
export interface PairOptions {
  /** Its items' titles and aliases are names of one item. */
  profile?: Profile | undefined;
  /** More groups of names that mean one item each. */
  aliases?: readonly (readonly string[])[] | undefined;
}

/** Which item, and which piece of prose, is which in two revisions. */
export interface Matching extends Kin {
  /** One to one. */
  pairing: Pairing;
  prose: Linking;
}

/**
 * Pairs the items of two revisions: by id, then title, then alias, then the best assignment by content over all that are left, and at last by where
 * their paragraphs went. Items without a partner were added or removed, or are parts of a split or merge.
 */
export const pairEntries = (before: readonly Entry[], after: readonly Entry[], options: PairOptions = {}): Pairing =>
  matchEntries(before, after, options).pairing;

/** Pairs the items of two revisions as {@link pairEntries} does, and their prose, and finds what was split and merged. */
export function matchEntries(before: readonly Entry[], after: readonly Entry[], options: PairOptions = {}): Matching {
  const pairing = pairItems(before, after, aliasNames(options));
  // The prose of the documents themselves is compared too.
  const [head, lead] = [before, after].map((list) => list.find(({ group }) => group === 'document'));
  if (head && lead) pairing.set(head, lead).set(lead, head);
  const holdsProse = ({ group }: Entry) => group === 'section' || group === 'document';
  const [earlier, later] = [before.filter(holdsProse), after.filter(holdsProse)];
  const prose = newLinking();
  const sameSection = (a: Entry, b: Entry) => pairing.get(a) === b;
  const pairs = (): [Entry, Entry][] =>
    earlier.flatMap((a): [Entry, Entry][] => {
      const b = pairing.get(a);
      return b ? [[a, b]] : [];
    });
  for (const [a, b] of pairs()) linkSame(a, b, prose);
  linkAcross(earlier, later, prose);
  for (const [a, b] of pairs()) linkByKey(a, b, prose);
  linkAlike(earlier, later, prose, sameSection);

  const united = unitedByContent(earlier, later, pairing, prose);
  for (const [a, b] of united) pairing.set(a, b).set(b, a);
  const kin = regroup(earlier, later, pairing, prose);
  const related = [...united, ...[...kin.origin].map(([b, a]): [Entry, Entry] => [a, b]), ...kin.heir];
  if (related.length > 0) {
    for (const [a, b] of related) linkSame(a, b, prose);
    for (const [a, b] of related) linkByKey(a, b, prose);
    const together = new Map(related.map(([a, b]) => [`${a.rank} ${b.rank}`, true]));
    linkAlike(earlier, later, prose, (a, b) => sameSection(a, b) || together.has(`${a.rank} ${b.rank}`));
  }
  for (const [a, b] of pairs()) settleOrder(a, b, prose);
  return { pairing, prose, ...kin };
}

/** One name for every title that means the same item. */
export function aliasNames({ profile, aliases }: PairOptions): (title: string) => string {
  const names = new Map<string, string>();
  const add = (group: readonly string[], name: string) => {
    for (const title of group) if (!names.has(fold(title))) names.set(fold(title), name);
  };
  const item = ({ id, title, aliases: others, items }: ProfileItem) => {
    add([title, ...(others ?? [])], `profile ${id}`);
    list(items);
  };
  const list = (items: ProfileItems | undefined) => {
    items?.list?.forEach(item);
    if (items?.items) list(items.items);
  };
  profile?.sections.forEach(item);
  aliases?.forEach((group, index) => add(group, `alias ${index}`));
  return (title) => names.get(fold(title)) ?? fold(title);
}
