import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChanges } from '../../src/diff/apply-changes.js';
import { canonicalRoadmap } from '../../src/diff/canonical-roadmap.js';
import { diffRoadmaps } from '../../src/diff/diff-roadmaps.js';
import { reverseChanges } from '../../src/diff/reverse-changes.js';
import { sortedJson } from '../../src/diff/sorted-json.js';
import type { Change } from '../../src/model/change.js';
import { runs } from '../setup/runs.js';
import { copied, plan, written } from './generated.js';
import { mutations } from './mutations.js';
import { examples, revisions, unwritten } from './revisions.js';
import { roadmap } from './workspace.js';

// Runs that find what a change of the engine breaks, which FUZZ multiplies.
const usual = 40;

const several = fc.array(fc.oneof(...Object.values(mutations)), { minLength: 1, maxLength: 6 });
const generated = fc.tuple(plan, several).map(([before, list]) => {
  const after = copied(before);
  for (const mutate of list) mutate(after);
  return [roadmap(written(before)), roadmap(written(after))] as const;
});

const carriedOver = (changes: readonly Change[]) => JSON.parse(JSON.stringify(changes)) as Change[];

describe.each([
  ['generated roadmaps', generated],
  ['revisions of the examples', revisions],
])('%s', (_, pairs) => {
  test('the changes, made to the earlier revision, give the later', () => {
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        const changes = carriedOver(diffRoadmaps(before, after));
        const untouched = structuredClone(before.model);
        expect(canonicalRoadmap(applyChanges(before.model, changes))).toEqual(canonicalRoadmap(after.model));
        expect(before.model).toEqual(untouched);
      }),
      runs(usual),
    );
  });

  test('the changes, reversed, lead back', () => {
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        const back = reverseChanges(diffRoadmaps(before, after));
        expect(canonicalRoadmap(applyChanges(after.model, back))).toEqual(canonicalRoadmap(before.model));
      }),
      runs(usual),
    );
  });

  test('the changes, reversed, say what a comparison the other way round says', () => {
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        const told = (changes: readonly Change[]) => changes.map((change) => sortedJson(change)).sort();
        expect(told(reverseChanges(diffRoadmaps(before, after)))).toEqual(told(diffRoadmaps(after, before)));
      }),
      runs(usual),
    );
  });

  test('there are no changes between a revision and its normal form, nor itself', () => {
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        expect(diffRoadmaps(before, before)).toEqual([]);
        const normal = canonicalRoadmap(after.model);
        expect(diffRoadmaps(after, unwritten(normal))).toEqual([]);
        expect(canonicalRoadmap(normal)).toEqual(normal);
      }),
      runs(usual),
    );
  });
});

test('two sections in one, twice and with one id, say the same from both sides of who still refers to it', () => {
  const [before] = examples;
  if (!before) throw new Error('no examples');
  const model = structuredClone(before.model);
  const inside = model.sections[0]?.sections ?? [];
  expect(inside.slice(0, 2).map(({ id }) => id)).toEqual(['barnets-basta', 'regional-utveckling']);
  const [one, other] = inside;
  if (one && other) one.text += `\n\n${other.text}`;
  inside[1] = structuredClone(inside[0] as (typeof inside)[0]);
  const after = unwritten(model);
  const told = (changes: readonly Change[]) => changes.map((change) => sortedJson(change)).sort();
  const changes = diffRoadmaps(before, after);
  expect(told(reverseChanges(changes))).toEqual(told(diffRoadmaps(after, before)));
  expect(canonicalRoadmap(applyChanges(before.model, changes))).toEqual(canonicalRoadmap(model));
});

test('items that are quite alike keep their order, from both sides', () => {
  const [example] = examples;
  const section = example?.model.sections.find(({ indicators }) => (indicators?.length ?? 0) > 1);
  const [one, other] = section?.indicators ?? [];
  if (!example || !section || !one || !other) throw new Error('no indicators');
  const made = (indicators: (typeof one)[]) =>
    unwritten({ ...example.model, sections: [{ ...section, text: '', sections: [], indicators }] });
  const told = (changes: readonly Change[]) => changes.map((change) => sortedJson(change)).sort();
  const some = fc.array(fc.constantFrom(one, other), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(some, some, (earlier, later) => {
      const [before, after] = [made(earlier), made(later)];
      const changes = diffRoadmaps(before, after);
      expect(told(reverseChanges(changes))).toEqual(told(diffRoadmaps(after, before)));
      expect(canonicalRoadmap(applyChanges(before.model, changes))).toEqual(canonicalRoadmap(after.model));
    }),
    runs(200),
  );
});

test('a section of as much from two others is a piece of the first of them, from both sides', () => {
  const [x, y] = [
    'Det som sparas hos den ena ska räknas fram innan',
    'Det som delas av flera ska alla få tillgång till',
  ];
  expect(x?.length).toBe(y?.length);
  const [kept, stays] = [
    'Invånare deltar när vården planeras och följs upp.',
    'Kompetens finns där den behövs varje dag.',
  ];
  const before = roadmap(`## Delaktighet {#a}\n\n${kept}\n\n${x}\n\n## Kompetens {#b}\n\n${stays}\n\n${y}`);
  for (const [one, other] of [
    [x, y],
    [y, x],
  ]) {
    const after = roadmap(
      `## Delaktighet {#a}\n\n${kept}\n\n## Kompetens {#b}\n\n${stays}\n\n## Ekonomi {#c}\n\n${one}\n\n${other}`,
    );
    const told = (changes: readonly Change[]) => changes.map((change) => sortedJson(change)).sort();
    const changes = diffRoadmaps(before, after);
    expect(changes.flatMap(({ kind, id }) => (kind === 'split' ? [id] : []))).toEqual(['a']);
    expect(told(reverseChanges(changes))).toEqual(told(diffRoadmaps(after, before)));
  }
});

test('changes of another roadmap are refused', () => {
  const [one, two] = examples;
  if (!one || !two) throw new Error('no examples');
  const changes = diffRoadmaps(one, unwritten({ ...one.model, sections: one.model.sections.slice(1).reverse() }));
  expect(() => applyChanges(two.model, changes)).toThrow(/not made from this revision/);
});
