import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readRevisions } from '../../src/pdf/revisions.js';
import { viewAt } from '../../src/pdf/revisions-view.js';
import { once, people, refused, said, unforeseen, verify } from './support/files.js';
import { baseObjects, identifier, lastXref, latin, signFile, stream, update, writeFile } from './support/pdf-writer.js';

const base = baseObjects();
const problems = (bytes: Uint8Array): string =>
  readRevisions(bytes)
    .problems.map(({ what }) => what.en)
    .join('\n');

interface Packed {
  /** What the object stream holds, and what the table lists of it. */
  inside: [number, string][];
  listed?: number[];
  before?: string;
}

/** A revision with an object stream (number 40) and a cross-reference stream (41), both written plainly. */
function packedRevision(
  bytes: Buffer,
  { inside, listed = inside.map(([number]) => number), before = '' }: Packed,
): Buffer {
  let index = '';
  let body = '';
  for (const [number, value] of inside) {
    index += `${number} ${body.length} `;
    body += `${value} `;
  }
  const at = bytes.length + before.length;
  const container = `40 0 obj\n${stream(index + body, `/Type /ObjStm /N ${inside.length} /First ${index.length} `)}\nendobj\n`;
  const own = at + container.length;
  const row = (type: number, second: number, third: number): number[] => [
    type,
    ...[24, 16, 8, 0].map((shift) => (second >> shift) & 255),
    third,
  ];
  const entries: [number, number[]][] = [
    ...listed.map((number): [number, number[]] => [
      number,
      row(
        2,
        40,
        inside.findIndex(([each]) => each === number),
      ),
    ]),
    [40, row(1, at, 0)],
    [41, row(1, own, 0)],
  ];
  const rows = Buffer.from(entries.flatMap(([, each]) => each)).toString('latin1');
  const more = `/Type /XRef /W [1 4 1] /Index [${entries.map(([number]) => `${number} 1`).join(' ')}] /Size 60 /Root 1 0 R /Info 14 0 R ${identifier} /Prev ${lastXref(bytes)} `;
  return Buffer.concat([
    bytes,
    latin(`${before}${container}41 0 obj\n${stream(rows, more)}\nendobj\nstartxref\n${own}\n%%EOF\n`),
  ]);
}

