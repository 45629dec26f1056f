import { spawn, spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fardplan, folder, git, root, workspace } from './run.js';

const place = join('cache', 'runs');
const keptIn = (at: string): string[] => readdirSync(join(at, place)).map((name) => join(at, place, name));

/** A workspace, and how check is run on it with a cache folder of its own. */
function start() {
  const cwd = workspace('vastra-gotaland');
  const cache = folder();
  const check = (...args: string[]) =>
    fardplan(['check', ...args], { cwd, env: { FARDPLAN_CACHE: join(cache, 'cache') } });
  return { cwd, cache, check };
}

const entry = (body: string): string => `${hash('sha256', body, 'base64url')}\n${body}\n`;

/** Makes what is kept recognisable, so that an answer tells where it came from. */
function mark(cache: string): void {
  for (const file of keptIn(cache)) {
    const kept = JSON.parse(readFileSync(file, 'utf8').split('\n')[1] ?? '') as object;
    writeFileSync(file, entry(JSON.stringify({ ...kept, done: [['print', 'from the last run\n']] })));
  }
}

test('an unchanged workspace is answered from the last run, with the same words and code', () => {
  const { cwd, cache, check } = start();
  const path = join(cwd, 'fardplan.md');
  writeFileSync(path, readFileSync(path, 'utf8').replace('version: "2.0"', 'verson: "2.0"'));
  const first = check();
  expect(first.code).toBe(1);
  expect(check()).toEqual(first);
  mark(cache);
  expect(check()).toEqual({ ...first, stdout: 'from the last run\n' });
  expect(check('--no-cache')).toEqual(first);
});

const changes: [string, (cwd: string) => void, string[]][] = [
  ['a changed file', (cwd) => writeFileSync(join(cwd, 'parties.yaml'), 'fardplan: parties/v1\n'), []],
  ['a new file', (cwd) => writeFileSync(join(cwd, 'ny.md'), '---\nfardplan: roadmap/v1\n---\n'), []],
  ['a file that is gone', (cwd) => rmSync(join(cwd, 'consultation', 'dispositions.yaml')), []],
  [
    'a profile of the workspace’s own',
    (cwd) => {
      mkdirSync(join(cwd, 'profiles'));
      writeFileSync(join(cwd, 'profiles', 'vastra-gotaland.yaml'), 'fardplan: profile/v1\n');
    },
    [],
  ],
  ['another format', () => undefined, ['--format', 'json']],
  ['another language', () => undefined, ['--lang', 'sv']],
  ['fewer files', () => undefined, ['fardplan.md']],
];

test.each(changes)('%s is checked anew', (_, change, args) => {
  const { cwd, cache, check } = start();
  check();
  mark(cache);
  change(cwd);
  const { stdout } = check(...args);
  expect(stdout).not.toContain('from the last run');
  expect(stdout).toBe(fardplan(['check', ...args], { cwd }).stdout);
});

test('what is kept may be damaged, or the folder no folder', { timeout: 120_000 }, () => {
  const { cache, check } = start();
  const first = check();
  const damages = [
    () => '',
    () => 'null',
    () => entry('null'),
    () => entry('[]'),
    () => entry('{"asked":[["read"]]}'),
    (whole: string) => whole.slice(0, -10),
    (whole: string) => whole.replace(/\d+ documents/, '99 documents'),
    (whole: string) => whole.replace('"code":0', '"code":1'),
    () => entry('{"asked":[],"code":0}'),
  ];
  for (const damage of damages) {
    for (const file of keptIn(cache)) writeFileSync(file, damage(readFileSync(file, 'utf8')));
    expect(check()).toEqual(first);
  }
  rmSync(join(cache, 'cache'), { recursive: true });
  writeFileSync(join(cache, 'cache'), 'a file');
  expect(check()).toEqual(first);
});

test('what was kept by one build does not answer for another', () => {
  const { cwd, cache, check } = start();
  check();
  mark(cache);
  const other = folder();
  for (const part of ['bin', 'dist', 'templates']) cpSync(join(root, part), join(other, part), { recursive: true });
  rmSync(join(other, 'dist', 'code'), { recursive: true });
  const bundle = join(other, 'dist', 'commands', 'check.cjs');
  const text = readFileSync(bundle, 'latin1');
  const changed = text.replace(/"(\d+\.\d+\.\d+) [0-9a-f]{16}"/, '"$1 0000000000000000"');
  expect(changed).not.toBe(text);
  writeFileSync(bundle, changed, 'latin1');
  const env = { PATH: process.env['PATH'], LANG: 'en_GB.UTF-8', FARDPLAN_CACHE: join(cache, 'cache') };
  const { stdout } = spawnSync(process.execPath, [join(other, 'bin', 'fardplan.js'), 'check'], { cwd, env });
  expect(stdout.toString()).toMatch(/\d+ documents/);
});

test('several at once give the same answer, and leave whole entries', async () => {
  const { cwd, cache, check } = start();
  const env = { PATH: process.env['PATH'], LANG: 'en_GB.UTF-8', FARDPLAN_CACHE: join(cache, 'cache') };
  const once = () =>
    new Promise<string>((settle) => {
      const child = spawn(process.execPath, [join(root, 'bin', 'fardplan.js'), 'check'], { cwd, env });
      let heard = '';
      child.stdout.on('data', (part: Buffer) => (heard += part.toString()));
      child.on('close', () => settle(heard));
    });
  const answers = await Promise.all(Array.from({ length: 6 }, once));
  expect(new Set(answers)).toEqual(new Set([check('--no-cache').stdout]));
  expect(keptIn(cache)).toHaveLength(1);
  mark(cache);
  expect(check().stdout).toBe('from the last run\n');
});

