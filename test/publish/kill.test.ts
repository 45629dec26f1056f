import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../cli/run.js';
import { composed, rendered, repository, signed } from './documents.js';

const start = (cwd: string) =>
  spawn(process.execPath, [join(root, 'bin/fardplan.js'), 'publish', 'beslut.pdf', '-o', 'kopia.pdf'], {
    cwd,
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], HOME: tmpdir(), FARDPLAN_CACHE: '' },
  });

const ended = (child: ReturnType<typeof start>): Promise<number | null> =>
  new Promise((settle) => child.on('exit', (code) => settle(code)));

test('killed at any moment: the original is as it was, and the copy is whole or not there', async () => {
  const top = repository();
  const original = await signed(await rendered(top, await composed(top)));
  const [input, output] = [join(top, 'beslut.pdf'), join(top, 'kopia.pdf')];
  writeFileSync(input, original);
  const began = performance.now();
  expect(await ended(start(top))).toBe(0);
  const long = performance.now() - began;
  const whole = readFileSync(output);
  const outcomes = new Set<string>();
  const times = 8;
  for (let count = 0; count < times; count += 1) {
    rmSync(output, { force: true });
    const child = start(top);
    const done = ended(child);
    // Closer together towards the end, where the file is written.
    await new Promise((settle) => setTimeout(settle, long * (0.2 + 0.9 * (1 - (1 - count / times) ** 2))));
    child.kill('SIGKILL');
    await done;
    expect(readFileSync(input).equals(original)).toBe(true);
    const there = existsSync(output);
    if (there) expect(readFileSync(output).equals(whole)).toBe(true);
    outcomes.add(there ? 'whole' : 'absent');
  }
  expect(outcomes).toContain('absent');
}, 120_000);
