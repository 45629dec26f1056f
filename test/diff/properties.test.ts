import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffRoadmaps } from '../../src/diff/diff-roadmaps.js';
import type { Change } from '../../src/model/change.js';
import { runs } from '../setup/runs.js';
import { copied, plan, written } from './generated.js';
import { mutations } from './mutations.js';
import { diffTexts, roadmap } from './workspace.js';

// Runs that find what a change of the engine breaks, which FUZZ multiplies.
const usual = 20;

const brief = ({ kind, paragraph, item, field, weight }: Change): string =>
  `${kind}${paragraph ? ` (${paragraph})` : ''} ${item}${field ? `.${field}` : ''} ${weight}`;

describe('any roadmap', () => {
  test('does not differ from itself', () => {
    fc.assert(
      fc.property(plan, (one) => {
        expect(diffTexts(written(one), written(one))).toEqual([]);
      }),
      runs(usual),
    );
  });

  test.each(Object.entries(mutations))('%s: is found, and nothing else', (_, mutation) => {
    fc.assert(
      fc.property(plan, mutation, (before, mutate) => {
        const after = copied(before);
        const expected = mutate(after);
        fc.pre(expected !== undefined);
        expect(diffTexts(written(before), written(after)).map(brief)).toEqual([expected]);
      }),
      runs(usual),
    );
  });
});

describe('any two revisions', () => {
  const several = fc.array(fc.oneof(...Object.values(mutations)), { minLength: 1, maxLength: 6 });
  const revised = fc.tuple(plan, several).map(([before, list]) => {
    const after = copied(before);
    for (const mutate of list) mutate(after);
    return [roadmap(written(before)), roadmap(written(after))] as const;
  });

  test('differ the other way round in the same things', () => {
    const turned = {
      added: 'removed',
      removed: 'added',
      changed: 'changed',
      moved: 'moved',
      renamed: 'renamed',
      split: 'merged',
      merged: 'split',
    } as const;
    const key = (kind: string, { item, field, weight }: Change, before: unknown, after: unknown) =>
      JSON.stringify([kind, item, field, weight, before, after]);
    fc.assert(
      fc.property(revised, ([before, after]) => {
        const forth = diffRoadmaps(before, after).map((change) =>
          key(change.kind, change, change.before, change.after),
        );
        const back = diffRoadmaps(after, before).map((change) =>
          key(turned[change.kind], change, change.after, change.before),
        );
        expect(back.sort()).toEqual(forth.sort());
      }),
      runs(2 * usual),
    );
  });

  test('have words that make up both texts, and lines that hold them', () => {
    fc.assert(
      fc.property(revised, ([before, after]) => {
        for (const change of diffRoadmaps(before, after)) {
          const only = (left: string) =>
            change.words
              .filter(({ op }) => op !== left)
              .map(({ text }) => text)
              .join('');
          expect(only('insert')).toBe(change.before?.text ?? '');
          expect(only('delete')).toBe(change.after?.text ?? '');
          for (const [document, side] of [
            [before, change.before],
            [after, change.after],
          ] as const) {
            if (!side || change.kind !== 'changed' || change.field !== 'text') continue;
            expect(document.source.text.split('\n')[side.line - 1]).toBe(side.text);
          }
        }
      }),
      runs(usual),
    );
  });
});

test('three hundred sections, all rewritten, take less than a second', () => {
  const [one] = fc.sample(fc.array(plan, { minLength: 40, maxLength: 40 }), { numRuns: 1, seed: 7 });
  const sections = (one ?? []).flatMap((each) => each.sections.flatMap((top) => [top, ...top.children]));
  const text = (turn: (word: string, index: number) => string) =>
    sections
      .slice(0, 300)
      .map(
        ({ title, paragraphs }, index) =>
          `## ${turn(title, index)} ${index}\n\n${paragraphs.map((words) => turn(words, index)).join('\n\n')}`,
      )
      .join('\n\n');
  const before = roadmap(text((words) => words));
  // New titles, a word in seven gone, and the sections in another order.
  const after = roadmap(
    text(
      (words, index) =>
        words
          .split(' ')
          .filter((_, at) => (at + index) % 7 !== 0)
          .join(' ') || words,
    ),
  );
  expect(before.model.sections.length).toBe(300);
  after.model.sections.reverse();
  // The best of three, since other work on the machine is no fault of the engine's.
  const times = [0, 1, 2].map(() => {
    const start = performance.now();
    diffRoadmaps(before, after);
    return performance.now() - start;
  });
  expect(Math.min(...times)).toBeLessThan(1000);
  const changes = diffRoadmaps(before, after);
  expect(changes.filter(({ kind }) => kind === 'moved').length).toBe(299);
});
