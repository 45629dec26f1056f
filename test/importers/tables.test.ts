import { describe, expect, test } from 'vitest';
import { writeSheets } from '../../src/ooxml/write-sheets.js';
import { writeZip } from '../../src/ooxml/write-zip.js';
import { context, received } from './receive.js';

const perComment =
  'Huvudman;Rubrik;Synpunkt;Ståndpunkt\nAle;Målbild;"Bra, men\nkort";Ja\nAle;Målgrupp;=1+1;Nej\nMark;4.9;x;7\n';

describe('a table of comments', () => {
  const encodings: [string, Uint8Array][] = [
    ['UTF-8', Buffer.from(perComment)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${perComment}`)],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${perComment}`, 'utf16le')],
    ['UTF-16 without', Buffer.from(perComment, 'utf16le')],
    ['Windows-1252', Buffer.from(perComment, 'latin1')],
    ['commas', Buffer.from(perComment.replace('"Bra, men\nkort"', 'Bra').replaceAll(';', ','))],
    ['tabs', Buffer.from(perComment.replaceAll(';', '\t'))],
    ['a line that tells the mark', Buffer.from(`sep=;\n${perComment}`)],
    ['CRLF', Buffer.from(perComment.replaceAll('\n', '\r\n'))],
  ];
  test.each(encodings)('is read as %s', async (_name, bytes) => {
    const { answers } = await received('svar.csv', new Uint8Array(bytes));
    expect(answers.map(({ party }) => party)).toEqual(['Ale', 'Mark']);
    expect(answers[0]?.comments.map(({ heading, stance }) => [heading, stance])).toEqual([
      ['Målbild', 'approves'],
      ['Målgrupp', 'rejects'],
    ]);
    expect(answers[0]?.comments[1]).toMatchObject({ text: '=1+1' });
    expect(answers[1]?.leftovers).toMatchObject([{ text: 'Ståndpunkt: 7' }]);
  });

  test('joins rows of one party, however it is written', async () => {
    const text = 'Kommun;Avsnitt;Kommentar\nGöteborgs Stad;Målbild;a\nGöteborg;Målgrupp;b\n';
    const partyKey = (written: string) => written.slice(0, 8);
    expect((await received('a.csv', text, { partyKey })).answers).toHaveLength(1);
    expect((await received('a.csv', text)).answers).toHaveLength(2);
  });
});

describe('a table of answers', () => {
  const form =
    'E-post;Kommun;1. Målbild;Målgrupp – ändringsförslag;Motiv [Målgrupp];Fråga 9;Samlad ståndpunkt;Datum\n' +
    'a@b.example;Ale;Instämmer helt;Alla barn;Därför;hm;Instämmer i huvudsak;15 december 2021\n';

  test('has a column per heading, and keeps what is in unknown ones', async () => {
    const { answers, remarks } = await received('form.csv', form);
    expect(answers).toMatchObject([
      {
        party: 'Ale',
        date: '2021-12-15',
        stance: 'approves-with-comments',
        comments: [
          { item: 'malbild', stance: 'approves', text: '' },
          { item: 'malgrupp', proposal: 'Alla barn', motive: 'Därför' },
        ],
        leftovers: [{ text: 'Fråga 9: hm', where: { sv: 'rad 2, kolumn 6' } }],
      },
    ]);
    expect(JSON.stringify(answers)).not.toContain('a@b.example');
    expect(remarks.map(({ message }) => message.sv).join('\n')).toContain('”Fråga 9”');
    expect(remarks.map(({ message }) => message.sv).join('\n')).toContain('”E-post”');
  });

  test('takes columns as they are named', async () => {
    const one = await received('form.csv', form, { columns: { 'fråga 9': 'malbild/motiv' } });
    expect(one.answers[0]?.comments[0]).toMatchObject({ item: 'malbild', motive: 'hm' });
    const ignored = await received('form.csv', form, { columns: { 'Fråga 9': 'bortse' } });
    expect(ignored.answers[0]?.leftovers).toEqual([]);
    await expect(received('form.csv', form, { columns: { 'Fråga 9': 'synpunk' } })).rejects.toThrow('cannot mean');
    await expect(
      received('form.csv', form, { columns: { 'Fråga 8': 'motiv' }, demanded: ['Fråga 8'] }),
    ).rejects.toThrow('no column');
    // What is remembered from another form is no matter here.
    await expect(received('form.csv', form, { columns: { 'Fråga 8': 'motiv' } })).resolves.toBeTruthy();
  });

  test('without a header that is known is refused, and so is an open quote', async () => {
    await expect(received('a.csv', 'x;y\n1;2\n')).rejects.toThrow('no row of headers');
    await expect(received('a.csv', 'Kommun;Synpunkt\nAle;"öppet\n')).rejects.toThrow('cannot be read as a table');
  });
});