test(
  'a rendering of what has not changed has the same bytes and the same words; what has changed is rendered',
  { timeout: 120_000 },
  () => {
    const cwd = workspace('vastra-gotaland');
    const env = { FARDPLAN_CACHE: join(folder(), 'cache') };
    const output = join(cwd, 'beslut.pdf');
    const render = (...args: string[]) => {
      const outcome = fardplan(['render', 'decisions/ordforandebeslut.md', '-o', output, ...args], { cwd, env });
      return { ...outcome, bytes: existsSync(output) ? readFileSync(output).toString('base64') : undefined };
    };
    const first = render();
    expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining('DRAFT') as string });
    // An output that stands is as little written over the second time.
    expect(render().code).toBe(2);
    rmSync(output);
    expect(render()).toEqual(first);
    expect(render('--force')).toMatchObject({ code: 0, bytes: first.bytes });
    writeFileSync(output, 'something else');
    expect(render('--force')).toMatchObject({ code: 0, bytes: first.bytes });
    rmSync(output);
    const roadmap = join(cwd, 'fardplan.md');
    writeFileSync(roadmap, `${readFileSync(roadmap, 'utf8')}\nEn ny mening.\n`);
    const changed = render();
    expect(changed.code).toBe(0);
    expect(changed.bytes).not.toBe(first.bytes);
    rmSync(output);
    git(cwd, 'init', '-q');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-q', '-m', 'one');
    const bound = render();
    expect(bound.stderr).toContain('bound to version');
    rmSync(output);
    expect(render()).toEqual(bound);
    writeFileSync(roadmap, `${readFileSync(roadmap, 'utf8')}\nEn till.\n`);
    rmSync(output);
    expect(render().stderr).toContain('DRAFT');
  },
);

test('what a damaged entry would do is not done', () => {
  const cwd = workspace('vastra-gotaland');
  const cache = folder();
  const env = { FARDPLAN_CACHE: join(cache, 'cache') };
  const render = () => fardplan(['render', 'decisions/ordforandebeslut.md', '-o', 'beslut.md'], { cwd, env });
  const first = render();
  const text = readFileSync(join(cwd, 'beslut.md'), 'utf8');
  for (const file of keptIn(cache)) {
    const whole = readFileSync(file, 'utf8');
    const at = whole.indexOf('["write"') + 80;
    writeFileSync(file, `${whole.slice(0, at)}${whole[at] === 'A' ? 'B' : 'A'}${whole.slice(at + 1)}`);
  }
  rmSync(join(cwd, 'beslut.md'));
  expect(render()).toEqual(first);
  expect(readFileSync(join(cwd, 'beslut.md'), 'utf8')).toBe(text);
});

test.each([
  ['diff', ['diff', 'revisions/remiss.md', 'fardplan.md'], 'fardplan.md'],
  ['consult trace', ['consult', 'trace'], 'consultation/dispositions.yaml'],
])('%s is answered from the last run until something that it read has changed', (_, args, path) => {
  const cwd = workspace('vastra-gotaland');
  const cache = folder();
  const run = (...more: string[]) =>
    fardplan([...args, ...more], { cwd, env: { FARDPLAN_CACHE: join(cache, 'cache') } });
  const first = run();
  expect(first.code).toBe(0);
  expect(run()).toEqual(first);
  mark(cache);
  expect(run()).toEqual({ ...first, stdout: 'from the last run\n' });
  expect(run('--no-cache')).toEqual(first);
  const file = join(cwd, path);
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('jourlinjer', 'jourer').replace('hantering: hänskjuts', 'hantering: noteras'),
  );
  const changed = run();
  expect(changed.stdout).not.toBe('from the last run\n');
  expect(changed.stdout).not.toBe(first.stdout);
});

test.skipIf(process.platform === 'win32')('what comes through a pipe is read by the run alone', () => {
  const { cwd, cache } = start();
  // Without a name that says otherwise, it is read as what it looks like.
  fardplan(['convert', 'fardplan.md', '-o', 'old.yaml'], { cwd });
  const whole = readFileSync(join(cwd, 'old.yaml'), 'utf8');
  const piped = (version: string) => {
    writeFileSync(join(cache, 'new.md'), whole.replace('version: "2.0"', `version: "${version}"`));
    const line = 'cat "$NEW" | "$NODE" "$BIN" diff old.yaml /dev/stdin';
    const { stdout, stderr, status } = spawnSync('sh', ['-c', line], {
      cwd,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        LANG: 'en_GB.UTF-8',
        FARDPLAN_CACHE: join(cache, 'cache'),
        NEW: join(cache, 'new.md'),
        NODE: process.execPath,
        BIN: join(root, 'bin', 'fardplan.js'),
      },
    });
    return { stdout, stderr, status };
  };
  const first = piped('3.0');
  expect(first).toMatchObject({ stderr: '', status: 0 });
  expect(first.stdout).toContain('3.0');
  expect(piped('3.0')).toEqual(first);
  const second = piped('4.0');
  expect(second).toMatchObject({ stderr: '', status: 0 });
  expect(second.stdout).toContain('4.0');
});

test.skipIf(process.platform !== 'linux')('a cache folder that is no absolute path is none, as XDG has it', () => {
  const { cwd, cache } = start();
  const before = readdirSync(cwd);
  for (const value of ['', 'somewhere']) {
    spawnSync(process.execPath, [join(root, 'bin', 'fardplan.js'), 'check'], {
      cwd,
      env: { PATH: process.env['PATH'], HOME: cache, XDG_CACHE_HOME: value },
    });
    expect(readdirSync(cwd)).toEqual(before);
    expect(readdirSync(join(cache, '.cache', 'fardplan'))).toContain('runs');
    rmSync(join(cache, '.cache'), { recursive: true });
  }
});
