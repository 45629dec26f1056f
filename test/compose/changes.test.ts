import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeChanges, type ChangesInput } from '../../src/compose/compose-changes.js';
import { plainText } from '../../src/compose/plain-text.js';
import { completeTemplate } from '../../src/compose/template.js';
import type { Change } from '../../src/model/change.js';
import type { Block } from '../../src/model/document.js';
import { runs } from '../setup/runs.js';
import { builtIn, changesBetween, parsed, roadmapText } from './sample.js';

const template = completeTemplate('chair-decision', builtIn);

const body = `## Syfte {#syfte}

Planen ska hålla ihop.

## Arbetssätt {#arbetssatt}

### Mobila team {#team}

Teamen är ett stöd.

### Digitalt {#digitalt}

Text.

## Tidsplan {#tidsplan}

| När  | Vad              | Typ        | Ansvarig | Beror på | Id     |
| ---- | ---------------- | ---------- | -------- | -------- | ------ |
| 2024 | Första läget     | avstämning | SRO      |          | laget  |
| 2027 | Alla kan läsa    | milstolpe  | SRO      | laget    | lasa   |

## Uppföljning {#uppfoljning}

| Indikator | Källa  | Nivå | Riktning | Nuläge    | Målvärde  | Mäter | Id    |
| --------- | ------ | ---- | -------- | --------- | --------- | ----- | ----- |
| Trygghet  | Kolada | län  | öka      | 62 (2021) | 80 (2030) | team  | trygg |
`;

const revision = (version: string, text: string, more = '') => parsed('roadmap', roadmapText(version, text, more));

/** The section made from two bodies. */
function told(
  after: string,
  more: Partial<ChangesInput> & { causes?: Record<string, string[]>; front?: string; text?: string } = {},
) {
  const { causes, front, text, ...rest } = more;
  const before = revision('1.0', text ?? body);
  const later = revision('2.0', after, front);
  return composeChanges({
    changes: changesBetween(before, later, causes),
    before: before.model,
    after: later.model,
    responses: [],
    dispositions: undefined,
    parties: [],
    template,
    fileName: 'plan.md',
    ...rest,
  });
}

/** The blocks as lines: headings with #, quotations with >, insertions and deletions in brackets. */
function lines(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block): string[] => {
    if (block.type === 'heading') return [`${'#'.repeat(block.level)} ${plainText(block.children)}`];
    if (block.type === 'quote') return lines(block.blocks).map((line) => `> ${line}`);
    if (block.type === 'list') return block.items.flatMap((item) => lines(item).map((line) => `- ${line}`));
    if (block.type !== 'paragraph') return [plainText([block])];
    return [
      block.children
        .map((inline) =>
          inline.type === 'insert'
            ? `[+${plainText(inline.children)}+]`
            : inline.type === 'delete'
              ? `[-${plainText(inline.children)}-]`
              : 'text' in inline
                ? inline.text
                : plainText([inline]),
        )
        .join(''),
    ];
  });
}

const lead = 'Förslaget har reviderats från version 1.0 till version 2.0.';
const sentences = (after: string, more: Parameters<typeof told>[1] = {}) =>
  lines(told(after, more).blocks).filter((line) => line !== lead);

