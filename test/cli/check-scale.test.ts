import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { collections, write } from '../check/collection.js';
import { commitAll, fardplan, folder, git, root, workspace } from './run.js';

const json = (stdout: string) =>
  JSON.parse(stdout) as { files: number; diagnostics: { file: string; line: number; rule: string }[] };

/** A collection of many documents, with faults in them and between them; the same one each time. */
function collection(): string {
  const cwd = folder();
  const [many] = fc.sample(
    collections.filter((made) => Object.keys(made).length > 80),
    { numRuns: 1, seed: 7 },
  );
  write(cwd, many ?? {});
  return cwd;
}

test('threads, parts and what is kept give the same, byte for byte', { timeout: 240_000 }, () => {
  const cwd = collection();
  const cache = join(folder(), 'cache');
  const check = (env: Record<string, string>, ...args: string[]) =>
    fardplan(['check', '--format', 'json', ...args], { cwd, env });
  const plain = check({}, '--threads', '1');
  expect(plain.code).not.toBe(70);
  expect(json(plain.stdout).diagnostics.length).toBeGreaterThan(20);
  expect(new Set(json(plain.stdout).diagnostics.map(({ rule }) => rule)).size).toBeGreaterThan(5);
  expect(check({}, '--threads', '3')).toEqual(plain);
  const keeping = { FARDPLAN_CACHE: cache };
  expect(check(keeping, '--threads', '2')).toEqual(plain);
  // Another command line, so that the slices answer and not the whole run.
  expect(check(keeping, '--threads', '1')).toEqual(plain);
  expect(readdirSync(join(cache, 'slices'))).toHaveLength(1);
  const path = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('f1.md')) ?? '';
  writeFileSync(join(cwd, path), readFileSync(join(cwd, path), 'utf8').replace('## Målbild', '## Målbilden {#x}'));
  const changed = check({}, '--threads', '1');
  expect(changed.stdout).not.toBe(plain.stdout);
  expect(check(keeping, '--threads', '2')).toEqual(changed);
  const parts = [1, 2, 3].map((part) => json(check(keeping, '--shard', `${part}/3`).stdout));
  expect(parts.reduce((sum, { files }) => sum + files, 0)).toBe(json(changed.stdout).files);
  const order = (found: object[]) => found.map((each) => JSON.stringify(each)).sort();
  expect(order(parts.flatMap(({ diagnostics }) => diagnostics))).toEqual(order(json(changed.stdout).diagnostics));
});

test('kept slices may be damaged, or the folder no folder', { timeout: 240_000 }, () => {
  const cwd = collection();
  const cache = join(folder(), 'cache');
  let turn = 1;
  // The width of JSON is the same, but not the command line: the whole run is never what answers.
  const check = () =>
    fardplan(['check', '--format', 'json', '--threads', String((turn += 1))], { cwd, env: { FARDPLAN_CACHE: cache } });
  const first = check();
  for (const damage of ['', 'null', 'x\n{}\n', '{"asked":[],"slices":{}}']) {
    for (const name of readdirSync(join(cache, 'slices'))) writeFileSync(join(cache, 'slices', name), damage);
    expect(check()).toEqual(first);
  }
  rmSync(cache, { recursive: true });
  writeFileSync(cache, 'a file');
  expect(check()).toEqual(first);
});

test('one slice is judged anew when one file of many has changed', { timeout: 120_000 }, () => {
  const cwd = folder();
  const text = readFileSync(join(root, 'roadmaps', 'vasterbotten', 'fardplan.md'), 'utf8');
  const short = text.slice(0, text.indexOf('\n## '));
  for (let number = 0; number < 120; number += 1) {
    mkdirSync(join(cwd, `lan-${number}`));
    writeFileSync(join(cwd, `lan-${number}`, 'fardplan.md'), short);
  }
  const cache = join(folder(), 'cache');
  const check = (...args: string[]) =>
    fardplan(['check', '--format', 'compact', ...args], { cwd, env: { FARDPLAN_CACHE: cache } });
  const first = check();
  const [name = ''] = readdirSync(join(cache, 'slices'));
  const file = join(cache, 'slices', name);
  const slices = () =>
    Object.entries((JSON.parse(readFileSync(file, 'utf8').split('\n')[1] ?? '') as { slices: object }).slices).map(
      ([key, value]) => JSON.stringify([key, (value as { judged: object }).judged]),
    );
  const before = new Set(slices());
  expect(before.size).toBeGreaterThan(4);
  // Still a roadmap: were it none, its folder would be no workspace, and the slices be divided otherwise.
  writeFileSync(join(cwd, 'lan-60', 'fardplan.md'), short.replace('---\n', '---\nokänd: 1\n'));
  const second = check();
  expect(second.stdout).not.toBe(first.stdout);
  expect(second.stdout).toBe(fardplan(['check', '--format', 'compact'], { cwd }).stdout);
  expect(slices().filter((slice) => !before.has(slice))).toHaveLength(1);
});

