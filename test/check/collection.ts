import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';

/** Files of a made-up collection, by path. */
export type Collection = Record<string, string>;

const roadmap = (id: string, profile: string, faulty: boolean, goal: string) => `---
fardplan: roadmap/v1
id: ${id}
titel: Färdplan ${id}
profil: ${profile}
version: "1.0"
status: gällande
språk: sv
period: { från: 2026, till: 2030 }
huvudmän:
  - { id: regionen, namn: Regionen, typ: region }
---

# Färdplan ${id}${faulty ? ' för alla' : ''}

## Målbild

- Vården är nära. {#nara}

## Målområden {#malomraden}

### Team ${goal} {#team}

Teamen kommer hem till den som behöver dem.${faulty ? '\n\nNå Eva på 070-174 06 35.' : ''}
`;

const parties = (count: number) =>
  `fardplan: parties/v1\nhuvudmän:\n${Array.from({ length: count }, (_, at) => `  - { id: kommun-${at}, namn: Kommun ${at}, typ: kommun }\n`).join('')}`;
const plan = (id: string, about: string, year: number, goal: string) =>
  `fardplan: plan/v1\nid: ${id}\ntitel: Plan ${year}\nfärdplan: ${about}\når: "${year}"\naktiviteter:\n  - { id: a, titel: Starta, mål: [${goal}], ansvarig: Regionen }\n`;
const round = (about: string, source: string) =>
  `fardplan: round/v1\nid: remiss\ntitel: Remiss\nfärdplan: ${about}\nremissversion: { källa: ${source} }\nskickad: 2026-01-10\nsvar senast: 2026-03-01\n`;
const response = (party: string, heading: string) =>
  `---\nfardplan: response/v1\nhuvudman: ${party}\nremiss: remiss\ndatum: 2026-02-01\nståndpunkt: tillstyrker\n---\n\n## ${heading}\n\n- Bra. {#bra}\n`;
const profile = (count: number) =>
  `fardplan: profile/v1\nid: egen\ntitel: Egen\navsnitt:\n  - { id: malbild, titel: Målbild, typ: målbild, krävs: true }\n  - { id: vision, titel: Vision, typ: framgångsfaktorer, krävs: true }\nantal huvudmän: ${count}\nårsplan: { årlig: true }\n`;

interface Shape {
  name: string;
  roadmaps: number;
  configured: boolean;
  register: number;
  plans: number;
  round: boolean;
  ownProfile: boolean;
  deep: boolean;
}

const shape: fc.Arbitrary<Shape> = fc.record({
  name: fc.constantFrom('alfa', 'beta', 'gamma', 'delta', 'epsilon', 'zeta'),
  // More than 64 roadmaps of one workspace are judged in several slices.
  roadmaps: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 4 }) },
    { weight: 1, arbitrary: fc.constant(70) },
  ),
  configured: fc.boolean(),
  register: fc.integer({ min: 0, max: 3 }),
  plans: fc.integer({ min: 0, max: 3 }),
  round: fc.boolean(),
  ownProfile: fc.boolean(),
  deep: fc.boolean(),
});

function filesOf({ name, roadmaps, configured, register, plans, round: sent, ownProfile, deep }: Shape): Collection {
  const files: Collection = {};
  const at = (path: string) => `${name}/${path}`;
  const used = ownProfile ? 'egen' : 'generic';
  for (let number = 0; number < roadmaps; number += 1) {
    const folder = deep && number % 3 === 1 ? `under-${number % 7}/` : '';
    // Some name a profile that is not there, and some have the id of another.
    const named = number % 11 === 5 ? 'saknas' : used;
    const id = number % 13 === 3 ? `${name}-0` : `${name}-${number}`;
    files[at(`${folder}f${number}.md`)] = roadmap(id, named, number % 4 === 2, String(number));
  }
  if (configured) files[at('fardplan.yaml')] = 'fardplan: workspace/v1\nallvar: { required-sections: varning }\n';
  if (register > 0) files[at('parties.yaml')] = parties(register);
  if (ownProfile) files[at('profiles/egen.yaml')] = profile(register);
  for (let number = 0; number < plans; number += 1)
    files[at(`plans/p${number}.yaml`)] = plan(
      `p${number}`,
      `${name}-${number === 2 ? 'x' : 0}`,
      2026 + number * 2,
      number === 1 ? 'taem' : 'team',
    );
  if (sent) {
    files[at('remiss/round.yaml')] = round(`${name}-0`, '../f0.md');
    files[at('remiss/responses/a.md')] = response('kommun-0', 'Målbild');
    files[at('remiss/responses/b.md')] = response('kommun-9', 'Inget sådant avsnitt');
  }
  return files;
}

/** Collections of workspaces with faults within documents and between them, some with documents beside every workspace. */
export const collections: fc.Arbitrary<Collection> = fc
  .tuple(
    fc.uniqueArray(shape, { minLength: 1, maxLength: 4, selector: ({ name }) => name }),
    fc.constantFrom('', 'parties', 'profile', 'plan'),
    fc.boolean(),
  )
  .map(([shapes, beside, strange]) => ({
    ...Object.assign({}, ...shapes.map(filesOf)),
    ...(beside === 'parties' ? { 'register/parties.yaml': parties(2) } : {}),
    ...(beside === 'profile' ? { 'profiles/egen.yaml': profile(1) } : {}),
    ...(beside === 'plan' ? { 'plans/plan.yaml': plan('ute', 'alfa-0', 2026, 'team') } : {}),
    ...(strange
      ? { 'alfa/tom.md': '', 'alfa/okand.yaml': 'fardplan: något/v1\n', 'LÄSMIG.md': '# Inget dokument\n' }
      : {}),
  })) as fc.Arbitrary<Collection>;

/** Writes a collection into a folder. */
export function write(folder: string, collection: Collection): void {
  for (const [path, text] of Object.entries(collection)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
