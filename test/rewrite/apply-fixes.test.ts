import fc from 'fast-check';
import { expect, test } from 'vitest';
import { text } from '../../src/core/text.js';
import type { Fix } from '../../src/core/diagnostic.js';
import { applyFixes } from '../../src/rewrite/apply-fixes.js';
import { textDiff } from '../../src/rewrite/text-diff.js';
import { runs } from '../setup/runs.js';

const fix = (...edits: [start: number, end: number, own: string][]): Fix => ({
  title: text('', ''),
  edits: edits.map(([start, end, own]) => ({ span: { start, end }, text: own })),
});

test('fixes that do not touch each other are all made, in any order', () => {
  expect(applyFixes('abcdef', [fix([4, 5, 'E']), fix([0, 1, 'A'], [2, 3, 'CC'])]).text).toBe('AbCCdEf');
});

test('of two that overlap or touch, the first is made whole and the other waits', () => {
  const { text: made, applied } = applyFixes('abcdef', [
    fix([1, 3, 'x']),
    fix([2, 4, 'y']),
    fix([3, 3, '!'], [5, 6, 'F']),
  ]);
  expect(made).toBe('axdef');
  expect(applied).toHaveLength(1);
});

test('an edit outside the text, or none at all, is no fix', () => {
  expect(applyFixes('abc', [fix([2, 9, 'x']), fix(), fix([-1, 0, 'x']), fix([2, 1, 'x'])]).text).toBe('abc');
});

test('whatever the fixes, what no applied edit covers stays in its order', () => {
  const edits = fc.array(fc.tuple(fc.nat(30), fc.nat(5)), { maxLength: 8 });
  fc.assert(
    fc.property(fc.string({ minLength: 30, maxLength: 30 }), edits, (whole, spans) => {
      const { text: made, applied } = applyFixes(
        whole,
        spans.map(([start, size]) => fix([start, start + size, ''])),
      );
      const gone = new Set(applied.flatMap(({ edits: all }) => all.flatMap(({ span }) => range(span.start, span.end))));
      expect(made).toBe(
        [...Array(whole.length).keys()]
          .filter((at) => !gone.has(at))
          .map((at) => whole[at])
          .join(''),
      );
    }),
    runs(),
  );
});

const range = (start: number, end: number) => Array.from({ length: end - start }, (_, index) => start + index);

test('the diff is one that git can apply', () => {
  expect(textDiff('a b.md', 'en\ntvå\n', 'en\ntre\n')).toBe(
    '--- a/a b.md\n+++ b/a b.md\n@@ -1,2 +1,2 @@\n en\n-två\n+tre\n',
  );
  expect(textDiff('a', 'x', 'x')).toBe('');
});
