import { describe, expect, test } from 'vitest';
import { changed, cleanly, merged, quickly } from './workspace.js';

const base = `---
# Hur uppgifterna är valda
fardplan: roadmap/v1
id: exempel
titel: Färdplan
version: "1"
status: utkast # tills vidare
period: { från: 2023, till: 2030 }
alias:
  - Planen
---

# Färdplan

Färdplanen är gemensam för regionen och kommunerna. Den gäller till 2030. Den ändrar inte vem som ansvarar för
en insats.

## Målbild {#malbild}

- Vården är nära. Den är också god. {#nara}
- Vården är jämlik.

## Arbetssätt

### 1. Mobila team {#mobila-team}

Team finns i varje kommun. De är bemannade på dagen.

### 2. Digitala möten {#digitalt}

Möten kan hållas på distans när det passar invånaren.

## Tidsplan

| När  | Vad        | Ansvarig | Id         |
| ---- | ---------- | -------- | ---------- |
| 2024 | Avstämning | SRO      | avstamning |
| 2027 | Revidering | SRO      | revidering |
`;

/** The merge of two edits of {@link base}, each a list of replacements. */
type Edit = readonly [from: string, to: string];
const after = (...edits: Edit[]): string => edits.reduce((text, [from, to]) => changed(text, from, to), base);
const both = (ours: Edit[], theirs: Edit[]): string => {
  const [one, other] = [after(...ours), after(...theirs)];
  const text = cleanly(base, one, other);
  // Whose edit is whose decides nothing where nothing conflicts.
  expect(cleanly(base, other, one)).toBe(text);
  return text;
};