describe('what is told', () => {
  it.each([
    ['nothing', body, ['Inga ändringar har gjorts i förslaget.']],
    [
      'a misspelling',
      body.replace('hålla ihop', 'hålla  i hop'),
      ['Förslaget har inte ändrats i sak. En redaktionell ändring har gjorts.'],
    ],
    [
      'an earlier milestone',
      body.replace('| 2027 |', '| 2026 |'),
      ['### Tidsplan', 'Milstolpen ”Alla kan läsa” tidigareläggs från 2027 till 2026.'],
    ],
    [
      'a later checkpoint, by month',
      body.replace('| 2024 |', '| 2025-03 |'),
      ['### Tidsplan', 'Avstämningen ”Första läget” flyttas från 2024 till mars 2025.'],
    ],
    [
      'a more exact time, which is neither',
      body.replace('| 2024 |', '| 2024-10 |'),
      ['### Tidsplan', 'Tidpunkten för avstämningen ”Första läget” ändras från 2024 till oktober 2024.'],
    ],
    [
      'who is responsible',
      body.replace('| milstolpe  | SRO  ', '| milstolpe  | Regionen  '),
      ['### Tidsplan', 'Ansvarig för milstolpen ”Alla kan läsa” är nu Regionen i stället för SRO.'],
    ],
    [
      'what it depends on, by title',
      body.replace('| laget    | lasa', '|          | lasa'),
      ['### Tidsplan', 'Milstolpen ”Alla kan läsa” förutsätter inte längre ”Första läget”.'],
    ],
    [
      'a milestone that came',
      body.replace('| 2027 |', '| 2026 | Alla har team | milstolpe | | | alla |\n| 2027 |'),
      ['### Tidsplan', 'Milstolpen ”Alla har team” (2026) har tillkommit.'],
    ],
    [
      'a milestone that went',
      body.replace(/\| 2027.*\n/, ''),
      ['### Tidsplan', 'Milstolpen ”Alla kan läsa” (2027) utgår.'],
    ],
    [
      'a target',
      body.replace('80 (2030)', '85 (2030)'),
      ['### Uppföljning', 'Målvärdet för indikatorn ”Trygghet” höjs från 80 (2030) till 85 (2030).'],
    ],
    [
      'a choice, in Swedish words',
      body.replace('| öka ', '| minska '),
      ['### Uppföljning', 'Den önskade riktningen för indikatorn ”Trygghet” ändras från ”öka” till ”minska”.'],
    ],
    [
      'a new heading',
      body.replace('### Mobila team', '### Mobila team i hemmet'),
      ['### Mobila team i hemmet', 'Rubriken var tidigare ”Mobila team”.'],
    ],
    [
      'a new order',
      body.replace(/(### Mobila[^]*?)(### Digitalt[^]*?)(?=## Tids)/, '$2$1'),
      [
        expect.stringMatching(/^### /),
        expect.stringMatching(
          /^Avsnittet har flyttats från (första till andra|andra till första) plats i ordningen\.$/,
        ),
      ],
    ],
    [
      'a new section, with its first words',
      body.replace('## Arbetssätt', '### Barnets bästa\n\nBarn ska höras.\n\n## Arbetssätt'),
      ['### Barnets bästa', 'Avsnittet har tillkommit under ”Syfte”.', 'Texten inleds så här:', '> Barn ska höras.'],
    ],
    [
      'a section that went, with what stood in it',
      body.replace(/## Tidsplan[^]*?(?=## Uppf)/, ''),
      [
        '### Tidsplan',
        'Avsnittet utgår. Det gäller också avstämningen ”Första läget” (2024) och milstolpen ”Alla kan läsa” (2027).',
      ],
    ],
    [
      'changed words',
      body.replace('Teamen är ett stöd.', 'Teamen är vårdgivare och inte bara ett stöd.'),
      ['### Mobila team', 'Så här har lydelsen ändrats:', '> Teamen är [+vårdgivare och inte bara+] ett stöd.'],
    ],
    [
      'a new paragraph and a struck one',
      body
        .replace('Planen ska hålla ihop.', 'En helt annan text om sjukhus.\n\nPlanen ska hålla ihop.')
        .replace('Text.\n', ''),
      [
        '### Syfte',
        'Texten har kompletterats med ”En helt annan text om sjukhus”.',
        '### Digitalt',
        'Ur texten har ”Text” strukits.',
      ],
    ],
    [
      'a figure in running text, with the sentence it stands in',
      body.replace('Text.', 'Vi börjar i liten skala. Minst 80 procent av alla ska få en plan. Det gäller alla.'),
      ['### Digitalt', '70 procent har ändrats till 80 procent i meningen ”Minst 80 procent av alla ska få en plan”.'],
      body.replace('Text.', 'Vi börjar i liten skala. Minst 70 procent av alla ska få en plan. Det gäller alla.'),
    ],
  ] as [string, string, unknown[], string?][])('%s', (_, after, expected, text = body) => {
    expect(sentences(after, { text })).toEqual(expected);
  });

  it('a section that was parted, two that were merged, and a paragraph that went to another section', () => {
    const [one, two, three] = ['Teamen', 'Planen', 'Stödet'].map(
      (word) =>
        `${word} finns i varje kommun och kan nås av den som behöver hjälp, med egen personal och egna lokaler.`,
    );
    const before = body.replace('Teamen är ett stöd.', `${one}\n\n${two}\n\n${three}`);
    const parted = before.replace(`${two}`, `### Planer för team {#planer}\n\n${two}`);
    expect(sentences(parted, { text: before })).toContain(
      'Avsnittet ”Mobila team” har delats upp i ”Mobila team” och ”Planer för team”.',
    );
    expect(sentences(before, { text: parted })).toContain(
      '”Mobila team” och ”Planer för team” har slagits samman till avsnittet ”Mobila team”.',
    );
    const elsewhere = before.replace(`${three}\n\n`, '').replace('Text.', `Text.\n\n${three}`);
    expect(sentences(elsewhere, { text: before }).join(' ')).toMatch(
      /Stycket som börjar ”Stödet finns .*” har flyttats från ”Mobila team” till ”Digitalt”\./,
    );
  });

  it('words that were exchanged throughout, once; what binds and figures where they stand', () => {
    const many = Array.from(
      { length: 8 },
      (_, index) => `Stycke ${'abcdefgh'[index] ?? ''} säger att invånare ska delta.`,
    );
    const before = body.replace('Text.', many.join('\n\n'));
    const words = sentences(before.replaceAll('invånare', 'medborgare'), { text: before });
    expect(words).toEqual(['### Genomgående ändringar', '”invånare” har bytts mot ”medborgare” på åtta ställen.']);
    const binding = sentences(before.replaceAll('ska delta', 'bör delta'), { text: before });
    expect(binding.filter((line) => line.includes('[+bör+]'))).toHaveLength(8);
  });

  it('in a summary first, when much has changed', () => {
    const after = body
      .replace('## Arbetssätt', '### Barnets bästa\n\nBarn ska höras.\n\n## Arbetssätt')
      .replace(/### Digitalt[^]*?(?=## Tids)/, '')
      .replace('Teamen är ett stöd.', 'Teamen ska alltid nås av den som behöver dem.')
      .replace('| 2027 |', '| 2026 |');
    expect(lines(told(after).blocks)[0]).toBe(
      'Förslaget har reviderats från version 1.0 till version 2.0. Ett avsnitt har tillkommit: ”Barnets bästa”. Ett avsnitt utgår: ”Digitalt”. I övrigt gäller de viktigaste ändringarna ”Mobila team”.',
    );
  });

  it('two things about one item, named once', () => {
    const after = body.replace('| 2027 |', '| 2026 |').replace('| milstolpe  | SRO  ', '| milstolpe  | Regionen  ');
    expect(sentences(after)).toEqual([
      '### Tidsplan',
      'Milstolpen ”Alla kan läsa” tidigareläggs från 2027 till 2026. Ansvarig för den är nu Regionen i stället för SRO.',
    ]);
  });

  it('in fewer words than the text has, however much was rewritten', () => {
    const sections = Array.from(
      { length: 60 },
      (_, index) => `## Del ${index}\n\n${`Ord${index} ska göras om. `.repeat(30)}`,
    );
    const before = `${body}\n${sections.join('\n\n')}`;
    const after = before.replace(/ska göras om/g, 'måste vara helt färdigt');
    const all = plainText(told(after, { text: before }).blocks);
    expect(all.length).toBeLessThan(before.length * 0.8);
    expect(all).toContain('Hela lydelsen finns i den bifogade filen plan.md.');
  });

  it('the document’s own facts, those of a list together', () => {
    const found = sentences(body, {
      front: 'dokumentansvarig: Regionen\nbygger på: [{ titel: Avtalet }, { titel: Lagen }]\n',
    });
    expect(found).toEqual([
      '### Dokumentet som helhet',
      'Dokumentansvaret har angetts: ”Regionen”. Förteckningen över det som dokumentet bygger på har kompletterats med ”Avtalet” och ”Lagen”.',
    ]);
  });

  it('what binds first, then times, then the rest in a list; spelling last', () => {
    const after = body
      .replace('hålla ihop', 'hålla  ihop!')
      .replace('| 2027 |', '| 2026 |')
      .replace('Planen ska', 'Den här planen ska alltid')
      .replace('### Digitalt', '### Digitala vägar in')
      .replace('Teamen är ett stöd.', 'Teamen måste alltid nås.');
    const found = sentences(after);
    expect(found.filter((line) => line.startsWith('###'))).toEqual(['### Mobila team', '### Övriga ändringar']);
    expect(found.filter((line) => line.startsWith('- '))).toEqual([
      '- Tidsplan. Milstolpen ”Alla kan läsa” tidigareläggs från 2027 till 2026.',
      '- Syfte.',
      '- Så här har lydelsen ändrats:',
      '- > [-Planen-] [+Den här planen+] ska [+alltid+] hålla ihop[+!+].',
      '- Digitala vägar in. Rubriken var tidigare ”Digitalt”.',
    ]);
  });
});

describe('long passages', () => {
  const long = 'Var och en som behöver vård och omsorg ska få den samordnad. '.repeat(6).trim();

  it('are cut to what stands around the change', () => {
    const before = body.replace('Text.', `${long} Teamet kommer på dagen. ${long}`);
    const after = before.replace('på dagen', 'dygnet runt');
    expect(sentences(after, { text: before })).toEqual([
      '### Digitalt',
      'Så här har lydelsen ändrats:',
      '> … Teamet kommer [-på dagen-] [+dygnet runt+]. …',
    ]);
  });

  it('show a sentence that came as it is', () => {
    const before = body.replace('Text.', `${long} ${long}`);
    const after = body.replace('Text.', `${long} Barn ska höras. ${long}`);
    expect(sentences(after, { text: before })).toEqual([
      '### Digitalt',
      'Texten har kompletterats med ”Barn ska höras”.',
    ]);
  });

  it('are told by their new wording when they were replaced', () => {
    const old =
      'Vårdcentralen ansvarar när mottagningen är öppen och kommunens sjuksköterskor möter övrig tid den som vårdas hemma. '
        .repeat(3)
        .trim();
    const fresh =
      'Primärvården har två huvudmän. Tillsammans har de patientansvar dygnet runt, alla dagar i veckan, hela året om. '
        .repeat(3)
        .trim();
    const before = body.replace('Text.', old);
    const found = sentences(body.replace('Text.', fresh), { text: before });
    expect(found).toEqual(['### Digitalt', 'Den nya lydelsen är:', `> ${fresh}`]);
  });

  it('say where the whole is when a quotation was cut, and count what was not quoted', () => {
    const paragraphs = (word: string) =>
      Array.from({ length: 9 }, (_, index) => `${word} ${index} ${`${word}${index} ord `.repeat(120)}slut.`);
    const found = sentences(body.replace('Text.', ['Text.', ...paragraphs('ny')].join('\n\n')));
    expect(found.at(-1)).toMatch(
      /^Ytterligare (tre|fyra|fem) stycken har ändrats\. Hela lydelsen finns i den bifogade filen plan\.md\.$/,
    );
    const one = sentences(body.replace('Text.', `Text.\n\n${paragraphs('ny')[0] ?? ''}`));
    expect(one.at(-1)).toBe('Citaten är förkortade. Hela lydelsen finns i den bifogade filen plan.md.');
  });
});

describe('why', () => {
  const responses = ['vgr', 'boras', 'molndal'].map(
    (id) =>
      parsed(
        'response',
        `---\nfardplan: response/v1\nid: ${id}-svar\nhuvudman: ${id}\ndatum: 2021-12-15\norgan: Kommunstyrelsen\ndiarienummer: ${id} 1\nståndpunkt: tillstyrker\n---\n`,
        `${id}.md`,
      ).model,
  );
  const parties = parsed(
    'parties',
    'fardplan: parties/v1\nhuvudmän:\n  - { id: vgr, namn: VGR, typ: region }\n  - { id: boras, namn: Borås Stad, typ: kommun }\n  - { id: molndal, namn: Mölndals stad, typ: kommun }\n',
  ).model.parties;
  const dispositions = (text: string) => parsed('dispositions', `fardplan: dispositions/v1\nremiss: r\n${text}`).model;
  const after = body.replace('| 2027 |', '| 2026 |').replace('ett stöd.', 'ett stöd för alla.');

  it('names who asked for it, and lists their answers', () => {
    const { blocks, warnings } = told(after, {
      responses,
      parties,
      causes: { team: ['vgr-svar#a', 'boras-svar#b', 'molndal-svar#c'], lasa: ['boras-svar#d'] },
      dispositions: dispositions(`hanteringar:
  - { synpunkter: ["vgr-svar#a", "boras-svar#b", "molndal-svar#c"], hantering: beaktas, motivering: M, ändrar: [team], sammanfattning: Teamen har fått en tydligare roll }
  - { synpunkter: ["boras-svar#d"], hantering: delvis, motivering: M, ändrar: [lasa] }
  - { synpunkter: ["boras-svar#e"], hantering: beaktas inte, motivering: M, sammanfattning: Frågan om ersättning regleras i avtal }
`),
    });
    expect(warnings).toEqual([]);
    expect(lines(blocks)).toEqual([
      'Efter remissen, där tre svar kom in, har förslaget reviderats från version 1.0 till version 2.0.',
      '### Mobila team',
      'Teamen har fått en tydligare roll. Ändringen är gjord efter synpunkter från Borås Stad, Mölndals stad och VGR.',
      'Så här har lydelsen ändrats:',
      '> Teamen är ett stöd [+för alla+].',
      '### Tidsplan',
      'Milstolpen ”Alla kan läsa” tidigareläggs från 2027 till 2026. Synpunkter från Borås Stad har beaktats delvis.',
      '### Synpunkter som inte har lett till någon ändring',
      'Frågan om ersättning regleras i avtal.',
      '### Remissvar som ändringarna följer av',
      '- Borås Stad, Kommunstyrelsen, 2021-12-15, boras 1',
      '- Mölndals stad, Kommunstyrelsen, 2021-12-15, molndal 1',
      '- VGR, Kommunstyrelsen, 2021-12-15, vgr 1',
    ]);
  });

  it('puts who asked into the sentence about the only change, and counts those that are many', () => {
    const causes = { lasa: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => `${id}#x`) };
    const { blocks } = told(body.replace('| 2027 |', '| 2026 |'), { causes, responses });
    expect(lines(blocks).find((line) => line.startsWith('Milstolpen'))).toBe(
      'Milstolpen ”Alla kan läsa” tidigareläggs från 2027 till 2026 efter synpunkter från a, b, c, d och tre till.',
    );
  });

  it('says what a change follows from', () => {
    const later = body.replace('| 2027 |', '| 2026 |').replace('ett stöd.', 'ett stöd för alla.');
    const changes = changesBetween(revision('1.0', body), revision('2.0', later)).filter(
      ({ id }) => id === 'lasa' || id === 'team',
    );
    const traced = changes.map((change) => ({
      change,
      ref: change.id,
      causes: [],
      dispositions: [],
      own: [],
      derived: [],
      class: change.id === 'lasa' ? ('derived' as const) : ('unexplained' as const),
      follows: change.id === 'lasa' ? ['team'] : [],
    }));
    const { blocks } = told(later, { changes, traced });
    expect(lines(blocks).join(' ')).toContain(
      'tidigareläggs från 2027 till 2026. Ändringen är en följd av ändringarna i ”Mobila team”.',
    );
  });

  it('tells the drafter’s own reason', () => {
    const { blocks, warnings } = told(body.replace('| 2027 |', '| 2026 |'), {
      causes: { lasa: ['own'] },
      dispositions: dispositions(
        'hanteringar: []\negna ändringar:\n  - { ändrar: [lasa], motivering: så att avstämningen hinner följa upp }\n',
      ),
    });
    expect(warnings).toEqual([]);
    expect(lines(blocks).at(-1)).toBe(
      'Milstolpen ”Alla kan läsa” tidigareläggs från 2027 till 2026. Ändringen bygger inte på något remissvar. Så att avstämningen hinner följa upp.',
    );
  });

  it('warns of a change without a cause, and of a summary without a change', () => {
    const { blocks, warnings } = told(body.replace('| 2027 |', '| 2026 |'), {
      dispositions: dispositions(
        'hanteringar:\n  - { synpunkter: ["boras-svar#b"], hantering: beaktas, motivering: M, ändrar: [team], sammanfattning: Allt är nytt }\n',
      ),
    });
    expect(warnings.map(({ message }) => message.sv)).toEqual([
      'Sammanfattningen av hanteringen av boras-svar#b är utelämnad: inget har ändrats i det avsnitt den gäller',
      'Ändringarna i ”Tidsplan” har ingen angiven orsak',
    ]);
    expect(plainText(blocks)).not.toContain('Allt är nytt');
  });
});

describe('nothing of substance is left out', () => {
  it('whatever changed', () => {
    const word = fc.stringMatching(/^[a-zåäö]{4,10}$/);
    const edits: Record<string, (text: string, a: string, b: string) => string> = {
      title: (text, a) => text.replace('### Mobila team', `### ${a}`),
      prose: (text, a, b) => text.replace('Teamen är ett stöd.', `Teamen är ${a} och ${b}.`),
      paragraph: (text, a, b) => text.replace('Text.', `Text.\n\n${a} ${b} ${a}.`),
      section: (text, a, b) => text.replace('## Tidsplan', `### ${a}\n\n${b}.\n\n## Tidsplan`),
      milestone: (text, a) => text.replace('| 2027 |', `| 2026 | ${a} | milstolpe | | | nytt |\n| 2027 |`),
      when: (text) => text.replace('| 2027 |', '| 2029 |'),
      responsible: (text, a) => text.replace('| milstolpe  | SRO', `| milstolpe  | ${a}`),
      indicator: (text, a) => `${text}| ${a} | Kolada | län | öka | 1 (2021) | 2 (2030) | team | ny |\n`,
      target: (text) => text.replace('80 (2030)', '85 (2030)'),
    };
    const wanted: Record<string, (a: string, b: string) => string[]> = {
      title: (a) => [a, 'var tidigare ”Mobila team”'],
      prose: (a, b) => [a, b],
      paragraph: (a, b) => [`${a} ${b} ${a}`],
      section: (a) => [a, 'har tillkommit'],
      milestone: (a) => [`”${a}” (2026) har tillkommit`],
      when: () => ['från 2027 till 2029'],
      responsible: (a) => [`är nu ${a} i stället för SRO`],
      indicator: (a) => [`Indikatorn ”${a}” har tillkommit`],
      target: () => ['från 80 (2030) till 85 (2030)'],
    };
    fc.assert(
      fc.property(
        fc.subarray(Object.keys(edits), { minLength: 1 }),
        fc.array(word, { minLength: 18, maxLength: 18 }),
        (names, given) => {
          const pick = (name: string): [string, string] => {
            const at = Object.keys(edits).indexOf(name) * 2;
            return [`${given[at] ?? ''}${at}`, `${given[at + 1] ?? ''}${at}x`].map((each) =>
              each.replace(/\d/g, (digit) => 'qwzxvbnmkj'[Number(digit)] ?? ''),
            ) as [string, string];
          };
          const after = names.reduce((text, name) => edits[name]?.(text, ...pick(name)) ?? text, body);
          const all = plainText(told(after).blocks);
          for (const name of names) for (const part of wanted[name]?.(...pick(name)) ?? []) expect(all).toContain(part);
        },
      ),
      runs(60),
    );
  });

  it('every change of every kind has a sentence or a quotation, even of items nobody knows', () => {
    const kinds: Change['kind'][] = ['added', 'removed', 'changed', 'moved', 'renamed'];
    const items: Change['item'][] = [
      'section',
      'goal-area',
      'direction',
      'document',
      'statement',
      'milestone',
      'indicator',
      'organ',
      'field',
    ];
    for (const kind of kinds) {
      for (const item of items) {
        const change: Change = {
          kind,
          item,
          id: 'okand',
          title: 'Okänd',
          ...(kind === 'changed' ? { field: 'kpi' } : {}),
          weight: 'substantive',
          before: { text: 'Före', line: 1 },
          after: { text: 'Efter', line: 1 },
          words: [],
          causes: [],
        };
        const { blocks } = told(body, { changes: [change] });
        // Under its own heading a section’s title is not said again.
        const own = item === 'section' || item === 'goal-area' || item === 'direction';
        const text = plainText(own ? blocks : blocks.filter(({ type }) => type !== 'heading'));
        expect([kind, item, /Okänd|Före|Efter/.test(text)]).toEqual([kind, item, true]);
        expect(text).not.toMatch(/[{}]|undefined/);
      }
    }
  });
});
