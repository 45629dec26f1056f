import { validateAction, validateWorkflow } from '@action-validator/core';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fardplan, folder, root, workspace } from '../cli/run.js';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Step {
  id?: string;
  name?: string;
  run?: string;
  shell?: string;
  env?: Record<string, string>;
}
interface Action {
  inputs: Record<string, { description: string; default: string }>;
  runs: { steps: Step[] };
}
const action = parse(read('action.yml')) as Action;
const step = (id: string): Step => action.runs.steps.find((each) => each.id === id) ?? {};

interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
  outputs: Record<string, string>;
}

/** Runs a step of the action as its runner does: inputs and earlier outputs put into the environment, the script given to bash. */
function run(id: string, cwd: string, inputs: Record<string, string>, program = join(root, 'bin/fardplan.js')): Ran {
  const { env = {}, run: script = '' } = step(id);
  const value = (expression: string): string => {
    const name = /^inputs\.([a-z-]+)$/.exec(expression)?.[1];
    if (name !== undefined) return inputs[name] ?? action.inputs[name]?.default ?? '';
    return { 'github.action_path': root, 'steps.install.outputs.program': program }[expression] ?? '';
  };
  const given = Object.entries(env).map(([name, written]) => [
    name,
    written.replace(/\$\{\{ *(.*?) *\}\}/g, (_, expression: string) => value(expression)),
  ]);
  const file = join(folder(), 'script.sh');
  const output = join(folder(), 'output');
  writeFileSync(file, script);
  writeFileSync(output, '');
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', file], {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      HOME: cwd,
      FARDPLAN_CACHE: '',
      GITHUB_OUTPUT: output,
      RUNNER_TEMP: folder(),
      ...(Object.fromEntries(given) as Record<string, string>),
    },
  });
  const outputs = Object.fromEntries(
    readFileSync(output, 'utf8')
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [[line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]])),
  ) as Record<string, string>;
  return { code: status, stdout, stderr, outputs };
}

const bash = spawnSync('bash', ['--version']).status === 0;

describe('the GitHub action', () => {
  test('and its example are as GitHub’s schemas say', () => {
    expect(validateAction(read('action.yml')).errors).toEqual([]);
    expect(validateWorkflow(read('templates/ci/github.yml')).errors).toEqual([]);
    // A judge that finds nothing in anything would be none.
    expect(validateAction('name: x\n').errors).not.toEqual([]);
  });

  test('takes nothing from outside into the text of a script', () => {
    for (const { run: script = '' } of action.runs.steps) expect(script).not.toContain('${{');
  });

  test('uses inputs that exist, and says what each is for', () => {
    const used = [...read('action.yml').matchAll(/inputs\.([a-z-]+)/g)].map(([, name]) => name ?? '');
    expect([...new Set(used)].toSorted()).toEqual(Object.keys(action.inputs).toSorted());
    for (const { description } of Object.values(action.inputs)) expect(description).not.toBe('');
    const example = parse(read('templates/ci/github.yml')) as { jobs: { check: { steps: { with?: object }[] } } };
    const given = Object.keys(example.jobs.check.steps.at(-1)?.with ?? {});
    for (const name of given) expect(Object.keys(action.inputs)).toContain(name);
  });

  test.skipIf(!bash)(
    `checks, and tells how it went${bash ? '' : ' (skipped without bash)'}`,
    { timeout: 120_000 },
    () => {
      const cwd = workspace('vasterbotten');
      const fine = run('check', cwd, {});
      expect([fine.code, fine.outputs['exit-code']]).toEqual([0, '0']);
      const path = join(cwd, 'fardplan.md');
      writeFileSync(path, readFileSync(path, 'utf8').replace(/^version:/m, 'verson:'));
      const wrong = run('check', cwd, { paths: 'fardplan.md\n\n.\n', 'sarif-file': 'ut.sarif', language: 'sv' });
      expect([wrong.code, wrong.outputs]).toEqual([1, { 'exit-code': '1', 'sarif-file': 'ut.sarif' }]);
      expect(wrong.stdout).toMatch(/^::error .*file=fardplan\.md/m);
      expect((JSON.parse(readFileSync(join(cwd, 'ut.sarif'), 'utf8')) as { version: string }).version).toBe('2.1.0');
      // A path that looks like an option is a path, and one that is not there is told of.
      expect(run('check', cwd, { paths: '--fix' }).code).toBe(2);
      expect(readFileSync(path, 'utf8')).toContain('verson:');
    },
  );

  const hostile = [
    '$(touch brott)', '`touch brott`', '"; touch brott; "', "'; touch brott; '", '; touch brott', '| touch brott', '&& touch brott', '--fix',
    '-o brott', '${IFS}', '*', '../../../../etc/passwd', 'a\nexit-code=0', '%0Aexit-code=0', '::add-mask::x', '\\', '!', '~', 'å ä ö', '{a,b}', '$((1/0))',
  ]; // prettier-ignore

  test.skipIf(!bash)(
    `runs nothing that an input says${bash ? '' : ' (skipped without bash)'}`,
    { timeout: 280_000 },
    () => {
      const cwd = folder();
      mkdirSync(join(cwd, 'tom'));
      const stub = join(folder(), 'stub.js');
      writeFileSync(stub, 'console.log(JSON.stringify(process.argv.slice(2)))');
      for (const bad of hostile) {
        for (const name of ['paths', 'format', 'language', 'changed-since', 'shard', 'sarif-file']) {
          const file = name === 'sarif-file' ? bad.replace(/[/\n]/g, '_') : bad;
          const { stdout, outputs } = run('check', join(cwd, 'tom'), { [name]: file }, stub);
          if (name === 'sarif-file') continue;
          // Each input is one argument, whole, wherever it came from; but for paths, which are one a line.
          const [first = ''] = stdout.split('\n');
          const args = JSON.parse(first) as string[];
          const wanted = name === 'paths' ? bad.split('\n') : [bad];
          for (const each of wanted) expect(args.some((arg) => arg === each || arg.endsWith(`=${each}`))).toBe(true);
          if (name === 'paths') expect(args.slice(args.indexOf('--') + 1)).toEqual(wanted);
          expect(outputs['exit-code']).toBe('0');
        }
        const { code, outputs } = run('install', cwd, { version: bad });
        expect([bad, code, outputs]).toEqual([bad, 2, {}]);
      }
      expect(
        readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter(
          (name) => name.endsWith('brott') && !name.includes(' '),
        ),
      ).toEqual([]);
    },
  );
});

