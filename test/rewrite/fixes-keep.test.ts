import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffRoadmaps } from '../../src/diff/diff-roadmaps.js';
import type { Roadmap } from '../../src/model/roadmap.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { isKind, type Parsed } from '../../src/parse/parsed.js';
import { numbering } from '../../src/rules/numbering.js';
import { tableCells } from '../../src/rules/table-cells.js';
import { writtenIds } from '../../src/rules/written-ids.js';
import type { Rule } from '../../src/rules/_contract.js';
import { applyFixes } from '../../src/rewrite/apply-fixes.js';
import { plan, written } from '../diff/generated.js';
import { modelDifference } from '../../src/rewrite/model-difference.js';
import { runs } from '../setup/runs.js';

const head =
  '---\nfardplan: roadmap/v1\nid: x\ntitel: T\nprofil: ingen\nversion: "1"\nperiod: { från: 2023, till: 2030 }\n---\n\n';

function read(text: string): Parsed<Roadmap> {
  const parsed = parseDocument({ path: 'f.md', text: text.startsWith('---') ? text : head + text });
  if (!('kind' in parsed) || !isKind(parsed, 'roadmap')) throw new Error('no roadmap');
  return parsed;
}

const context = { profile: undefined, settings: { severities: { 'written-ids': 'info' } } };

function fixed(rule: unknown, document: Parsed<Roadmap>): Parsed<Roadmap> {
  const findings = [...(rule as Rule<'roadmap'>).check(document, context as never)];
  const fixes = findings.flatMap(({ fix }) => (fix ? [fix] : []));
  return read(applyFixes(document.source.text, fixes).text);
}

test('ids written out are those that were, and all of them', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(plan, (made) => {
      const before = read(written(made));
      const after = fixed(writtenIds, before);
      expect(modelDifference(before, after, true)).toBeUndefined();
      expect([...writtenIds.check(after, context as never)]).toEqual([]);
    }),
    runs(40),
  );
});

test('numbering in order changes nothing but numbers, which diff calls editorial at most', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 2, maxLength: 6 }), (numbers) => {
      const before = read(
        numbers
          .map((number, index) => `## ${number}. Del ${'abcdef'.charAt(index)} {#d${index}}\n\nText ${index}.\n`)
          .join('\n'),
      );
      const after = fixed(numbering, before);
      expect(after.model.sections.map(({ number }) => number)).toEqual(
        numbers.map((_, index) => String((numbers[0] ?? 0) + index)),
      );
      expect(diffRoadmaps(before, after).filter(({ weight }) => weight === 'substantive')).toEqual([]);
    }),
    runs(40),
  );
});

test('empty cells written out say nothing new', () => {
  const before = read(
    '## Tid\n\n| När | Vad | Ansvarig | Typ |\n| --- | --- | --- | --- |\n| 2024 | A |\n| 2025 | B\n| 2026 |\n',
  );
  const after = fixed(tableCells, before);
  expect(after.source.text).toContain('| 2024 | A | | |\n| 2025 | B | | |\n| 2026 |\n');
  expect(modelDifference(before, after, true)).toBeUndefined();
  expect([...tableCells.check(after, context as never)]).toHaveLength(1);
});
