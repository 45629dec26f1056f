import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { fardplan, folder as freshFolder } from '../cli/run.js';

const planted = fileURLToPath(new URL('planted/', import.meta.url));

/** Twenty faults: the rule that tells of each, and what stands on its line. What is missing belongs before that line. */
const faults: readonly [rule: string, line: Record<'md' | 'yaml', string>][] = [
  ['schema', { md: 'staus: remiss', yaml: 'staus: remiss' }],
  ['unknown-key', { md: 'staus: remiss', yaml: 'staus: remiss' }],
  ['registered-party', { md: 'id: norrbi', yaml: 'id: norrbi' }],
  ['period-order', { md: 'dialog:', yaml: 'dialog:' }],
  ['broken-reference', { md: 'barnets-basta', yaml: 'barnets-basta' }],
  ['canonical-title', { md: 'Huvudmännen står bakom', yaml: 'Huvudmännen står bakom' }],
  ['personal-number', { md: '19811218-9876', yaml: '19811218-9876' }],
  ['personal-contact', { md: '070-123 45 67', yaml: '070-123 45 67' }],
  ['hidden-characters', { md: 'ändras utan nytt beslut', yaml: 'ändras utan nytt beslut' }],
  ['required-sections', { md: '## Förändrade arbetssätt', yaml: '- id: arbetssatt' }],
  ['vague-link', { md: '[klicka här]', yaml: '[klicka här]' }],
  ['broken-link', { md: 'bilagor/underlag.md', yaml: 'bilagor/underlag.md' }],
  ['alternative-text', { md: '![](', yaml: '![](' }],
  ['table-header', { md: '|       |           |', yaml: '|       |           |' }],
  ['known-items', { md: 'mobila teem', yaml: 'titel: Utveckla mobila teem' }],
  ['placeholder-text', { md: '[Beskriv arbetssättet här.]', yaml: '[Beskriv arbetssättet här.]' }],
  ['duplicate-id', { md: 'Slutredovisning', yaml: 'Slutredovisning' }],
  ['milestone-period', { md: '| 2032', yaml: '2032' }],
  ['kolada-id', { md: '| N79 ', yaml: 'N79' }],
  ['indicator-fields', { md: '| Återinskrivna', yaml: 'namn: Återinskrivna' }],
];

interface Found {
  file: string;
  line: number;
  rule: string;
}

interface Sarif {
  runs: {
    results: {
      ruleId: string;
      locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[];
    }[];
  }[];
}

/** What each format says, as file, line and rule. */
const readers: Record<string, (output: string) => Found[]> = {
  pretty: (output) =>
    [...output.matchAll(/^(\S+):(\d+):\d+ {2}(?:error|warning|info) {2}.* {2}([a-z-]+)$/gm)].map((match) => ({
      file: match[1] ?? '',
      line: Number(match[2]),
      rule: match[3] ?? '',
    })),
  json: (output) =>
    (JSON.parse(output) as { diagnostics: Found[] }).diagnostics.map(({ file, line, rule }) => ({ file, line, rule })),
  sarif: (output) =>
    (JSON.parse(output) as Sarif).runs.flatMap(({ results }) =>
      results.map(({ ruleId, locations }) => ({
        file: locations[0]?.physicalLocation.artifactLocation.uri ?? '',
        line: locations[0]?.physicalLocation.region.startLine ?? 0,
        rule: ruleId,
      })),
    ),
};

test('there are twenty, each of its own kind', () => {
  expect(new Set(faults.map(([rule]) => rule)).size).toBe(20);
});

describe.each(['md', 'yaml'] as const)('a roadmap as %s with twenty planted faults', (form) => {
  const name = `fardplan.${form}`;
  const lines = readFileSync(join(planted, name), 'utf8').split('\n');
  const expected = faults.map(([rule, { [form]: words }]) => {
    const found = lines.flatMap((line, index) => (line.includes(words) ? [index + 1] : []));
    expect([words, found.length]).toEqual([words, 1]);
    return { file: name, line: found[0] ?? 0, rule };
  });
  const folder = freshFolder();
  mkdirSync(join(folder, 'profiles'));
  cpSync(join(planted, name), join(folder, name));
  cpSync(join(planted, 'parties.yaml'), join(folder, 'parties.yaml'));
  cpSync(join(planted, 'exempel.yaml'), join(folder, 'profiles', 'exempel.yaml'));

  test.each(Object.entries(readers))('gives exactly those, each on its line, in %s', (format, read) => {
    const { stdout, code } = fardplan(['check', '--format', format], { cwd: folder, lang: 'en' });
    expect(code).toBe(1);
    const order = (one: Found, two: Found) => one.line - two.line || (one.rule < two.rule ? -1 : 1);
    expect(read(stdout).toSorted(order)).toEqual(expected.toSorted(order));
  });
});
