import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/core/failure.js';
import { docx } from '../../src/importers/docx.js';
import type { Found } from '../../src/importers/_contract.js';
import type { Inline } from '../../src/model/document.js';
import type { FoundAnswer } from '../../src/model/found.js';
import { formWriter } from '../../src/ooxml/write-form.js';
import { markdownBlocks } from '../../src/parse/markdown-blocks.js';
import { rubbish } from '../cli/run.js';
import { aDocument, comments, h, p, table, xml } from '../ooxml/a-document.js';
import { aForm, aRoadmap } from '../ooxml/a-form.js';
import { editPart, fillControl, fillForm } from '../ooxml/fill-form.js';
import { runs } from '../setup/runs.js';

const read = (bytes: Uint8Array, name = 'svar.docx'): Promise<Found> =>
  docx.read({ name, bytes }, { roadmap: aRoadmap, profile: undefined });

async function answerIn(bytes: Uint8Array): Promise<FoundAnswer> {
  const { answers } = await read(bytes);
  expect(answers).toHaveLength(1);
  const [answer] = answers;
  if (!answer) throw new Error('no answer');
  return answer;
}

const { party, ...common } = aForm();
const form = (await formWriter(common))(party);
const edited = (edit: (document: string) => string): Uint8Array => editPart(form, 'word/document.xml', edit);
const fill = (fields: Record<string, string>) => (document: string) =>
  Object.entries(fields).reduce((whole, [tag, value]) => fillControl(whole, `fardplan:${tag}`, value), document);

/** Everything of a form but its text, its properties and its form part is taken away: as a program may do that keeps only what it knows. */
const withoutControls = (document: string): string =>
  document.replace(/<w:sdtPr>.*?<\/w:sdtPr>/gs, '').replace(/<\/?w:sdt(?:Content)?>/g, '');
const withoutBookmarks = (document: string): string => document.replace(/<w:bookmark(?:Start|End)[^>]*\/>/g, '');
const withoutForm = (bytes: Uint8Array): Uint8Array =>
  editPart(
    editPart(bytes, 'customXml/item1.xml', () => '<x/>'),
    'docProps/custom.xml',
    () => '<x/>',
  );

const filled = await fillForm(form, {
  stance: 'tillstyrker med synpunkter',
  body: 'Kommunstyrelsen',
  date: '15 mars 2024',
  reference: 'KS 2024/12',
  summary: 'Kommunen står bakom färdplanen.\nDen är tydlig.',
  general: 'Språket är bra.',
  headings: {
    malbild: { stance: 'tillstyrker' },
    'mobila-team': {
      stance: 'avstyrker',
      comment: 'Teamen räcker inte.\nInte på långa vägar.',
      motive: 'Behov',
      proposal: 'Teamen ska finnas dygnet runt.',
    },
    ekonomi: { comment: 'Vem betalar?' },
  },
});

const expected = {
  party: 'norrby',
  round: 'remiss-2024',
  revision: '1',
  sha256: 'a1'.repeat(32),
  stance: 'approves-with-comments',
  body: 'Kommunstyrelsen',
  date: '2024-03-15',
  reference: 'KS 2024/12',
  summary: 'Kommunen står bakom färdplanen.\n\nDen är tydlig.',
  comments: [
    { heading: 'Allmänna synpunkter', text: 'Språket är bra.' },
    { item: 'malbild', heading: 'Målbild', text: '', stance: 'approves' },
    {
      item: 'mobila-team',
      heading: 'Utveckla mobila team',
      text: 'Teamen räcker inte.\n\nInte på långa vägar.',
      stance: 'rejects',
      motive: 'Behov',
      proposal: 'Teamen ska finnas dygnet runt.',
    },
    { item: 'ekonomi', heading: 'Ekonomi & ersättning', text: 'Vem betalar?' },
  ],
  leftovers: [],
};

