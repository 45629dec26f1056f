import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync,
} from 'node:fs'; // prettier-ignore
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, folder, workspace } from '../cli/run.js';
import { check, expectAnswer, patience } from './check-process.js';
import { roadmap } from './sound.js';

describe('characters', () => {
  const text = roadmap('## Mål\n\nEn mening.\n');
  const odd: Record<string, string | Uint8Array> = {
    'NUL bytes': text.replace('mening', 'men\0ing'),
    'UTF-16 without a byte order mark': Buffer.from(text, 'utf16le'),
    'UTF-16 with one': Buffer.from(`\ufeff${text}`, 'utf16le'),
    'half of a pair, as bytes': Buffer.concat([Buffer.from(text), Buffer.from([0xed, 0xa0, 0x80])]),
    'half of a pair, written in YAML': text.replace('titel: Färdplan', 'titel: "F\\uD800"'),
    'an overlong slash': Buffer.concat([Buffer.from(text), Buffer.from([0xc0, 0xaf])]),
    'all sorts of line ends': text.replace(/\n\n/g, '\r\n\r').replace('mening', 'men\u2028ing\u0085'),
    'old line ends': text.replace(/\n/g, '\r'),
    'escape sequences': text.replace('mening', '\u001b[2J\u001b]0;x\u0007mening').replace('id: x', 'id: "\\e[2Jx"'),
  }; // prettier-ignore

  test.each(Object.entries(odd))('%s', { timeout: 150_000 }, (_, content) => {
    const cwd = folder();
    writeFileSync(join(cwd, 'a.md'), content);
    for (const format of ['pretty', 'json', 'github']) {
      const ended = check(cwd, ['a.md', '--format', format]);
      expect([0, 1, 2]).toContain(ended.code);
      expect(ended.said).not.toMatch(/\n\s+at .*:\d+/);
      // What a terminal would obey is not passed on.
      expect(ended.said).not.toMatch(/\u001b\[2J|\u0007/);
    }
  });

  test('names with line ends and escape sequences are shown without them', { timeout: 150_000 }, () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'a\n::error::b\u001b[2J\u202e.md'), text.replace('generic', 'saknas'));
    for (const format of ['pretty', 'github']) {
      const ended = check(cwd, ['.', '--format', format]);
      expectAnswer(ended, [1]);
      expect(ended.said).not.toMatch(/\u001b\[2J|\u202e/);
      expect(ended.said).not.toMatch(/^::error::b/m);
    }
  });
});