describe('edits of different parts do not conflict', () => {
  test('two sentences beside each other in one paragraph, on one line', () => {
    const [one, two]: [Edit, Edit] = [
      ['Den gäller till 2030.', 'Den gäller till 2032.'],
      ['Färdplanen är gemensam för regionen', 'Färdplanen är gemensam för Region Exempel'],
    ];
    expect(both([one], [two])).toBe(after(one, two));
  });

  test('a section that one side moves and renames and the other edits', () => {
    const moved = changed(
      after(['### 1. Mobila team {#mobila-team}\n\nTeam finns i varje kommun. De är bemannade på dagen.\n\n', '']),
      'passar invånaren.\n',
      'passar invånaren.\n\n### 3. Team hemma {#mobila-team}\n\nTeam finns i varje kommun. De är bemannade på dagen.\n',
    );
    const edited = after(['på dagen', 'dygnet runt']);
    expect(cleanly(base, moved, edited)).toBe(changed(moved, 'på dagen', 'dygnet runt'));
    expect(cleanly(base, edited, moved)).toBe(changed(moved, 'på dagen', 'dygnet runt'));
  });

  test('a section put under another, to which the other side adds one below', () => {
    const lowered = after(['## Tidsplan', '### Tidsplan']);
    const more = after(['| revidering |\n', '| revidering |\n\n### Efter 2030\n\nDå görs en ny plan.\n']);
    expect(cleanly(base, lowered, more)).toContain('### Tidsplan\n');
    expect(cleanly(base, lowered, more)).toContain('#### Efter 2030\n');
  });

  test('a paragraph that one side cuts in two and the other edits', () => {
    const parted = after([' Den gäller till 2030.', '\n\nDen gäller till 2030.']);
    expect(cleanly(base, parted, after(['till 2030. Den', 'till 2032. Den']))).toBe(
      changed(parted, 'till 2030. Den', 'till 2032. Den'),
    );
  });

  test('a paragraph that one side moves to another section and the other edits', () => {
    const moved = changed(
      after(['Möten kan hållas på distans när det passar invånaren.\n\n', '']),
      'på dagen.\n',
      'på dagen.\n\nMöten kan hållas på distans när det passar invånaren.\n',
    );
    const text = cleanly(base, moved, after(['passar invånaren', 'passar båda']));
    expect(text).toBe(changed(moved, 'passar invånaren', 'passar båda'));
  });

  test('a statement and a paragraph that one side removes, and the other adds one before', () => {
    expect(
      both(
        [
          ['- Vården är jämlik.\n', '- Vården är trygg.\n- Vården är jämlik.\n'],
          ['Möten kan hållas', 'Alla har en egen ingång.\n\nMöten kan hållas'],
        ],
        [
          ['- Vården är jämlik.\n', ''],
          ['\n\nMöten kan hållas på distans när det passar invånaren.', ''],
        ],
      ),
    ).toBe(
      after(
        ['Vården är jämlik.', 'Vården är trygg.'],
        ['Möten kan hållas på distans när det passar invånaren.', 'Alla har en egen ingång.'],
      ),
    );
  });

  test('the number, the title and the id of a heading', () => {
    expect(
      both([['### 2. Digitala', '### 3. Digitala']], [['Digitala möten {#digitalt}', 'Möten på distans {#distans}']]),
    ).toContain('### 3. Möten på distans {#distans}\n');
  });

  test('cells of one row, and rows added by both; the bars stay under each other', () => {
    const row = '| 2027 | Revidering | SRO      | revidering |\n';
    const text = both(
      [[row, '| 2027 | Revidering av hela planen | SRO | revidering |\n']],
      [[row, `${row.replace('2027', '2028').replace('SRO     ', 'VästKom ')}| 2030 | Slut | SRO | slut |\n`]],
    );
    expect(text).toContain(
      [
        '| När  | Vad                       | Ansvarig | Id         |',
        '| ---- | ------------------------- | -------- | ---------- |',
        '| 2024 | Avstämning                | SRO      | avstamning |',
        '| 2028 | Revidering av hela planen | VästKom  | revidering |',
        '| 2030 | Slut                      | SRO      | slut       |',
        '',
      ].join('\n'),
    );
  });

  test('a column added by one side and a row by the other', () => {
    const column = base.replace(
      /^\| (När |----|\d{4}) \|/gm,
      (all, when: string) => `${all} ${when.startsWith('-') ? '----' : when.startsWith('N') ? 'Typ ' : 'm   '} |`,
    );
    const text = cleanly(
      base,
      column,
      after(['| revidering |\n', '| revidering |\n| 2030 | Slut       | SRO      | slut       |\n']),
    );
    expect(text).toContain('| 2030 |     | Slut       | SRO      | slut       |\n');
  });

  test('fields of the front matter, within one line too, with their comments', () => {
    const [one, two]: [Edit[], Edit[]] = [
      [
        ['från: 2023', 'från: 2024'],
        ['# tills vidare', '# till beslut'],
        ['  - Planen\n', '  - Planen\n  - Vår plan\n'],
      ],
      [
        ['till: 2030', 'till: 2032'],
        ['status: utkast', 'status: remiss'],
        ['# Hur uppgifterna är valda\n', '# Hur uppgifterna är valda och av vem\n'],
      ],
    ];
    expect(both(one, two)).toBe(after(...one, ...two));
  });

  test('a statement that one side edits while the other adds one after it', () => {
    const [one, two]: [Edit, Edit] = [
      ['- Vården är nära. Den är', '- Vården är alltid nära. Den är'],
      ['- Vården är jämlik.\n', '- Vården är jämlik.\n- Vården är trygg.\n'],
    ];
    expect(both([one], [two])).toBe(after(one, two));
  });

  test('an id that one side writes after a sentence that the other edits', () => {
    expect(both([['- Vården är jämlik.', '- Vården är jämlik. {#jamlik}']], [['är jämlik', 'är jämställd']])).toContain(
      '- Vården är jämställd. {#jamlik}\n',
    );
  });

  test('the same change on both sides is one change', () => {
    const one: Edit = ['Den gäller till 2030.', 'Den gäller till 2032. Sedan skrivs en ny.'];
    expect(both([one, ['version: "1"', 'version: "2"']], [one, ['version: "1"', 'version: "2"']])).toBe(
      after(one, ['version: "1"', 'version: "2"']),
    );
  });

  test('the same new section is one section; different ones are two', () => {
    const end: Edit = ['| revidering |\n', '| revidering |\n\n## Uppföljning\n\nSker varje år.\n'];
    expect(both([end], [end])).toBe(after(end));
    const other: Edit = ['| revidering |\n', '| revidering |\n\n## Ekonomi\n\nVar och en betalar sitt.\n'];
    expect(cleanly(base, after(end), after(other))).toBe(`${after(end)}\n## Ekonomi\n\nVar och en betalar sitt.\n`);
  });

  test('a paragraph that one side wraps anew and the other edits', () => {
    const wrapped = after(['ansvarar för\nen insats.', 'ansvarar\nför en insats.']);
    expect(cleanly(base, wrapped, after(['till 2030. Den', 'till 2032. Den']))).toContain(
      'Den gäller till 2032. Den ändrar inte vem som ansvarar\nför en insats.',
    );
  });
});

