import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../setup/runs.js';
import { once, people, refused, said, twice, unforeseen, verify } from './support/files.js';
import { contentsOf, signFile, writeFile } from './support/pdf-writer.js';

const files = [once, twice];
const whole = runs(250);
const hole = files.map(contentsOf);
const isHex = (byte: number): boolean => /[0-9a-f]/i.test(String.fromCharCode(byte));

/** A file, and a place in it that the signature of its last revision covers. */
const covered = fc.nat(1).chain((index) => {
  const file = files[index] ?? once;
  const { start, end } = hole[index] ?? { start: 0, end: 0 };
  const before = fc.nat(start - 1);
  const after = fc.integer({ min: end, max: file.length - 1 });
  return fc.tuple(fc.constant(file), fc.oneof(before, after));
});

function replaced(file: Buffer, place: number, byte: number): Buffer {
  const copy = Buffer.from(file);
  copy[place] = byte;
  return copy;
}

describe('tampering', () => {
  it('with any byte that a signature covers never passes', async () => {
    await fc.assert(
      fc.asyncProperty(covered, fc.integer({ min: 1, max: 255 }), async ([file, place], flip) => {
        const verdict = await verify(replaced(file, place, (file[place] ?? 0) ^ flip));
        expect(verdict.indication).not.toBe('TOTAL-PASSED');
        expect(said(verdict)).not.toContain(unforeseen);
        expect(said(verdict)).not.toBe('');
      }),
      whole,
    );
  });

  it('with any byte of Contents never passes unless it spells the same value', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1), fc.nat(), fc.nat(255), async (index, offset, byte) => {
        const file = files[index] ?? once;
        const { start, end } = hole[index] ?? { start: 0, end: 1 };
        const place = start + (offset % (end - start));
        const old = file[place] ?? 0;
        fc.pre(byte !== old);
        const same = isHex(byte) && String.fromCharCode(byte).toLowerCase() === String.fromCharCode(old).toLowerCase();
        const verdict = await verify(replaced(file, place, byte));
        expect(verdict.indication === 'TOTAL-PASSED').toBe(same);
        expect(said(verdict)).not.toContain(unforeseen);
      }),
      whole,
    );
  });

  it('with each single byte of the signature value never passes (sweep)', { timeout: 120_000 }, async () => {
    const { start, end } = contentsOf(once);
    const used = Buffer.from(once.toString('latin1', start, end).replace(/(00)+$/, ''), 'hex').length;
    for (let index = 0; index < used + 2; index += 1) {
      const place = start + index * 2;
      const value = parseInt(once.toString('latin1', place, place + 2), 16);
      // Bit 0 turns object identifiers and versions into their neighbours, bit 5 one kind of element into another.
      const flip = [0x01, 0x20][index % 2] ?? 1;
      const copy = Buffer.from(once);
      copy.write((value ^ flip).toString(16).padStart(2, '0'), place, 'latin1');
      const verdict = await verify(copy);
      expect(verdict.indication, `byte ${index} of the signature value`).not.toBe('TOTAL-PASSED');
    }
  });

  it('by writing the value in capitals changes nothing', async () => {
    const { start, end } = contentsOf(once);
    const copy = Buffer.from(once);
    copy.write(once.toString('latin1', start, end).toUpperCase(), start, 'latin1');
    expect(await verify(copy)).toEqual(await verify(once));
  });

  it('by inserting bytes anywhere is named', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1),
        fc.nat(),
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        async (index, offset, bytes) => {
          const file = files[index] ?? once;
          const place = offset % file.length;
          const verdict = await verify(Buffer.concat([file.subarray(0, place), bytes, file.subarray(place)]));
          expect(verdict.indication).toBe('TOTAL-FAILED');
          expect(said(verdict)).not.toContain(unforeseen);
        },
      ),
      whole,
    );
  });

  it('by inserting or removing bytes says how many', async () => {
    const inserted = await verify(Buffer.concat([twice.subarray(0, 300), Buffer.from('12345'), twice.subarray(300)]));
    expect(said(inserted)).toContain('stands 5 bytes later than the file says');
    const removed = await verify(Buffer.concat([twice.subarray(0, 300), twice.subarray(307)]));
    expect(said(removed)).toContain('stands 7 bytes earlier than the file says');
    const late = await verify(
      Buffer.concat([twice.subarray(0, once.length + 9), Buffer.from('12'), twice.subarray(once.length + 9)]),
    );
    expect(refused(late).join()).toMatch(
      /bytes after byte \d+ belong to no valid revision of the file\. The file's table stands 2 bytes later/,
    );
    expect(late.signatures).toMatchObject([{ signer: people.anna.name, indication: 'TOTAL-FAILED' }]);
  });

  it.each([
    ['a line end', '\n'],
    ['a space', ' '],
    ['a zero', '\0'],
    ['a comment', '% hej\n'],
    ['a second %%EOF', '%%EOF\n'],
    ['a second startxref', 'startxref\n0\n%%EOF\n'],
    ['an object without a table', '50 0 obj\n<< /Type /Page >>\nendobj\n'],
    ['a whole other file', once.toString('latin1')],
  ])('by appending %s is named with its place', async (_, more) => {
    for (const file of files) {
      const verdict = await verify(Buffer.concat([file, Buffer.from(more, 'latin1')]));
      expect(verdict.indication).toBe('TOTAL-FAILED');
      expect(refused(verdict).join()).toContain(`${more.length} byte`);
      expect(refused(verdict).join()).toContain(String(file.length));
      expect(verdict.signatures.map(({ signer }) => signer)).toContain('Anna Exempel (TEST)');
    }
  });

  it('by appending a line end to a file that ends without one is named too', async () => {
    const bare = signFile(writeFile(), { signer: people.anna, chain: [people.authority], bareEnd: true });
    expect(bare.toString('latin1').endsWith('%%EOF')).toBe(true);
    expect((await verify(bare)).indication).toBe('TOTAL-PASSED');
    const verdict = await verify(Buffer.concat([bare, Buffer.from('\n')]));
    expect(verdict.indication).toBe('TOTAL-FAILED');
    expect(refused(verdict)).toEqual([`1 bytes were appended after byte ${bare.length}, where the signed file ends.`]);
  });

  it('by cutting the file off never passes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (offset) => {
        const verdict = await verify(twice.subarray(0, offset % twice.length));
        // The first signature alone is a sound file.
        const isOnce = offset % twice.length === once.length;
        expect(verdict.indication === 'TOTAL-PASSED').toBe(isOnce);
        expect(said(verdict)).not.toContain(unforeseen);
      }),
      whole,
    );
  });

  it('of every kind gets a verdict: random bytes and many changes at once', async () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 6 })), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), edits, async (random, changes) => {
        for (const start of ['', '%PDF-1.7\n']) {
          const verdict = await verify(Buffer.concat([Buffer.from(start), random]));
          expect(verdict).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' });
        }
        let file = Buffer.from(twice);
        for (const [offset, bytes] of changes) {
          const place = offset % file.length;
          file = Buffer.concat([file.subarray(0, place), bytes, file.subarray(place + bytes.length)]);
        }
        fc.pre(!file.equals(twice));
        const verdict = await verify(file);
        expect(verdict.indication).not.toBe('TOTAL-PASSED');
        expect(said(verdict)).not.toContain(unforeseen);
      }),
      whole,
    );
  });
});