describe('a filled form', () => {
  test('is read field by field, and nothing else is', async () => {
    expect(await answerIn(filled)).toMatchObject(expected);
    expect((await read(filled)).remarks).toEqual([]);
  });

  test('that nobody has filled in says nothing', async () => {
    expect(await answerIn(form)).toEqual({
      comments: [],
      leftovers: [],
      party: 'norrby',
      round: 'remiss-2024',
      revision: '1',
      sha256: 'a1'.repeat(32),
    });
  });

  test.each([
    ['its content controls', editPart(filled, 'word/document.xml', withoutControls)],
    ['its bookmarks', editPart(filled, 'word/document.xml', withoutBookmarks)],
    ['its properties and form part', withoutForm(filled)],
    ['its properties, form part and controls', withoutForm(editPart(filled, 'word/document.xml', withoutControls))],
  ])('that has lost %s says the same', async (_, bytes) => {
    expect(await answerIn(bytes)).toMatchObject(expected);
  });

  test('that has lost all but its words gives headings in place of ids', async () => {
    const bare = editPart(
      editPart(filled, 'word/document.xml', withoutControls),
      'word/document.xml',
      withoutBookmarks,
    );
    const { comments: found } = await answerIn(bare);
    expect(found.map(({ item, heading, text }) => [item, heading, text])).toEqual([
      [undefined, 'Allmänna synpunkter', 'Språket är bra.'],
      [undefined, 'Målbild', ''],
      [undefined, 'Utveckla mobila team', 'Teamen räcker inte.\n\nInte på långa vägar.'],
      [undefined, 'Ekonomi & ersättning', 'Vem betalar?'],
    ]);
  });

  test('whose heading was changed or deleted is still tied to the heading it was', async () => {
    const change = (document: string) =>
      document.replaceAll('1. Utveckla mobila team</w:t>', '1. Mobila grupper</w:t>');
    const changed = await read(editPart(filled, 'word/document.xml', change));
    expect(changed.answers[0]?.comments[2]).toMatchObject({ item: 'mobila-team', heading: 'Utveckla mobila team' });
    expect(changed.remarks.map(({ message }) => message.sv)).toEqual([
      'Rubriken ”Utveckla mobila team” står som ”Mobila grupper” i formuläret; svaret fördes till ”Utveckla mobila team”.',
    ]);
    const remove = (document: string) =>
      document.replace(
        /<w:sdt><w:sdtPr><w:alias w:val="[^"]*"\/><w:tag w:val="fardplan:mobila-team:heading"\/>.*?<\/w:sdt>/s,
        '',
      );
    expect(await answerIn(editPart(filled, 'word/document.xml', remove))).toMatchObject(expected);
  });

  test('with a table copied to another heading gives a comment there, not a second one here', async () => {
    const copied = edited((document) => {
      const done = fill({ 'malbild:comment': 'Samma sak.' })(document);
      const [, copy = ''] = /fardplan:malbild:heading.*?(<w:tbl>.*?<\/w:tbl>)/s.exec(done) ?? [];
      const at = done.indexOf('fardplan:ekonomi:heading');
      const after = done.indexOf('<w:tbl>', at);
      return done.slice(0, after) + withoutBookmarks(copy) + done.slice(after);
    });
    expect((await answerIn(copied)).comments.map(({ item, text }) => [item, text])).toEqual([
      ['malbild', 'Samma sak.'],
      ['ekonomi', 'Samma sak.'],
    ]);
  });

  test('keeps lists, bold text, line breaks, links and tables as Markdown, and what was typed as text', async () => {
    const content =
      `${p('*Viktigt* <script>')}<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Fet </w:t></w:r><w:r><w:t>text</w:t><w:br/><w:t>ny rad</w:t></w:r></w:p>` +
      p('ett', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') +
      p('två', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') +
      table(['År', 'Kostnad'], ['2024', '1 | 2']);
    const bytes = edited((document) => {
      const done = fill({ 'ekonomi:comment': 'HÄR' })(document);
      return done.replace(
        /<w:p><w:pPr><w:pStyle w:val="Svar"\/><\/w:pPr><w:r><w:t xml:space="preserve">HÄR<\/w:t><\/w:r><\/w:p>/,
        content,
      );
    });
    expect((await answerIn(bytes)).comments[0]?.text).toBe(
      '\\*Viktigt\\* \\<script>\n\n**Fet** text\\\nny rad\n\n- ett\n- två\n\n| År   | Kostnad |\n| ---- | ------- |\n| 2024 | 1 \\| 2  |',
    );
  });

  test('takes inserted text and leaves deleted text out, and says so', async () => {
    const tracked =
      '<w:p><w:r><w:t xml:space="preserve">Vi vill </w:t></w:r><w:del w:id="900"><w:r><w:delText>inte</w:delText></w:r></w:del><w:ins w:id="901"><w:r><w:t>gärna</w:t></w:r></w:ins></w:p>';
    const bytes = edited((document) =>
      fill({ 'ekonomi:comment': 'HÄR' })(document).replace(
        /<w:p><w:pPr><w:pStyle w:val="Svar"\/><\/w:pPr><w:r><w:t xml:space="preserve">HÄR<\/w:t><\/w:r><\/w:p>/,
        tracked,
      ),
    );
    const { answers, remarks } = await read(bytes);
    expect(answers[0]?.comments[0]?.text).toBe('Vi vill gärna');
    expect(remarks.map(({ message }) => message.sv).join()).toContain('spårade ändringar');
  });

  test('gives text outside the fields, an unknown stance and text beside a label as leftovers, never nothing', async () => {
    const bytes = edited((document) =>
      fill({ 'malbild:stance': 'Tja' })(document)
        .replace('</w:body>', `${p('Hälsningar från oss')}</w:body>`)
        .replace('>Diarienummer<', '>Diarienummer KS 2024/7<'),
    );
    const { leftovers } = await answerIn(bytes);
    expect(leftovers.map(({ text, where }) => [text, where.sv])).toEqual([
      ['KS 2024/7', 'fältet Diarienummer'],
      ['Hälsningar från oss', expect.stringContaining('under ”Ekonomi & ersättning”')],
      ['Ståndpunkt om ”Målbild”: Tja', 'fälten under ”Målbild”'],
    ]);
  });

  test('with Word comments gives each as a comment, where it was put', async () => {
    const mark = (id: number, words: string) =>
      `<w:commentRangeStart w:id="${id}"/><w:r><w:t>${words}</w:t></w:r><w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`;
    const changed = edited((document) =>
      fill({ 'ekonomi:comment': 'HÄR' })(document)
        .replace('<w:r><w:t xml:space="preserve">HÄR</w:t></w:r>', mark(0, 'HÄR'))
        .replace(
          '<w:r><w:t xml:space="preserve">1. Utveckla mobila team</w:t></w:r>',
          mark(1, '1. Utveckla mobila team'),
        ),
    );
    const opened = editPart(changed, 'word/_rels/document.xml.rels', (text) => text);
    const { unzipSync, zipSync } = await import('fflate');
    const parts = Object.entries(comments({ 0: 'Otydligt', 1: 'Byt rubrik' })).map(([name, text]) => [
      name,
      new TextEncoder().encode(text),
    ]);
    const { comments: found } = await answerIn(zipSync({ ...unzipSync(opened), ...Object.fromEntries(parts) }));
    expect(found.slice(1)).toMatchObject([
      { item: 'ekonomi', text: 'Otydligt\n\n(Kommentaren står vid ”HÄR”.)', where: { sv: 'Word-kommentar 1' } },
      { item: 'mobila-team', text: expect.stringContaining('Byt rubrik') as string },
    ]);
  });
});

describe('an answer of one’s own', () => {
  test('is read by its headings, by style or by being the very title, with labels and lists', async () => {
    const bytes = aDocument(
      p('Diarienummer: KS 2024/3') +
        p('Datum: 2024-03-01') +
        p('Vi tackar för remissen.') +
        h(1, 'Målbild') +
        p('Ståndpunkt: tillstyrker') +
        p('Den är bra.') +
        `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>1. Utveckla mobila team</w:t></w:r></w:p>` +
        p('För få.') +
        p('Motiv: Behovet växer.') +
        p('Ändringsförslag: Fler team.') +
        h(2, 'Något eget') +
        p('Text.'),
    );
    expect(await answerIn(bytes)).toMatchObject({
      reference: 'KS 2024/3',
      date: '2024-03-01',
      summary: 'Vi tackar för remissen.',
      comments: [
        { heading: 'Målbild', stance: 'approves', text: 'Den är bra.' },
        { heading: 'Utveckla mobila team', text: 'För få.', motive: 'Behovet växer.', proposal: 'Fler team.' },
        { heading: 'Något eget', text: 'Text.' },
      ],
    });
    expect((await answerIn(bytes)).comments.every(({ item }) => item === undefined)).toBe(true);
  });

  test('in a table of headings and comments is as many comments', async () => {
    const bytes = aDocument(
      table(
        ['Avsnitt', 'Synpunkt', 'Förslag'],
        ['Målbild', 'Bra', ''],
        ['', 'Eller?', 'Ny text'],
        ['Ekonomi', 'Dyrt', ''],
      ),
    );
    expect((await answerIn(bytes)).comments).toMatchObject([
      { heading: 'Målbild', text: 'Bra', where: { sv: 'tabell 1, rad 2' } },
      { heading: 'Målbild', text: 'Eller?', proposal: 'Ny text' },
      { heading: 'Ekonomi', text: 'Dyrt' },
    ]);
  });

  test('that is the roadmap with tracked changes gives the changes as proposals, and the rest not at all', async () => {
    const own = [
      'Vården ska vara lätt att nå för alla som behöver den i länet.',
      'Det här är målbilden för god och nära vård i hela länet fram till 2030.',
      'De kommer hem till den som inte kan ta sig till vårdcentralen själv.',
    ];
    const [, second = ''] = own;
    const change = `<w:p><w:r><w:t xml:space="preserve">De mobila teamen är ett stöd för vården i hemmet </w:t></w:r><w:del w:id="1"><w:r><w:delText>under dagtid</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>dygnet runt</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>`;
    const { answers, remarks } = await read(
      aDocument(
        own
          .map((words) =>
            words === second ? h(1, 'Målbild') + p(words) + h(2, 'Utveckla mobila team') + change : p(words),
          )
          .join(''),
      ),
    );
    expect(answers[0]?.comments).toMatchObject([
      {
        heading: 'Utveckla mobila team',
        quote: 'De mobila teamen är ett stöd för vården i hemmet under dagtid.',
        proposal: 'De mobila teamen är ett stöd för vården i hemmet dygnet runt.',
      },
    ]);
    expect(answers[0]?.summary).toBe('');
    expect(remarks.map(({ message }) => message.sv).join(' ')).toContain('3 stycken är färdplanens egen text');
  });

  test('with comments in the margin of the roadmap’s words quotes them', async () => {
    const words = 'De mobila teamen är ett stöd för vården i hemmet under dagtid.';
    const bytes = aDocument(
      h(1, 'Utveckla mobila team') +
        `<w:p><w:r><w:t xml:space="preserve">De mobila teamen är </w:t></w:r><w:commentRangeStart w:id="4"/><w:r><w:t>ett stöd</w:t></w:r><w:commentRangeEnd w:id="4"/><w:r><w:t xml:space="preserve">${words.slice(28)}</w:t></w:r></w:p>`,
      comments({ 4: 'De är vårdgivare.' }),
    );
    expect((await answerIn(bytes)).comments).toContainEqual(
      expect.objectContaining({ heading: 'Utveckla mobila team', quote: 'ett stöd', text: 'De är vårdgivare.' }),
    );
  });

  test('names pictures, text in boxes, footnotes and headers; hidden text is not read, and told', async () => {
    const bytes = aDocument(
      h(1, 'Målbild') +
        `<w:p><w:r><w:t>Se bilden</w:t><w:drawing><wp:inline><wp:docPr id="1" name="Bild 1" descr="Karta över länet"/></wp:inline></w:drawing><w:footnoteReference w:id="2"/></w:r></w:p>` +
        `<w:p><w:r><w:drawing><wp:inline><w:txbxContent>${p('I en ruta')}</w:txbxContent></wp:inline></w:drawing></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>dold</w:t></w:r></w:p>`,
      {
        'word/footnotes.xml': `<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2">${p('En not')}</w:footnote></w:footnotes>`,
        'word/header1.xml': `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${p('Dnr KS 9')}${p('Sida 1 (3)')}${p(xml('Norrby'))}</w:hdr>`,
      },
    );
    const { answers, remarks } = await read(bytes);
    expect(answers[0]).toMatchObject({
      reference: 'KS 9',
      comments: [{ text: 'Se bilden (Fotnot: En not)\n\nI en ruta' }],
      leftovers: [{ text: 'Norrby' }],
    });
    expect(remarks.map(({ message }) => message.sv)).toEqual([
      'En bild (”Karta över länet”) i stycke 2 under ”Målbild” är utelämnad.',
      'Dold text är utelämnad: ”dold”.',
    ]);
  });

  test('tells text that is struck through by hand, and reads it', async () => {
    const struck = `<w:p><w:r><w:t xml:space="preserve">Vi avstyrker </w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>inte</w:t></w:r><w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t xml:space="preserve"> förslaget.</w:t></w:r></w:p>`;
    const { answers, remarks } = await read(aDocument(h(1, 'Målbild') + struck));
    expect(answers[0]).toMatchObject({ comments: [{ text: 'Vi avstyrker inte förslaget.' }] });
    expect(remarks.map(({ message }) => message.sv)).toEqual(['Överstruken text är läst som vanlig text: ”inte”.']);
  });
});

describe('what is no Word file to read', () => {
  test.each([
    ['svar.docm', form, 'makron'],
    ['svar.odt', new TextEncoder().encode('PK\u0003\u0004x'), 'ingen Word-fil'],
    ['svar.doc', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'gamla formatet'],
    ['svar.docx', new Uint8Array(0), 'kan inte läsas'],
    ['svar.docx', form.slice(0, form.length / 2), 'kan inte läsas'],
  ])('%s is refused with the reason', async (name, bytes, word) => {
    const error: unknown = await Promise.resolve()
      .then(() => read(bytes, name))
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Failure);
    expect((error as Failure).text.sv).toContain(word);
    expect((error as Failure).code).toBe(2);
  });
});