describe('what a person has to choose between', () => {
  const shown = (ours: string, theirs: string) => {
    const { text, conflicts } = merged(base, ours, theirs);
    for (const { line } of conflicts) expect(text.split('\n')[line - 1]).toMatch(/^<{7} ours$/);
    return { text, told: conflicts.map(({ kind, part, name, section }) => [kind, part, name, section]) };
  };

  test('two edits of one sentence, which alone stands between the markers', () => {
    const { text, told } = shown(
      after(['till 2030. Den', 'till 2031. Den']),
      after(['till 2030. Den', 'till 2032. Den'], ['en insats', 'en viss insats']),
    );
    expect(told).toEqual([['changed', 'sentence', undefined, 'Färdplan']]);
    expect(text).toContain(`Färdplanen är gemensam för regionen och kommunerna.
<<<<<<< ours
Den gäller till 2031.
||||||| base
Den gäller till 2030.
=======
Den gäller till 2032.
>>>>>>> theirs
Den ändrar inte vem som ansvarar för
en viss insats.
`);
  });

  test('a sentence in a list stays in its item, whichever is chosen', () => {
    const { text } = shown(
      after(['Den är också god', 'Den är även god']),
      after(['Den är också god', 'Den är god också']),
    );
    expect(text).toContain(`- Vården är nära.
<<<<<<< ours
  Den är även god.
||||||| base
  Den är också god.
=======
  Den är god också.
>>>>>>> theirs
  {#nara}
- Vården är jämlik.
`);
  });

  test('a field of the front matter, on a line with another that goes well', () => {
    const { text, told } = shown(
      after(['från: 2023', 'från: 2024'], ['till: 2030', 'till: 2031']),
      after(['från: 2023', 'från: 2025']),
    );
    expect(told).toEqual([['changed', 'sentence', 'från', undefined]]);
    expect(text).toContain(`<<<<<<< ours
period: { från: 2024, till: 2031 }
||||||| base
period: { från: 2023, till: 2031 }
=======
period: { från: 2025, till: 2031 }
>>>>>>> theirs
`);
  });

  test('a cell: the row, with what else was changed in it', () => {
    const { text } = shown(
      after(['| 2027 |', '| 2028 |'], ['Revidering |', 'Revision   |']),
      after(['| 2027 |', '| 2026 |']),
    );
    expect(text).toContain(`<<<<<<< ours
| 2028 | Revision   | SRO      | revidering |
||||||| base
| 2027 | Revision   | SRO      | revidering |
=======
| 2026 | Revision   | SRO      | revidering |
>>>>>>> theirs
`);
  });

  test('a section that one side removes and the other edits', () => {
    const removed = after([
      '### 2. Digitala möten {#digitalt}\n\nMöten kan hållas på distans när det passar invånaren.\n\n',
      '',
    ]);
    const { text, told } = shown(removed, after(['passar invånaren', 'passar båda']));
    expect(told).toEqual([['removed', 'section', 'Digitala möten', 'Arbetssätt']]);
    expect(text).toContain(
      '<<<<<<< ours\n||||||| base\n### 2. Digitala möten {#digitalt}\n\nMöten kan hållas på distans när det passar invånaren.\n=======\n',
    );
  });

  test('one id on two new sections', () => {
    const add = (title: string): Edit => [
      '## Tidsplan',
      `## ${title} {#ny}\n\nText om ${title.toLowerCase()}.\n\n## Tidsplan`,
    ];
    const { told } = shown(after(add('Ekonomi')), after(add('Tandvård')));
    expect(told).toEqual([
      ['added', 'heading', undefined, 'Ekonomi'],
      ['added', 'section', 'Ekonomi', 'Färdplan'],
    ]);
  });

  test('new sections of one name with different texts', () => {
    const add = (text: string): Edit => ['## Tidsplan', `## Ekonomi\n\n${text}\n\n## Tidsplan`];
    const { text, told } = shown(after(add('Var och en betalar sitt.')), after(add('Regionen betalar allt.')));
    expect(told).toEqual([['added', 'section', 'Ekonomi', 'Färdplan']]);
    expect(text).toContain(
      '## Ekonomi\n\n<<<<<<< ours\nVar och en betalar sitt.\n||||||| base\n=======\nRegionen betalar allt.\n>>>>>>> theirs\n\n## Tidsplan',
    );
  });

  test('an item that both have moved, to different sections', () => {
    const section = '### 1. Mobila team {#mobila-team}\n\nTeam finns i varje kommun. De är bemannade på dagen.\n\n';
    const away = after([section, '']);
    const { told } = shown(
      changed(away, '## Tidsplan', `## Ny del\n\nOm en ny del.\n\n${section}## Tidsplan`),
      changed(away, '- Vården är jämlik.\n\n', `- Vården är jämlik.\n\n${section}`),
    );
    expect(told).toEqual([
      ['moved', 'section', 'Mobila team', 'Ny del'],
      ['moved', 'section', 'Mobila team', 'Ny del'],
    ]);
  });

  test('without a common origin: what both have, and what only one has, is kept', () => {
    const { text, conflicts } = merged('', base, after(['på dagen', 'dygnet runt'], ['version: "1"', 'version: "2"']));
    expect(conflicts.map(({ name }) => name)).toEqual(['version', 'Mobila team']);
    expect(text.replace(/<{7} ours\n([^|]*)\|{7} base\n[^=]*={7}\n[^>]*>{7} theirs\n/g, '$1')).toBe(base);
  });
});

