import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffRoadmaps } from '../../src/diff/diff-roadmaps.js';
import { entries } from '../../src/diff/entries.js';
import { align, type Aligned } from '../../src/reports/_aligned.js';
import { type Atom, atomsOf } from '../../src/reports/_atoms.js';
import { plainRuns } from '../../src/reports/_runs.js';
import { roadmap } from '../diff/workspace.js';
import { runs } from '../setup/runs.js';
import { revisions } from './revisions.js';

function aligned(before: string, after: string): Aligned {
  const [a, b] = [roadmap(before), roadmap(after)];
  return align({ before: a, after: b, changes: diffRoadmaps(a, b) });
}

const texts = (atoms: readonly Atom[]): string[] =>
  atoms.map(({ kind, cells }) => `${kind}: ${cells.map(plainRuns).join(' | ')}`);
const atoms = (source: string): Atom[] => {
  const { model } = roadmap(source);
  return atomsOf(model, entries(model));
};
const told = ({ rows }: Aligned): string[] =>
  rows.flatMap(({ state, moved, cells, before, after }) =>
    state === 'same'
      ? []
      : [
          `${state}${moved ? ` ”${moved.title}”` : ''} ${(after ?? before)?.kind ?? ''}: ${cells
            .flat()
            .map(({ op, text }) => (op === 'equal' ? text : op === 'insert' ? `+${text}+` : `-${text}-`))
            .join('')}`,
        ],
  );

describe('two revisions laid side by side', () => {
  test('every piece of either stands there once, in its order, and the words are those of both', () => {
    fc.assert(
      fc.property(revisions, ({ before, after }) => {
        const { rows } = aligned(before, after);
        expect(texts(rows.flatMap((row) => row.before ?? []))).toEqual(texts(atoms(before)));
        expect(texts(rows.flatMap((row) => row.after ?? []))).toEqual(texts(atoms(after)));
        for (const { before: one, after: two, state, cells } of rows) {
          const side = (left: string): string =>
            cells.map((cell) => plainRuns(cell.filter(({ op }) => op !== left))).join(' | ');
          if (one && state !== 'moved-from')
            expect(side('insert').replace(/( \| )*$/, '')).toBe(
              one.cells
                .map(plainRuns)
                .join(' | ')
                .replace(/( \| )*$/, ''),
            );
          if (two && state !== 'moved-to')
            expect(side('delete').replace(/( \| )*$/, '')).toBe(
              two.cells
                .map(plainRuns)
                .join(' | ')
                .replace(/( \| )*$/, ''),
            );
        }
        const numbers = (wanted: string) =>
          rows.flatMap(({ state, moved }) => (state === wanted ? [moved?.number] : [])).sort();
        expect(numbers('moved-from')).toEqual(numbers('moved-to'));
      }),
      runs(80),
    );
  });

  test('equal revisions are the same throughout', () => {
    fc.assert(
      fc.property(revisions, ({ before }) => {
        expect(aligned(before, before).rows.every(({ state }) => state === 'same')).toBe(true);
      }),
      runs(20),
    );
  });

  test('a section that moved takes its text along, and a paragraph says where it was', () => {
    const long = 'Ett stycke som är långt nog för att kännas igen när det står någon annanstans.';
    const before = `## Ett {#ett}\n\nText ett.\n\n${long}\n\n## Två {#tva}\n\nText två.\n\n## Tre {#tre}\n\nText tre.\n`;
    const after = `## Tre {#tre}\n\nText tre.\n\n## Ett {#ett}\n\nText ett.\n\n## Två {#tva}\n\nText två.\n\n${long}\n`;
    const lines = told(aligned(before, after));
    expect(lines).toContain('moved-to ”Färdplan” heading: Tre');
    expect(lines).toContain('moved-to ”Tre” paragraph: Text tre.');
    expect(lines).toContain(`moved-to ”Ett” paragraph: ${long}`);
    expect(lines.filter((line) => line.startsWith('moved-from'))).toHaveLength(3);
  });

  test('each change of the diff stands at a row, so that none is passed over', () => {
    fc.assert(
      fc.property(revisions, ({ before, after }) => {
        const [a, b] = [roadmap(before), roadmap(after)];
        const changes = diffRoadmaps(a, b);
        const { rows, fields } = align({ before: a, after: b, changes });
        const found = new Set([...rows.flatMap((row) => row.changes), ...fields]);
        expect(changes.filter((change) => !found.has(change))).toEqual([]);
      }),
      runs(60),
    );
  });

  test('tables are compared row by row and cell by cell', () => {
    const table = (when: string) =>
      `## Tidsplan {#tidsplan}\n\n| När | Vad | Id |\n| --- | --- | --- |\n| 2024 | Avstämning | a |\n| ${when} | Plan | b |\n`;
    expect(told(aligned(table('2027'), table('2026')))).toEqual([expect.stringContaining('-2027-+2026+')]);
  });
});
