import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Failure } from '../../src/core/failure.js';
import { mergeFiles } from '../../src/merge/merge-files.js';
import { root } from '../cli/run.js';
import { runs } from '../setup/runs.js';
import { marks } from './workspace.js';

const junk = fc.constantFrom(
  '| a | b',
  '- x',
  '> q',
  '```',
  '---',
  '# Ny',
  '<b>',
  '*',
  '{#x}',
  '\t',
  '{',
  '"',
  ': ',
  '&a',
  '[x',
  '====',
  '<!--',
);
const nat = fc.nat(10_000);
/** One thing that may happen to the lines of a text: lost, repeated, moved, or something put among them. */
const harm = fc.oneof(
  nat.map((at) => (lines: string[]) => void lines.splice(at % lines.length, 2)),
  fc.tuple(nat, nat).map(
    ([at, from]) =>
      (lines: string[]) =>
        void lines.splice(at % lines.length, 0, lines[from % lines.length] ?? ''),
  ),
  fc.tuple(nat, nat).map(([at, to]) => (lines: string[]) => {
    const cut = lines.splice(at % lines.length, 5);
    lines.splice(to % Math.max(1, lines.length), 0, ...cut);
  }),
  fc.tuple(nat, junk).map(
    ([at, words]) =>
      (lines: string[]) =>
        void lines.splice(at % lines.length, 0, words),
  ),
);
const harms = fc.array(harm, { minLength: 1, maxLength: 4 });

test.each([
  ['a roadmap', 'fardplan.md'],
  ['dispositions', join('consultation', 'dispositions.yaml')],
])('%s mangled on both sides: merged to what can be read, a choice, or refused in words', (_, name) => {
  const base = readFileSync(join(root, 'roadmaps', 'vastra-gotaland', name), 'utf8');
  const input = (text: string) => ({ name, bytes: new TextEncoder().encode(text) });
  fc.assert(
    fc.property(harms, harms, (one, other) => {
      const [ours = '', theirs = ''] = [one, other].map((list) => {
        const lines = base.split('\n');
        for (const each of list) each(lines);
        return lines.join('\n');
      });
      try {
        const merged = mergeFiles({ base: input(base), ours: input(ours), theirs: input(theirs) }, name, {
          profiles: () => undefined,
          profile: undefined,
          marks,
        });
        if (merged.conflicts.length > 0) return;
        expect(merged.faults).toEqual([]);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        expect(error.text.sv).toContain(name);
      }
    }),
    runs(6),
  );
});