describe('YAML', () => {
  const dispositions = `fardplan: dispositions/v1
remiss: remiss-2021
hanteringar:
  # De som har störst betydelse
  - synpunkter: ["norrby#team"]
    hantering: beaktas
    motivering: >-
      Behovet finns även på natten. Det har flera kommuner
      sagt.
    ändrar: [mobila-team]
`;
  const more = (ref: string, outcome: string) =>
    `${dispositions}  # ${ref}\n  - synpunkter: ["${ref}"]\n    hantering: ${outcome}\n    motivering: Det är redan sagt.\n`;

  test('dispositions of different comments are kept from both', () => {
    const [ours, theirs] = [more('soderby#ekonomi', 'noteras'), more('vastby#ekonomi', 'noteras')];
    expect(cleanly(dispositions, ours, theirs, 'yaml')).toBe(ours + theirs.slice(dispositions.length));
  });

  test('two dispositions of one comment are a choice, field by field', () => {
    const { text, conflicts } = merged(
      dispositions,
      more('soderby#ekonomi', 'noteras'),
      more('soderby#ekonomi', 'beaktas'),
      'yaml',
    );
    expect(conflicts.map(({ kind, name }) => [kind, name])).toEqual([['added', 'hantering']]);
    expect(
      text.endsWith(
        '    hantering: noteras\n||||||| base\n=======\n    hantering: beaktas\n>>>>>>> theirs\n    motivering: Det är redan sagt.\n',
      ),
    ).toBe(true);
  });

  test('sentences of one reason, and ids in one list', () => {
    const one = changed(
      changed(dispositions, 'även på natten', 'också på natten'),
      '[mobila-team]',
      '[mobila-team, tidsplan]',
    );
    const two = changed(
      changed(dispositions, 'flera kommuner\n      sagt', 'tre kommuner\n      sagt'),
      '[mobila-team]',
      '[syfte, mobila-team]',
    );
    expect(cleanly(dispositions, one, two, 'yaml')).toBe(
      `${dispositions
        .replace('även på natten', 'också på natten')
        .replace('flera kommuner', 'tre kommuner')
        .replace('[mobila-team]', '[syfte, mobila-team, tidsplan]')}`,
    );
  });

  const yamlRoadmap = `fardplan: roadmap/v1
id: exempel
titel: Färdplan
profil: ingen
version: "1"
period: { från: 2023, till: 2030 }
avsnitt:
  - id: syfte
    titel: Syfte
    text: |
      Syftet är bättre hälsa. Den ska också vara jämlik.

      Vården ska vara nära.
  # Tiderna
  - id: tidsplan
    titel: Tidsplan
    typ: tidsplan
    milstolpar:
      - { id: slut, när: 2030, vad: Slut }
`;

  test('a roadmap in YAML: a section moved by one side and edited by the other', () => {
    const start = yamlRoadmap.indexOf('  - id: syfte');
    const end = yamlRoadmap.indexOf('  # Tiderna');
    const moved = yamlRoadmap.slice(0, start) + yamlRoadmap.slice(end) + yamlRoadmap.slice(start, end);
    const edited = changed(changed(yamlRoadmap, 'bättre hälsa', 'god hälsa'), 'när: 2030', 'när: 2031');
    expect(cleanly(yamlRoadmap, moved, edited, 'yaml')).toBe(
      changed(changed(moved, 'bättre hälsa', 'god hälsa'), 'när: 2030', 'när: 2031'),
    );
    expect(cleanly(yamlRoadmap, edited, moved, 'yaml')).toBe(
      changed(changed(moved, 'bättre hälsa', 'god hälsa'), 'när: 2030', 'när: 2031'),
    );
  });
});

test('equal texts need not be readable', () => {
  const broken = '---\nfardplan: [\n---\n';
  expect(quickly({ base: broken, ours: broken, theirs: 'x' })).toEqual({ text: 'x', conflicts: [] });
});
