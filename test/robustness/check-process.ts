import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { root, rubbish } from '../cli/run.js';

/** The most seconds and megabytes that any of these may take, on a machine with other things to do. */
export const patience = 60;
const memory = 1_500;

/** How a process ended, and all that it wrote. */
export interface Ended {
  code: number | null;
  said: string;
}

/** Runs `check` as a process with limits; what does not end in time has no code. */
export function check(cwd: string, args: string[] = [], env: Record<string, string> = {}): Ended {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${memory}`, join(root, 'bin', 'fardplan.js'), 'check', ...args],
    {
      cwd,
      encoding: 'utf8',
      timeout: patience * 1000,
      killSignal: 'SIGKILL',
      maxBuffer: 256 * 1024 * 1024,
      env: { PATH: process.env['PATH'], HOME: cwd, FARDPLAN_CACHE: '', LANG: 'en_GB.UTF-8', ...env },
    },
  );
  return { code: status, said: stdout + stderr };
}

/** Whatever is in a file, the program answers, in words. */
export function expectAnswer({ code, said }: Ended, codes: readonly number[] = [0, 1, 2]): void {
  expect(codes).toContain(code);
  expect(said).not.toMatch(rubbish);
  expect(said.trim()).not.toBe('');
}
