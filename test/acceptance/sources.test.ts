import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/check/run-rules.js';
import { filledExample } from '../../src/rules/_example.js';
import { filesOf, findingsHeading, withFindings } from '../rules/case-file.js';
import { runFiles } from '../rules/run-files.js';

const folder = fileURLToPath(new URL('sources/', import.meta.url));

/**
 * Five real documents, in other words and with invented persons, and what a careful reviewer finds in each: codes of rules, or ids of those
 * that have none. Each file ends with every finding in full.
 */
const expected: Record<string, string[]> = {
  '000-chair-decision.md': ['D01', 'D02', 'D04', 'D05', 'D06', 'D09', 'P03', 'R07'],
  '001-statement.md': ['R04'],
  '002-recommendation.md': ['D07', 'D10', 'R07'],
  '003-mandate.md': ['P03', 'R01'],
  '004-process.md': ['governing-bodies', 'period-length', 'yearly-plan'],
};

test('each of the documents is there', () => {
  expect(readdirSync(folder)).toEqual(Object.keys(expected));
});

describe.each(Object.entries(expected))('%s', (name, codes) => {
  const text = readFileSync(folder + name, 'utf8');
  const files = filledExample(filesOf(text.split(findingsHeading)[0] ?? ''));
  const findings = runFiles(files);

  test('gives the findings that a reviewer has, and no others', () => {
    const found = new Set(findings.map(({ rule }) => rules[rule]?.code ?? rule));
    expect([...found].toSorted()).toEqual(codes);
  });

  test('each where it is, in both languages', async () => {
    await expect(withFindings(text, files, findings)).toMatchFileSnapshot(folder + name);
  });
});
