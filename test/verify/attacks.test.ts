import { describe, expect, it } from 'vitest';
import { base, catalog, expectRefused, other, page2, page1, signedWith } from './support/attack.js';
import { contentsOf, lastXref, latin, sekreterare, signFile, update, writeFile } from './support/pdf-writer.js';
import { once, people, said, verify } from './support/files.js';

const { anna, bo, authority } = people;

describe('shadow attacks', () => {
  it('hide: content that old objects referred to in vain comes to light', async () => {
    const first = signedWith({ 4: page2.replace('[6 0 R]', '[6 0 R 40 0 R]') });
    expect((await verify(first)).indication).toBe('TOTAL-PASSED');
    await expectRefused(
      update(first, { 40: other }),
      /Prepared content was brought forth: object 40, which page 2 referred to/,
    );
    // The same, dressed up as the appearance of a signature.
    const dressed = signFile(first, {
      signer: bo,
      chain: [authority],
      field: sekreterare,
      value: 21,
      fieldMore: '/AP << /N 40 0 R >> ',
      more: { 40: other },
    });
    await expectRefused(dressed, /Prepared content was brought forth: object 40/);
  });

  it('replace: an old array that a page and the form share grows for both', async () => {
    const first = signedWith({
      3: page1.replace('[8 0 R 9 0 R]', '50 0 R'),
      10: '<< /Fields 50 0 R /SigFlags 3 >>',
      50: '[8 0 R 9 0 R]',
    });
    expect((await verify(first)).indication).toBe('TOTAL-PASSED');
    const more = { 50: '[8 0 R 9 0 R 51 0 R]', 51: '<< /Subtype /Widget /FT /Sig /T (x) /Rect [0 0 0 0] >>' };
    await expectRefused(update(first, more), /Changed: /);
  });

  it('replace: validation data that are also page content', async () => {
    const first = signedWith({
      1: catalog.replace('/Pages', '/DSS << /Certs 50 0 R >> /Pages'),
      4: page2.replace('[6 0 R]', '50 0 R'),
      50: '[6 0 R]',
    });
    expect((await verify(first)).indication).toBe('TOTAL-PASSED');
    await expectRefused(update(first, { 50: '[6 0 R 51 0 R]', 51: other }), /Changed: /);
  });

  it('hide and replace: a table that points back into the signed bytes', async () => {
    const hidden = latin(`6 0 obj\n${other}\nendobj\n`);
    const file = writeFile({ ...base, 41: `<< /X (${'y'.repeat(hidden.length)}) >>` });
    const place = file.indexOf('y'.repeat(hidden.length));
    hidden.copy(file, place);
    const first = signFile(file, { signer: anna, chain: [authority] });
    const xref = `xref\n6 1\n${String(place).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 60 /Prev ${lastXref(first)} /Root 1 0 R /Info 14 0 R >>\nstartxref\n${first.length}\n%%EOF\n`;
    await expectRefused(Buffer.concat([first, latin(xref)]), /Object 6 is listed at a place outside the revision/);
  });
});

describe('attacks on the structure', () => {
  it('a page hidden behind a broken table', async () => {
    const good = update(once, { 2: '<< /Type /Pages /Kids [3 0 R 4 0 R 30 0 R] /Count 3 >>', 30: page2 });
    const broken = good.toString('latin1').replace(/xref\n2 1\n\d{10}/, 'xref\n2 1\n0000000007');
    await expectRefused(latin(broken), /2 is listed at a place outside|bytes/);
    const noTable = latin(good.toString('latin1').replace(/xref\n(?=2 1\n)/, 'xxxx\n'));
    await expectRefused(noTable, /bytes after byte \d+ belong to no valid revision/);
  });

  it('objects between a table and its startxref, and between objects', async () => {
    const good = update(once, { 30: other }).toString('latin1');
    const extra = '6 0 obj\n<< >>\nendobj\n';
    await expectRefused(
      latin(good.replace(/startxref(?=\n\d+\n%%EOF\n$)/, `${extra}startxref`)),
      /belong to no valid revision/,
    );
    const tail = good.slice(once.length);
    const shifted = tail
      .replace(/xref\n30 1/, `${extra}xref\n30 1`)
      .replace(/startxref\n(\d+)/, (_, at: string) => `startxref\n${Number(at) + extra.length}`);
    await expectRefused(Buffer.concat([once, latin(shifted)]), /a hidden object 6/);
  });

  it('a table that loops or points forward', async () => {
    const good = update(once, { 30: other }).toString('latin1');
    const own = lastXref(latin(good));
    await expectRefused(
      latin(good.replace(new RegExp(`/Prev ${lastXref(once)} `), `/Prev ${own} `)),
      /belong to no valid revision|does not point back/,
    );
  });

  it('two objects of one number, or one behind another', async () => {
    const file = update(once, { 30: other }).toString('latin1');
    await expectRefused(
      latin(file.replace('xref\n30 1', 'xref\n31 1')),
      /Object 30 0 stands at byte \d+, not object 31 0/,
    );
    const doubled = file.replace(/xref\n30 1\n(.{19})\n/, 'xref\n30 1\n$1\n30 1\n$1\n');
    await expectRefused(latin(doubled), /bytes after byte/);
  });
});

