import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

const made: string[] = [];
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A fresh folder, removed after the file's tests. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'fardplan-test-'));
  made.push(path);
  return path;
}

/** A copy of an example workspace in a fresh folder. */
export function workspace(name: string): string {
  const path = folder();
  cpSync(join(root, 'roadmaps', name), path, { recursive: true });
  return path;
}

/** Runs the program as a process, as its user does. */
export function fardplan(
  args: string[],
  options: { cwd?: string; env?: Record<string, string>; lang?: 'sv' | 'en'; input?: Uint8Array | string } = {},
): Outcome {
  const result = spawnSync(process.execPath, [join(root, 'bin', 'fardplan.js'), ...args], {
    cwd: options.cwd ?? root,
    encoding: 'utf8',
    input: options.input,
    env: {
      PATH: process.env['PATH'],
      HOME: tmpdir(),
      // What a run has kept shall not answer for the next one, but where a test asks for it.
      FARDPLAN_CACHE: '',
      LANG: options.lang === 'sv' ? 'sv_SE.UTF-8' : 'en_GB.UTF-8',
      ...options.env,
    },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

/** Runs git in a folder, without the machine's own settings. */
export function git(cwd: string, ...args: string[]): string {
  const settings = [
    'user.name=Test',
    'user.email=test@fardplan.example',
    'commit.gpgsign=false',
    'init.defaultBranch=main',
    'core.autocrlf=false',
  ];
  const result = spawnSync('git', [...settings.flatMap((setting) => ['-c', setting]), ...args], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: tmpdir(), GIT_CONFIG_NOSYSTEM: '1' },
  });
  if (result.status !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr}`);
  return result.stdout.trim();
}

/** Puts everything in a folder into a new git repository. */
export function commitAll(cwd: string, message = 'Första'): void {
  git(cwd, 'init', '--quiet');
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '--quiet', '-m', message);
}

/** A stack trace, or a value that slipped through into a sentence. */
export const rubbish = /\n\s+at .*[:(]\d+|\[object Object\]|\bundefined\b|\bNaN\b/;
