import { describe, expect, test } from 'vitest';
import { isMap, isSeq, parseDocument } from 'yaml';
import type { TracedChange } from '../../src/consultation/trace.js';
import { place } from '../../src/core/source.js';
import { exampleText, traceExample } from './example.js';
import { lineAt } from './sentences-of.js';

const written = exampleText('consultation/dispositions.yaml');
const whole = traceExample();

/** Every entry of a list of the file, with the lines it takes. */
function entriesOf(key: string): { index: number; start: number; end: number }[] {
  const list = parseDocument(written).get(key);
  if (!isSeq(list)) throw new Error(key);
  return list.items.flatMap((item, index) => {
    if (!isMap(item) || !item.range) return [];
    const start = written.lastIndexOf('\n', item.range[0]) + 1;
    return [{ index, start, end: start + written.slice(start, item.range[1]).trimEnd().length + 1 }];
  });
}

/** The findings of the example without one entry, as `file:line rule`. */
function without({ start, end }: { start: number; end: number }, dispositions = written): string[] {
  const left = dispositions.slice(0, start) + dispositions.slice(end);
  // A list that has lost its only entry is left out with it.
  const found = traceExample({ dispositions: left.replace(/^[^\s:#][^:\n]*:\n(?=\n|$|[^\s])/gm, '') });
  return found.diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ file, line, rule }) => `${file}:${line} ${rule}`);
}

const onlyBy = (list: 'dispositions' | 'own' | 'derived', index: number): TracedChange[] =>
  whole.traced.filter(
    (each) => each[list].includes(index) && each.dispositions.length + each.own.length + each.derived.length === 1,
  );

const unexplained = (changes: readonly TracedChange[]): number =>
  changes.filter(({ change }) => change.weight === 'substantive').length;

describe('without any one disposition', () => {
  test.each(entriesOf('hanteringar'))('$index, each of its comments is told of at its line', (entry) => {
    const found = without(entry);
    const refs = whole.comments.filter(({ ref }) => written.slice(entry.start, entry.end).includes(`"${ref}"`));
    expect(refs.length).toBeGreaterThan(0);
    for (const { response, path } of refs) {
      const { line } = place(response.source, response.locations.nearest(path));
      expect(found).toContain(`${response.source.path}:${line} comment-without-disposition`);
    }
    // What nobody else explains is told of as well, and nothing more.
    expect(found.filter((each) => each.endsWith('change-without-cause'))).toHaveLength(
      unexplained(onlyBy('dispositions', entry.index)),
    );
  });
});

describe.each([
  ['own', 'egna ändringar'],
  ['derived', 'följdändringar'],
] as const)('without any one entry of “%s”', (list, key) => {
  test.each(entriesOf(key))('$index, what it explains is told of at its line, if it is of substance', (entry) => {
    const found = without(entry);
    const lines = onlyBy(list, entry.index).flatMap(({ change }) =>
      change.weight === 'substantive' ? [`fardplan.md:${change.after?.line} change-without-cause`] : [],
    );
    expect(found).toEqual(lines);
  });
});

test('a change that is another than the one that was bound is told of as such', { timeout: 120_000 }, () => {
  const refs = [...written.matchAll(/^ +- (\S+\/[0-9a-f]{10})$/gm)];
  expect(refs.length).toBeGreaterThan(25);
  for (const [, ref] of refs) {
    // As if the change were another: the fingerprint of none.
    const other = `${ref?.slice(0, -10)}0000000000`;
    const dispositions = written.replaceAll(ref ?? '', other);
    const found = traceExample({ dispositions }).diagnostics.filter(({ severity }) => severity === 'error');
    // The change itself is there, so it is told of as other words than those that were bound, at its own line.
    expect(
      found.map(({ rule }) => rule),
      ref,
    ).toEqual(['changed-after-binding']);
  }
});

test('with a sentence taken back to what was sent out, the disposition is told of at its line', () => {
  const roadmap = exampleText('fardplan.md').replace('| 2026    | Alla med', '| 2027    | Alla med');
  const found = traceExample({ roadmap }).diagnostics;
  const line = lineAt(written, written.indexOf('digital-plan/'));
  expect(found.map((each) => `${each.file}:${each.line} ${each.rule}`)).toEqual([
    `consultation/dispositions.yaml:${line} change-not-made`,
  ]);
});
