import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll, folder, git, root, workspace } from '../cli/run.js';

const program = join(root, 'node_modules/.cache/fardplan-conformance/pre-commit/bin/pre-commit');
const there = existsSync(program);

/** Runs pre-commit in a repository, with an empty home of its own. */
function preCommit(cwd: string, home: string, ...args: string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, PRE_COMMIT_HOME: home, NO_COLOR: '1' },
  });
  return { code: status, said: stdout + stderr };
}

// npm prepares a package from git by an install within the install, to the same place since both are global: now and then one of them takes away
// what the other is about to write (ENOTEMPTY). Then it is begun anew.
test.skipIf(!there)(`the hooks as pre-commit reads, installs and runs them${there ? '' : ' (skipped without pre-commit)'}`, { retry: 2 }, () => {
  const home = folder();
  expect(preCommit(root, home, 'validate-manifest', '.pre-commit-hooks.yaml').code).toBe(0);
  // As it will be fetched: from git, without anything that was built.
  const clone = join(folder(), 'fardplan');
  git(root, 'clone', '--quiet', root, clone);
  const cwd = workspace('vasterbotten');
  // By a configuration, as everyone has it: it is installed once.
  const revision = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: clone, encoding: 'utf8' }).stdout.trim();
  const hooks = ['fardplan-check', 'fardplan-fmt'].map((id) => ({ id }));
  writeFileSync(join(cwd, '.pre-commit-config.yaml'), JSON.stringify({ repos: [{ repo: clone, rev: revision, hooks }] }));
  commitAll(cwd);
  const good = preCommit(cwd, home, 'run', 'fardplan-check', '--all-files');
  expect([good.code, good.said]).toEqual([0, expect.stringMatching(/fardplan check\.+Passed/)]);
  const path = join(cwd, 'fardplan.md');
  // What is not in its canonical form is mended by the hook, which stops the commit once.
  const fmt = () => preCommit(cwd, home, 'run', 'fardplan-fmt', '--all-files');
  fmt();
  git(cwd, 'add', '-A');
  expect(fmt().code).toBe(0);
  const written = readFileSync(path, 'utf8');
  writeFileSync(path, written.replace(/^- /gm, '*   '));
  git(cwd, 'add', '-A');
  const mended = fmt();
  expect([mended.code, mended.said]).toEqual([1, expect.stringContaining('files were modified by this hook')]);
  expect(readFileSync(path, 'utf8')).toBe(written);
  writeFileSync(path, written.replace(/^version:/m, 'verson:'));
  git(cwd, 'add', '-A');
  const bad = preCommit(cwd, home, 'run', 'fardplan-check');
  expect([bad.code, bad.said]).toEqual([1, expect.stringContaining('verson')]);
}); // prettier-ignore