describe('attacks on the signature dictionary', () => {
  /** Rewrites part of the first signature’s dictionary without moving anything. */
  const rewrite = (from: RegExp, to: (match: string) => string): Buffer =>
    latin(once.toString('latin1').replace(from, (match) => to(match).padEnd(match.length)));

  it.each<[string, Buffer, RegExp]>([
    ['ByteRange missing', rewrite(/\/ByteRange \[[^\]]*\]/, () => ''), /does not say which bytes/],
    ['ByteRange null', rewrite(/\/ByteRange \[[^\]]*\]/, () => '/ByteRange null'), /does not say which bytes/],
    ['ByteRange empty', rewrite(/\/ByteRange \[[^\]]*\]/, () => '/ByteRange []'), /does not say which bytes/],
    ['ByteRange of three', rewrite(/(?<=\/ByteRange \[0 \d+ \d+) \d+/, () => ''), /does not say which bytes/],
    [
      'ByteRange over less',
      rewrite(/(?<=\/ByteRange \[0 \d+ \d+ )\d+/, (all) => String(Number(all) - 5)),
      /does not end where/,
    ],
    [
      'ByteRange with a hole that ends later',
      rewrite(/(?<=\/ByteRange \[0 \d+ )\d+ \d+/, (all) => {
        const [second = 0, length = 0] = all.split(' ').map(Number);
        return `${second + 1} ${length - 1}`;
      }),
      /leaves out more than its own value/,
    ],
    [
      'ByteRange with a wider hole',
      rewrite(/(?<=\/ByteRange \[0 )\d+/, (all) => String(Number(all) - 1)),
      /leaves out more than its own value/,
    ],
    ['Contents missing', rewrite(/\/Contents </, () => '/Contentz <'), /The signature is empty/],
    ['Contents null', rewrite(/\/Contents <[0-9a-f]*>/, () => '/Contents null'), /The signature is empty/],
    ['Contents empty', rewrite(/\/Contents <[0-9a-f]*>/, () => '/Contents <>'), /The signature is empty/],
    [
      'Contents of zeros',
      rewrite(/\/Contents <[0-9a-f]*>/, (all) => all.replace(/[0-9a-f](?=[^<]*>)/g, '0')),
      /ill-built|breaks at byte|another type/,
    ],
  ])('universal forgery, %s', async (_, file, named) => {
    const verdict = await verify(file);
    expect(verdict.indication).toBe('TOTAL-FAILED');
    expect(said(verdict)).toMatch(named);
  });

  it('wrapping: the signed bytes moved behind a new hole', async () => {
    // The second part of the signed bytes is copied to the end, and the first ByteRange made to point there.
    const { start, end } = contentsOf(once);
    const tail = once.subarray(end + 1);
    const evil = latin(`6 0 obj\n${other}\nendobj\n`);
    const room = Buffer.concat([once.subarray(0, end + 1), evil, tail]);
    const ranged = room
      .toString('latin1')
      .replace(/\/ByteRange \[0 \d+ \d+ (\d+) *\]/, (all, last: string) =>
        `/ByteRange [0 ${start - 1} ${end + 1 + evil.length} ${last}]`.padEnd(all.length),
      );
    const verdict = await verify(latin(ranged));
    expect(verdict.indication).toBe('TOTAL-FAILED');
    const second = update(once, { 6: other });
    const wrapped = second
      .toString('latin1')
      .replace(
        /\/ByteRange \[0 (\d+) (\d+) (\d+)( *)\]/,
        (_, one: string, two: string, three: string, pad: string) =>
          `/ByteRange [0 ${one} ${two} ${Number(three) + 9}${pad}]`,
      );
    const reaching = await verify(latin(wrapped));
    expect(reaching.indication).toBe('TOTAL-FAILED');
    expect(said(reaching)).toContain('does not end where the revision');
  });

  it('the old signature in a new dictionary', async () => {
    const value = once.toString('latin1', contentsOf(once).start, contentsOf(once).end);
    const copied = update(once, {
      9: String(base[9]).replace(' >>', ' /V 21 0 R >>'),
      21: `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 ${contentsOf(once).start - 1} ${contentsOf(once).end + 1} ${once.length - contentsOf(once).end - 1}] /Contents <${value}> >>`,
    });
    const verdict = await verify(copied);
    expect(verdict.indication).toBe('TOTAL-FAILED');
    expect(verdict.signatures).toMatchObject([
      { field: 'ordforande', indication: 'TOTAL-PASSED' },
      { field: 'sekreterare', indication: 'TOTAL-FAILED' },
    ]);
  });

  it('a signature cut out of its field is not “unsigned”', async () => {
    const verdict = await verify(latin(once.toString('latin1').replace('/V 20 0 R', '/W 20 0 R')));
    expect(verdict.indication).toBe('TOTAL-FAILED');
    expect(said(verdict)).toContain('no signature field leads to');
  });
});
