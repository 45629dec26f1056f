import { Document, FootnoteReferenceRun, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roadmapFromWord } from '../../src/init/roadmap-from-word.js';
import { timeOf } from '../../src/init/word-moments.js';
import type { Profile } from '../../src/model/profile.js';
import { allSections, type Roadmap } from '../../src/model/roadmap.js';
import { readWord } from '../../src/ooxml/read-word.js';
import { paragraphsIn, textOf } from '../../src/ooxml/word-text.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { isKind } from '../../src/parse/parsed.js';
import { aDocument, comments, h, p, table, xml } from '../ooxml/a-document.js';
import { runs } from '../setup/runs.js';
import { builtInProfile } from './profiles.js';
import { aWordRoadmap } from './a-word-roadmap.js';

const generic = builtInProfile('generic');
const vg = builtInProfile('vastra-gotaland');

interface Made {
  markdown: string;
  notes: string[];
  model: Roadmap;
  /** Words of the file's body that are neither in the roadmap nor in the notes. */
  lost: string[];
}

const wordsOf = (text: string): string[] => text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];

function made(bytes: Uint8Array, profile: Profile = generic): Made {
  const word = readWord(bytes, 'plan.docx', { grid: true });
  const { markdown, notes } = roadmapFromWord(word, { profile, stem: 'plan' });
  const parsed = parseDocument({ path: 'fardplan.md', text: markdown }, () => profile);
  if (!('kind' in parsed) || !isKind(parsed, 'roadmap')) throw new Error(markdown);
  const told = new Map<string, number>();
  for (const each of wordsOf([markdown, ...notes.map(({ sv }) => sv)].join('\n')))
    told.set(each, (told.get(each) ?? 0) + 1);
  const lost = [...paragraphsIn(word.blocks)]
    .filter(({ contents }) => !contents)
    .flatMap((paragraph) => wordsOf(textOf(paragraph)))
    .filter((each) => {
      const count = told.get(each) ?? 0;
      told.set(each, count - 1);
      return count <= 0;
    });
  return { markdown, notes: notes.map(({ sv }) => sv), model: parsed.model, lost };
}

const outline = ({ model }: Made): string[] =>
  [...allSections(model)].map(
    ({ section, path }) => `${'  '.repeat(path.length / 2 - 1)}${section.id}: ${section.title} (${section.kind})`,
  );

const bold = (text: string): string => `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>${xml(text)}</w:t></w:r></w:p>`;

describe('a roadmap as a region keeps it', () => {
  test('has its facts, headings, statements, milestones and indicators', async () => {
    const roadmap = made(await aWordRoadmap());
    expect(roadmap.lost).toEqual([]);
    expect(roadmap.model).toMatchObject({
      title: 'Färdplan för nära vård i Exempellän',
      type: 'strategy',
      version: '2.1',
      date: '2024-03-15',
      owner: 'Kansliet för vårdsamverkan',
      period: { from: '2024', to: '2030' },
    });
    expect(outline(roadmap)).toEqual([
      'syfte: Syfte (purpose)',
      'malbild: Vår målbild (target-picture)',
      'malomraden: Prioriterade områden (goal-areas)',
      '  oka-det-halsoframjande-arbetet: Öka det hälsofrämjande arbetet (goal-area)',
      'forutsattningar: Möjliggörare (prerequisites)',
      '  kompetens: Kompetens (prerequisite)',
      'kommunikation: Kommunikation (section)',
      'tidsplan: Tidplan (timeline)',
      'uppfoljning: Uppföljning (follow-up)',
    ]);
    const [, picture, , , , timeline, followUp] = roadmap.model.sections;
    expect(picture?.statements?.map(({ text }) => text)).toEqual(['Jag är trygg hemma.', 'Jag berättar bara en gång.']);
    expect(timeline?.milestones?.map(({ when, title }) => [when, title])).toEqual([
      ['2025-03', 'Första avstämningen (Nämnd: RS)'],
      ['2027', 'Fördjupad avstämning (hösten 2027)'],
      ['2030', 'Slutrapport'],
    ]);
    expect(followUp?.indicators).toMatchObject([
      { title: 'Andel med fast läkarkontakt', level: 'region', direction: 'up', note: 'Ägare: Regionen' },
      { title: 'Trygghet i hemmet', direction: 'up', note: 'Nivå: hela länet' },
    ]);
    expect(roadmap.markdown).toContain('- Diarienummer: RS 2024-00123');
    expect(roadmap.markdown).toContain(
      '**samla** och *rikta* arbetet, se [webbplatsen](https://vardsamverkan.example/fardplan)',
    );
    expect(roadmap.markdown).toContain('(Fotnot: Överenskommelsen 2024 mellan staten och regionerna.)');
    expect(roadmap.notes).toContainEqual(
      expect.stringContaining('”Kommunikation”): profilen har inget avsnitt som heter så'),
    );
    expect(roadmap.notes).toContainEqual(
      expect.stringContaining('”Löpande | Dialog med invånare | Alla” har ingen tid'),
    );
  });
});