test('--changed checks what changed, and what refers to it', { timeout: 240_000 }, () => {
  const cwd = folder();
  for (const name of ['vastra-gotaland', 'vasterbotten']) {
    const from = workspace(name);
    renameSync(from, join(cwd, name));
  }
  commitAll(cwd);
  const files = (...args: string[]) => {
    const { code, stdout, stderr } = fardplan(['check', '--format', 'json', '--changed', 'HEAD', ...args], { cwd });
    return { code, files: json(stdout).files, stderr, diagnostics: json(stdout).diagnostics };
  };
  const edit = (path: string, from: string | RegExp, to: string) =>
    writeFileSync(join(cwd, path), readFileSync(join(cwd, path), 'utf8').replace(from, to));
  expect(files()).toMatchObject({
    code: 0,
    files: 0,
    stderr: expect.stringContaining('No document is concerned') as string,
  });
  // A roadmap, with the register and the round that name it by the id that it had.
  for (const path of ['fardplan.md', 'revisions/remiss.md'])
    edit(`vastra-gotaland/${path}`, 'id: fardplan-vastra-gotaland', 'id: fardplan-annat');
  const renamed = files();
  expect(renamed.code).toBe(1);
  expect(renamed.diagnostics.map(({ file }) => file)).toContain('vastra-gotaland/adoption.yaml');
  expect(renamed.diagnostics.every(({ file }) => file.startsWith('vastra-gotaland'))).toBe(true);
  git(cwd, 'checkout', '-q', '.');
  // A single answer: its round, and nothing of the other workspace.
  const [answer = ''] = readdirSync(join(cwd, 'vastra-gotaland', 'consultation', 'responses'));
  edit(`vastra-gotaland/consultation/responses/${answer}`, /$/, '\n');
  const answered = files().files;
  expect(answered).toBeGreaterThan(1);
  expect(answered).toBeLessThan(json(fardplan(['check', '--format', 'json', 'vastra-gotaland'], { cwd }).stdout).files);
  git(cwd, 'checkout', '-q', '.');
  // Staged, new and unknown to git, removed, renamed.
  edit('vasterbotten/fardplan.md', /$/, '\nMer text.\n');
  git(cwd, 'add', '.');
  expect(files('vasterbotten').files).toBeGreaterThan(0);
  expect(files('vastra-gotaland').files).toBe(0);
  git(cwd, 'reset', '-q', '--hard');
  writeFileSync(join(cwd, 'ny.md'), '---\nfardplan: roadmap/v1\n---\n');
  expect(files()).toMatchObject({ code: 1, files: 1 });
  rmSync(join(cwd, 'ny.md'));
  git(cwd, 'mv', 'vastra-gotaland/fardplan.md', 'vastra-gotaland/annan.md');
  expect(files().diagnostics.map(({ rule }) => rule)).toContain('reference');
  git(cwd, 'reset', '-q', '--hard');
  // A branch is compared with where it left the other.
  git(cwd, 'checkout', '-q', '-b', 'gren');
  edit('vasterbotten/fardplan.md', /$/, '\nMer text.\n');
  git(cwd, 'commit', '-q', '-a', '-m', 'gren');
  git(cwd, 'checkout', '-q', 'main');
  edit('vastra-gotaland/fardplan.md', /$/, '\nMer text.\n');
  git(cwd, 'commit', '-q', '-a', '-m', 'main');
  git(cwd, 'checkout', '-q', 'gren');
  const { stdout } = fardplan(['check', '--format', 'json', '--changed', 'main'], { cwd });
  expect(json(stdout).files).toBeLessThan(8);
  expect(json(stdout).files).toBeGreaterThan(0);
});

