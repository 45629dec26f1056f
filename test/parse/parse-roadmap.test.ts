import { describe, expect, test } from 'vitest';
import { place } from '../../src/core/source.js';
import type { Profile } from '../../src/model/profile.js';
import { allSections, type Roadmap } from '../../src/model/roadmap.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { isKind, type Parsed } from '../../src/parse/parsed.js';

const profileText = `fardplan: profile/v1
id: liten
titel: Liten profil
avsnitt:
  - { id: malbild, titel: Målbild, typ: målbild, krävs: ja }
  - id: arbetssatt
    titel: Förändrade arbetssätt
    typ: arbetssätt
    delar:
      typ: working-method
      slutet: ja
      lista:
        - { id: mobila-team, titel: Utveckla mobila team, alias: [Utveckling av mobila team] }
  - { id: tidsplan, titel: Tidsplan, typ: tidsplan }
  - { id: uppfoljning, titel: Uppföljning, typ: uppföljning }
`;

function read(path: string, text: string, profile?: Profile): Parsed {
  const parsed = parseDocument({ path, text }, () => profile);
  if (!('kind' in parsed)) throw new Error(JSON.stringify(parsed.diagnostics));
  return parsed;
}

function roadmap(path: string, text: string): Parsed<Roadmap> {
  const profile = read('profiles/liten.yaml', profileText);
  if (!isKind(profile, 'profile')) throw new Error('no profile');
  const parsed = read(path, text, profile.model);
  if (!isKind(parsed, 'roadmap')) throw new Error('no roadmap');
  return parsed;
}

const markdown = `---
fardplan: roadmap/v1
id: exempel
titel: Färdplan för exempellänet
profil: liten
version: 1.10
status: remiss
period: { från: 2023, till: 2030 }
uppdrag:
  uppdragsgivare: Samrådet
  datum: 2021-11-01
---

# Färdplan för exempellänet

Ingressen.

## Målbild

Vi vill nå hit.

- Vården ges nära. {#nara}
- Invånaren är delaktig.

Efter listan.

## Förändrade arbetssätt

### 1. Utveckling av mobila team

Teamen ska *växa*.

| Fritt | Val |
| ----- | --- |
| a     | b   |

Indikator saknas: Ingen finns ännu.

## 3 Tidsplan

| När       | Vad                 | Typ        | Beror på |
| --------- | ------------------- | ---------- | -------- |
| 2024      | Fördjupad avstämning | avstämning |          |
| 2025–2026 | Införande           |            | nara     |
| 2030      | Fördjupad avstämning | avstämning |          |

## Uppföljning

| Indikator  | Källa  | Nyckeltal | Nivå   | Riktning | Nuläge    | Målvärde  | Mäter       |
| ---------- | ------ | --------- | ------ | -------- | --------- | --------- | ----------- |
| Väntetider | Kolada | N79173    | region | öka      | 62 (2021) | 80 (2030) | mobila-team |
`;

const yaml = `fardplan: roadmap/v1
id: exempel
title: Färdplan för exempellänet
profile: liten
version: 1.10
status: consultation
period: { from: 2023, to: 2030 }
mandate:
  giver: Samrådet
  date: 2021-11-01
lead: Ingressen.
sections:
  - id: malbild
    title: Målbild
    kind: target-picture
    text: Vi vill nå hit.
    statements:
      - { id: nara, text: Vården ges nära. }
      - { id: invanaren-ar-delaktig, text: Invånaren är delaktig. }
    closing: Efter listan.
  - id: arbetssatt
    title: Förändrade arbetssätt
    kind: working-methods
    sections:
      - id: mobila-team
        title: Utveckling av mobila team
        kind: working-method
        number: 1
        text: |
          Teamen ska *växa*.

          | Fritt | Val |
          | ----- | --- |
          | a     | b   |
        noIndicator: Ingen finns ännu.
  - id: tidsplan
    title: Tidsplan
    kind: timeline
    number: 3
    milestones:
      - { id: fordjupad-avstamning-2024, when: 2024, title: Fördjupad avstämning, kind: checkpoint }
      - { id: inforande, when: 2025, until: 2026, title: Införande, depends: [nara] }
      - { id: fordjupad-avstamning-2030, when: 2030, title: Fördjupad avstämning, kind: checkpoint }
  - id: uppfoljning
    title: Uppföljning
    kind: follow-up
    indicators:
      - id: vantetider
        title: Väntetider
        source: Kolada
        kpi: N79173
        level: region
        direction: up
        baseline: { value: 62, date: 2021 }
        target: { value: 80, date: 2030 }
        goals: [mobila-team]
`;