describe('headings', () => {
  test('keep neither footnotes nor typed numbers in their titles and ids', async () => {
    const heading = (level: 'HEADING_1' | 'HEADING_2', text: string, note?: number) =>
      new Paragraph({
        heading: HeadingLevel[level],
        children: [new TextRun(text), ...(note === undefined ? [] : [new FootnoteReferenceRun(note)])],
      });
    const file = new Document({
      footnotes: {
        1: { children: [new Paragraph('Beslutad av SRO (2019).')] },
        2: { children: [new Paragraph('Enligt avtalet.')] },
      },
      sections: [
        {
          children: [
            heading('HEADING_1', '1 Syfte', 1),
            new Paragraph({
              children: [new TextRun('Vården ställs om'), new FootnoteReferenceRun(2), new TextRun('.')],
            }),
            heading('HEADING_1', '2. Målbild'),
            heading('HEADING_2', '2.1 Barn och unga'),
            new Paragraph('Text.'),
            heading('HEADING_2', '2.2\tÄldre'),
            new Paragraph('Text.'),
            heading('HEADING_1', '3 vägar till hälsa'),
            new Paragraph('Text.'),
            heading('HEADING_1', '12 Principer för arbetet'),
            new Paragraph('Text.'),
            heading('HEADING_1', '2030 i sikte'),
            new Paragraph('Text.'),
          ],
        },
      ],
    });
    const roadmap = made(new Uint8Array(await Packer.toBuffer(file)));
    expect([...allSections(roadmap.model)].map(({ section }) => [section.number, section.title, section.id])).toEqual([
      ['1', 'Syfte', 'syfte'],
      ['2', 'Målbild', 'malbild'],
      ['2.1', 'Barn och unga', 'barn-och-unga'],
      ['2.2', 'Äldre', 'aldre'],
      ['3', 'vägar till hälsa', 'vagar-till-halsa'],
      // No number comes before it or after it: it belongs to the title.
      [undefined, '12 Principer för arbetet', '12-principer-for-arbetet'],
      [undefined, '2030 i sikte', '2030-i-sikte'],
    ]);
    expect(roadmap.markdown).toContain('Fotnot till rubriken: Beslutad av SRO (2019).');
    expect(roadmap.markdown).toContain('Vården ställs om (Fotnot: Enligt avtalet.).');
    expect(roadmap.notes).toContain('2 fotnoter står inom parentes i texten; fotnoter i rubriker står under rubriken');
    expect(roadmap.lost).toEqual([]);
  });

  test('are those of Swedish styles, outline levels, and bold lines that the profile knows', () => {
    const roadmap = made(
      aDocument(
        [
          h(1, 'Syfte'),
          p('Text.'),
          p('Målgrupp', '<w:outlineLvl w:val="0"/>'),
          bold('Vision'),
          p('Ord.'),
          bold('Ett fetstilt ord om annat'),
        ].join(''),
      ),
    );
    expect(outline(roadmap)).toEqual([
      'syfte: Syfte (purpose)',
      'malgrupp: Målgrupp (target-group)',
      'malbild: Vision (target-picture)',
    ]);
    expect(roadmap.markdown).toContain('**Ett fetstilt ord om annat**');
    expect(roadmap.lost).toEqual([]);
  });

  test('are found in a document without any styles', () => {
    const roadmap = made(
      aDocument([p('1. Syfte'), p('Text.'), p('2. Målbild'), p('Jag är trygg.'), p('Tidplan')].join('')),
    );
    expect(roadmap.model.sections.map(({ id, number }) => [id, number])).toEqual([
      ['syfte', '1'],
      ['malbild', '2'],
      ['tidsplan', undefined],
    ]);
  });

  test('that the profile lists under a section come under it, though the document has them beside it', () => {
    const roadmap = made(
      aDocument(
        [
          h(1, 'Förändrade arbetssätt'),
          h(1, 'Utveckla mobila team som stöd för vård i hemmet'),
          h(2, 'Läget i dag'),
          p('Text.'),
          h(1, 'Digitalisering'),
          h(1, 'Tidsplan'),
        ].join(''),
      ),
      vg,
    );
    expect(outline(roadmap)).toEqual([
      'arbetssatt: Förändrade arbetssätt (working-methods)',
      '  mobila-team: Utveckla mobila team som stöd för vård i hemmet (working-method)',
      '    laget-i-dag: Läget i dag (section)',
      '  digitalisering: Digitalisering (working-method)',
      'tidsplan: Tidsplan (timeline)',
    ]);
    expect(roadmap.notes).toContainEqual('Avsnittet ”Syfte” saknas, och profilen kräver det');
  });

  test('that the profile knows as one each have an id', () => {
    const roadmap = made(aDocument([h(1, 'Målbild'), p('Ett.'), h(1, 'Vision'), p('Två.'), h(1, 'Målbild')].join('')));
    expect(new Set(roadmap.model.sections.map(({ id }) => id)).size).toBe(3);
    expect(roadmap.model.sections[0]?.id).toBe('malbild');
    expect(roadmap.notes.filter((note) => note.includes('har bara ett avsnitt av det slaget'))).toHaveLength(2);
  });

  test('a single heading above all others is the title', () => {
    const roadmap = made(
      aDocument([h(1, 'Färdplan 2024–2030'), p('Inledning.'), h(2, 'Syfte'), h(4, 'Djupt'), h(2, 'Målbild')].join('')),
    );
    expect(roadmap.model).toMatchObject({
      title: 'Färdplan 2024–2030',
      period: { from: '2024', to: '2030' },
      lead: 'Inledning.',
    });
    expect(outline(roadmap)).toEqual([
      'syfte: Syfte (purpose)',
      '  djupt: Djupt (section)',
      'malbild: Målbild (target-picture)',
    ]);
  });
});