test('--changed and --shard say what is wrong with them', { timeout: 120_000 }, () => {
  const cwd = workspace('vasterbotten');
  const said = (...args: string[]) => {
    const { code, stderr } = fardplan(['check', ...args], { cwd });
    return `${code} ${stderr}`;
  };
  expect(said('--changed', 'HEAD')).toMatch(/^2 .*not in a git repository/);
  commitAll(cwd);
  expect(said('--changed', 'saknas')).toMatch(/^2 .*Git knows no revision “saknas”/);
  expect(said('--changed', '--upload-pack=x')).toMatch(/^2 .*Git knows no revision/);
  for (const shard of ['3/2', '0/2', '1', 'x/y', '-1/2'])
    expect(said('--shard', shard)).toMatch(/^2 .*not a part of a whole/);
  expect(said('--shard', '2/2')).toMatch(/^0 .*has no documents/);
  expect(said('--threads', '0')).toMatch(/^2 .*will not do/);
  writeFileSync(join(cwd, 'x.txt'), 'x');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-q', '-m', 'två');
  const shallow = join(folder(), 'shallow');
  git(cwd, 'clone', '-q', '--depth', '1', `file://${cwd}`, shallow);
  const { code, stderr } = fardplan(['check', '--changed', 'HEAD~1'], { cwd: shallow });
  expect(`${code} ${stderr}`).toMatch(/^2 .*shallow[\s\S]*fetch-depth: 0/);
});

test('what cannot be entered or read is told, and the rest is checked', { timeout: 60_000 }, () => {
  const cwd = workspace('vasterbotten');
  symlinkSync('..', join(cwd, 'ring'));
  symlinkSync('saknas.md', join(cwd, 'lank.md'));
  const before = json(fardplan(['check', '--format', 'json'], { cwd }).stdout);
  mkdirSync(join(cwd, 'last'), { mode: 0 });
  writeFileSync(join(cwd, 'lang.md'), `---\nfardplan: roadmap/v1\nid: x\n---\n\n# ${'ord '.repeat(2_500_000)}\n`);
  const { code, stdout } = fardplan(['check', '--format', 'json'], { cwd });
  const found = json(stdout);
  expect(found.files).toBe(before.files + 1);
  // The administrator may enter every folder.
  if (process.getuid?.() !== 0) {
    expect(code).toBe(2);
    expect(found.diagnostics).toContainEqual(expect.objectContaining({ file: 'last', rule: 'read' }));
  }
  chmodSync(join(cwd, 'last'), 0o700);
});

test('--watch checks again when something changes, and ends when interrupted', { timeout: 120_000 }, async () => {
  const cwd = workspace('vasterbotten');
  const child = spawn(process.execPath, [join(root, 'bin', 'fardplan.js'), 'check', '--watch', '--format', 'compact'], {
    cwd,
    env: { PATH: process.env['PATH'], LANG: 'en_GB.UTF-8', FARDPLAN_CACHE: '' },
  });
  let [out, rounds] = ['', 0];
  let heard = (): void => undefined;
  child.stdout.on('data', (part: Buffer) => (out += part.toString()));
  child.stderr.on('data', (part: Buffer) => {
    rounds += (part.toString().match(/waiting for changes/g) ?? []).length;
    heard();
  });
  const ended = new Promise<number | null>((settle) => child.on('close', settle));
  /** What is printed when `change` has been made and seen. */
  const after = async (change: () => void, holds: (words: string) => boolean): Promise<string> => {
    out = '';
    change();
    for (;;) {
      await new Promise<void>((settle) => (heard = settle));
      if (holds(out)) return out;
    }
  };
  await after(
    () => undefined,
    () => rounds === 1,
  );
  const path = join(cwd, 'fardplan.md');
  const text = readFileSync(path, 'utf8');
  await after(
    () => writeFileSync(path, text.replace(/^profil: .*/m, 'profil: saknas')),
    (words) => words.includes('fardplan.md:') && words.includes('unknown-profile'),
  );
  await after(
    () => writeFileSync(path, text),
    (words) => !words.includes('unknown-profile'),
  );
  await after(
    () => {
      mkdirSync(join(cwd, 'mer', 'djupt'), { recursive: true });
      writeFileSync(join(cwd, 'mer', 'djupt', 'tom.md'), '');
    },
    (words) => words.includes(join('mer', 'djupt', 'tom.md')),
  );
  await after(
    () => renameSync(join(cwd, 'mer'), join(cwd, 'andra')),
    (words) => words.includes(join('andra', 'djupt', 'tom.md')) && !words.includes(join('mer', 'djupt')),
  );
  await after(
    () => rmSync(join(cwd, 'andra'), { recursive: true }),
    (words) => !words.includes('tom.md'),
  );
  child.kill('SIGINT');
  expect(await ended).toBe(0);
});
