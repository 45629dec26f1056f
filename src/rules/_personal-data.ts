import { personalData } from '../core/personal-data.js';
import type { PersonalFact } from '../core/personal-number.js';
import type { Kind } from '../model/kinds.js';
import type { Profile } from '../model/profile.js';
import type { Publication } from '../model/publication.js';
import type { Parsed } from '../parse/parsed.js';

/** Kinds of document that are printed, attached to what is printed, or shown to those who decide. */
export const published: readonly Kind[] = [
  'roadmap',
  'decision',
  'plan',
  'adoption',
  'parties',
  'round',
  'dispositions',
  'response',
  'missive',
];

const cache = new WeakMap<Parsed, readonly PersonalFact[]>();

/** Personal facts anywhere in a document's source, comments too: the file itself goes along with what is made of it. */
export function personalFacts(document: Parsed, profile: Profile | undefined): readonly PersonalFact[] {
  let found = cache.get(document);
  if (!found) {
    const own =
      document.kind === 'decision' ? (document.model as { publication?: Publication }).publication : undefined;
    const both = [own, profile?.publication];
    found = personalData(document.source.text, {
      mailboxes: both.flatMap((each) => each?.mailboxes ?? []),
      allowed: both.flatMap((each) => each?.allowed ?? []),
    });
    cache.set(document, found);
  }
  return found;
}