describe('what is no text of the roadmap', () => {
  const styles =
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Innehll1"><w:name w:val="toc 1"/></w:style></w:styles>';
  const roadmap = made(
    aDocument(
      [
        p('Syfte 3', '<w:pStyle w:val="Innehll1"/>'),
        `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>${p('Innehåll')}</w:sdtContent></w:sdt>`,
        h(1, 'Syfte'),
        '<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>Vi samverkar</w:t></w:r><w:commentRangeEnd w:id="1"/><w:ins w:id="9"><w:r><w:t xml:space="preserve"> mer</w:t></w:r></w:ins><w:del w:id="8"><w:r><w:delText> mindre</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>hemligt</w:t></w:r></w:p>',
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Bild 1" descr="Karta över länet"/></wp:inline></w:drawing></w:r></w:p>',
      ].join(''),
      {
        ...comments({ 1: 'Är det så?' }),
        'word/styles.xml': styles,
        'word/header1.xml': `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${p('Region Exempel, utkast')}</w:hdr>`,
      },
    ),
  );

  test('is left out, and told of with its place', () => {
    expect(roadmap.model.sections).toMatchObject([
      { id: 'syfte', text: 'Vi samverkar mer\n\n*Bild: Karta över länet*' },
    ]);
    expect(roadmap.notes).toEqual(
      expect.arrayContaining([
        'Innehållsförteckningen (2 rader) är inte med',
        'Sidhuvud eller sidfot är inte med: ”Region Exempel, utkast”',
        'Dold text är inte med: ”hemligt”',
        'Filen har spårade ändringar; texten är tagen som om alla hade godtagits',
        'Kommentar vid stycke 4 (”Vi samverkar mer”) om ”Vi samverkar” är inte med: ”Är det så?”',
        'Under ”Syfte”: bilden ”Karta över länet” är inte med',
      ]),
    );
    expect(roadmap.lost).toEqual([]);
  });
});

