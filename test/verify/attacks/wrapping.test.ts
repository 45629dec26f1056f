import { describe, expect, it } from 'vitest';
import { base, other, page2 } from '../support/attack.js';
import { once, verify } from '../support/files.js';
import { contentsOf, identifier, lastXref, latin, update } from '../support/pdf-writer.js';
import { expectCaught } from './attack-outcome.js';

// Signature wrapping: the signed bytes are all still there, and ByteRange finds them, but something stands between them that readers see.

const text = once.toString('latin1');
const { start, end } = contentsOf(once);
const gap = { from: start - 1, to: end + 1 };
const tail = once.subarray(gap.to);
const evil = `6 0 obj\n${other}\nendobj\n`;

/** ByteRange of the first signature written anew, in the same room. */
const ranged = (file: Buffer, [second, length, wide]: [number, number, number?]): Buffer =>
  latin(
    file
      .toString('latin1')
      .replace(/\/ByteRange \[0 \d+ \d+ \d+ *\]/, (all) =>
        `/ByteRange [0 ${wide ?? gap.from} ${second} ${length}`.padEnd(all.length - 1).concat(']'),
      ),
  );

/** The first part, something in between, and the second part moved behind it. */
const moved = (between: string): Buffer =>
  ranged(Buffer.concat([once.subarray(0, gap.to), latin(between), tail]), [gap.to + between.length, tail.length]);

const wide = { en: /leaves out more than its own value/, sv: /lämnar ut mer än sitt eget värde/ };
const broken = {
  en: /stands? \d+ bytes later|no valid revision|cannot be read/,
  sv: /senare än filen säger|ingen? giltig version|går inte att läsa/,
};

describe('signature wrapping', () => {
  it('starts from a file that passes when nothing is put in between', async () => {
    expect((await verify(ranged(once, [gap.to, tail.length]))).indication).toBe('TOTAL-PASSED');
  });

  it('objects in the hole, the old table moved with the rest', async () => {
    await expectCaught(moved(`\n${evil}`), broken);
  });

  it('objects and a table of their own in the hole', async () => {
    const at = gap.to + 1 + evil.length;
    const table = `xref\n6 1\n${String(gap.to + 1).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 60 /Root 1 0 R /Info 14 0 R ${identifier} /Prev ${lastXref(once)} >>\nstartxref\n${at}\n%%EOF\n`;
    await expectCaught(moved(`\n${evil}${table}`), broken);
  });

  it('a table at the end, over objects in the hole, behind the whole of what was signed', async () => {
    const file = moved(`\n${evil}`);
    const shift = evil.length + 1;
    // The moved table is corrected for: it lies outside of what can be signed.
    const xref = `xref\n6 1\n${String(gap.to + 1).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 60 /Root 1 0 R /Info 14 0 R ${identifier} /Prev ${lastXref(once) + shift} >>\nstartxref\n${file.length}\n%%EOF\n`;
    await expectCaught(Buffer.concat([file, latin(xref)]), { en: /./, sv: /./ });
  });

  it('the second part copied to the end, behind a whole update', async () => {
    const changed = update(once, { 6: other });
    const file = Buffer.concat([changed, tail]);
    await expectCaught(ranged(file, [changed.length, tail.length]), {
      en: /leaves out more than its own value|no valid revision/,
      sv: /lämnar ut mer|giltig version/,
    });
  });

  it('the update reached by a longer second part', async () => {
    const changed = update(once, { 6: other });
    const file = ranged(changed, [gap.to, changed.length - gap.to]);
    await expectCaught(file, { en: /does not end where the revision/, sv: /slutar inte där den version/ });
  });

  it('a hole that begins before the value, or ends after it', async () => {
    await expectCaught(ranged(once, [gap.to, tail.length, gap.from - 1]), wide);
    await expectCaught(ranged(once, [gap.to + 1, tail.length - 1]), wide);
    await expectCaught(ranged(once, [gap.to, tail.length, gap.from + 1]), wide);
    await expectCaught(ranged(once, [gap.to - 1, tail.length + 1]), wide);
  });

  it('a second Contents between the parts: the first is signed, the second is read, and the other way round', async () => {
    const [value = ''] = /<[0-9a-f]*>/.exec(text.slice(gap.from)) ?? [];
    const twice = text.replace(`/Contents ${value}`, `/Contents ${value} /Contents <00>`);
    await expectCaught(latin(twice), {
      en: /stands twice|bytes later|no valid revision/,
      sv: /två gånger|senare|giltig version/,
    });
  });

  it('the value wrapped in another dictionary that stands where the signed one did', async () => {
    const file = update(once, {
      20: '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <3000> >>',
    });
    await expectCaught(file, {
      en: /Changed: the signature in the field ordforande|leaves out more/,
      sv: /Ändrat: signaturen i fältet ordforande|lämnar ut mer/,
    });
  });

  it('the old signature pointed to from a new field, so that it seems to sign what is there now', async () => {
    const field = String(base[9]).replace(' >>', ' /V 20 0 R >>');
    await expectCaught(update(once, { 4: page2.replace('[6 0 R]', '[50 0 R]'), 9: field, 50: other }), {
      en: /was given a signature that was already in the file/,
      sv: /signatur som redan fanns i filen/,
    });
  });

  it('a copy of the signature dictionary with its old ranges in a new revision', async () => {
    const [dictionary = ''] = /<< \/Type \/Sig [^]*?>>/.exec(text.slice(text.lastIndexOf('20 0 obj'))) ?? [];
    const field = String(base[9]).replace(' >>', ' /V 21 0 R >>');
    await expectCaught(update(once, { 9: field, 21: dictionary }), {
      en: /leaves out more than its own value/,
      sv: /lämnar ut mer än sitt eget värde/,
    });
  });
});
