import fc from 'fast-check';
import { Profile } from '../../src/model/profile.js';
import { Roadmap } from '../../src/model/roadmap.js';
import { itemKinds, type Section } from '../../src/model/section.js';

const word = fc.constantFrom(
  'vården',
  'omsorgen',
  'Region',
  'nära',
  'insatser',
  '2030',
  'år',
  'och',
  'å',
  'SIP',
  '”citat”',
  'm.m.',
  'e-tjänst',
  '§',
  '50 %',
  'a_b',
  'f(x)',
);
/** Words that mean something to Markdown, YAML or the reader of roadmaps. */
const odd = fc.constantFrom(
  '*',
  '_x_',
  '**fet**',
  '`kod`',
  '[länk]',
  '<b>',
  '&amp;',
  '|',
  '\\',
  '~~x~~',
  '{#id}',
  '#',
  '1.',
  '3.2',
  '-',
  '–',
  '!',
  ':',
  "'",
  '"',
  '(2021)',
  '§ 4',
  'www.exempel.se',
  'https://exempel.se/a_b',
  '[x](y)',
  'no',
  '2.0',
  'Indikator saknas: x',
  '{',
  '}',
  '&',
  '%',
  '@a',
  'a@b.se',
  '^1',
  '+',
  '=',
  '😀',
  '{#a typ=syfte}',
);
const oneLine = (words: fc.Arbitrary<string>, most = 6) =>
  fc.array(words, { minLength: 1, maxLength: most }).map((list) => list.join(' '));

/** One line of text, at times with marks in it; never a dash alone, which stands for nothing. */
export const line = fc
  .oneof({ weight: 3, arbitrary: oneLine(word) }, { weight: 2, arbitrary: oneLine(fc.oneof(word, odd)) })
  .filter((text) => !/^[-–—]$/.test(text));

const identifier = fc
  .tuple(fc.constantFrom('mal', 'Å', 'x1', 'del'), fc.constantFrom('', '-a', '_b', '.c', ':d'), fc.nat(99))
  .map(([one, two, three]) => `${one}${three}${two}`);

const moment = fc.constantFrom('2023', '2024-05', '2025-05-17', '2030', '1999-12');

/** Blocks of prose as an author writes them, separated by blank lines. */
export const block = fc.oneof(
  { weight: 5, arbitrary: oneLine(word, 12) },
  { weight: 2, arbitrary: fc.array(oneLine(word, 8), { minLength: 2, maxLength: 3 }).map((lines) => lines.join('\n')) },
  fc.array(oneLine(word), { minLength: 1, maxLength: 3 }).map((items) => items.map((item) => `- ${item}`).join('\n')),
  fc.array(oneLine(word), { minLength: 1, maxLength: 3 }).map((items) => items.map((item) => `* ${item}`).join('\n\n')),
  fc
    .array(oneLine(word), { minLength: 1, maxLength: 3 })
    .map((items) => items.map((item, at) => `${at + 2}) ${item}`).join('\n')),
  fc.constantFrom(
    '> Ett citat\n> på två rader.',
    '| A | B |\n| - | - |\n| å | 2 |',
    '| När | Vad |\n| --- | --- |\n| 2024 | Start |',
    '```\nkod\n\n# kommentar\n```',
    '## En rubrik i texten',
    'Indikator saknas: ingen vet.',
    '<!-- en anmärkning -->',
    '<div>\nhtml\n</div>',
    '---',
    '[a]: https://exempel.se',
    'Se [a] och ![bild](b.png "titel").\\\nNy rad.',
    '- a\n  - b\n\n    c\n- d',
    '1. ett\n1. två',
    '- 2024: Start (avstämning)',
  ),
);
export const prose = fc.array(block, { maxLength: 4 }).map((blocks) => blocks.join('\n\n'));

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** A record seldom has everything, and a section seldom all kinds of them. */
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const filled = <T>(arbitrary: fc.Arbitrary<T>) => rarely(fc.array(arbitrary, { minLength: 1, maxLength: 2 }));
const choose = (schema: { options: readonly string[] }) => fc.constantFrom(...schema.options);

