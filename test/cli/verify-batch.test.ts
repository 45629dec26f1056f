import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  openSync,
  closeSync,
  ftruncateSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isInShard, readShard } from '../../src/cli/shard-option.js';
import { worse } from '../../src/cli/verify-progress.js';
import { once, people, twice } from '../verify/support/files.js';
import { fardplan, folder, root } from './run.js';

interface Line {
  file: string;
  indication: string | null;
  unchanged?: boolean;
  error?: { message: string; help?: string };
}

const lines = (stdout: string): Line[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

const pem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`;

/** A folder with `count` sound files, some of them deeper down, and the issuer to trust. */
function files(count: number): { cwd: string; names: string[] } {
  const cwd = folder();
  mkdirSync(join(cwd, 'pdf', 'äldre'), { recursive: true });
  writeFileSync(join(cwd, 'ca.pem'), pem(people.root.der));
  writeFileSync(join(cwd, 'pdf', 'readme.txt'), 'inte en PDF');
  const names = Array.from({ length: count }, (_, index) => {
    const name = `${String(index).padStart(4, '0')}.${index % 7 === 0 ? 'PDF' : 'pdf'}`;
    return join('pdf', ...(index % 3 === 0 ? ['äldre'] : []), name);
  });
  names.forEach((name, index) => {
    writeFileSync(join(cwd, name), index % 2 === 0 ? once : twice);
  });
  return { cwd, names };
}

const verify = (cwd: string, ...args: string[]): ReturnType<typeof fardplan> =>
  fardplan(['verify', '--trust', 'ca.pem', ...args], { cwd });

describe('verify over many files', () => {
  it('takes folders with all that is below them, and gives a line for each, in order, the same with any number of threads', () => {
    const { cwd, names } = files(60);
    const alone = verify(cwd, 'pdf', '--format', 'ndjson', '--threads', '1');
    expect(alone.code).toBe(0);
    expect(lines(alone.stdout).map(({ file }) => file)).toEqual(names.toSorted());
    expect(lines(alone.stdout).every(({ indication }) => indication === 'TOTAL-PASSED')).toBe(true);
    expect(alone.stderr).toMatch(/^60 files in .* 60 passed, 0 failed, 0 cannot be settled, 0 could not be read\.$/m);
    // The time of verification is another in each run.
    const timeless = (stdout: string): string => stdout.replace(/"(at|validAt)":"[^"]+"/g, '');
    for (const threads of [['--threads', '2'], ['--threads', '5'], []]) {
      const { stdout } = verify(cwd, 'pdf', '--format', 'ndjson', ...threads);
      expect(timeless(stdout) === timeless(alone.stdout)).toBe(true);
    }
  });

  it('takes lists, also from stdin, and folders and files together', () => {
    const { cwd, names } = files(6);
    writeFileSync(join(cwd, 'lista.txt'), `${names.slice(0, 2).join('\r\n')}\r\n\r\n`);
    const listed = verify(cwd, '--list', 'lista.txt', '--format', 'ndjson');
    expect(lines(listed.stdout).map(({ file }) => file)).toEqual(names.slice(0, 2));
    const piped = spawnSync(
      process.execPath,
      [
        join(root, 'bin', 'fardplan.js'),
        'verify',
        '--trust',
        'ca.pem',
        '--format',
        'ndjson',
        names[5] ?? '',
        '-',
        '--list',
        'lista.txt',
      ],
      { cwd, encoding: 'utf8', input: `${names[3] ?? ''}\npdf/äldre` },
    );
    const older = names.filter((name) => name.includes('äldre'));
    expect(lines(piped.stdout).map(({ file }) => file)).toEqual([names[5], names[3], ...older, names[0], names[1]]);
    expect(piped.status).toBe(0);
  });

  it('writes one JSON value with --format json: a list, or the object of an only file', () => {
    const { cwd, names } = files(4);
    const listed = verify(cwd, 'pdf', '--format', 'json').stdout;
    const parsed = JSON.parse(listed) as Line[];
    expect(parsed.map(({ file }) => file)).toEqual(names.toSorted());
    expect(listed).toBe(`${JSON.stringify(parsed, null, 2)}\n`);
    const only = verify(cwd, 'pdf', '--format', 'json', '--shard', '1/1', '--list', 'tom.txt');
    expect(only.code).toBe(2);
    expect(only.stderr).toContain('The list tom.txt cannot be read (ENOENT)');
    const [first = ''] = names;
    expect(JSON.parse(verify(cwd, first, '--format', 'json').stdout)).toMatchObject({ file: first });
    expect(JSON.parse(verify(cwd, first, '--format', 'json', '--threads', '2').stdout)).toMatchObject({ file: first });
  });

  it('goes on past files that cannot be read, names each, and ends with the code of the worst', () => {
    const { cwd, names } = files(5);
    const [first = '', second = ''] = names;
    const missing = verify(cwd, first, 'finns-inte.pdf', second, '--format', 'ndjson');
    expect(lines(missing.stdout)).toMatchObject([
      { file: first, indication: 'TOTAL-PASSED' },
      { file: 'finns-inte.pdf', indication: null, error: { message: expect.stringContaining('does not exist') } },
      { file: second, indication: 'TOTAL-PASSED' },
    ]);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('1 could not be read');
    writeFileSync(join(cwd, first), Buffer.concat([once, Buffer.from('mer')]));
    const failed = verify(cwd, 'pdf', 'finns-inte.pdf', '--format', 'ndjson');
    expect(failed.code).toBe(1);
    const untrusted = fardplan(['verify', second, names[2] ?? '', '--format', 'pretty'], { cwd, lang: 'sv' });
    expect(untrusted.code).toBe(3);
    expect(untrusted.stderr).toContain('2 går inte att avgöra');
    expect([worse(0, 3), worse(3, 2), worse(2, 1), worse(1, 70), worse(0, 0)]).toEqual([3, 2, 1, 70, 0]);
  });

  it('answers a sparse file of 2 GB without reading it, alone and among others', { timeout: 60_000 }, () => {
    const { cwd, names } = files(2);
    const handle = openSync(join(cwd, 'pdf', 'stor.pdf'), 'w');
    writeSync(handle, '%PDF-1.7\n');
    ftruncateSync(handle, 2 ** 31 + 10);
    closeSync(handle);
    const started = performance.now();
    const alone = verify(cwd, 'pdf/stor.pdf');
    expect(alone).toMatchObject({ code: 2, stdout: '' });
    expect(alone.stderr).toContain('pdf/stor.pdf is too large to verify (2048 MB)');
    const among = verify(cwd, 'pdf', '--format', 'ndjson');
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(lines(among.stdout)).toHaveLength(names.length + 1);
    expect(lines(among.stdout).find(({ file }) => file.endsWith('stor.pdf'))).toMatchObject({
      indication: null,
      error: { message: 'pdf/stor.pdf is too large to verify (2048 MB)', help: 'The limit is 200 MB.' },
    });
    expect(among.code).toBe(2);
  });

  it('starts no thread for a single file, whatever is asked', () => {
    const { cwd, names } = files(40);
    const hook = join(cwd, 'hook.cjs');
    writeFileSync(
      hook,
      `const threads = require('node:worker_threads');
       if (threads.isMainThread) {
         const Real = threads.Worker;
         threads.Worker = class extends Real { constructor(...given) { process.stderr.write('THREAD\\n'); super(...given); } };
       }`,
    );
    const started = (...args: string[]): number => {
      const env = { NODE_OPTIONS: `--require ${hook}` };
      const { stderr } = fardplan(['verify', '--trust', 'ca.pem', '--format', 'ndjson', ...args], { cwd, env });
      return stderr.split('THREAD').length - 1;
    };
    expect(started(names[0] ?? '')).toBe(0);
    expect(started(names[0] ?? '', '--threads', '8')).toBe(0);
    expect(started(names[0] ?? '', names[1] ?? '')).toBe(0);
    expect(started('pdf', '--threads', '3')).toBe(3);
  });

  it('divides by path: every file belongs to exactly one part, whatever else there is', () => {
    const { cwd, names } = files(40);
    const parts = [1, 2, 3].map((index) =>
      lines(verify(cwd, 'pdf', '--format', 'ndjson', '--shard', `${index}/3`).stdout).map(({ file }) => file),
    );
    expect(parts.flat().toSorted()).toEqual(names.toSorted());
    expect(Math.min(...parts.map(({ length }) => length))).toBeGreaterThan(4);
    const [first = ''] = parts[1] ?? [];
    expect(lines(verify(cwd, first, '--format', 'ndjson', '--shard', '2/3').stdout)).toHaveLength(1);
    expect(isInShard('a\\b.pdf', readShard('1/2'))).toBe(isInShard('a/b.pdf', readShard('1/2')));
    for (const wrong of ['0/3', '4/3', '1', '1/0', 'a/b', '-1/2', '1/3.5']) {
      expect(verify(cwd, 'pdf', '--shard', wrong)).toMatchObject({ code: 2, stdout: '' });
    }
  });

  it('says what is wrong with what it was asked', () => {
    const { cwd } = files(1);
    mkdirSync(join(cwd, 'tom'));
    expect(verify(cwd, 'tom')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('nothing to verify'),
    });
    expect(verify(cwd)).toMatchObject({ code: 2, stderr: expect.stringContaining('nothing to verify') });
    expect(verify(cwd, 'pdf', '--threads', '0')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('1 to 999'),
    });
    expect(verify(cwd, 'pdf', '--resume')).toMatchObject({ code: 2, stderr: expect.stringContaining('--log') });
  });

  it('tells nothing of progress where stderr is no terminal', () => {
    const { cwd } = files(40);
    expect(verify(cwd, 'pdf', '--format', 'ndjson').stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('the verification log', () => {
  interface LogLine extends Line {
    fardplan?: string;
    sha256: string;
    size: number;
    mtime: number;
    code: number;
    at: string;
  }
  const logOf = (cwd: string): LogLine[] => lines(readFileSync(join(cwd, 'logg.ndjson'), 'utf8')) as LogLine[];
  const run = (cwd: string, ...args: string[]): Line[] =>
    lines(verify(cwd, 'pdf', '--format', 'ndjson', '--log', 'logg.ndjson', ...args).stdout);

  it('has a line for each file, with its size, time, hash and verdict, and is only added to', () => {
    const { cwd, names } = files(4);
    run(cwd);
    const first = readFileSync(join(cwd, 'logg.ndjson'), 'utf8');
    const [head, ...rest] = logOf(cwd);
    expect(head).toMatchObject({ fardplan: 'verification-log/v1' });
    expect(rest.map(({ file }) => file).toSorted()).toEqual(names.toSorted());
    for (const line of rest) {
      expect(line).toMatchObject({ indication: 'TOTAL-PASSED', code: 0, size: statSync(join(cwd, line.file)).size });
      expect(line.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
    run(cwd);
    expect(readFileSync(join(cwd, 'logg.ndjson'), 'utf8').startsWith(first)).toBe(true);
    expect(logOf(cwd)).toHaveLength(10);
  });

  it('is resumed from: what has not changed is not verified again, what has is, and so is everything against another trust', () => {
    const { cwd, names } = files(6);
    const [changed = '', touched = ''] = names;
    run(cwd);
    expect(run(cwd, '--resume').map(({ unchanged }) => unchanged)).toEqual(names.map(() => true));
    writeFileSync(join(cwd, changed), Buffer.concat([once, Buffer.from('mer')]));
    const old = statSync(join(cwd, touched));
    // The same size and even the same time, but other bytes.
    const other = Buffer.from(readFileSync(join(cwd, touched)));
    other[300] = (other[300] ?? 0) ^ 1;
    writeFileSync(join(cwd, touched), other);
    utimesSync(join(cwd, touched), old.atime, old.mtime);
    const again = verify(cwd, 'pdf', '--format', 'ndjson', '--log', 'logg.ndjson', '--resume');
    const anew = lines(again.stdout).filter(({ unchanged }) => unchanged !== true);
    expect(anew.map(({ file }) => file).toSorted()).toEqual([changed, touched].toSorted());
    expect(again.code).toBe(1);
    // The failed files are remembered as failed.
    expect(verify(cwd, 'pdf', '--format', 'ndjson', '--log', 'logg.ndjson', '--resume').code).toBe(1);
    // Another time of verification is another question.
    expect(run(cwd, '--resume', '--at', '2030-01-01').every(({ unchanged }) => unchanged !== true)).toBe(true);
    writeFileSync(join(cwd, 'ca.pem'), pem(people.stranger.der));
    const strange = run(cwd, '--resume');
    expect(strange.every(({ unchanged }) => unchanged !== true)).toBe(true);
  });

  it('with its last line cut off loses that line only', () => {
    const { cwd, names } = files(5);
    run(cwd);
    const path = join(cwd, 'logg.ndjson');
    truncateSync(path, statSync(path).size - 40);
    const anew = run(cwd, '--resume').filter(({ unchanged }) => unchanged !== true);
    expect(anew).toHaveLength(1);
    expect(run(cwd, '--resume').every(({ unchanged }) => unchanged === true)).toBe(true);
    appendFileSync(path, '{"file":"pdf/0001.pdf","indica');
    expect(run(cwd, '--resume').map(({ file }) => file)).toEqual(names.toSorted());
  });

  it('is not written over something that is no log', () => {
    const { cwd } = files(2);
    for (const content of [once, Buffer.from('{"fardplan":"roadmap/v1"}\n')]) {
      writeFileSync(join(cwd, 'logg.ndjson'), content);
      const refused = verify(cwd, 'pdf', '--log', 'logg.ndjson');
      expect(refused).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining('is not a verification log'),
      });
      expect(readFileSync(join(cwd, 'logg.ndjson'))).toEqual(content);
    }
    expect(verify(cwd, 'pdf', '--log', 'finns-inte/logg').stderr).toContain('cannot be written (ENOENT)');
  });

  it(
    'survives kill -9 in the middle: the next run verifies the rest, and each file is in it',
    { timeout: 120_000 },
    async () => {
      const { cwd, names } = files(120);
      const program = [
        join(root, 'bin', 'fardplan.js'),
        'verify',
        'pdf',
        '--trust',
        'ca.pem',
        '--log',
        'logg.ndjson',
        '--resume',
      ];
      let before = 0;
      for (const [index, part] of [0.2, 0.5].entries()) {
        const child = spawn(process.execPath, [...program, '--threads', String(index + 1)], { cwd, stdio: 'ignore' });
        const ended = new Promise((settle) => child.on('exit', settle));
        const wanted = names.length * part;
        for (;;) {
          await new Promise((settle) => setTimeout(settle, 1));
          let done = 0;
          try {
            done = readFileSync(join(cwd, 'logg.ndjson'), 'utf8').split('\n').length;
          } catch {
            // Not begun.
          }
          if (done > wanted || child.exitCode !== null) break;
        }
        child.kill('SIGKILL');
        await ended;
        const done = new Set(logOf(cwd).flatMap(({ file, indication }) => (indication ? [file] : []))).size;
        expect(done).toBeGreaterThanOrEqual(before);
        before = done;
      }
      const rest = run(cwd, '--resume');
      expect(rest.map(({ file }) => file)).toEqual(names.toSorted());
      // Nothing that the log had was verified again: all it lost was under way.
      expect(rest.filter(({ unchanged }) => unchanged === true)).toHaveLength(before);
      const verified = logOf(cwd).flatMap(({ file, indication }) => (indication ? [file] : []));
      expect(verified.toSorted()).toEqual(names.toSorted());
    },
  );
});
