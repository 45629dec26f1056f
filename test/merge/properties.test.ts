import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/model/change.js';
import { root } from '../cli/run.js';
import { copied, plan, written } from '../diff/generated.js';
import { mutations } from '../diff/mutations.js';
import { diffTexts } from '../diff/workspace.js';
import { runs } from '../setup/runs.js';
import { merged } from './workspace.js';

// Runs that find what a change of the merge breaks, which FUZZ multiplies.
const usual = 15;

const several = fc.array(fc.oneof(...Object.values(mutations)), { minLength: 1, maxLength: 4 });
const two = fc.tuple(plan, several, several).map(([before, one, other]) => {
  const [ours, theirs] = [one, other].map((list) => {
    const after = copied(before);
    for (const mutate of list) mutate(after);
    return written(after);
  });
  return { base: written(before), ours: ours ?? '', theirs: theirs ?? '' };
});

/**
 * What a change says, wherever it now stands; an id that is made from a title changes with it. Where one side removed a paragraph and the other
 * added one, the second stands in place of the first, of which it keeps no word: that says what the two did.
 */
const told = (change: Change): string[] => {
  const { kind, item, field, paragraph, before, after, words } = change;
  const said = (how: Change['paragraph'], one: Change['before'], other: Change['after']) =>
    JSON.stringify([kind, item, field, how, one?.text, other?.text]);
  return paragraph === 'changed' && words.every(({ op }) => op !== 'equal')
    ? [said('removed', before, undefined), said('added', undefined, after)]
    : [said(paragraph, before, after)];
};

describe('any roadmap', () => {
  test('goes through unchanged where nobody changed anything', () => {
    fc.assert(
      fc.property(plan, (one) => {
        const text = written(one);
        expect(merged(text, text, text)).toEqual({ text, conflicts: [] });
      }),
      runs(usual),
    );
  });

  test('is taken letter by letter from the side that changed it, or from both that changed it alike', () => {
    fc.assert(
      fc.property(two, ({ base, ours }) => {
        for (const texts of [
          [base, ours, base],
          [base, base, ours],
          [base, ours, ours],
        ] as const) {
          expect(merged(...texts)).toEqual({ text: ours, conflicts: [] });
        }
      }),
      runs(usual),
    );
  });

  test('has the same conflicts from either side, and without any says the same', () => {
    fc.assert(
      fc.property(two, ({ base, ours, theirs }) => {
        const [one, other] = [merged(base, ours, theirs), merged(base, theirs, ours)];
        expect(other.conflicts.length).toBe(one.conflicts.length);
        const kinds = (conflicts: typeof one.conflicts) => conflicts.map(({ kind, part }) => `${kind} ${part}`).sort();
        expect(kinds(other.conflicts)).toEqual(kinds(one.conflicts));
        if (one.conflicts.length > 0) return;
        // Where both have added something at one place, whose comes first is a matter of role.
        const differences = diffTexts(one.text, other.text).filter(
          ({ kind, paragraph }) => kind !== 'moved' && paragraph !== 'moved',
        );
        expect(differences).toEqual([]);
      }),
      runs(usual),
    );
  });

  test('holds what both have changed and nothing else, when they do not conflict', () => {
    fc.assert(
      fc.property(two, ({ base, ours, theirs }) => {
        const { text, conflicts } = merged(base, ours, theirs);
        fc.pre(conflicts.length === 0);
        // The place and number of what was moved depend on what else was, and what was in a removed section is removed with it.
        const [all, one, other] = [text, ours, theirs].map((after) => diffTexts(base, after));
        const both = [...(one ?? []), ...(other ?? [])];
        const gone = new Set(both.flatMap(({ kind, id }) => (kind === 'removed' ? [id] : [])));
        const counted = (changes: readonly Change[]) => [
          ...new Set(
            changes
              .filter(
                ({ kind, paragraph, field, id }) =>
                  kind !== 'moved' &&
                  paragraph !== 'moved' &&
                  field !== 'number' &&
                  (kind === 'removed' || !gone.has(id)),
              )
              .flatMap(told),
          ),
        ];
        expect(counted(all ?? []).sort()).toEqual(counted(both).sort());
      }),
      runs(usual),
    );
  });
});

describe('the example of Västra Götaland', () => {
  const read = (...path: string[]) => readFileSync(join(root, 'roadmaps', 'vastra-gotaland', ...path), 'utf8');
  const [sent, revised] = [read('revisions', 'remiss.md'), read('fardplan.md')];

  test('is taken letter by letter from the side that was revised', () => {
    expect(merged(sent, sent, revised)).toEqual({ text: revised, conflicts: [] });
    expect(merged(sent, revised, sent)).toEqual({ text: revised, conflicts: [] });
    expect(merged(sent, revised, revised)).toEqual({ text: revised, conflicts: [] });
  });

  test.each([
    ['dispositions', read('consultation', 'dispositions.yaml')],
    ['parties', read('parties.yaml')],
    ['register', read('adoption.yaml')],
  ])('%s go through unchanged', (_, text) => {
    expect(merged(text, text, text, 'yaml')).toEqual({ text, conflicts: [] });
  });
});
