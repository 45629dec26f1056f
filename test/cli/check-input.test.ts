import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fardplan, root, rubbish, workspace } from './run.js';

const cwd = workspace('vastra-gotaland');
const read = (path: string) => readFileSync(join(cwd, path), 'utf8');
const lost = read('fardplan.md').replace(/^## Målbild.*$/m, '');

test('what comes on stdin is checked as if it stood at the name that is given, beside what stands there', () => {
  const name = 'consultation/responses/mark.md';
  const broken = read(name).replace('huvudman: mark', 'huvudman: finns-inte');
  const checked = fardplan(['check', '-', '--stdin-name', name, '--format', 'compact'], { cwd, input: broken });
  expect(checked.code).toBe(1);
  expect(checked.stdout).toMatch(/^consultation\/responses\/mark\.md:\d+:\d+: error: .*finns-inte/m);
  expect(fardplan(['check', '-', '--stdin-name', name], { cwd, input: read(name) })).toMatchObject({ code: 0 });
  expect(read(name)).not.toBe(broken);
  // In a folder that is not there yet, too.
  const elsewhere = fardplan(['check', '-', '--stdin-name', 'ny/fardplan.md'], { cwd, input: lost });
  expect(elsewhere.stdout).toContain('The section “Målbild” is missing');
  expect(elsewhere.code).toBe(1);
});

test('without a name its form is seen by the text', () => {
  const markdown = fardplan(['check', '-', '--format', 'compact'], { cwd, input: lost });
  expect(markdown.stdout).toMatch(/^stdin:\d+:\d+: error: The section “Målbild” is missing/m);
  expect(fardplan(['check', '-'], { cwd, input: read('fardplan.md') })).toMatchObject({ code: 0 });
  expect(fardplan(['check', '-'], { cwd, input: read('parties.yaml') })).toMatchObject({ code: 0 });
  expect(fardplan(['check', '-', 'parties.yaml'], { cwd, input: read('fardplan.md') }).stdout).toContain('2 documents');
});

test('nonsense is told of, and nothing of what changes files or looks at them', () => {
  // What is no text cannot be read, which is another answer than that it has faults.
  for (const [input, expected] of [
    ['', 1],
    ['hej', 1],
    ['---\nfardplan: roadmap/v1\na: [\n---\n', 1],
    ['\0\0', 2],
    ['%PDF-1.7', 1],
  ] as const) {
    const { code, stdout, stderr } = fardplan(['check', '-'], { cwd, input });
    expect([input, code, stderr]).toEqual([input, expected, '']);
    expect(stdout).toContain('stdin');
    expect(stdout).not.toMatch(rubbish);
  }
  for (const option of [['--fix'], ['--fix', '--dry-run'], ['--watch'], ['--changed', 'HEAD'], ['--shard', '1/2']]) {
    const { code, stderr } = fardplan(['check', '-', ...option], { cwd, input: lost });
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(`${option.includes('--fix') ? '--fix' : option[0]} does not go`),
    ]);
  }
  const { code, stderr } = fardplan(['check', '--stdin-name', 'x.md'], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining('only together with “-”')]);
});

test.skipIf(process.platform === 'win32')('what a shell passes on is read, though it gives its bytes only once', () => {
  const shell = (line: string) =>
    spawnSync('sh', ['-c', line], {
      cwd,
      encoding: 'utf8',
      input: lost,
      env: {
        PATH: process.env['PATH'],
        LANG: 'en_GB.UTF-8',
        NODE: process.execPath,
        BIN: join(root, 'bin', 'fardplan.js'),
      },
    });
  for (const options of ['', '--no-cache', '--threads 4']) {
    const piped = shell(`cat | "$NODE" "$BIN" check ${options} /dev/stdin`);
    expect([piped.status, piped.stderr]).toEqual([1, '']);
    expect(piped.stdout).toMatch(/^\/dev\/stdin:\d+:\d+ {2}error {2}The section “Målbild” is missing/m);
  }
  const compared = shell('cat | "$NODE" "$BIN" diff /dev/stdin fardplan.md --format json');
  expect([compared.status, compared.stderr]).toEqual([0, '']);
  const { changes } = JSON.parse(compared.stdout) as { changes: { id: string }[] };
  expect(changes.map(({ id }) => id)).toContain('tillit');
});
