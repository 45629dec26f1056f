import { describe, it } from 'vitest';
import { base, catalog, other, page1, page2 } from '../support/attack.js';
import { once, twice } from '../support/files.js';
import { identifier, lastXref, latin, stream, update } from '../support/pdf-writer.js';
import { expectCaught } from './attack-outcome.js';
import type { Expected } from './attack-outcome.js';

// Incremental saving: content is appended, with as much or as little of an update's structure as some reader will repair.

const evil = `6 0 obj\n${other}\nendobj\n`;
const at = (file: Buffer): string => String(file.length).padStart(10, '0');
const table = (file: Buffer): string => `xref\n6 1\n${at(file)} 00000 n \n`;
const trailer = (file: Buffer, more = ''): string =>
  `trailer\n<< /Size 60 /Root 1 0 R /Info 14 0 R ${identifier} /Prev ${lastXref(file)} ${more}>>\n`;
const start = (offset: number): string => `startxref\n${offset}\n%%EOF\n`;

const outside: Expected = {
  en: /bytes after byte \d+ belong to no valid revision/,
  sv: /byte efter byte \d+ hör inte till någon giltig version/,
};

describe('incremental saving without a proper cross-reference', () => {
  it.each<[string, (file: Buffer) => string]>([
    ['only an object', () => evil],
    ['an object and an end mark', () => `${evil}%%EOF\n`],
    ['an object and a trailer', (file) => `${evil}${trailer(file)}%%EOF\n`],
    ['an object, a trailer and the old startxref', (file) => `${evil}${trailer(file)}${start(lastXref(file))}`],
    ['an object, and a startxref to nowhere', () => `${evil}${start(99_999_999)}`],
    ['an object, and a startxref of zero', () => `${evil}${start(0)}`],
    ['an object, and a startxref to itself', (file) => `${evil}${start(file.length)}`],
    ['a table without a trailer', (file) => `${evil}${table(file)}${start(file.length + evil.length)}`],
    ['a table without a startxref', (file) => `${evil}${table(file)}${trailer(file)}%%EOF\n`],
    [
      'a table without an end mark',
      (file) => `${evil}${table(file)}${trailer(file)}startxref\n${file.length + evil.length}\n`,
    ],
    [
      'a misspelt table',
      (file) => `${evil}xreef\n6 1\n${at(file)} 00000 n \n${trailer(file)}${start(file.length + evil.length)}`,
    ],
    [
      'a table with a short row',
      (file) => `${evil}xref\n6 1\n${at(file)} 00000 n\n${trailer(file)}${start(file.length + evil.length)}`,
    ],
    [
      'a table with too many rows promised',
      (file) => `${evil}xref\n6 2\n${at(file)} 00000 n \n${trailer(file)}${start(file.length + evil.length)}`,
    ],
    [
      'a table that points one byte off',
      (file) => `${evil}${table(file)}${trailer(file)}${start(file.length + evil.length + 1)}`,
    ],
    [
      'a trailer that points forward',
      (file) =>
        `${evil}${table(file)}${trailer(file).replace(/\/Prev \d+/, '/Prev 99999')}${start(file.length + evil.length)}`,
    ],
    ['the signed trailer copied', (file) => `${evil}${file.toString('latin1').slice(lastXref(file))}`],
    ['the whole of another file', () => update(Buffer.from(''), base).toString('latin1')],
    ['comments that look like nothing', () => `% ${'x'.repeat(200)}\n`],
  ])('%s', async (_, more) => {
    for (const file of [once, twice]) await expectCaught(Buffer.concat([file, latin(more(file))]), outside);
  });

  it('a table whose rows point elsewhere than to an object', async () => {
    const good = update(once, { 6: other }).toString('latin1');
    await expectCaught(latin(good.replace(/xref\n6 1\n\d{10}/, 'xref\n6 1\n0000000017')), {
      en: /listed at a place outside the revision/,
      sv: /pekas ut utanför den version/,
    });
    await expectCaught(
      latin(
        good.replace(
          /xref\n6 1\n(\d{10})/,
          (_, offset: string) => `xref\n6 1\n${String(Number(offset) + 3).padStart(10, '0')}`,
        ),
      ),
      {
        en: /cannot be read|belong to no object|not listed/,
        sv: /går inte att läsa|inte till något objekt|listas inte/,
      },
    );
  });

  it('objects between a table and its startxref', async () => {
    const good = update(once, { 30: other }).toString('latin1');
    const between = good.replace(/startxref(?=\n\d+\n%%EOF\n$)/, '6 0 obj\n<< >>\nendobj\nstartxref');
    await expectCaught(latin(between), outside);
  });

  it('a table without /Prev: only the new objects are left of the file', async () => {
    const good = update(once, { ...base, 6: other }).toString('latin1');
    const last = good.lastIndexOf('/Prev');
    const cut = good.slice(0, last) + good.slice(last).replace(/\/Prev \d+/, (all) => ' '.repeat(all.length));
    await expectCaught(latin(cut), {
      en: /not listed in the file's table|no signature field/,
      sv: /listas inte i filens tabell|inget underskriftsfält/,
    });
  });

  it('a table whose /Prev leaves out the signed revision', async () => {
    const good = update(once, { 6: other }).toString('latin1');
    const oldest = /startxref\n(\d+)/.exec(good)?.[1] ?? '0';
    const skipped = good.replace(`/Prev ${lastXref(once)} `, `/Prev ${oldest.padEnd(String(lastXref(once)).length)} `);
    await expectCaught(latin(skipped), {
      en: /not listed in the file's table|hidden object/,
      sv: /listas inte i filens tabell|gömt objekt/,
    });
  });
});