describe('Markdown and YAML', () => {
  test('give the same model', () => {
    const one = roadmap('fardplan.md', markdown);
    const two = roadmap('fardplan.yaml', yaml);
    expect([...one.diagnostics, ...one.remarks]).toEqual([]);
    expect([...two.diagnostics, ...two.remarks]).toEqual([]);
    expect(two.model).toEqual(one.model);
    expect(one.model.version).toBe('1.10');
  });

  test('Swedish and English names mean the same', () => {
    const swedish = markdown.replace('status: remiss', 'status: Remissversion').replace('från: 2023', 'from: 2023');
    expect(roadmap('fardplan.md', swedish).model).toEqual(roadmap('fardplan.md', markdown).model);
  });

  test('every value of the model has a place that holds it', () => {
    const parsed = roadmap('fardplan.md', markdown);
    const at = (path: (string | number)[]): string => {
      const { start, end } = parsed.locations.nearest(path);
      return parsed.source.text.slice(start, end);
    };
    expect(at(['title'])).toBe('Färdplan för exempellänet');
    expect(at(['period', 'to'])).toBe('2030');
    expect(at(['mandate', 'date'])).toBe('2021-11-01');
    expect(at(['sections', 0, 'statements', 1, 'text'])).toContain('Invånaren');
    expect(at(['sections', 2, 'milestones', 1, 'until'])).toBe('2025–2026');
    expect(at(['sections', 3, 'indicators', 0, 'kpi'])).toBe('N79173');
    for (const { section, path } of allSections(parsed.model)) expect(at([...path, 'title'])).toContain(section.title);
    const milestone = parsed.locations.nearest(['sections', 2, 'milestones', 0]);
    expect(place(parsed.source, milestone).line).toBe(
      markdown.split('\n').findIndex((line) => line.startsWith('| 2024')) + 1,
    );
  });
});

describe('the same text as it comes from other machines', () => {
  const plain = roadmap('fardplan.md', markdown).model;
  test.each([
    ['Windows line ends', markdown.replace(/\n/g, '\r\n')],
    ['decomposed letters', markdown.normalize('NFD')],
    ['no-break spaces in titles', markdown.replace('## Förändrade arbetssätt', '## Förändrade\u00a0arbetssätt')],
    ['no last line end', markdown.trimEnd()],
    ['blank lines first', `\n\n${markdown}`],
    ['setext headings', markdown.replace('## Målbild\n', 'Målbild\n-------\n')],
    ['closing marks on headings', markdown.replace('## Målbild\n', '## Målbild ##\n')],
  ])('%s', (_name, text) => {
    const parsed = roadmap('fardplan.md', text);
    expect(parsed.diagnostics).toEqual([]);
    expect(parsed.model).toEqual(plain);
  });

  test('a tab as indentation in YAML is told with its line', () => {
    const parsed = roadmap('fardplan.md', markdown.replace('  datum: 2021', '\tdatum: 2021'));
    expect(parsed.diagnostics[0]).toMatchObject({
      rule: 'syntax',
      line: 11,
      message: { en: 'A tab is used for indentation' },
    });
  });
});

