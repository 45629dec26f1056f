import { describe, expect, test } from 'vitest';
import { diffRoadmaps } from '../../../src/diff/diff-roadmaps.js';
import { caseOf, changesOf, mutations, originals, roadmapOf, scoreOf } from './cases.js';
import { scoreCauses } from './causes.js';
import { readDraft, writeDraft } from './draft.js';

// `TRUTH=1000 npx vitest run test/diff/truth` runs as many and prints how each mutation came out.
const count = Number(process.env['TRUTH']) || 150;

describe('the generator', () => {
  test.each(originals)('$region: a draft says what its original says', ({ text, profile }) => {
    const [one, two] = [roadmapOf(text, profile), roadmapOf(writeDraft(readDraft(text)).text, profile)];
    expect(diffRoadmaps(one, two, { profile })).toEqual([]);
  });
});

test(`${count} roadmaps with known truth`, { timeout: 600_000 }, () => {
  const rows = new Map(Object.keys(mutations).map((name) => [name, { cases: 0, clean: 0 }]));
  const total = { items: 0, right: 0, weights: 0, weighed: 0 };
  const misses: string[] = [];
  const causes = { changes: 0, right: 0, misses: [] as string[] };
  for (let seed = 0; seed < count; seed += 1) {
    const one = caseOf(seed);
    const changes = changesOf(one);
    const result = scoreOf(one, changes);
    const attributed = scoreCauses(one, changes);
    causes.changes += attributed.changes;
    causes.right += attributed.right;
    causes.misses.push(...attributed.misses);
    for (const key of ['items', 'right', 'weights', 'weighed'] as const) total[key] += result[key];
    for (const name of new Set(one.done)) {
      const row = rows.get(name);
      if (row) Object.assign(row, { cases: row.cases + 1, clean: row.clean + (result.misses.length === 0 ? 1 : 0) });
    }
    misses.push(
      ...result.misses.map(
        ({ uid, expected, got }) => `seed ${seed} ${uid}: expected ${expected}, got ${got} [${one.done.join('; ')}]`,
      ),
    );
  }
  if (process.env['TRUTH']) {
    const table = [...rows].map(
      ([name, { cases, clean }]) =>
        `${name.padEnd(50)} ${String(cases).padStart(5)} cases, ${((100 * clean) / Math.max(1, cases)).toFixed(1).padStart(5)} % without a miss`,
    );
    const share = (part: number, whole: number) => `${part} of ${whole}, ${((100 * part) / whole).toFixed(2)} %`;
    process.stdout.write(
      `\n${table.join('\n')}\n\nkind and pairing right: ${share(total.right, total.items)}\nweight right: ${share(total.weighed, total.weights)}\ncauses right: ${share(causes.right, causes.changes)}\n\n${[...misses.slice(0, 200), ...causes.misses.slice(0, 100)].join('\n')}\n`,
    );
  }
  expect(total.right / total.items, misses.slice(0, 40).join('\n')).toBeGreaterThanOrEqual(0.98);
  expect(total.weighed / total.weights).toBeGreaterThanOrEqual(0.98);
  expect(causes.right / causes.changes, causes.misses.slice(0, 20).join('\n')).toBeGreaterThanOrEqual(0.95);
});
