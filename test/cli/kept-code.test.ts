import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'fardplan-'));
for (const part of ['bin', 'dist', 'templates', 'package.json'])
  cpSync(join(root, part), join(place, part), { recursive: true });
const folder = join(place, 'many');
// As many as make a run of many.
for (let number = 1; number <= 30; number += 1)
  cpSync(join(root, 'roadmaps', 'vasterbotten', 'fardplan.md'), join(folder, `lan-${number}`, 'fardplan.md'));
const code = join(place, 'dist', 'code');
const check = (threads: string, path: string) =>
  spawnSync(process.execPath, [join(place, 'bin', 'fardplan.js'), 'check', '--no-cache', '--threads', threads, path]);
afterAll(() => {
  rmSync(place, { recursive: true });
});

test('compiled code that a long run has kept is taken by a short one, and the other way', () => {
  // What is not taken is kept anew, in another file.
  const kept = () => ['main', 'check', 'check-anew', 'check-pretty'].map((name) => statSync(join(code, name)).ino);
  const one = join(folder, 'lan-1', 'fardplan.md');
  for (const [first, second] of [
    [folder, one],
    [one, folder],
  ] as const) {
    rmSync(code, { recursive: true });
    mkdirSync(code);
    check('1', first);
    const before = kept();
    expect(check('1', second).status).toBeLessThan(2);
    expect(kept()).toEqual(before);
  }
});

test('threads keep their compiled code, and take it', () => {
  rmSync(join(code, 'threads-check'), { force: true });
  expect(check('2', folder).status).toBeLessThan(2);
  const { ino } = statSync(join(code, 'threads-check'));
  expect(check('2', folder).status).toBeLessThan(2);
  expect(statSync(join(code, 'threads-check')).ino).toBe(ino);
  // Nothing half done is left beside it.
  expect(readdirSync(code).filter((name) => /\d$/.test(name))).toEqual([]);
});

test.each(['1', '2'])('a folder for compiled code that cannot be entered only costs time: %s threads', (threads) => {
  const before = check(threads, folder);
  rmSync(code, { recursive: true });
  // A file in its place is refused in the same way to everybody, also to those who may enter any folder.
  writeFileSync(code, '');
  const { status, stdout, stderr } = check(threads, folder);
  expect({ status, stdout: String(stdout), stderr: String(stderr) }).toEqual({
    status: before.status,
    stdout: String(before.stdout),
    stderr: '',
  });
  rmSync(code);
  mkdirSync(code);
});