describe('incremental saving with a proper update', () => {
  it.each<[string, Record<number, string | null>, Expected]>([
    [
      'another content of a page',
      { 6: other },
      { en: /Changed: the content of page 2/, sv: /Ändrat: innehållet på sida 2/ },
    ],
    ['another page in its place', { 4: page1 }, { en: /Changed: .*page 2/, sv: /Ändrat: .*sida 2/ }],
    [
      'a page more',
      { 2: '<< /Type /Pages /Kids [3 0 R 4 0 R 30 0 R] /Count 3 >>', 30: page2 },
      { en: /Changed: /, sv: /Ändrat: / },
    ],
    ['a page less', { 2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>' }, { en: /Changed: /, sv: /Ändrat: / }],
    [
      'pages in another order',
      { 2: '<< /Type /Pages /Kids [4 0 R 3 0 R] /Count 2 >>' },
      { en: /Changed: /, sv: /Ändrat: / },
    ],
    [
      'another page tree',
      { 1: catalog.replace('/Pages 2 0 R', '/Pages 30 0 R'), 30: '<< /Type /Pages /Kids [4 0 R] /Count 1 >>' },
      { en: /Changed: .*Pages/, sv: /Ändrat: .*Pages/ },
    ],
    ['the content freed', { 6: null }, { en: /Removed: the content of page 2/, sv: /Borttaget: innehållet på sida 2/ }],
    ['the page freed', { 4: null }, { en: /Removed: page 2/, sv: /Borttaget: sida 2/ }],
    [
      'an action on opening',
      { 1: catalog.replace('/Pages', '/OpenAction << /S /JavaScript /JS (app.alert) >> /Pages') },
      { en: /the action on opening the file/, sv: /åtgärden när filen öppnas/ },
    ],
    [
      'layers',
      {
        1: catalog.replace('/Pages', '/OCProperties << /OCGs [30 0 R] /D << /OFF [30 0 R] >> >> /Pages'),
        30: '<< /Type /OCG /Name (x) >>',
      },
      { en: /the layers/, sv: /lagren/ },
    ],
    [
      'another attachment',
      { 12: stream('annat', '/Type /EmbeddedFile ') },
      { en: /Changed: |checksum/, sv: /Ändrat: |kontrollsumman/ },
    ],
    [
      'other metadata',
      { 11: stream('<x/>', '/Type /Metadata /Subtype /XML ') },
      { en: /the file's metadata/, sv: /filens metadata/ },
    ],
    [
      'another font',
      { 7: '<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>' },
      { en: /fonts or images on page 1/, sv: /typsnitt eller bilder på sida 1/ },
    ],
    ['the title', { 14: '<< /Title (Avslag) >>' }, { en: /Changed: |title/i, sv: /Ändrat: |titel/i }],
    [
      'an object that nothing uses',
      { 50: other },
      { en: /object 50, which nothing uses/, sv: /objekt 50, som inget använder/ },
    ],
    [
      'the field taken out of the form',
      { 10: '<< /Fields [9 0 R] /SigFlags 3 >>' },
      { en: /removed from the form/, sv: /tagits bort ur formuläret/ },
    ],
    [
      'the form taken away',
      { 1: catalog.replace('/AcroForm 10 0 R', '') },
      { en: /The form was removed/, sv: /Formuläret togs bort/ },
    ],
    [
      'the signature taken out of its field',
      { 8: String(base[8]) },
      { en: /Changed: the field ordforande/, sv: /Ändrat: fältet ordforande/ },
    ],
  ])('%s', async (_, bodies, expected) => {
    await expectCaught(update(once, bodies), expected);
  });

  it('the same behind a harmless update, and followed by one', async () => {
    const harmless = { 14: '<< /Title (Beslut) /ModDate (D:20240318091611Z) >>' };
    const expected = { en: /Changed: the content of page 2/, sv: /Ändrat: innehållet på sida 2/ };
    await expectCaught(update(update(once, harmless), { 6: other }), expected);
    await expectCaught(update(update(once, { 6: other }), harmless), expected);
    // And taken back again: what was shown in between was not signed, but neither is it there.
    await expectCaught(update(update(once, { 6: other }), { 6: String(base[6]) }), expected);
  });
});
