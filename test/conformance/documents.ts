import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { commitAll, root, workspace } from '../cli/run.js';

const start = promisify(execFile);

/** The kinds of decision, each from an example, bound to a commit. */
export const kinds = [
  { kind: 'chair-decision', name: 'vastra-gotaland', source: 'decisions/ordforandebeslut.md' },
  { kind: 'recommendation', name: 'vasterbotten', source: 'decisions/rekommendation.md' },
] as const;

/** PAdES baseline levels (EN 319 142-1, 6). */
export const levels = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const;
export type Level = (typeof levels)[number];

/** A folder for what a run makes: kept where FARDPLAN_CONFORMANCE_KEEP says, else in the system's place for such things. */
export function outputFolder(name: string): string {
  const keep = process.env['FARDPLAN_CONFORMANCE_KEEP'];
  if (!keep) return mkdtempSync(join(tmpdir(), `fardplan-conformance-${name}-`));
  const path = join(keep, name);
  mkdirSync(path, { recursive: true });
  return path;
}

/** Runs the program as a process and gives what it printed; throws with its words when it fails. */
export async function program(args: string[], env: Record<string, string> = {}, cwd = root): Promise<string> {
  const bin = join(root, 'bin', 'fardplan.js');
  const base = { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), LANG: 'en_GB.UTF-8' };
  try {
    const { stdout } = await start(process.execPath, [bin, ...args], { cwd, env: { ...base, ...env } });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${stderr}${stdout}`.trim() || String(error), { cause: error });
  }
}

/** Renders each kind of decision once; the paths by kind. */
export async function rendered(folder: string): Promise<Map<string, string>> {
  const made = await Promise.all(
    kinds.map(async ({ kind, name, source }) => {
      const cwd = workspace(name);
      commitAll(cwd);
      const file = join(folder, `${kind}.pdf`);
      await program(['render', source, '--force', '-o', file], {}, cwd);
      return [kind, file] as const;
    }),
  );
  return new Map(made);
}

/** Does all tasks, two at a time: as many as a small machine has cores. */
export async function twoAtATime<T>(tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < tasks.length; index = next++) {
      const task = tasks[index];
      if (task) results[index] = await task();
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}
