import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { base, catalog, page1, page2, signedWith } from '../support/attack.js';
import { once, people, verify } from '../support/files.js';
import { latin, signFile, stream, update, writeFile } from '../support/pdf-writer.js';
import { streamUpdate } from '../support/object-streams.js';
import { expectCaught, words } from './attack-outcome.js';

// Files made to exhaust whoever reads them: what unfolds without end, goes round in circles, nests without bottom, or cannot be opened. Each is
// answered within ten seconds and a gigabyte. Those that are signed as they are say what they say, and may pass; what matters is that they end.

const { anna, authority } = people;

/** Settles within the time, and says why in both languages if it is not passed. */
async function expectAnswer(file: Uint8Array): Promise<Awaited<ReturnType<typeof verify>>> {
  const started = performance.now();
  const verdict = await verify(file);
  expect(performance.now() - started).toBeLessThan(10_000);
  // Of the whole process, tests before this one included; in kilobytes.
  expect(process.resourceUsage().maxRSS).toBeLessThan(1024 * 1024);
  const { sv, en } = words(verdict);
  if (verdict.indication !== 'TOTAL-PASSED') expect([sv, en]).not.toContain('');
  return verdict;
}

const bomb = (megabytes: number): string =>
  deflateSync(Buffer.alloc(megabytes * 1024 * 1024), { level: 9 }).toString('latin1');

describe('deflate bombs', () => {
  it('as metadata, as the attachment and as both: the file is not passed, and the memory is not filled', async () => {
    const data = bomb(300);
    const metadata = stream(data, '/Type /Metadata /Subtype /XML /Filter /FlateDecode ');
    const attached = stream(data, '/Type /EmbeddedFile /Filter /FlateDecode ');
    const attacks: Record<number, string>[] = [{ 11: metadata }, { 12: attached }, { 11: metadata, 12: attached }];
    for (const bodies of attacks) {
      const verdict = await expectAnswer(signedWith(bodies));
      expect(verdict.indication).not.toBe('TOTAL-PASSED');
    }
  });

  it('as page content: not opened at all, since what it holds was signed', async () => {
    expect((await expectAnswer(signedWith({ 6: stream(bomb(300), '/Filter /FlateDecode ') }))).indication).toBe(
      'TOTAL-PASSED',
    );
  });

  it('as object stream and as cross-reference stream', async () => {
    const data = bomb(300);
    const packed = `55 0 obj\n${stream(data, '/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode ')}\nendobj\n`;
    const rows = Buffer.from([
      1,
      ...int32(once.length),
      0,
      2,
      0,
      0,
      0,
      55,
      0,
      1,
      ...int32(once.length + packed.length),
      0,
    ]).toString('latin1');
    const head = `/Type /XRef /W [1 4 1] /Index [55 1 14 1 56 1] /Size 60 /Root 1 0 R /Info 14 0 R /Prev ${prevOf(once)} `;
    const xref = `56 0 obj\n${stream(rows, head)}\nendobj\nstartxref\n${once.length + packed.length}\n%%EOF\n`;
    await expectCaught(Buffer.concat([once, latin(packed + xref)]), {
      en: /cannot be unpacked|broken/,
      sv: /går inte att packa upp|trasig/,
    });
    const folded = `56 0 obj\n${stream(data, `/Type /XRef /W [1 4 1] /Size 60 /Root 1 0 R /Filter /FlateDecode /Prev ${prevOf(once)} `)}\nendobj\nstartxref\n${once.length}\n%%EOF\n`;
    await expectCaught(Buffer.concat([once, latin(folded)]), {
      en: /cannot be unpacked|rows do not fit/,
      sv: /går inte att packa upp|stämmer inte med dess mått/,
    });
  });

  it('many small ones, which share one allowance', async () => {
    const data = bomb(30);
    const many = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [60 + index, stream(data, '/Type /EmbeddedFile /Filter /FlateDecode ')]),
    );
    const specifications = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        100 + index,
        `<< /Type /Filespec /AFRelationship /Source /F (a${index}) /EF << /F ${60 + index} 0 R >> >>`,
      ]),
    );
    const listed = Array.from({ length: 30 }, (_, index) => `${100 + index} 0 R`).join(' ');
    const verdict = await expectAnswer(
      signedWith({ ...many, ...specifications, 1: catalog.replace('/AF [13 0 R]', `/AF [${listed}]`) }),
    );
    expect(verdict.indication).not.toBe('TOTAL-PASSED');
  });
});