describe('tables', () => {
  test('that look like records and cannot be read as such stay as text', () => {
    const roadmap = made(
      aDocument([h(1, 'Ledning och styrning'), table(['Organ', 'Roll'], ['Styrgruppen', 'håller ihop'])].join('')),
    );
    expect(roadmap.model.sections[0]?.organs).toBeUndefined();
    expect(roadmap.model.sections[0]?.text).toContain('| Styrgruppen | håller ihop |');
    expect(roadmap.notes).toContainEqual(expect.stringContaining('ser ut som organ, men går inte att läsa som det'));
    expect(roadmap.lost).toEqual([]);
  });

  test('of indicators name what they measure by its title', () => {
    const rows = [
      ['Indikator', 'Målområde'],
      ['Trygghet', 'Hälsa, hela livet'],
      ['Väntetid', 'Hälsa, hela livet; Vård nära'],
      ['Annat', 'Något som inte finns'],
    ];
    const roadmap = made(
      aDocument(
        [
          h(1, 'Målområden'),
          h(2, 'Hälsa, hela livet'),
          p('a'),
          h(2, 'Vård nära {#vard}'),
          p('b'),
          h(1, 'Uppföljning'),
          table(...rows),
        ].join(''),
      ),
    );
    expect(roadmap.model.sections[1]?.indicators).toMatchObject([
      { goals: ['halsa-hela-livet'] },
      { title: 'Väntetid', goals: ['halsa-hela-livet', 'vard'] },
      { title: 'Annat', note: 'Målområde: Något som inte finns' },
    ]);
    expect(roadmap.model.sections[0]?.sections[1]).toMatchObject({ id: 'vard', title: 'Vård nära' });
    expect(roadmap.lost).toEqual([]);
  });

  test('with cells over several columns keep their columns', () => {
    const wide = `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${p('Båda')}</w:tc><w:tc>${p('Tredje')}</w:tc></w:tr><w:tr><w:tc>${p('a')}</w:tc><w:tc>${p('b')}</w:tc><w:tc>${p('c')}</w:tc></w:tr></w:tbl>`;
    expect(made(aDocument([h(1, 'Syfte'), wide].join(''))).markdown).toMatch(
      /\| Båda \| +\| Tredje \|\n.*\n\| a +\| b +\| c +\|/,
    );
  });

  test('a box of facts with its labels above is read too', () => {
    const roadmap = made(
      aDocument(
        [
          table(['Version', 'Giltig till', 'Beslutad av'], ['3.0', '2030', 'Regionfullmäktige']),
          h(1, 'Syfte'),
          h(1, 'Målbild'),
        ].join(''),
      ),
    );
    expect(roadmap.model.version).toBe('3.0');
    expect(roadmap.model.lead).toBe('- Beslutad av: Regionfullmäktige');
    expect(roadmap.lost).toEqual([]);
  });
});

test.each([
  ['2028', { when: '2028', exact: true }],
  ['2028-05', { when: '2028-05', exact: true }],
  ['Maj 2028', { when: '2028-05', exact: true }],
  ['den 17 maj 2028', { when: '2028-05-17', exact: true }],
  ['31 feb 2028', { when: '2028', exact: false }],
  ['2024–2026', { when: '2024', until: '2026', exact: true }],
  ['2024-2026', { when: '2024', until: '2026', exact: true }],
  ['mars 2024 till och med maj 2025', { when: '2024-03', until: '2025-05', exact: true }],
  ['kvartal 2 2025', { when: '2025', exact: false }],
  ['våren 2025 och 2026', { when: '2025', until: '2026', exact: false }],
  ['löpande', undefined],
  ['', undefined],
  ['ärende 120255', undefined],
] as const)('the time “%s” is read as %o', (written, time) => {
  expect(timeOf(written)).toEqual(time);
});

describe('any document', () => {
  const words = fc.oneof(
    fc.constantFrom(
      'Syfte',
      'Målbild',
      'Tidsplan',
      '2. Mål',
      'När',
      'Vad',
      'Indikator',
      '2024',
      'mars 2025',
      'Organ',
      'Roll',
      '# x',
      '- a',
      '<b>',
      '{#id}',
      '*',
      '|',
      '<!-- text -->',
      '---',
      'a  b',
      'Version: 2',
      '[x](y)',
      'Indikator saknas: nej',
    ),
    fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .map((text) => text.replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, '')),
  );
  const block = fc.oneof(
    words.map((text) => p(text)),
    fc.tuple(fc.integer({ min: 1, max: 4 }), words).map(([level, text]) => h(level, text)),
    words.map(bold),
    fc
      .array(fc.array(words, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
      .map((rows) => table(...rows.map((cells) => cells.map((each) => p(each))))),
  );

  test('loses no word, reads back, and keeps its ids apart', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 10 }), fc.constantFrom(generic, vg), (blocks, profile) => {
        const roadmap = made(aDocument(blocks.join('')), profile);
        expect(roadmap.lost).toEqual([]);
        const ids = [...allSections(roadmap.model)].map(({ section }) => section.id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      runs(150),
    );
  }, 60_000);
});