describe('places', () => {
  const text = roadmap('## Mål\n\nEn mening.\n');
  const withRoadmap = () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'fardplan.md'), text);
    return cwd;
  };

  test(
    'pipes, sockets, devices and folders with the names of documents are passed over',
    { timeout: 150_000 },
    async () => {
      const cwd = withRoadmap();
      const alone = check(cwd, ['.']);
      expect(spawnSync('mkfifo', [join(cwd, 'ror.md')]).status).toBe(0);
      mkdirSync(join(cwd, 'mapp.md'));
      symlinkSync('/dev/zero', join(cwd, 'noll.md'));
      symlinkSync('ingenstans', join(cwd, 'borta.md'));
      symlinkSync('runt.yaml', join(cwd, 'runt.yaml'));
      const server = createServer().listen(join(cwd, 'sock.yaml'));
      await once(server, 'listening');
      const among = check(cwd, ['.']);
      server.close();
      expect(among).toEqual(alone);
    },
  );

  test.each(['ror.md', 'noll.md', 'borta.md', 'runt.md', 'mapp.md/x.md', 'fardplan.md/x.md', 'a long name', 'a long path'])(
    'asked for by name, %s is refused in words',
    { timeout: 150_000 },
    (what) => {
      const name = { 'a long name': `${'a'.repeat(300)}.md`, 'a long path': `${'a/'.repeat(3000)}a.md` }[what] ?? what;
      const cwd = withRoadmap();
      expect(spawnSync('mkfifo', [join(cwd, 'ror.md')]).status).toBe(0);
      symlinkSync('/dev/zero', join(cwd, 'noll.md'));
      symlinkSync('ingenstans', join(cwd, 'borta.md'));
      symlinkSync('runt.md', join(cwd, 'runt.md'));
      mkdirSync(join(cwd, 'mapp.md'));
      expectAnswer(check(cwd, [name]), [2]);
    },
  ); // prettier-ignore

  test('a decision that refers to a pipe or to a device gets an answer', { timeout: 150_000 }, () => {
    const cwd = withRoadmap();
    expect(spawnSync('mkfifo', [join(cwd, 'ror')]).status).toBe(0);
    for (const source of ['ror', '/dev/zero', '/dev/tty', '/dev/random']) {
      writeFileSync(
        join(cwd, 'beslut.md'),
        `---\nfardplan: decision/v1\ntyp: ordförandebeslut\nstatus: förslag\ntitel: Ställningstagande\norganisation: Förbundet\norgan: Ordföranden\nfärdplan: { källa: ${source} }\nbeslutspunkter: [{ verb: ställer sig bakom, text: Färdplanen. }]\n---\n\n# Ställningstagande\n`,
      );
      expectAnswer(check(cwd, ['beslut.md']), [1, 2]);
    }
  });

  test('links out of the workspace and round in a ring', { timeout: 150_000 }, () => {
    const cwd = withRoadmap();
    mkdirSync(join(cwd, 'djup'));
    symlinkSync('..', join(cwd, 'djup', 'upp'));
    symlinkSync('/', join(cwd, 'rot'));
    symlinkSync('/etc/passwd', join(cwd, 'losen.md'));
    const ended = check(cwd, ['.']);
    expectAnswer(ended, [1]);
    expect(ended.said).not.toContain('root:');
    expect(ended.said).toContain('1 document');
  });

  test('a file of 3 GB is not read', { timeout: 150_000 }, () => {
    const cwd = withRoadmap();
    writeFileSync(join(cwd, 'stor.md'), '');
    truncateSync(join(cwd, 'stor.md'), 3 * 1024 ** 3);
    const ended = check(cwd, ['.']);
    expectAnswer(ended, [2]);
    expect(ended.said).toContain('stor.md');
  });

  test('files that come and go while they are read', { timeout: 150_000 }, async () => {
    const cwd = withRoadmap();
    for (let n = 0; n < 200; n += 1) writeFileSync(join(cwd, `b${n}.md`), text.replace('id: x', `id: x${n}`));
    const script = `const { rmSync, writeFileSync } = require('node:fs');
      for (let n = 0; ; n = (n + 1) % 200) { rmSync('b' + n + '.md', { force: true }); writeFileSync('b' + ((n + 100) % 200) + '.md', 'fardplan'); }`;
    const restless = spawn(process.execPath, ['-e', script], { cwd, stdio: 'ignore' });
    try {
      for (let run = 0; run < 5; run += 1) expectAnswer(check(cwd, ['.']), [1, 2]);
    } finally {
      restless.kill('SIGKILL');
      await once(restless, 'exit');
    }
  });

  const unprivileged = process.getuid?.() !== 0;
  test.skipIf(!unprivileged)(
    `a folder that may not be read${unprivileged ? '' : ' (skipped: root may read everything)'}`,
    { timeout: 150_000 },
    () => {
      const cwd = withRoadmap();
      mkdirSync(join(cwd, 'stangd'));
      chmodSync(join(cwd, 'stangd'), 0);
      const ended = check(cwd, ['.']);
      chmodSync(join(cwd, 'stangd'), 0o700);
      expectAnswer(ended, [2]);
      expect(ended.said).toContain('stangd');
    },
  );
});

