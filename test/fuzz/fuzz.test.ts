import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { runs } from '../setup/runs.js';
import { update } from '../verify/support/pdf-writer.js';
import { choices } from './choices.js';
import { elementsOf, encoded } from './der-mutation.js';
import { makeSeeds } from './make-seeds.js';
import { mutate } from './mutate.js';
import { meaning } from './meaning.js';
import { judged } from './oracle.js';
import { mapped } from './seeds.js';
import type { Mapped } from './seeds.js';

let seeds: Mapped[] = [];
beforeAll(async () => {
  seeds = (await makeSeeds()).map(mapped);
});

// The same as scripts/fuzz.mjs does for hours, without the guidance of coverage.
describe('mutated signed files', () => {
  it(
    'never throw, and never pass when they say something else than what was signed',
    { timeout: 600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ minLength: 4, maxLength: 120 }), async (program) => {
          const { file, seed } = mutate(seeds, choices(program));
          expect((await judged(file, seed, seeds)).wrong).toBeNull();
        }),
        runs(250),
      );
    },
  );
});

describe('what inputs are made with', () => {
  it('the seeds themselves pass', async () => {
    for (const seed of seeds)
      expect(await judged(seed.bytes, seed, seeds)).toEqual({ indication: 'TOTAL-PASSED', wrong: null });
  });

  it('the value of a signature is taken apart and put together again without a change', () => {
    for (const { bytes, holes } of seeds) {
      for (const { start, end } of holes) {
        const value = Buffer.from(bytes.toString('latin1', start, end), 'hex');
        const der = value.subarray(0, value.readUInt16BE(2) + 4);
        expect(encoded(elementsOf(der) ?? [])).toEqual(der);
      }
    }
  });

  it('most mutations change the file, and by far not all of them at its end', () => {
    const kinds = { same: 0, before: 0, after: 0 };
    for (const program of fc.sample(fc.uint8Array({ minLength: 20, maxLength: 80 }), { numRuns: 200, seed: 7 })) {
      const { file, seed } = mutate(seeds, choices(program));
      const prefix = file.subarray(0, seed.bytes.length).equals(seed.bytes);
      kinds[file.equals(seed.bytes) ? 'same' : prefix ? 'after' : 'before'] += 1;
    }
    expect(kinds.same).toBeLessThan(40);
    expect(kinds.before).toBeGreaterThan(60);
    expect(kinds.after).toBeGreaterThan(20);
  });

  it('another library sees what an update changes, and that a signature changes nothing', async () => {
    const [once, twice] = seeds;
    const before = await meaning(once?.bytes ?? Buffer.alloc(0));
    expect(before).toContain('MediaBox');
    expect(await meaning(twice?.bytes ?? Buffer.alloc(0))).toBe(before);
    const changed = update(once?.bytes ?? Buffer.alloc(0), { 6: '<< /Length 0 >>\nstream\n\nendstream' });
    expect(await meaning(changed)).not.toBe(before);
  });
});
