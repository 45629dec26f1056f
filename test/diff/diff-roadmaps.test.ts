import { describe, expect, test } from 'vitest';
import { diffRoadmaps, type DiffOptions } from '../../src/diff/diff-roadmaps.js';
import { summary } from '../../src/diff/summary.js';
import { diffTexts, roadmap, told } from './workspace.js';

const changes = (before: string, after: string, options?: DiffOptions): string[] =>
  diffTexts(before, after, options).map(told);

const front = (lines: string) =>
  `---\nfardplan: roadmap/v1\nid: x\ntitel: Färdplan\nprofil: p\nversion: "1"\nperiod: { från: 2023, till: 2030 }\n${lines}\n---\n\n# Färdplan\n`;

const team = 'Mobila team stödjer vård i hemmet på dagtid. Regionen bemannar teamen med läkare.';
const prevention = 'Hälsofrämjande insatser ges tidigt, där människor finns, och når dem som annars inte söker vård.';

describe('what an item is', () => {
  test('a new title under the same id is a new name', () => {
    expect(changes(`## Mobila team {#team}\n\n${team}`, `## Vård som kommer hem {#team}\n\n${team}`)).toEqual([
      'renamed section team: "Mobila team" → "Vård som kommer hem"',
    ]);
  });

  test('a new title without an id is a new name, when the text is the same', () => {
    expect(changes(`## Mobila team\n\n${team}`, `## Vård som kommer hem\n\n${team}`)).toEqual([
      'renamed section vard-som-kommer-hem: "Mobila team" → "Vård som kommer hem"',
    ]);
  });

  test('a new title and a changed text are two changes of one item', () => {
    expect(
      changes(`## Mobila team\n\n${team}`, `## Vård som kommer hem\n\n${team.replace('på dagtid', 'dygnet runt')}`),
    ).toEqual([
      'renamed section vard-som-kommer-hem: "Mobila team" → "Vård som kommer hem"',
      `changed (changed) section vard-som-kommer-hem.text: "${team}" → "${team.replace('på dagtid', 'dygnet runt')}"`,
    ]);
  });

  test('another spelling of a title is a new name that says the same', () => {
    expect(changes('## Mobila team – stöd', '## Mobila Team - stöd')).toEqual([
      '~ renamed section mobila-team-stod: "Mobila team – stöd" → "Mobila Team - stöd"',
    ]);
  });

  test('an id that an author chose is identity, even when everything else is new', () => {
    const [first, ...rest] = changes(`## Mobila team {#team}\n\n${team}`, `## Förebyggande {#team}\n\n${prevention}`);
    expect(first).toBe('renamed section team: "Mobila team" → "Förebyggande"');
    expect(rest).toEqual([`changed (changed) section team.text: "${team}" → "${prevention}"`]);
  });

  test('another id under the same title is told, and weighs nothing', () => {
    expect(changes(`## Mobila team {#team}\n\n${team}`, `## Mobila team {#hemteam}\n\n${team}`)).toEqual([
      '~ renamed section hemteam.id: "team" → "hemteam"',
    ]);
  });

  test('something else in the same place is removed and added', () => {
    expect(changes(`## Mobila team\n\n${team}`, `## Förebyggande arbete\n\n${prevention}`)).toEqual([
      `removed section mobila-team: "${team}" → –`,
      `added section forebyggande-arbete: – → "${prevention}"`,
    ]);
  });

  test('two names that exchange texts keep the pairs that explain most', () => {
    expect(
      changes(`## A team\n\n${team}\n\n## B hälsa\n\n${prevention}`, `## Ett\n\n${prevention}\n\n## Två\n\n${team}`),
    ).toEqual([
      'renamed section ett: "B hälsa" → "Ett"',
      'moved section tva: "A team" → "Två"',
      'renamed section tva: "A team" → "Två"',
    ]);
  });

  test('names that a profile or the caller holds for one are one', () => {
    const [before, after] = ['## Mobila team\n\nKort.', '## Hemteam\n\nAnnat.'];
    expect(changes(before, after).map((line) => line.split(' ')[0])).toEqual(['removed', 'added']);
    expect(changes(before, after, { aliases: [['Mobila team', 'Hemteam']] })[0]).toBe(
      'renamed section hemteam: "Mobila team" → "Hemteam"',
    );
  });

  test('headings that repeat are kept apart by where they stand', () => {
    const area = (name: string, text: string) => `## ${name}\n\n### Bakgrund\n\n${text}`;
    const before = [
      area('Ett', team),
      area('Två', prevention),
      area('Tre', 'Ekonomin följs upp varje år av båda huvudmännen.'),
    ];
    expect(changes(before.join('\n\n'), before.slice(1).join('\n\n'))).toEqual([
      'removed section ett: "Ett" → –',
      `removed section bakgrund: "${team}" → –`,
    ]);
  });
});

