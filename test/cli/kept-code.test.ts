import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'fardplan-'));
afterAll(() => {
  rmSync(place, { recursive: true });
});

test('compiled code that a long run has kept is taken by a short one, and the other way', () => {
  for (const part of ['bin', 'dist', 'templates', 'package.json'])
    cpSync(join(root, part), join(place, part), { recursive: true });
  const folder = join(place, 'many');
  // As many as make a run of many.
  for (let number = 1; number <= 30; number += 1)
    cpSync(join(root, 'roadmaps', 'vasterbotten', 'fardplan.md'), join(folder, `lan-${number}`, 'fardplan.md'));
  const code = ['main', 'check', 'check-anew', 'check-pretty'].map((name) => join(place, 'dist', 'code', name));
  // What is not taken is kept anew, in another file.
  const kept = () => code.map((path) => statSync(path).ino);
  const check = (path: string) =>
    spawnSync(process.execPath, [join(place, 'bin', 'fardplan.js'), 'check', '--no-cache', '--threads', '1', path]);
  const one = join(folder, 'lan-1', 'fardplan.md');
  for (const [first, second] of [
    [folder, one],
    [one, folder],
  ] as const) {
    rmSync(join(place, 'dist', 'code'), { recursive: true });
    mkdirSync(join(place, 'dist', 'code'));
    check(first);
    const before = kept();
    expect(check(second).status).toBeLessThan(2);
    expect(kept()).toEqual(before);
  }
});