const measurement = fc.record({
  value: fc.oneof(line, fc.constantFrom('62', '62 (2021)', '3,5 %')),
  date: optional(moment),
});
const milestone = fc.record({
  id: identifier,
  when: moment,
  until: optional(moment),
  title: line,
  kind: optional(fc.constantFrom('milestone', 'checkpoint', 'revision', 'consultation', 'decision')),
  responsible: optional(line),
  depends: filled(identifier),
});
const indicator = fc.record({
  id: identifier,
  title: line,
  definition: optional(line),
  source: optional(line),
  kpi: optional(fc.constantFrom('N79171', 'U01405')),
  level: optional(fc.constantFrom('municipality', 'region', 'unit', 'nation', 'county')),
  unit: optional(line),
  direction: optional(fc.constantFrom('up', 'down', 'neutral')),
  baseline: optional(measurement),
  target: optional(measurement),
  frequency: optional(line),
  note: optional(line),
  goals: filled(identifier),
  responsible: optional(line),
});
const organ = fc.record({
  name: line,
  role: fc.constantFrom('preparing', 'deciding', 'consulting'),
  level: optional(line),
  members: optional(fc.constantFrom('elected', 'officials')),
});
const statement = fc.record({
  id: identifier,
  text: oneLine(word, 8),
  perspective: optional(fc.constantFrom('resident', 'staff', 'cooperation')),
});

const section = (depth: number): fc.Arbitrary<Section> =>
  fc.record({
    id: identifier,
    title: line,
    kind: choose(itemKinds as unknown as { options: string[] }),
    number: optional(fc.constantFrom('1', '3.2', '12', '§ 4', '4 a §', 'A', 'IV', '1.2.3')),
    text: prose,
    statements: filled(statement),
    milestones: filled(milestone),
    indicators: filled(indicator),
    organs: filled(organ),
    closing: optional(prose.filter((text) => text !== '')),
    noIndicator: optional(line),
    sections: depth > 1 ? fc.constant([]) : fc.array(section(depth + 1), { maxLength: 2 }),
  }) as unknown as fc.Arbitrary<Section>;

/** Roadmaps with everything that the model can hold. Not every one of them has a Markdown form. */
export const roadmapModel: fc.Arbitrary<Roadmap> = fc
  .record({
    fardplan: fc.constant('roadmap/v1' as const),
    id: identifier,
    title: line,
    shortTitle: optional(line),
    aliases: filled(line),
    type: optional(fc.constantFrom('roadmap', 'strategy', 'action-plan')),
    profile: fc.constantFrom('ingen', 'prov'),
    version: fc.constantFrom('1', '2.0', '1.10', 'remiss 1'),
    status: optional(fc.constantFrom('draft', 'in-force', 'revision')),
    date: optional(fc.constant('2022-02-24')),
    language: optional(fc.constant('sv-SE')),
    period: fc.record({ from: moment, to: moment }),
    parties: filled(
      fc.record({
        id: identifier,
        name: line,
        type: fc.constantFrom('municipality', 'group'),
        count: optional(fc.integer({ min: 1, max: 99 })),
      }),
    ),
    mandate: optional(
      fc.record({
        giver: line,
        date: optional(moment),
        deliverables: filled(fc.record({ text: line, section: optional(identifier) })),
        dialogue: optional(fc.record({ from: moment, to: moment })),
      }),
    ),
    lead: prose,
    sections: fc.array(section(0), { maxLength: 3 }),
  })
  .map((model) => Roadmap.parse(JSON.parse(JSON.stringify(model))));

/** A profile that knows a few of the ids that are made up here. */
export const profile = Profile.parse({
  fardplan: 'profile/v1',
  id: 'prov',
  title: 'Prov',
  sections: [
    { id: 'mal1', title: 'Målbild', kind: 'target-picture' },
    {
      id: 'del2',
      title: 'Arbetssätt',
      kind: 'working-methods',
      items: { kind: 'working-method', list: [{ id: 'x13', title: 'SIP' }] },
    },
  ],
});