describe('the cache', () => {
  const start = () => {
    const cwd = workspace('stockholm');
    const cache = join(folder(), 'cache');
    return { cwd, cache, run: () => check(cwd, ['.'], { FARDPLAN_CACHE: cache }), answer: check(cwd, ['.']) };
  };
  const filesIn = (at: string): string[] =>
    readdirSync(at, { recursive: true, encoding: 'utf8' })
      .map((name) => join(at, name))
      .filter((path) => statSync(path).isFile());

  test('cut off, empty, turned into noise, or into folders: the answer is the same', { timeout: 300_000 }, () => {
    const { cache, run, answer } = start();
    expect(run()).toEqual(answer);
    const damages: ((path: string) => void)[] = [
      (path) => truncateSync(path, Math.floor(statSync(path).size / 2)),
      (path) => truncateSync(path, 0),
      (path) => writeFileSync(path, readFileSync(path).reverse()),
      (path) => writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from('{"a":1}')])),
      (path) => writeFileSync(path, 'x'.repeat(statSync(path).size)),
      (path) => (rmSync(path), mkdirSync(path)),
      (path) => (rmSync(path, { recursive: true }), symlinkSync('/dev/zero', path)),
    ];
    for (const damage of damages) {
      if (filesIn(cache).length === 0) rmSync(cache, { recursive: true, force: true });
      expect(run()).toEqual(answer);
      for (const path of filesIn(cache)) damage(path);
      expect(run()).toEqual(answer);
    }
  });

  test.each([
    ['a file', (cache: string) => writeFileSync(cache, 'x')],
    ['a link that leads nowhere', (cache: string) => symlinkSync('ingenstans', cache)],
    ['a link to itself', (cache: string) => symlinkSync(cache, cache)],
    ['a device', (cache: string) => symlinkSync('/dev/full', cache)],
    ['a place where nothing can be made', (cache: string) => symlinkSync('/proc/self', cache)],
    ['a link to another folder', (cache: string) => symlinkSync(folder(), cache)],
  ])('is %s', { timeout: 150_000 }, (_, make) => {
    const { cache, run, answer } = start();
    make(cache);
    expect(run()).toEqual(answer);
    expect(run()).toEqual(answer);
  });

  test('a link in it is not followed to be written through', { timeout: 150_000 }, () => {
    const { cache, run, answer } = start();
    run();
    const mine = join(folder(), 'mitt.txt');
    writeFileSync(mine, 'mitt');
    for (const path of filesIn(cache)) {
      rmSync(path);
      symlinkSync(mine, path);
    }
    expect(run()).toEqual(answer);
    expect(readFileSync(mine, 'utf8')).toBe('mitt');
  });

  test('many at once with one cache, some of them killed', { timeout: 300_000 }, async () => {
    const { cwd, cache, run, answer } = start();
    const begin = () =>
      spawn(process.execPath, [join(root, 'bin', 'fardplan.js'), 'check', '.'], {
        cwd,
        stdio: 'ignore',
        env: { PATH: process.env['PATH'], HOME: cwd, FARDPLAN_CACHE: cache, LANG: 'en_GB.UTF-8' },
      });
    const runs = Array.from({ length: 8 }, begin);
    const ended = runs.map((each) => once(each, 'exit'));
    for (const [index, each] of runs.entries()) if (index % 2 === 1) setTimeout(() => each.kill('SIGKILL'), 40 * index);
    const codes = (await Promise.all(ended)).map(([code]) => code as number | null);
    for (const code of codes.filter((_, index) => index % 2 === 0)) expect(code).toBe(answer.code);
    expect(run()).toEqual(answer);
  });

  const small = (at: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', at]).status === 0;
  const tried = folder();
  const full = small(tried);
  if (full) spawnSync('umount', [tried]);
  test.skipIf(!full)(`on a full disk${full ? '' : ' (skipped: no small disk can be made here)'}`, () => {
    const { run, answer, cache } = start();
    mkdirSync(cache);
    expect(small(cache)).toBe(true);
    try {
      expect(run()).toEqual(answer);
    } finally {
      spawnSync('umount', [cache]);
    }
  });
});

test('output that cannot be written is no crash', { timeout: 150_000 }, () => {
  if (!existsSync('/dev/full')) return;
  const cwd = workspace('stockholm');
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'bin', 'fardplan.js'), 'check', '.'], {
    cwd,
    encoding: 'utf8',
    timeout: patience * 1000,
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    env: { PATH: process.env['PATH'], HOME: cwd, FARDPLAN_CACHE: '', LANG: 'en_GB.UTF-8' },
  });
  expect(status).not.toBeNull();
  expect(stderr).not.toMatch(/\n\s+at .*:\d+/);
});