describe('order and numbers', () => {
  const methods = ['Ett', 'Två', 'Tre', 'Fyra', 'Fem', 'Sex'];
  const list = (names: string[], numbered = false) =>
    `## Arbetssätt\n\n${names.map((name, index) => `### ${numbered ? `${index + 1}. ` : ''}${name}\n\nText om ${name}.`).join('\n\n')}`;

  test('only what was taken out and put elsewhere has moved', () => {
    const [change, ...rest] = diffTexts(list(methods), list(['Sex', 'Ett', 'Två', 'Tre', 'Fyra', 'Fem']));
    expect(rest).toEqual([]);
    expect(change).toMatchObject({
      kind: 'moved',
      id: 'sex',
      within: 'arbetssatt',
      weight: 'substantive',
      before: { text: 'Sex', parent: 'Arbetssätt', position: 6 },
      after: { text: 'Sex', parent: 'Arbetssätt', position: 1 },
    });
  });

  test('the numbers of the others follow, and say no more than that', () => {
    expect(changes(list(methods.slice(0, 3), true), list(['Tre', 'Ett', 'Två'], true))).toEqual([
      'moved section tre: "3. Tre" → "1. Tre"',
      '~ changed section ett.number: "1" → "2"',
      '~ changed section tva.number: "2" → "3"',
    ]);
  });

  test('numbers below a number that changed are not told one by one', () => {
    const of = (number: number) => `## ${number}. Mål\n\n### ${number}.1 Delmål\n\nText.`;
    expect(changes(of(3), of(4))).toEqual(['~ changed section mal.number: "3" → "4"']);
  });

  test('what is put under another heading has moved', () => {
    const [change, ...rest] = diffTexts(
      `## Ett\n\n### Delen\n\n${team}\n\n## Två\n\nText.`,
      `## Ett\n\n## Två\n\nText.\n\n### Delen\n\n${team}`,
    );
    expect(rest).toEqual([]);
    expect(change).toMatchObject({
      kind: 'moved',
      id: 'delen',
      within: 'tva',
      before: { parent: 'Ett' },
      after: { parent: 'Två' },
    });
  });
});

describe('prose', () => {
  test('is compared paragraph by paragraph, in the order of the later text', () => {
    const before = `## A\n\nEtt stycke om ledning och styrning.\n\n${team}\n\n- punkt om läkare i teamet\n- punkt som utgår helt`;
    const after = `## A\n\n${prevention}\n\nEtt stycke om ledning och styrning.\n\n${team.replace('på dagtid', 'dygnet runt')}\n\n- punkt om läkare i teamet`;
    expect(changes(before, after)).toEqual([
      `changed (added) section a.text: – → "${prevention}"`,
      `changed (changed) section a.text: "${team}" → "${team.replace('på dagtid', 'dygnet runt')}"`,
      'changed (removed) section a.text: "punkt som utgår helt" → –',
    ]);
  });

  test('has lines that point at the paragraph', () => {
    const [change] = diffTexts(
      '## A\n\nFörsta.\n\n- en\n- två stycken\n',
      '## A\n\nFörsta.\n\n- en\n- nytt\n- två stycken av dem\n',
    ).slice(-1);
    expect([change?.before?.line, change?.after?.line]).toEqual([15, 16]);
  });

  test('has moved when it stands in another order', () => {
    expect(
      changes(`## A\n\n${team}\n\nKort text.\n\n${prevention}`, `## A\n\n${team}\n\n${prevention}\n\nKort text.`),
    ).toEqual(['changed (moved) section a.text: "Kort text." → "Kort text."']);
  });

  test('that is only cut or joined elsewhere says the same', () => {
    const [one, two] = team.split('. ');
    expect(changes(`## A\n\n${team}`, `## A\n\n${one}.\n\n${two}`)).toEqual([
      `~ changed (changed) section a.text: "${team}" → "${one}.\\n\\n${two}"`,
    ]);
  });

  test.each([
    ['wrapped lines', team.replace('. ', '.\n')],
    ['Windows line ends', `${team}\r\n`],
    ['decomposed letters', team.normalize('NFD')],
  ])('does not change with %s', (_, text) => {
    expect(changes(`## A\n\n${team}`, `## A\n\n${text}`)).toEqual([]);
  });

  test('of the document itself is its lead', () => {
    expect(changes('# Färdplan\n\nEn ingress för alla.\n', '# Färdplan\n\nEn ingress för många.\n')).toEqual([
      'changed (changed) document exempel.lead: "En ingress för alla." → "En ingress för många."',
    ]);
  });
});

