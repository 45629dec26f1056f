import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { commitAll, folder, git, root, workspace } from '../cli/run.js';

interface Step {
  id?: string;
  if?: string;
  uses?: string;
  run?: string;
  with?: Record<string, string>;
  env?: Record<string, string>;
  'working-directory'?: string;
}
interface Action {
  inputs: Record<string, { default: string }>;
  outputs: Record<string, { value: string }>;
  runs: { steps: Step[] };
}

/** What a run of the whole action gave: its steps’ exit codes and words, the actions that it would have used, and its outputs. */
interface Ran {
  codes: Record<string, number | null>;
  said: string;
  used: { uses: string; with: Record<string, string> }[];
  outputs: Record<string, string>;
  steps: Record<string, Record<string, string>>;
}

/**
 * Runs a composite action from a folder as GitHub’s runner does: the steps in turn, each with bash, its own files for outputs, and what its
 * expressions stand for; after a step that failed only those that ask not to be stopped. Other actions are only noted. Steps whose outputs
 * are known from before are not run again.
 */
function runAction(at: string, cwd: string, given: Record<string, string>, known: Ran['steps'] = {}): Ran {
  const action = parse(readFileSync(join(at, 'action.yml'), 'utf8')) as Action;
  const outputs = { ...known };
  const ran: Ran = { codes: {}, said: '', used: [], outputs: {}, steps: outputs };
  let failed = false;
  const valueOf = (name: string): string => {
    const [, input] = /^inputs\.([a-z-]+)$/.exec(name) ?? [];
    if (input !== undefined) return given[input] ?? action.inputs[input]?.default ?? '';
    const [, step = '', output = ''] = /^steps\.([a-z-]+)\.outputs\.([a-z-]+)$/.exec(name) ?? [];
    if (step !== '') return outputs[step]?.[output] ?? '';
    if (name === 'github.action_path') return at;
    throw new Error(`unknown: ${name}`);
  };
  const filled = (text: string): string => text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, name: string) => valueOf(name));
  // Of the language of expressions only what the action has: terms with `==` or `!=`, joined by `&&`.
  const holds = (condition = 'success()'): boolean => {
    const terms = condition
      .replace(/^\$\{\{|\}\}$/g, '')
      .split('&&')
      .map((term) => term.trim());
    const goesOn = terms.includes('!cancelled()') || !failed;
    return (
      goesOn &&
      terms.every((term) => {
        const [, left = '', sign, right] = /^(\S+) (==|!=) '([^']*)'$/.exec(term) ?? [];
        if (sign === undefined) return ['!cancelled()', 'success()'].includes(term);
        return (valueOf(left) === right) === (sign === '==');
      })
    );
  };
  const temporary = folder();
  for (const step of action.runs.steps) {
    if (!holds(step.if) || Object.hasOwn(known, step.id ?? '')) continue;
    if (step.uses !== undefined) {
      ran.used.push({
        uses: step.uses,
        with: Object.fromEntries(Object.entries(step.with ?? {}).map(([name, text]) => [name, filled(text)])),
      });
      continue;
    }
    const script = join(folder(), 'step.sh');
    const told = join(folder(), 'output');
    writeFileSync(script, filled(step.run ?? ''));
    writeFileSync(told, '');
    const where = join(cwd, filled(step['working-directory'] ?? ''));
    const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', script], {
      cwd: where,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        FARDPLAN_CACHE: '',
        CI: 'true',
        npm_config_prefer_offline: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: cwd,
        GITHUB_ACTION_PATH: at,
        GITHUB_OUTPUT: told,
        RUNNER_TEMP: temporary,
        ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, filled(text)])),
      },
    });
    const id = step.id ?? '';
    ran.codes[id] = status;
    ran.said += stdout + stderr;
    failed ||= status !== 0;
    outputs[id] = Object.fromEntries(
      [...readFileSync(told, 'utf8').matchAll(/^([a-z-]+)=(.*)$/gm)].map(([, name = '', text = '']) => [name, text]),
    );
  }
  for (const [name, { value }] of Object.entries(action.outputs)) ran.outputs[name] = filled(value);
  return ran;
}

