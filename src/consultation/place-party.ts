import { nearest } from '../core/nearest.js';
import { fold } from '../core/text.js';
import type { Party } from '../model/party.js';

/** Which party a name means: one, or why none. */
export type PlacedParty =
  | { party: Party }
  /** Nobody in the register; `near` is who may have been meant. */
  | { why: 'unknown'; near?: Party }
  /** Several have the name, and nobody guesses which. */
  | { why: 'ambiguous'; among: Party[] };

const types: readonly [RegExp, Party['type']][] = [
  [/(^|\s)(kommuns?|stads?)$|^kommunen\s/, 'municipality'],
  [/(^|\s)regions?$|^region(en)?\s|regionens?$/, 'region'],
  [/kommunalförbund(et)?s?$|^kommunalförbundet\s/, 'federation'],
];

/** Which kind of party a name says it is, if it does. */
const typeOf = (name: string): Party['type'] | undefined => types.find(([words]) => words.test(name))?.[1];

/** The names a party may go by beside its own: without the word for what it is, and without a genitive. */
function stems(name: string): string[] {
  const bare = fold(name)
    .replace(/^(region(en)?|kommunen|kommunalförbundet)\s+|\s+(kommuns?|stads?|regions?|kommunalförbund(et)?s?)$/g, '')
    .replace(/(s?regionens?)$/, '')
    .trim();
  return bare === '' ? [] : [bare, bare.replace(/s$/, '')];
}

/**
 * The party of the register with this id, code or name; “Göteborg”, “Göteborgs kommun” and “Göteborgs Stad” are one, but a municipality is
 * never taken for the region of the same name.
 */
export function placeParty(written: string, parties: readonly Party[]): PlacedParty {
  const wanted = fold(written);
  const exact = parties.filter(({ id, name, code }) => [id, name, code ?? ''].some((each) => fold(each) === wanted));
  const [only] = exact;
  if (only && exact.length === 1) return { party: only };
  if (exact.length > 1) return { why: 'ambiguous', among: exact };
  const type = typeOf(wanted);
  const own = new Set(stems(written));
  const alike = parties.filter(
    (party) => (type === undefined || party.type === type) && stems(party.name).some((stem) => own.has(stem)),
  );
  const [found] = alike;
  if (found && alike.length === 1) return { party: found };
  if (alike.length > 1) return { why: 'ambiguous', among: alike };
  // Names are compared without the word that they all have in common, or any two would be near.
  const names = new Map(
    parties.flatMap((party) => [...stems(party.name), party.id].map((name) => [name, party] as const)),
  );
  const near = names.get(nearest(stems(written)[0] ?? written, names.keys()) ?? '');
  return { why: 'unknown', ...(near ? { near } : {}) };
}
