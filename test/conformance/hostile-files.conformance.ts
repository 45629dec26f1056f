import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { folder } from '../cli/run.js';
import { check, expectAnswer } from '../robustness/check-process.js';
import { hostileMarkdown, hostileYaml } from '../robustness/hostile-texts.js';
import { roadmap } from '../robustness/sound.js';

// Tests in robustness/ run a tenth of these, several to a process.
describe('10 MB, a hundred thousand of something, or as deep', () => {
  const yaml = hostileYaml(1);

  test.each(Object.entries(yaml))('YAML: %s', (_, content) => {
    const cwd = folder();
    writeFileSync(join(cwd, 'a.md'), roadmap('## Mål\n', content));
    writeFileSync(join(cwd, 'b.yaml'), `fardplan: profile/v1\nid: b\n${content}`);
    expectAnswer(check(cwd, ['a.md', 'b.yaml']), [1]);
  });

  test('YAML: many keys, as configuration', () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'a.md'), roadmap('## Mål\n'));
    writeFileSync(join(cwd, 'fardplan.yaml'), `fardplan: workspace/v1\n${yaml['many keys'] ?? ''}`);
    expectAnswer(check(cwd), [1, 2]);
  });

  test.each(Object.entries(hostileMarkdown(1)))('Markdown: %s', (_, content) => {
    const cwd = folder();
    writeFileSync(join(cwd, 'a.md'), roadmap(content));
    expectAnswer(check(cwd, ['a.md']), [1]);
  });
});
