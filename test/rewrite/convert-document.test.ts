import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Roadmap } from '../../src/model/roadmap.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { writeModel } from '../../src/parse/write-model.js';
import { convertDocument } from '../../src/rewrite/convert-document.js';
import { modelDifference } from '../../src/rewrite/model-difference.js';
import { root } from '../cli/run.js';
import { runs } from '../setup/runs.js';
import { profile, roadmapModel } from './generated.js';

const vg = parseDocument({
  path: 'vastra-gotaland.yaml',
  text: readFileSync(join(root, 'templates/profiles/vastra-gotaland.yaml'), 'utf8'),
});
const lookup = (id: string | undefined) =>
  id === 'prov' ? profile : id === 'vastra-gotaland' && 'kind' in vg ? (vg.model as typeof profile) : undefined;

function converted(path: string, text: string): { path: string; text: string; left: string[] } {
  const other = path.endsWith('.md') ? path.replace(/md$/, 'yaml') : path.replace(/yaml$/, 'md');
  const result = convertDocument({ path, text }, lookup, { path: other });
  if ('refused' in result) throw new Error(result.refused.en);
  const [before, after] = [
    parseDocument({ path, text }, lookup),
    parseDocument({ path: other, text: result.text }, lookup),
  ];
  if (!('kind' in before) || !('kind' in after)) throw new Error('no document');
  expect(modelDifference(before, after, true)).toBeUndefined();
  expect(after.diagnostics.filter(({ rule }) => rule === 'syntax' || rule === 'schema')).toEqual([]);
  return { path: other, text: result.text, left: result.left.map(({ en }) => en) };
}

test('YAML to Markdown and back, to the letter; whatever the roadmap says', { timeout: 240_000 }, () => {
  fc.assert(
    fc.property(roadmapModel, (model) => {
      const yaml = writeModel(Roadmap, model);
      const markdown = converted('f.yaml', yaml);
      expect(markdown.left).toEqual([]);
      expect(converted(markdown.path, markdown.text).text).toBe(yaml);
    }),
    runs(40),
  );
});

test.each([
  'vastra-gotaland/fardplan.md',
  'vasterbotten/fardplan.md',
  'stockholm/handlingsplan.md',
  'vasterbotten/decisions/rekommendation.md',
  'vastra-gotaland/decisions/ordforandebeslut.md',
  'vastra-gotaland/consultation/responses/boras.md',
  'vastra-gotaland/consultation/responses/uddevalla.md',
])('%s goes to YAML and back', { timeout: 60_000 }, (name) => {
  const text = readFileSync(join(root, 'roadmaps', name), 'utf8');
  const yaml = converted(name, text);
  const back = converted(yaml.path, yaml.text);
  const front = (whole: string) => whole.slice(0, whole.indexOf('\n---\n', 4));
  // The front matter is the author's, comments and all.
  expect(front(back.text)).toContain(front(text));
});

const yaml = (sections: string) => `fardplan: roadmap/v1
# om namnet
id: x
titel: T
profil: ingen
version: "1"
period: { från: 2023, till: 2030 }
avsnitt:
${sections}# sist
`;

test('comments that have nowhere to stand are told of', () => {
  const { text, left } = converted('f.yaml', yaml('  # om avsnittet\n  - { id: a, titel: A, text: Text. }\n'));
  expect(text).toContain('# om namnet\n');
  expect(text).toContain('# sist\n');
  expect(left).toEqual(['The comment “om avsnittet” did not come along']);
});

test('what Markdown has no form for is refused, with its line', () => {
  const deep = (depth: number): string =>
    `${'  '.repeat(depth * 2 + 1)}- id: a${depth}\n${'  '.repeat(depth * 2 + 2)}titel: A\n${
      depth > 5 ? '' : `${'  '.repeat(depth * 2 + 2)}avsnitt:\n${deep(depth + 1)}`
    }`;
  const lookAt = (text: string) => {
    const result = convertDocument({ path: 'f.yaml', text }, lookup, { path: 'f.md' });
    return 'refused' in result ? result.refused.en : 'converted';
  };
  expect(lookAt(yaml(deep(0)))).toMatch(/line \d+.*deeper than headings/);
  expect(lookAt(yaml('  - id: a\n    titel: A\n    organ:\n      - { namn: B, roll: samråd, nivå: "-" }\n'))).toMatch(
    /line 12 .*no form/,
  );
  expect(lookAt('fardplan: parties/v1\ntitel: T\nhuvudmän: []\n')).toMatch(/YAML only/);
  expect(lookAt('fardplan: roadmap/v1\n')).toMatch(/faults to mend first/);
});

test('a column that no field takes is not dropped in silence', () => {
  const text = `---\n${yaml('').replace(/avsnitt:\n/, '')}---\n\n# T\n\n## Tid\n\n| När | Vad | Väder |\n| --- | --- | --- |\n| 2024 | A | sol |\n`;
  expect(convertDocument({ path: 'f.md', text }, lookup, { path: 'f.yaml' })).toMatchObject({
    refused: { en: expect.stringContaining('belongs to no field') as string },
  });
});

test('comments that suppress findings stand by the same values in the other form, and come back', () => {
  const body = `# T

<!-- fardplan: tillåt empty-section – skrivs i höst -->

## A {#a}

En text.

## Tid {#tid}

| När | Vad | Id |
| --- | --- | --- |
| 2024 | A <!-- fardplan: tillåt milestone-order – så är det --> | ett |
| 2025 | B | två |

<!-- fardplan: allow vague-link – sist i texten -->
`;
  const front = yaml('').replace(/avsnitt:\n/, '');
  const there = converted('f.md', `---\n${front}---\n\n${body}`);
  expect(there.text).toMatch(/\n *# fardplan: tillåt empty-section – skrivs i höst\n *- \{ id: a,/);
  expect(there.text).toMatch(/\n *# fardplan: tillåt milestone-order – så är det\n.*(?:2024|ett)/);
  expect(there.left).toEqual([
    expect.stringMatching(/^The comment “fardplan: allow vague-link – sist i texten” on line \d+ /),
  ]);
  const back = converted(there.path, there.text);
  expect(back.left).toEqual([]);
  expect(back.text).toContain('<!-- fardplan: tillåt empty-section – skrivs i höst -->\n\n## A');
  expect(back.text).toMatch(/\n\| 2024 .*<!-- fardplan: tillåt milestone-order – så är det --> \|\n/);
});

test('what holds for the whole file holds for the whole of the other one', () => {
  const front = yaml('').replace(/avsnitt:\n/, '');
  const said = 'fardplan: tillåt i filen vague-link – alla är prövade';
  const there = converted('f.md', `---\n${front}---\n\n<!-- ${said} -->\n\n## A {#a}\n\nText.\n`);
  expect(there.left).toEqual([]);
  expect(there.text.split('\n')[1]).toBe(`# ${said}`);
  expect(converted(there.path, there.text).text.split('\n')[2]).toBe(`# ${said}`);
});
