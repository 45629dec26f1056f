import { type PlacedParty, placeParty } from '../consultation/place-party.js';
import type { ModelPath } from '../core/locations.js';
import { text } from '../core/text.js';
import type { Party } from '../model/party.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { rule } from './_contract.js';
import { decisionExample } from './_decision-example.js';
import { partiesIn } from './_parties.js';
import { isGiven } from './_sections.js';
import { didYouMean, joined } from './_suggest.js';

const example = (name: string): Record<string, string> => ({
  ...decisionExample(`expedieras till: [${name}]\n`),
  'parties.yaml': `huvudmän:
  - { id: norrby, namn: Norrby kommun, typ: kommun }
  - { id: soderby, namn: Söderby kommun, typ: kommun }
`,
});

/** Whoever is named as a principal is in the register, under the name that the register has. */
export const registeredParty = rule({
  kinds: ['roadmap', 'decision', 'plan'],
  severity: 'warning',
  title: text(
    'De kommuner och regioner som nämns finns i registret',
    'The principals that are named are in the register',
  ),
  why: text(
    'Ett beslut som skickas till fel namn når ingen. Står en huvudman i handlingen men inte i registret räknas den inte med i uppföljningen.',
    'A decision that is sent to a wrong name reaches nobody. A principal that the document names but the register lacks is not followed up.',
  ),
  good: example('Norrby kommun'),
  bad: example('Nordby kommun'),
  *check(document, context) {
    const parties = partiesIn(context);
    if (parties.length === 0) return;
    if (isKind(document, 'roadmap')) {
      for (const [index, { id, name, type }] of (document.model.parties ?? []).entries()) {
        // A group stands for several; each of them is in the register by itself.
        if (type === 'group' || !isGiven(id) || !isGiven(name) || parties.some((party) => party.id === id)) continue;
        const placed = placeParty(name, parties);
        const same = 'party' in placed ? placed.party : undefined;
        const near = same?.id ?? ('near' in placed ? placed.near?.id : undefined);
        const span = document.locations.get(['parties', index, 'id']);
        yield {
          at: ['parties', index, 'id'],
          message: text(`Huvudmannen ”${id}” finns inte i registret`, `The principal “${id}” is not in the register`),
          help: joined(
            didYouMean(near),
            text('Skriv samma id som i registret över huvudmän.', 'Write the same id as the register of principals.'),
          ),
          ...(near !== undefined && span
            ? { suggestions: [{ title: text(`Skriv ”${near}”`, `Write “${near}”`), edits: [{ span, text: near }] }] }
            : {}),
        };
      }
      return;
    }
    for (const { name, at } of namesIn(document)) {
      if (!isPrincipal(name)) continue;
      const placed = placeOf(name, parties);
      if (!('why' in placed) || placed.why !== 'unknown') continue;
      const { near } = placed;
      // Federations are called that too: Göteborgsregionen.
      if (name.endsWith('regionen') && near?.type !== 'region') continue;
      const span = document.locations.get(at);
      const whole = span && document.source.text.slice(span.start, span.end) === name ? span : undefined;
      yield {
        at,
        message: text(`”${name}” finns inte i registret`, `“${name}” is not in the register`),
        help: joined(
          didYouMean(near?.name),
          text(
            'Skriv namnet som i registret över huvudmän, eller lägg till den där.',
            'Write the name as in the register of principals, or add it there.',
          ),
        ),
        ...(near && whole
          ? {
              suggestions: [
                {
                  title: text(`Skriv ”${near.name}”`, `Write “${near.name}”`),
                  edits: [{ span: whole, text: near.name }],
                },
              ],
            }
          : {}),
      };
    }
  },
});

// Each name is looked for once per run.
const places = new WeakMap<readonly Party[], Map<string, PlacedParty>>();

function placeOf(name: string, parties: readonly Party[]): PlacedParty {
  let known = places.get(parties);
  if (!known) places.set(parties, (known = new Map()));
  let place = known.get(name);
  if (!place) known.set(name, (place = placeParty(name, parties)));
  return place;
}

/** Where parties are named in words. */
function namesIn(document: Parsed): { name: string; at: ModelPath }[] {
  const list = (names: readonly string[] | undefined, at: ModelPath) =>
    (names ?? []).map((name, index) => ({ name, at: [...at, index] }));
  const one = (name: string | undefined, at: ModelPath) => (name === undefined ? [] : [{ name, at }]);
  if (isKind(document, 'decision')) {
    const { recipient, clauses, dispatch } = document.model;
    return [
      ...one(recipient, ['recipient']),
      ...clauses.flatMap(({ addressee }, index) => one(addressee, ['clauses', index, 'addressee'])),
      ...list(dispatch, ['dispatch']),
    ];
  }
  if (!isKind(document, 'plan')) return [];
  return document.model.activities.flatMap(({ owner, partners }, index) => [
    ...one(owner, ['activities', index, 'owner']),
    ...list(partners, ['activities', index, 'partners']),
  ]);
}

/** A proper name that says that it is one municipality or region; “Två kommuner” and “Berörd kommun” are nobody in particular. */
const isPrincipal = (name: string): boolean =>
  /^(?:[A-ZÅÄÖ][a-zåäöé-]+(?: ?-?[A-ZÅÄÖ][a-zåäöé-]+){0,2} (?:k[om]{2,4}[mn]?u+[mn]+|stad|Stad)|Region [A-ZÅÄÖ][a-zåäö]+(?: [A-ZÅÄÖ][a-zåäö]+)?|[A-ZÅÄÖ][a-zåäö]+(?: [A-ZÅÄÖ][a-zåäö]+)?regionen)$/.test(
    name,
  ) &&
  !/^(?:Varje|Respektive|Berörd|Ansvarig|Egen|Annan|En|Någon|Minst|Deltagande|Samtliga|Vår|Sin|Huvud|Sjukvårds|Storstads)/.test(
    name,
  );
