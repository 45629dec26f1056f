import { describe, expect, it } from 'vitest';
import { base, catalog, other, page2 } from '../support/attack.js';
import { once, people, verify } from '../support/files.js';
import { contentsOf, identifier, lastXref, latin, signFile, update, writeFile } from '../support/pdf-writer.js';
import { streamUpdate } from '../support/object-streams.js';
import { expectCaught } from './attack-outcome.js';

// Object streams and cross-reference streams hide objects from readers that look at the bytes; hybrid files show two faces.

const { anna, authority } = people;
const title = { 14: '<< /Title (Beslut) /ModDate (D:20240318091611Z) >>' };
const outside = { en: /belong to no valid revision/, sv: /hör inte till någon giltig version/ };

describe('object streams', () => {
  it('are read like any other: a harmless update in one passes, packed or not', async () => {
    for (const deflate of [false, true]) {
      const verdict = await verify(streamUpdate(once, { packed: title, deflate }));
      expect(verdict).toMatchObject({ indication: 'TOTAL-PASSED', changesAfterSigning: [{ allowed: true }] });
    }
  });

  it('a page, its content or the catalog changed inside one', async () => {
    for (const deflate of [false, true]) {
      await expectCaught(streamUpdate(once, { packed: { 4: page2.replace('[6 0 R]', '[5 0 R]') }, deflate }), {
        en: /Changed: the content of page 2/,
        sv: /Ändrat: innehållet på sida 2/,
      });
      await expectCaught(streamUpdate(once, { packed: { 1: catalog.replace('/Pages 2', '/Pages 3') }, deflate }), {
        en: /Changed: the catalog's \/Pages/,
        sv: /Ändrat: katalogens \/Pages/,
      });
      await expectCaught(streamUpdate(once, { plain: { 6: other }, packed: title, deflate }), {
        en: /Changed: the content of page 2/,
        sv: /Ändrat: innehållet på sida 2/,
      });
    }
  });

  it('one that hides an object which no table lists', async () => {
    const hidden = streamUpdate(once, {
      packed: { ...title, 6: '<< >>' },
      rows: (rows) => rows.filter(([number]) => number !== 6),
    });
    await expectCaught(hidden, { en: /Object stream 55 hides object 6/, sv: /Objektströmmen 55 gömmer objekt 6/ });
  });

  it('one whose order is not that of the table', async () => {
    const swapped = streamUpdate(once, {
      packed: { 4: page2, ...title },
      rows: (rows) =>
        rows.map(([number = 0, type = 0, second = 0, third = 0]) => [
          number,
          type,
          second,
          type === 2 ? 1 - third : third,
        ]),
    });
    await expectCaught(swapped, { en: /hides object/, sv: /gömmer objekt/ });
  });

  it('one inside another, one that extends another, and one that is no stream', async () => {
    const nested = streamUpdate(once, {
      packed: title,
      rows: (rows) => rows.map((row) => (row[0] === 55 ? [55, 2, 55, 0] : row)),
    });
    await expectCaught(nested, { en: /outside the revision|listed|hidden/, sv: /utanför|listas|gömt/ });
    const elsewhere = streamUpdate(once, {
      packed: title,
      rows: (rows) => rows.map((row) => (row[1] === 2 ? [row[0] ?? 0, 2, 12, 0] : row)),
    });
    await expectCaught(elsewhere, { en: /outside the revision|not listed/, sv: /utanför|listas inte/ });
  });

  it.each<[string, string]>([
    ['an unknown filter', '/Filter /LZWDecode '],
    ['a chain of filters', '/Filter [/ASCIIHexDecode /FlateDecode] '],
    ['a filter that is not one', '/Filter 12 '],
    ['a file of its own', '/F (annan.bin) /Filter /FlateDecode '],
    ['a crypt filter', '/Filter /Crypt '],
  ])('one packed with %s', async (_, containerMore) => {
    await expectCaught(streamUpdate(once, { packed: title, containerMore }), {
      en: /packed in a way|cannot be unpacked/,
      sv: /packad på ett sätt|går inte att packa upp/,
    });
  });

  it('the signature itself in one', async () => {
    const { start, end } = contentsOf(once);
    const value = once.toString('latin1', start, end);
    const dictionary = `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 ${start - 1} ${end + 1} ${once.length - end - 1}] /Contents <${value}> >>`;
    await expectCaught(
      streamUpdate(once, { packed: { 9: String(base[9]).replace(' >>', ' /V 21 0 R >>'), 21: dictionary } }),
      {
        en: /packed in an object stream/,
        sv: /packad i en objektström/,
      },
    );
  });

  it('the whole catalog compressed before signing is sound, and changed afterwards is caught', async () => {
    const packed = streamUpdate(writeFile({ ...base, 1: '<< /Type /Catalog /Pages 2 0 R >>' }), {
      packed: { 1: catalog },
      deflate: true,
    });
    const signed = signFile(packed, { signer: anna, chain: [authority] });
    expect((await verify(signed)).indication).toBe('TOTAL-PASSED');
    await expectCaught(streamUpdate(signed, { packed: { 1: catalog.replace('/AF [13 0 R]', '') }, deflate: true }), {
      en: /the attached file \(\/AF\)/,
      sv: /den bifogade filen \(\/AF\)/,
    });
  });
});

