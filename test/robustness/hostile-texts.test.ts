import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder } from '../cli/run.js';
import { check, expectAnswer } from './check-process.js';
import { hostileMarkdown, hostileYaml, inParts } from './hostile-texts.js';
import { roadmap } from './sound.js';

// The full sizes are tried by conformance/hostile-files.conformance.ts, one by one.
const share = 0.1;
const yaml = hostileYaml(share);
const markdown = hostileMarkdown(share);

describe('YAML', () => {
  test.each(inParts(yaml))('%s', { timeout: 150_000 }, (_, cases) => {
    const cwd = folder();
    const names = cases.flatMap(([, content], index) => {
      writeFileSync(join(cwd, `a${index}.md`), roadmap('## Mål\n', content));
      writeFileSync(join(cwd, `b${index}.yaml`), `fardplan: profile/v1\nid: b${index}\n${content}`);
      return [`a${index}.md`, `b${index}.yaml`];
    });
    const ended = check(cwd, names);
    expectAnswer(ended, [1]);
    for (const name of names) expect(ended.said).toContain(`${name}:`);
  });

  test.each(['lists of aliases', 'merges', 'many keys'])('%s, as configuration', { timeout: 150_000 }, (name) => {
    const cwd = folder();
    writeFileSync(join(cwd, 'a.md'), roadmap('## Mål\n'));
    writeFileSync(join(cwd, 'fardplan.yaml'), `fardplan: workspace/v1\n${yaml[name] ?? ''}`);
    expectAnswer(check(cwd), [1, 2]);
  });
});

describe('Markdown', () => {
  test.each(inParts(markdown))('%s', { timeout: 150_000 }, (_, cases) => {
    const cwd = folder();
    const names = cases.map(([, content], index) => {
      writeFileSync(join(cwd, `a${index}.md`), roadmap(content));
      return `a${index}.md`;
    });
    const ended = check(cwd, names);
    expectAnswer(ended, [1]);
    for (const name of names) expect(ended.said).toContain(`${name}:`);
  });

  test('front matter that never ends, and nothing but fences', { timeout: 150_000 }, () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'a.md'), roadmap('').replace('---\n\n#', '\n#') + 'text\n'.repeat(1_000_000));
    writeFileSync(join(cwd, 'b.md'), '---\n'.repeat(1_000_000));
    writeFileSync(join(cwd, 'c.md'), `---\nfardplan${' '.repeat(19_000)}\n---\n`);
    expectAnswer(check(cwd, ['a.md', 'b.md', 'c.md']), [1]);
  });
});