describe('reading the structure', () => {
  it('finds every revision, its objects and its end', () => {
    const structure = readRevisions(once);
    expect(structure.problems).toEqual([]);
    expect(structure.revisions.map(({ start, end, objects }) => [start, end, [...objects.keys()]])).toEqual([
      [0, writeFile().length, Object.keys(base).map(Number)],
      [writeFile().length, once.length, [8, 20]],
    ]);
  });

  it('reads object streams and cross-reference streams', () => {
    const file = packedRevision(writeFile(), {
      inside: [
        [50, '<< /A [1 2] >>'],
        [51, '(text)'],
      ],
    });
    const structure = readRevisions(file);
    expect(structure.problems).toEqual([]);
    expect(viewAt(structure, 1).objects.get(51)?.value).toMatchObject({ kind: 'string' });
    expect([...(structure.revisions[1]?.containers ?? [])]).toEqual([41, 40]);
  });

  it('reads linearised files, and signatures on them', async () => {
    expect(readRevisions(linearised())).toMatchObject({ problems: [], revisions: [{ index: 0 }] });
    const signed = signFile(linearised(), { signer: people.anna, chain: [people.authority] });
    expect(await verify(signed)).toMatchObject({ indication: 'TOTAL-PASSED' });
    const filled = linearised().toString('latin1').replace('%%EOF\n1 0 obj', '%%EOF\n9 9 obj');
    expect(problems(latin(filled))).toContain('a hidden object 9');
  });

  it('names what an object stream hides, and what a table lists in vain', () => {
    const inside: [number, string][] = [
      [50, '1'],
      [51, '2'],
    ];
    expect(problems(packedRevision(writeFile(), { inside, listed: [50] }))).toContain('hides object 51');
    const vain = packedRevision(writeFile(), { inside }).toString('latin1').replace('50 0 51 2 ', '50 0 52 2 ');
    expect(problems(latin(vain))).toMatch(/hides object 52|Object 51 is listed/);
    expect(problems(packedRevision(writeFile(), { inside: [[50, '1 2']] }))).toContain('something follows object 50');
  });

  it('judges packed objects like others', async () => {
    const verdict = await verify(
      packedRevision(once, { inside: [[7, '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>']] }),
    );
    expect(verdict.indication).toBe('TOTAL-FAILED');
    expect(refused(verdict)).toEqual(['Changed: fonts or images on page 1.']);
    const harmless = await verify(packedRevision(once, { inside: [[7, String(base[7])]] }));
    expect(harmless.indication).toBe('TOTAL-PASSED');
  });

  it('does not let a container take over the number of an object, or one that is waited for', async () => {
    const file = writeFile({ ...base, 4: String(base[4]).replace('[6 0 R]', '[6 0 R 41 0 R]') });
    const signed = signFile(file, { signer: people.anna, chain: [people.authority] });
    const waited = await verify(packedRevision(signed, { inside: [[7, String(base[7])]] }));
    expect(refused(waited).join()).toContain('Prepared content was brought forth: object 41');
    const taken = signFile(writeFile({ ...base, 40: stream('x'), 4: String(base[4]).replace('[6 0 R]', '40 0 R') }), {
      signer: people.anna,
      chain: [people.authority],
    });
    expect(refused(await verify(packedRevision(taken, { inside: [[7, String(base[7])]] }))).join()).toContain(
      'Changed: the content of page 2',
    );
  });

  it.each<[string, Buffer, RegExp]>([
    ['an empty file', Buffer.alloc(0), /The file is empty/],
    ['a text', Buffer.from('# Färdplan\n'), /not a PDF/],
    ['only a header', Buffer.from('%PDF-1.7\n'), /truncated or damaged/],
    ['bytes before the header', Buffer.concat([Buffer.from('\n'), once]), /not a PDF/],
    ['an encrypted file', writeFile(base, '/Encrypt << >>'), /encrypted/],
    ['a hybrid file', writeFile(base, '/XRefStm 10'), /hybrid/],
    [
      'a linearised file',
      latin('%PDF-1.7\n1 0 obj\n<< /Linearized 1 >>\nendobj\nstartxref\n0\n%%EOF\n'),
      /fast web view/,
    ],
    [
      'a table with a crooked row',
      latin(writeFile().toString('latin1').replace(' 00000 n \n', ' 0000 n  \n')),
      /row of object \d+ is ill-formed/,
    ],
    [
      'a table with more objects than it says',
      latin(writeFile().toString('latin1').replace('/Size 15', '/Size 12')),
      /lists more objects/,
    ],
    [
      'a table that is nowhere',
      latin(
        writeFile()
          .toString('latin1')
          .replace(/startxref\n\d+/, 'startxref\n999999'),
      ),
      /outside the allowed range/,
    ],
    ['a /Prev that points at itself', writeFile(base, `/Prev ${lastXref(writeFile())}`), /does not point back/],
  ])('%s: refused with a reason', async (_, bytes, named) => {
    const verdict = await verify(bytes);
    expect(verdict).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE', signatures: [] });
    expect(said(verdict)).toMatch(named);
  });

  it.each<[string, Buffer, RegExp]>([
    [
      'a stream that is longer than the file',
      writeFile({ ...base, 5: '<< /Length 999999 >>\nstream\nx\nendstream' }),
      /longer than the file/,
    ],
    ['a stream without a length', writeFile({ ...base, 5: '<< >>\nstream\nx\nendstream' }), /no usable \/Length/],
    [
      'a length in a circle',
      writeFile({ ...base, 5: '<< /Length 5 0 R >>\nstream\nx\nendstream' }),
      /length of a stream is not in object 5/,
    ],
    ['a key twice', writeFile({ ...base, 5: '<< /A 1 /A 2 >>' }), /\/A stands twice/],
    ['a string without end', writeFile({ ...base, 5: '(abc' }), /Expected the end of the string/],
    ['arrays without end', writeFile({ ...base, 5: '['.repeat(100_000) }), /Nested too deeply/],
    ['dictionaries without end', writeFile({ ...base, 5: '<</A'.repeat(100_000) }), /Nested too deeply/],
    [
      'an object that does not end',
      latin(writeFile().toString('latin1').replace('/Helvetica >>\nendobj', '/Helvetica >>\nendobx')),
      /Expected “endobj”/,
    ],
    [
      'an object with another number',
      latin(writeFile().toString('latin1').replace('\n6 0 obj', '\n9 0 obj')),
      /Object 9 0 stands at byte \d+, not object 6 0/,
    ],
    ['an object that no table lists', Buffer.from(hiddenObject()), /a hidden object 99/],
  ])('%s: named with its place', async (_, bytes, named) => {
    expect(problems(bytes)).toMatch(named);
    expect(said(await verify(bytes))).not.toContain(unforeseen);
    // The same under a signature: covered, so not tampering, but nothing to accept either.
    const signed = await verify(signFile(bytes, { signer: people.anna, chain: [people.authority] }));
    expect(signed).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE' });
  });

  it('does not unfold what is made to fill the memory', () => {
    const bomb = deflateSync(Buffer.alloc(150 * 1024 * 1024)).toString('latin1');
    const before = process.memoryUsage().rss;
    const one = latin('%PDF-1.7\n');
    const table = `9 0 obj\n${stream(bomb, '/Type /XRef /W [1 4 1] /Size 10 /Filter /FlateDecode ')}\nendobj\nstartxref\n${one.length}\n%%EOF\n`;
    expect(problems(Buffer.concat([one, latin(table)]))).toContain('cannot be unpacked');
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });

  it.each([
    ['pages', { 2: '<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>' }],
    ['fields', { 8: '<< /T (a) /FT /Sig /Kids [8 0 R 9 0 R] >>', 9: '<< /T (b) /Kids [8 0 R] >>' }],
    ['references', { 10: '10 0 R', 11: '12 0 R', 12: '11 0 R' }],
    ['names', { 1: '<< /Pages 1 0 R /AcroForm 1 0 R /Fields 1 0 R /Kids 1 0 R /AF 1 0 R /Metadata 1 0 R >>' }],
  ])('%s in a circle get a verdict', async (_, bodies) => {
    const verdict = await verify(update(writeFile({ ...base, ...bodies }), { 30: '1' }));
    expect(verdict).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'SIGNED_DATA_NOT_FOUND' });
  });

  it('an unsigned file is not settled', async () => {
    expect(await verify(writeFile())).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'SIGNED_DATA_NOT_FOUND',
      signatures: [],
      roadmap: { attachmentMatches: true },
    });
  });
});