describe('a roadmap in YAML', () => {
  const head =
    'fardplan: roadmap/v1\nid: exempel\ntitel: Färdplan\nprofil: ingen\nversion: "1"\nperiod: { från: 2023, till: 2030 }\n';
  const yaml = (text: string) =>
    roadmap(
      `${head}avsnitt:\n  - id: a\n    titel: A\n    text: |\n      Första stycket.\n\n      ${text}\n`,
      'fardplan.yaml',
    );

  test('is the same as in Markdown', () => {
    expect(diffRoadmaps(yaml(team), roadmap(`# Färdplan\n\n## A\n\nFörsta stycket.\n\n${team}`))).toEqual([]);
  });

  test('has lines that point at the paragraph', () => {
    const [change] = diffRoadmaps(yaml(team), yaml(prevention));
    expect([change?.before?.line, change?.after?.line]).toEqual([13, 13]);
  });
});

describe('parts', () => {
  const table = (...rows: string[]) =>
    `## Tidsplan\n\n| När | Vad | Typ | Beror på | Id |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;

  test('a milestone is compared by field', () => {
    expect(
      changes(table('| 2027 | Gemensam plan | | | plan |'), table('| 2026 | Gemensam plan klar | beslut | | plan |')),
    ).toEqual([
      'renamed milestone plan.title: "Gemensam plan" → "Gemensam plan klar"',
      'changed milestone plan.when: "2027" → "2026"',
      'changed milestone plan.kind: "milstolpe" → "beslut"',
    ]);
  });

  test('milestones of one name are told apart by their time', () => {
    expect(
      changes(table('| 2024 | Avstämning |||', '| 2028 | Avstämning |||'), table('| 2028 | Avstämning |||')),
    ).toEqual(['removed milestone avstamning-2024: "2024: Avstämning" → –']);
  });

  test('a milestone with a new date goes to its new row, and has not moved', () => {
    const rows = ['| 2024 | Ett ||| ett |', '| 2025 | Två ||| tva |', '| 2026 | Tre ||| tre |'];
    expect(
      changes(table(...rows), table('| 2024 | Ett ||| ett |', '| 2026 | Tre ||| tre |', '| 2027 | Två ||| tva |')),
    ).toEqual(['changed milestone tva.when: "2025" → "2027"']);
  });

  test('a reference follows the item it names', () => {
    const of = (name: string, id: string) => `## ${name}\n\n${team}\n\n${table(`| 2027 | Plan | | ${id} | plan |`)}`;
    expect(changes(of('Mobila team', 'mobila-team'), of('Hemteam', 'hemteam'))).toEqual([
      'renamed section hemteam: "Mobila team" → "Hemteam"',
    ]);
    expect(changes(of('Mobila team', 'mobila-team'), of('Mobila team', 'plan'))).toEqual([
      'changed milestone plan.depends: "mobila-team" → "plan"',
    ]);
  });

  test('an indicator is known by its measure at the source', () => {
    const of = (title: string, target: string) =>
      `## Uppföljning\n\n| Indikator | Källa | Nyckeltal | Målvärde |\n|---|---|---|---|\n| ${title} | Kolada | N79173 | ${target} |\n`;
    expect(changes(of('Fast läkare', '60 (2028)'), of('Andel med kontinuitet', '80 (2030)'))).toEqual([
      'renamed indicator andel-med-kontinuitet.title: "Fast läkare" → "Andel med kontinuitet"',
      'changed indicator andel-med-kontinuitet.target: "60 (2028)" → "80 (2030)"',
    ]);
  });

  test('a body is compared by field', () => {
    const of = (role: string) => `## Ledning\n\n| Organ | Roll |\n|---|---|\n| Samråd vård | ${role} |\n`;
    expect(changes(of('beredande'), of('beslutande'))).toEqual([
      'changed organ samrad-vard.role: "beredande" → "beslutande"',
    ]);
  });

  test('a statement is known by what it says', () => {
    const of = (...texts: string[]) => roadmap(`## Målbild\n\n${texts.map((text) => `- ${text}`).join('\n')}`);
    const found = diffRoadmaps(
      of('Vården bygger på relationer och är hälsofrämjande', 'Vården utgår från behov'),
      of(
        'Den nära vården bygger på relationer och är hälsofrämjande',
        'Vården utgår från behov',
        'Alla får samma hjälp',
      ),
    );
    expect(found.map(told).map((line) => line.replace(/statement \S+/, 'statement'))).toEqual([
      'changed statement "Vården bygger på relationer och är hälsofrämjande" → "Den nära vården bygger på relationer och är hälsofrämjande"',
      'added statement – → "Alla får samma hjälp"',
    ]);
  });

  test('a reason for having no indicator that goes away is told', () => {
    expect(changes('## A\n\nText.\n\nIndikator saknas: det går inte att mäta.', '## A\n\nText.')).toEqual([
      'changed section a.noIndicator: "det går inte att mäta." → ""',
    ]);
  });
});