describe('predictors', () => {
  it.each([
    '/Predictor 12 /Columns 0',
    '/Predictor 12 /Columns 99999999',
    '/Predictor 12 /Columns -4',
    '/Predictor 15 /Colors 65536 /BitsPerComponent 65536 /Columns 65536',
    '/Predictor 2 /Columns 4',
    '/Predictor 1000000',
    '/Predictor 12.5',
    '/Predictor (12)',
  ])('%s in a cross-reference stream', async (parameters) => {
    const file = streamUpdate(once, {
      plain: { 14: '<< /Title (Beslut) >>' },
      deflate: true,
      xrefMore: `/DecodeParms << ${parameters} >> `,
    });
    await expectCaught(file, {
      en: /rows do not fit|unknown predictor|cannot be|unknown parameters/,
      sv: /stämmer inte|okänd|går inte/,
    });
  });
});

describe('circles', () => {
  it.each<[string, Record<number, string>]>([
    ['a page tree', { 2: '<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>' }],
    [
      'a page tree of two',
      { 2: '<< /Type /Pages /Kids [30 0 R] /Count 2 >>', 30: '<< /Type /Pages /Kids [2 0 R 3 0 R] /Parent 2 0 R >>' },
    ],
    ['a page that is its own parent', { 3: page1.replace('/Parent 2', '/Parent 3') }],
    ['a field that is its own kid', { 8: String(base[8]).replace(' >>', ' /Kids [8 0 R] >>') }],
    [
      'fields that are each other’s kids',
      {
        10: '<< /Fields [8 0 R 9 0 R 30 0 R] /SigFlags 3 >>',
        30: '<< /T (a) /Kids [31 0 R] >>',
        31: '<< /T (b) /Kids [30 0 R] >>',
      },
    ],
    [
      'a name tree',
      {
        1: catalog.replace('/Names << /EmbeddedFiles << /Names [(fardplan.md) 13 0 R] >> >>', '/Names 30 0 R'),
        30: '<< /EmbeddedFiles 31 0 R >>',
        31: '<< /Kids [31 0 R 30 0 R] >>',
      },
    ],
    ['a reference to itself', { 30: '30 0 R', 4: page2.replace('[6 0 R]', '30 0 R') }],
    ['references in a ring', { 30: '31 0 R', 31: '32 0 R', 32: '30 0 R', 4: page2.replace('[6 0 R]', '30 0 R') }],
    ['a length that is the stream itself', { 6: '<< /Length 6 0 R >>\nstream\nx\nendstream' }],
    [
      'lengths that are each other',
      { 6: '<< /Length 30 0 R >>\nstream\nx\nendstream', 30: '<< /Length 6 0 R >>\nstream\nx\nendstream' },
    ],
    [
      'bookmarks',
      {
        1: catalog.replace('/Pages', '/Outlines 30 0 R /Pages'),
        30: '<< /First 31 0 R /Last 31 0 R >>',
        31: '<< /Title (a) /Next 31 0 R /Prev 31 0 R /Parent 30 0 R >>',
      },
    ],
    [
      'actions',
      { 1: catalog.replace('/Pages', '/OpenAction 30 0 R /Pages'), 30: '<< /S /GoTo /D [3 0 R] /Next 30 0 R >>' },
    ],
    [
      'the structure',
      {
        1: catalog.replace('/Pages', '/StructTreeRoot 30 0 R /Pages'),
        30: '<< /Type /StructTreeRoot /K 31 0 R >>',
        31: '<< /S /P /K [31 0 R 30 0 R] /P 31 0 R >>',
      },
    ],
    ['the attachment', { 13: '<< /Type /Filespec /AFRelationship /Source /EF 13 0 R /F 13 0 R >>' }],
  ])('%s', async (_, bodies) => {
    const first = signedWith(bodies);
    await expectAnswer(first);
    // And so is a change to such a file: caught, not chased.
    const verdict = await expectAnswer(update(first, { 6: stream('BT (Avslag) Tj ET') }));
    expect(verdict.indication).not.toBe('TOTAL-PASSED');
  });
});