/** A linearised file: the first section stands before its objects, the other one at the end (ISO 32000-1, annex F). */
function linearised(main = '0000000000'): Buffer {
  const rest = Object.entries(base).slice(1);
  const objects = Object.entries(base).map(([number, value]) => `${number} 0 obj\n${String(value)}\nendobj\n`);
  const head = '%PDF-1.7\n70 0 obj\n<< /Linearized 1 /L 1 >>\nendobj\n';
  const row = (offset: number): string => `${String(offset).padStart(10, '0')} 00000 n \n`;
  const table = (at: number): string =>
    `xref\n1 1\n${row(at)}70 1\n${row(9)}trailer\n<< /Size 71 /Root 1 0 R /Info 14 0 R ${identifier} /Prev ${main} >>\nstartxref\n0\n%%EOF\n`;
  const start = head.length + table(0).length;
  let at = start;
  const places = objects.map((object) => (at += object.length) - object.length);
  if (main === '0000000000') return linearised(String(at).padStart(10, '0'));
  const others = rest.map(([number], index) => `${number} 1\n${row(places[index + 1] ?? 0)}`).join('');
  const end = `xref\n${others}trailer\n<< /Size 15 >>\nstartxref\n${head.length}\n%%EOF\n`;
  return latin(head + table(places[0] ?? 0) + objects.join('') + end);
}

/** The base file with an object between two others, the table put right. */
function hiddenObject(): Buffer {
  const extra = '99 0 obj\n<< >>\nendobj\n';
  const parts = writeFile().toString('latin1');
  const at = parts.indexOf('xref\n');
  return latin(
    `${parts.slice(0, at)}${extra}${parts.slice(at).replace(/startxref\n\d+/, `startxref\n${at + extra.length}`)}`,
  );
}