describe('cross-reference streams', () => {
  it.each<[string, Parameters<typeof streamUpdate>[1]]>([
    ['a /Prev that points to itself', { packed: title, prev: once.length }],
    ['a /Prev that points forward', { packed: title, prev: once.length + 5000 }],
    ['a /Prev of zero', { packed: title, prev: 0 }],
    ['a startxref one byte off', { packed: title, startxref: once.length + 1 }],
    ['rows of an unknown type', { packed: title, rows: (rows) => rows.map((row) => [row[0] ?? 0, 7, 0, 0]) }],
    ['a number above /Size', { packed: title, size: 20 }],
    ['fields of no width', { packed: title, xrefMore: '/W [0 0 0] ' }],
    ['a decoding that is not one', { packed: title, xrefMore: '/Filter /DCTDecode ' }],
    ['a predictor that is not one', { packed: title, deflate: true, xrefMore: '/DecodeParms << /Predictor 99 >> ' }],
    ['an encryption', { packed: title, xrefMore: '/Encrypt << /Filter /Standard >> ' }],
  ])('%s', async (_, options) => {
    const verdict = await expectCaught(streamUpdate(once, options), { en: /./, sv: /./ });
    expect(verdict.indication).toBe('TOTAL-FAILED');
  });

  it('one that lists its own number elsewhere, or an old object at new bytes', async () => {
    const own = streamUpdate(once, {
      packed: title,
      rows: (rows) => rows.map((row) => (row[0] === 56 ? [56, 1, 17, 0] : row)),
    });
    await expectCaught(own, {
      en: /outside the revision|cannot be read|no valid revision/,
      sv: /utanför|går inte att läsa|giltig version/,
    });
    const back = streamUpdate(once, { packed: title, rows: (rows) => [...rows, [6, 1, 17, 0]] });
    await expectCaught(back, { en: /Object 6 is listed at a place outside/, sv: /Objekt 6 pekas ut utanför/ });
  });

  it('a loop of three: each points to the next', async () => {
    const first = update(once, title);
    const second = update(first, title);
    const looped = second
      .toString('latin1')
      .replace(
        new RegExp(`/Prev ${lastXref(once)} `),
        `/Prev ${lastXref(second)} `.slice(0, `/Prev ${lastXref(once)} `.length),
      );
    await expectCaught(latin(looped), { en: /./, sv: /./ });
  });

  it('two hundred and one revisions', async () => {
    let file: Buffer = once;
    for (let count = 0; count < 201; count += 1)
      file = update(file, { 14: `<< /Title (Beslut) /ModDate (D:20240318091611Z) >>` });
    await expectCaught(file, { en: /too many revisions/, sv: /för många versioner/ });
  });
});

describe('hybrid files', () => {
  it('a table with /XRefStm, whether or not the stream is there', async () => {
    const at = once.length;
    const table = (offset: number, start: number): string =>
      `xref\n14 1\n${String(at).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 60 /Root 1 0 R /Info 14 0 R ${identifier} /Prev ${lastXref(once)} /XRefStm ${offset} >>\nstartxref\n${start}\n%%EOF\n`;
    const object = `14 0 obj\n${title[14]}\nendobj\n`;
    const nothing = Buffer.concat([once, latin(object + table(99, at + object.length))]);
    await expectCaught(nothing, {
      ...outside,
      en: /it is a hybrid, which programs read differently/,
      sv: /blandad sort \(hybrid\)/,
    });
    const data = '\x01\x00\x00\x00\x11\x00';
    const hidden = `50 0 obj\n<< /Type /XRef /W [1 4 1] /Index [6 1] /Size 60 /Length 6 >>\nstream\n${data}\nendstream\nendobj\n`;
    const both = Buffer.concat([
      once,
      latin(object + hidden + table(at + object.length, at + object.length + hidden.length)),
    ]);
    await expectCaught(both, { en: /it is a hybrid/, sv: /hybrid/ });
  });

  it('a stream and a table that both claim the end', async () => {
    const first = streamUpdate(once, { packed: title });
    const second = update(first, { 6: other });
    await expectCaught(second, { en: /Changed: the content of page 2/, sv: /Ändrat: innehållet på sida 2/ });
    // The closing of the table says where the stream is.
    const text = second.toString('latin1');
    const at = text.lastIndexOf('startxref');
    await expectCaught(latin(`${text.slice(0, at)}startxref\n${lastXref(first)}\n%%EOF\n`), outside);
  });
});