describe('a workbook', () => {
  test('is read sheet by sheet, as text', async () => {
    const bytes = writeSheets('Svar', [
      { name: 'Ett', widths: [], rows: [['Remiss 2021'], ['Kommun', 'Rubrik', 'Synpunkt'], ['Ale', 'Målbild', '=HYPERLINK("http://x.example")']] },
      { name: 'Två', hidden: true, widths: [], rows: [['Kommun', 'Rubrik', 'Synpunkt'], ['Mark', 'Målgrupp', '+46']] },
      { name: 'Annat', widths: [], rows: [['hej']] },
    ]); // prettier-ignore
    const { answers, remarks } = await received('a.xlsx', bytes);
    expect(answers.map(({ party, comments }) => [party, comments[0]?.where.sv])).toEqual([
      ['Ale', 'bladet ”Ett”, rad 3'],
      ['Mark', 'bladet ”Två”, rad 2'],
    ]);
    expect(answers[0]?.comments[0]?.text).toBe('=HYPERLINK("<http://x.example>")');
    const told = remarks.map(({ message }) => message.sv).join('\n');
    for (const word of ['Remiss 2021', 'dolt', 'Annat']) expect(told).toContain(word);
  });

  test('has dates, values of formulas, rich text, merged cells and hidden rows', async () => {
    const office = 'http://schemas.openxmlformats.org';
    const main = `xmlns="${office}/spreadsheetml/2006/main"`;
    const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const sheet = `<worksheet ${main}><sheetData>
      <row r="1">${cell('A1', 'Kommun')}${cell('B1', 'Datum')}${cell('C1', 'Rubrik')}${cell('D1', 'Synpunkt')}</row>
      <row r="3">${cell('A3', 'Ale')}<c r="B3" s="1"><v>44545</v></c>${cell('C3', 'Målbild')}<c r="D3" t="s"><v>0</v></c></row>
      <row r="4" hidden="1">${cell('C4', 'Målgrupp')}<c r="D4" t="str"><f>"a"&amp;"b"</f><v>ab</v></c></row>
      <row r="5">${cell('C5', 'Syfte')}<c r="D5"><f>1+1</f></c></row>
      <row r="6"/></sheetData><mergeCells count="1"><mergeCell ref="A3:A5"/></mergeCells></worksheet>`;
    const relations = (list: string) =>
      `<Relationships xmlns="${office}/package/2006/relationships">${list}</Relationships>`;
    const relation = (id: string, type: string, target: string) =>
      `<Relationship Id="${id}" Type="${office}/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
    const bytes = writeZip([
      ['[Content_Types].xml', `<Types xmlns="${office}/package/2006/content-types"/>`],
      ['_rels/.rels', relations(relation('a', 'officeDocument', 'xl/workbook.xml'))],
      ['xl/workbook.xml', `<workbook ${main} xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`],
      ['xl/_rels/workbook.xml.rels', relations(relation('r1', 'worksheet', 's.xml') + relation('r2', 'sharedStrings', 't.xml') + relation('r3', 'styles', 'y.xml'))],
      ['xl/s.xml', sheet],
      ['xl/t.xml', `<sst ${main}><si><r><t>fet</t></r><r><t xml:space="preserve"> och mager_x000D_</t></r><rPh><t>X</t></rPh></si></sst>`],
      ['xl/y.xml', `<styleSheet ${main}><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>`],
    ]); // prettier-ignore
    const { answers, remarks } = await received('a.xlsx', bytes, { partyKey: (name) => name });
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ party: 'Ale', date: '2021-12-15' });
    expect(answers[0]?.comments.map(({ heading, text }) => [heading, text])).toEqual([
      ['Målbild', 'fet och mager'],
      ['Målgrupp', 'ab'],
    ]);
    const told = remarks.map(({ message }) => message.sv).join('\n');
    expect(told).toContain('dolda rader lästes: 4');
    expect(told).toContain('formler utan värde lästes som tomma: D5');
  });

  test('that is none is refused', async () => {
    await expect(received('a.xlsx', 'hej')).rejects.toThrow('cannot be read');
  });
});

test('the context of these tests is that of the example', () => expect(context.roadmap.version).toBe('1.0'));