describe('depth and number', () => {
  it('arrays and dictionaries without bottom', async () => {
    for (const [open, close] of [
      ['[', ']'],
      ['<< /A ', ' >>'],
      ['(', ')'],
    ] as const) {
      for (const depth of [60, 70, 100_000]) {
        const verdict = await expectAnswer(signedWith({ 30: open.repeat(depth) + close.repeat(depth) }));
        if (depth === 100_000 && open !== '(') expect(verdict.indication).not.toBe('TOTAL-PASSED');
      }
    }
  });

  it('a page tree ten thousand deep, and a field ten thousand deep', async () => {
    const chain = (make: (next: number) => string): Record<number, string> =>
      Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [100 + index, make(101 + index)]));
    const pages = chain((next) => `<< /Type /Pages /Kids [${next} 0 R] /Count 1 >>`);
    await expectAnswer(
      update(signedWith({}), { ...pages, 2: '<< /Type /Pages /Kids [100 0 R] /Count 1 >>' }, undefined, 20_000),
    );
    const fields = chain((next) => `<< /T (a) /Kids [${next} 0 R] >>`);
    await expectAnswer(
      update(signedWith({}), { ...fields, 10: '<< /Fields [8 0 R 9 0 R 100 0 R] /SigFlags 3 >>' }, undefined, 20_000),
    );
  });

  it('one array of a million, a page with a hundred thousand annotations, a form with as many fields', async () => {
    const hundred = '8 0 R '.repeat(100_000);
    await expectAnswer(signedWith({ 30: `[${'0 '.repeat(1_000_000)}]` }));
    await expectAnswer(signedWith({ 3: page1.replace('[8 0 R 9 0 R]', `[${hundred}]`) }));
    await expectAnswer(signedWith({ 10: `<< /Fields [${hundred}] /SigFlags 3 >>` }));
  });

  it('twenty thousand objects changed at once are counted, not listed', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [100 + index, `(${index})`]));
    const first = signFile(writeFile({ ...base, ...many }), { signer: anna, chain: [authority] });
    const changed = Object.fromEntries(Object.keys(many).map((number) => [number, '(x)']));
    const verdict = await expectAnswer(update(first, changed, undefined, 30_000));
    expect(verdict.indication).toBe('TOTAL-FAILED');
    expect(verdict.changesAfterSigning.length).toBeLessThan(50);
  });

  it('a table that promises half a million rows, and an object stream that promises more than it has', async () => {
    const promise = `xref\n0 99999999\n0000000000 65535 f \ntrailer\n<< /Size 99999999 /Root 1 0 R /Prev ${prevOf(once)} >>\nstartxref\n${once.length}\n%%EOF\n`;
    await expectCaught(Buffer.concat([once, latin(promise)]), {
      en: /belong to no valid revision/,
      sv: /ingen? giltig version|inte till någon giltig version/,
    });
    const rows = streamUpdate(once, { packed: { 14: '<< /Title (Beslut) >>' }, containerMore: '' }).toString('latin1');
    await expectCaught(latin(rows.replace('/N 1 ', '/N 9 ')), {
      en: /Object stream 55 is broken/,
      sv: /Objektströmmen 55 är trasig/,
    });
  });

  it('forty end marks and forty tables that lead nowhere', async () => {
    const marks = 'startxref\n12\n%%EOF\n'.repeat(5000);
    await expectCaught(Buffer.concat([once, latin(marks)]), { en: /./, sv: /./ });
  });
});

describe('encrypted files', () => {
  it.each([
    '/Encrypt 15 0 R',
    '/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 >>',
    '/Encrypt null',
    '/Encrypt << >>',
  ])('%s: cannot be judged, and says what to do', async (entry) => {
    const encrypted = signFile(writeFile(base, entry), { signer: anna, chain: [authority] });
    await expectCaught(encrypted, {
      en: /The file is encrypted\. Ask for a file without a password/,
      sv: /Filen är krypterad/,
    });
    // Encryption that comes with an update hides what the update holds.
    await expectCaught(update(once, { 14: '<< /Title (Beslut) >>' }, `/Root 1 0 R /Info 14 0 R ${entry}`), {
      en: /encrypted/,
      sv: /krypterad/,
    });
  });
});

const int32 = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
function prevOf(file: Buffer): string {
  return /startxref\s+(\d+)\s+%%EOF\s*$/.exec(file.toString('latin1'))?.[1] ?? '0';
}