describe('what cannot be read is told, and the rest is kept', () => {
  test('an unknown key is remarked on with the names it could have been', () => {
    const parsed = roadmap('fardplan.md', markdown.replace('status:', 'statsu:'));
    expect(parsed.remarks).toMatchObject([{ type: 'unknown-key', key: 'statsu' }]);
    expect(parsed.model.id).toBe('exempel');
  });

  test('columns, cells and rows that do not fit become remarks', () => {
    const text = markdown
      .replace('| När       | Vad                 | Typ        | Beror på |', '| När | Vad | Typ | Färg |')
      .replace('| 2025–2026 | Införande           |            | nara     |', '| 2025 |')
      .replace(
        '| 2030      | Fördjupad avstämning | avstämning |          |',
        '| 2030 | Slut | avstämning | röd | mer |',
      );
    const { remarks, diagnostics } = roadmap('fardplan.md', text);
    expect(diagnostics).toEqual([]);
    expect(remarks.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['unknown-column', 'missing-cell', 'extra-cell']),
    );
    expect(remarks.find(({ type }) => type === 'unknown-column')).toMatchObject({ column: 'Färg' });
  });

  test.each([
    ['a missing title', markdown.replace(/^titel: .*\n/m, '').replace(/^# .*\n/m, ''), '“title” is missing'],
    ['a word no choice has', markdown.replace('status: remiss', 'status: remis'), '“status” cannot be “remis”'],
    ['a time that is none', markdown.replace('| 2024 ', '| våren '), '“when” cannot be “våren”'],
    [
      'a list where a group belongs',
      markdown.replace('period: { från: 2023, till: 2030 }', 'period: [2023, 2030]'),
      '“period” must be a group of keys and values',
    ],
    ['front matter that is never closed', markdown.replace('\n---\n\n#', '\n\n#'), 'The front matter is never closed'],
    ['an unknown kind', markdown.replace('roadmap/v1', 'raodmap/v1'), '“raodmap/v1” is no known kind of document'],
    ['a key given twice', markdown.replace('status: remiss', 'titel: Igen'), 'The same key is given twice'],
    ['a key given in both languages', markdown.replace('status: remiss', 'title: Again'), '“title” is given twice'],
    ['broken YAML', markdown.replace('id: exempel', 'id: [exempel'), expect.any(String)],
  ])('%s', (_name, text, message) => {
    const parsed = parseDocument({ path: 'fardplan.md', text });
    expect(parsed.diagnostics.length).toBeGreaterThan(0);
    expect(parsed.diagnostics.map((diagnostic) => diagnostic.message.en)).toContainEqual(message);
  });

  test.each(['', '   \n', '# Bara en rubrik\n', '---\n---\n', '---\n', ': :\n', '[1, 2]'])(
    'a file that is no document: %j',
    (text) => {
      const parsed = parseDocument({ path: 'x.md', text });
      expect('kind' in parsed).toBe(false);
      expect(parsed.diagnostics.length).toBeGreaterThan(0);
    },
  );

  test.each(['*Nära*', '*nära vård', '{ sv: *a }'])('an alias that leads nowhere is no empty text: %s', (value) => {
    const text = `fardplan: roadmap/v1\nid: x\ntitel: T\nprofil: p\nversion: "1"\nperiod: { från: 2024, till: 2030 }\navsnitt:\n  - titel: Mål\n    text: ${value}\n`;
    const { diagnostics } = parseDocument({ path: 'x.yaml', text });
    expect(diagnostics.filter(({ rule }) => rule === 'syntax').map(({ line, message }) => [line, message.en])).toEqual([
      [9, 'An alias (*) points to an anchor (&) that does not exist'],
    ]);
  });

  test('an alias that leads nowhere is a fault under a key that nobody knows too', () => {
    const text = 'fardplan: roadmap/v1\nx: *a\n';
    expect(parseDocument({ path: 'x.yaml', text }).diagnostics.map(({ rule }) => rule)).toContain('syntax');
  });

  test('an alias within its own anchor is a fault, once', () => {
    const text =
      'fardplan: roadmap/v1\nid: x\ntitel: T\nprofil: p\nversion: "1"\nperiod: { från: 2024, till: 2030 }\navsnitt: &a\n  - id: b\n    titel: B\n    avsnitt: *a\n';
    const told = parseDocument({ path: 'x.yaml', text }).diagnostics;
    expect(told.map(({ rule, line, column, message: { en } }) => [rule, line, column, en])).toEqual([
      ['syntax', 10, 14, 'An alias (*) stands within the anchor (&) that it points to, and never ends'],
    ]);
  });

  test('an alias that leads nowhere is one fault, also where a value has to be', () => {
    const text =
      'fardplan: roadmap/v1\nid: x\ntitel: *Nära*\nprofil: p\nversion: "1"\nperiod: { från: 2024, till: 2030 }\n';
    expect(parseDocument({ path: 'x.yaml', text }).diagnostics.map(({ rule }) => rule)).toEqual(['syntax']);
  });

  test('aliases that unfold without end are stopped', () => {
    const bomb = `fardplan: roadmap/v1\nid: x\na: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map(
        (name, index) =>
          `${name}: &${name} [${Array(9)
            .fill(`*${'abcdefg'[index] ?? ''}`)
            .join(',')}]`,
      )
      .join('\n')}\n`;
    const started = performance.now();
    const parsed = parseDocument({
      path: 'x.yaml',
      text: bomb.replace(/^(\w): /gm, 'related_$1: ').replace('related_h', 'related'),
    });
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(parsed.diagnostics.length).toBeGreaterThan(0);
  });
});

describe('headings and profiles', () => {
  test('explicit id, title and alias lead to the same item', () => {
    for (const heading of [
      '### Utveckla mobila team',
      '### UTVECKLA  mobila team.',
      '### 1.2 Utveckling av mobila team',
      '### Team {#mobila-team}',
    ]) {
      const { model } = roadmap('fardplan.md', markdown.replace('### 1. Utveckling av mobila team', heading));
      expect(model.sections[1]?.sections[0]).toMatchObject({ id: 'mobila-team', kind: 'working-method' });
    }
  });

  test('a number is parted from the title, but years and counts stay in it', () => {
    for (const [heading, number, title] of [
      ['### 2030 i sikte', undefined, '2030 i sikte'],
      ['### 5 delmål', undefined, '5 delmål'],
      ['### 3.1 Bakgrund', '3.1', 'Bakgrund'],
      ['### 4) Syfte', '4', 'Syfte'],
    ] as const) {
      const { model } = roadmap('fardplan.md', markdown.replace('### 1. Utveckling av mobila team', heading));
      const section = model.sections[1]?.sections[0];
      expect([section?.number, section?.title]).toEqual([number, title]);
    }
  });

  test('ids made from titles never clash; those that authors write may, for a rule to find', () => {
    const doubled = roadmap('fardplan.md', `${markdown}\n## Bilaga\n\nEtt.\n\n## Bilaga\n\nTvå.\n`);
    expect(doubled.model.sections.slice(-2).map(({ id }) => id)).toEqual(['bilaga', 'bilaga-2']);
    const clash = roadmap('fardplan.md', `${markdown}\n## A {#x}\n\n## B {#x}\n`);
    expect(clash.model.sections.slice(-2).map(({ id }) => id)).toEqual(['x', 'x']);
  });

  test('a milestone list and an indicator list are read as the tables are', () => {
    const listed = markdown
      .replace(
        /\| När[\s\S]*?\n\n/,
        '- 2024: Fördjupad avstämning (avstämning)\n- 2025–2026: Införande (Beror på: nara)\n- **2030**: Fördjupad avstämning (avstämning)\n\n',
      )
      .replace(
        /\| Indikator[\s\S]*$/,
        '- Väntetider (Källa: Kolada; Nyckeltal: N79173; Nivå: region; Riktning: öka; Nuläge: 62; Mäter: mobila-team)\n',
      );
    const { model, remarks } = roadmap('fardplan.md', listed);
    expect(remarks).toEqual([]);
    expect(model.sections[2]?.milestones).toEqual(roadmap('fardplan.md', markdown).model.sections[2]?.milestones);
    expect(model.sections[3]?.indicators?.[0]).toMatchObject({
      kpi: 'N79173',
      direction: 'up',
      goals: ['mobila-team'],
    });
  });
});

test.each([
  ['§1.1 Färg', '§1.1', 'Färg'],
  ['§ 3 Ändamål', '§ 3', 'Ändamål'],
  ['2 § Ansvar', '2 §', 'Ansvar'],
  ['2 a § Ansvar', '2 a §', 'Ansvar'],
  ['3.2. Ansvar', '3.2', 'Ansvar'],
  ['2030 i sikte', undefined, '2030 i sikte'],
])('the heading “%s” has the number %s', (heading, number, title) => {
  const parsed = parseDocument({
    path: 'fardplan.md',
    text: `---\nfardplan: roadmap/v1\nid: a\ntitel: T\nprofil: p\nversion: "1"\nperiod: { från: 2023, till: 2030 }\n---\n\n# T\n\n## ${heading}\n`,
  });
  if (!('kind' in parsed) || !isKind(parsed, 'roadmap')) throw new Error('no roadmap');
  expect(parsed.model.sections[0]).toMatchObject({ title, ...(number === undefined ? {} : { number }) });
});