test(
  'the whole action, as its runner runs it: fetched from git, installed, checking a repository and what changed in it',
  { timeout: 600_000 },
  () => {
    // As it is fetched: without anything that was built.
    const at = join(folder(), 'action');
    git(root, 'clone', '--quiet', root, at);
    const cwd = folder();
    const inside = workspace('vasterbotten');
    mkdirSync(join(cwd, 'planer'));
    spawnSync('cp', ['-R', `${inside}/.`, join(cwd, 'planer', 'län 1')]);
    commitAll(cwd);
    const fine = runAction(at, cwd, { 'working-directory': 'planer' });
    expect([fine.codes, fine.outputs], fine.said).toEqual([
      { install: 0, check: 0 },
      { 'exit-code': '0', 'sarif-file': '' },
    ]);
    expect(fine.used).toEqual([
      { uses: expect.stringMatching(/^actions\/setup-node@v\d+$/) as string, with: { 'node-version': '24' } },
    ]);

    // A fault is on its line in the pull request and in the file for code scanning, which is sent though the check failed.
    const before = git(cwd, 'rev-parse', 'HEAD');
    const path = join(cwd, 'planer', 'län 1', 'fardplan.md');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^version:/m, 'verson:'));
    git(cwd, 'commit', '--quiet', '-am', 'Andra');
    const inputs = {
      'node-version': '',
      'changed-since': before,
      'sarif-file': 'ut.sarif',
      'upload-sarif': 'true',
      language: 'sv',
      'working-directory': 'planer',
    };
    const wrong = runAction(at, cwd, inputs, { install: fine.steps['install'] ?? {} });
    expect([wrong.codes, wrong.outputs], wrong.said).toEqual([
      { check: 1 },
      { 'exit-code': '1', 'sarif-file': 'ut.sarif' },
    ]);
    expect(wrong.said).toMatch(/^::error file=(?:planer\/)?län 1\/fardplan\.md,line=\d+/m);
    const [upload] = wrong.used;
    expect([wrong.used.length, upload?.uses]).toEqual([
      1,
      expect.stringMatching(/^github\/codeql-action\/upload-sarif@v\d+$/),
    ]);
    const log = JSON.parse(readFileSync(join(cwd, upload?.with['sarif_file'] ?? ''), 'utf8')) as {
      runs: { results: object[] }[];
    };
    expect(log.runs[0]?.results.length).toBeGreaterThan(0);

    // What cannot be run says so, and nothing after it is.
    const refused = runAction(at, cwd, { version: '1.0; true' });
    expect([refused.codes, refused.outputs['exit-code']]).toEqual([{ install: 2 }, '']);
    expect(refused.said).toContain('::error::');
  },
);

const shellcheck = spawnSync('shellcheck', ['--version']).error === undefined;

test.skipIf(!shellcheck)(
  `shellcheck has nothing to say of the scripts${shellcheck ? '' : ' (skipped without shellcheck)'}`,
  () => {
    const read = (path: string): unknown => parse(readFileSync(join(root, path), 'utf8'));
    const { runs } = read('action.yml') as Action;
    const jobs = Object.values(
      read('templates/ci/gitlab.yml') as Record<string, { before_script?: string[]; script?: string[] }>,
    );
    const scripts = {
      ...Object.fromEntries(
        runs.steps.flatMap(({ id = '', run }) => (run === undefined ? [] : [[`action-${id}`, run]])),
      ),
      gitlab: jobs.flatMap(({ before_script = [], script = [] }) => [...before_script, ...script]).join('\n'),
    };
    expect(Object.keys(scripts)).toEqual(['action-install', 'action-check', 'gitlab']);
    const judge = (script: string) =>
      spawnSync('shellcheck', ['--shell=bash', '-'], { input: script, encoding: 'utf8' });
    for (const [name, script] of Object.entries(scripts)) {
      expect(spawnSync('bash', ['-n'], { input: script }).status, name).toBe(0);
      const { status, stdout } = judge(script);
      expect(status, `${name}: ${stdout}`).toBe(0);
    }
    expect(judge('echo $1').status).toBe(1);
  },
);