interface Hook {
  id: string;
  name: string;
  entry: string;
  language: string;
}

test('the hooks of pre-commit start commands that exist', () => {
  const hooks = parse(read('.pre-commit-hooks.yaml')) as Hook[];
  expect(hooks.map(({ id }) => id)).toEqual(['fardplan-check', 'fardplan-fmt', 'fardplan-trace']);
  for (const { entry, language } of hooks) {
    const [program, ...command] = entry.split(' ');
    expect([program, language]).toEqual(['fardplan', 'node']);
    expect(fardplan([...command, '--help']).code).toBe(0);
  }
});

test.skipIf(!bash)(
  `what the example for GitLab says is run, and gives its reports${bash ? '' : ' (skipped without bash)'}`,
  { timeout: 120_000 },
  () => {
    const { 'check-roadmaps': job } = parse(read('templates/ci/gitlab.yml')) as {
      'check-roadmaps': { script: string[]; artifacts: { reports: Record<string, string> } };
    };
    const cwd = workspace('vasterbotten');
    const path = join(cwd, 'fardplan.md');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^version:/m, 'verson:'));
    const bin = folder();
    writeFileSync(
      join(bin, 'fardplan'),
      `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'bin/fardplan.js')}" "$@"\n`,
      { mode: 0o755 },
    );
    const { status } = spawnSync('bash', ['-e', '-c', job.script.join('\n')], {
      cwd,
      env: {
        PATH: `${bin}:${process.env['PATH'] ?? ''}`,
        HOME: cwd,
        FARDPLAN_CACHE: '',
        CI_NODE_INDEX: '1',
        CI_NODE_TOTAL: '1',
      },
    });
    expect(status).toBe(1);
    const { codequality = '', junit = '' } = job.artifacts.reports;
    expect(existsSync(join(cwd, codequality)) && existsSync(join(cwd, junit))).toBe(true);
    const findings = JSON.parse(readFileSync(join(cwd, codequality), 'utf8')) as { location: { path: string } }[];
    expect(findings.some(({ location }) => location.path === 'fardplan.md')).toBe(true);
    expect(readFileSync(join(cwd, junit), 'utf8')).toContain('<testsuite');
  },
);