describe('whatever was done to a form', () => {
  const outcome = async (bytes: Uint8Array): Promise<void> => {
    try {
      const found = await docx.read({ name: 'svar.docx', bytes }, { roadmap: aRoadmap, profile: undefined });
      for (const { message } of found.remarks) expect(`${message.sv} ${message.en}`).not.toMatch(rubbish);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  };

  test('it is read or refused, in time: any bytes of it changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(filled.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        async (changes) => {
          const bytes = filled.slice();
          for (const [at, byte] of changes) bytes[at] = byte;
          await outcome(bytes);
        },
      ),
      runs(150),
    );
  });

  test('it is read or refused, in time: any piece of its XML cut out or doubled', async () => {
    const { strFromU8, unzipSync } = await import('fflate');
    const document = strFromU8(unzipSync(filled)['word/document.xml'] ?? new Uint8Array());
    const tags = [...document.matchAll(/<[^>]*>/g)].map(({ index }) => index);
    await fc.assert(
      fc.asyncProperty(fc.nat(tags.length - 2), fc.nat(12), fc.boolean(), async (first, count, double) => {
        const [from = 0, to = 0] = [tags[first], tags[Math.min(tags.length - 1, first + count + 1)]];
        const piece = document.slice(from, to);
        await outcome(
          editPart(
            filled,
            'word/document.xml',
            () => document.slice(0, double ? to : from) + (double ? piece : '') + document.slice(to),
          ),
        );
      }),
      runs(100),
    );
  });

  test('what was written in it comes back as the text it was', async () => {
    const words = fc.string({
      unit: fc.constantFrom(...'abåö #*_`[]()<>!|\\-+.1:{}&~"\''),
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(words, async (typed) => {
        const { comments: found } = await answerIn(await fillForm(form, { headings: { ekonomi: { comment: typed } } }));
        const blocks = markdownBlocks(found[0]?.text ?? '');
        const shown = blocks.map((block) =>
          block.type === 'paragraph' ? block.children.map(plain).join('') : block.type,
        );
        expect(shown.join('\n')).toBe(typed.trim().replace(/^$/, ''));
      }),
      runs(80),
    );
  });
});

const plain = (inline: Inline): string =>
  inline.type === 'text'
    ? inline.text
    : inline.type === 'break'
      ? '\n'
      : 'children' in inline
        ? inline.children.map(plain).join('')
        : `?${inline.text}`;
