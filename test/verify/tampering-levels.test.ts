import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../setup/runs.js';
import { said, unforeseen } from './support/files.js';
import { atLevels, days, judge } from './support/levels.js';

const files = atLevels('p-256');
const at = days(1);

/** Offsets of the hex digits of every /Contents, in order, without the unused room. */
function holes(file: Buffer): { start: number; end: number }[] {
  return [...file.toString('latin1').matchAll(/\/Contents <([0-9a-f]{200,})>/g)].map(({ index, 1: digits = '' }) => {
    const start = index + '/Contents <'.length;
    return { start, end: start + digits.replace(/(00)+$/, '').length };
  });
}

const flipped = (file: Buffer, place: number, flip: number): Buffer => {
  const copy = Buffer.from(file);
  copy[place] = (copy[place] ?? 0) ^ flip;
  return copy;
};

/** Changes one byte that a pair of hex digits spells. */
function respelled(file: Buffer, place: number, flip: number): Buffer {
  const copy = Buffer.from(file);
  const value = parseInt(file.toString('latin1', place, place + 2), 16);
  copy.write((value ^ flip).toString(16).padStart(2, '0'), place, 'latin1');
  return copy;
}

describe('a file that passes, changed', () => {
  it('passes before that', async () => {
    for (const level of ['B-LT', 'B-LTA'] as const)
      expect((await judge(files[level], at)).indication).toBe('TOTAL-PASSED');
  });

  it.each(['B-T', 'B-LT', 'B-LTA'] as const)(
    'in any byte at %s never gets better',
    { timeout: 120_000 },
    async (level) => {
      const file = files[level];
      const open = holes(file);
      const isRoom = (place: number): boolean => open.some(({ start, end }) => place >= start && place < end + 13_000);
      await fc.assert(
        fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (place, flip) => {
          fc.pre(!isRoom(place));
          const verdict = await judge(flipped(file, place, flip), at);
          // Bytes of validation data in a B-LT file are covered by nothing; what they say is checked all the same.
          expect(verdict.indication).not.toBe('TOTAL-PASSED');
          expect(said(verdict)).not.toContain(unforeseen);
        }),
        runs(60),
      );
    },
  );

  it.each(['B-LT', 'B-LTA'] as const)(
    'in any byte of a signature or time-stamp value at %s never passes',
    { timeout: 120_000 },
    async (level) => {
      const file = files[level];
      const open = holes(file);
      await fc.assert(
        fc.asyncProperty(
          fc.nat(open.length - 1),
          fc.nat(),
          fc.integer({ min: 1, max: 255 }),
          async (index, offset, flip) => {
            const { start, end } = open[index] ?? { start: 0, end: 2 };
            const place = start + (offset % Math.floor((end - start) / 2)) * 2;
            const verdict = await judge(respelled(file, place, flip), at);
            expect(verdict.indication).not.toBe('TOTAL-PASSED');
            expect(said(verdict)).not.toContain(unforeseen);
          },
        ),
        runs(80),
      );
    },
  );

  it('in the unused room of a time-stamp is named', async () => {
    const file = files['B-LTA'];
    const { end } = holes(file).at(-1) ?? { end: 0 };
    const verdict = await judge(respelled(file, end + 40, 1), at);
    expect(verdict.indication).toBe('TOTAL-FAILED');
  });

  it('by cutting it off is a lower level, or fails', async () => {
    const file = files['B-LTA'];
    const ends = new Set([files['B-T'].length, files['B-LT'].length]);
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), async (length) => {
        const verdict = await judge(file.subarray(0, length), at);
        if (!ends.has(length)) expect(verdict.indication).not.toBe('TOTAL-PASSED');
      }),
      runs(30),
    );
  });
});