describe('front matter', () => {
  test('what says which revision it is weighs nothing, the rest does', () => {
    expect(
      changes(
        front('status: remiss\ndatum: 2021-09-24\nlän: Västra Götaland'),
        front('status: reviderad\ndatum: 2022-02-24\nlän: Halland').replace('"1"', '"2"').replace('2030', '2031'),
      ),
    ).toEqual([
      '~ changed field version.version: "1" → "2"',
      '~ changed field status.status: "remiss" → "revidering"',
      '~ changed field date.date: "2021-09-24" → "2022-02-24"',
      'changed field period.to.period.to: "2030" → "2031"',
      'changed field county.county: "Västra Götaland" → "Halland"',
    ]);
  });

  test('lists are compared by what is in them, not by their order', () => {
    const parties = (...names: string[]) =>
      front(
        `huvudmän:\n${names.map((name) => `  - { id: ${name.toLowerCase()}, namn: ${name}, typ: kommun }`).join('\n')}`,
      );
    expect(changes(parties('Hjo', 'Mark', 'Tanum'), parties('Tanum', 'Hjo', 'Orust'))).toEqual([
      'added field parties.parties: – → "Orust (kommun)"',
      'removed field parties.parties: "Mark (kommun)" → –',
    ]);
  });

  test('a field has its Swedish name as title', () => {
    const [change] = diffTexts(front(''), front('').replace('2030', '2031'));
    expect(change?.title).toBe('period: till');
  });

  test('the title of the document is its name', () => {
    expect(changes(front(''), front('').replace('titel: Färdplan', 'titel: Strategi'))).toEqual([
      'renamed document x: "Färdplan" → "Strategi"',
    ]);
  });
});

test('the summary counts by kind and by weight', () => {
  const list = diffTexts(`## A {#a}\n\n${team}\n\n## B`, `## Nya A {#a}\n\n${team.replace('läkare', 'läkare!')}`);
  expect(summary(list)).toEqual({
    total: 3,
    added: 0,
    removed: 1,
    changed: 1,
    moved: 0,
    split: 0,
    merged: 0,
    renamed: 1,
    substantive: 2,
    editorial: 1,
  });
});
