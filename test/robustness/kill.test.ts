import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRevisions } from '../../src/pdf/revisions.js';
import { readTrust } from '../../src/verify/trust.js';
import { verifyPdf } from '../../src/verify/verify.js';
import { fardplan, folder, root, workspace } from '../cli/run.js';
import { openPki } from '../pki/pki.js';
import { startServers } from '../pki/servers.js';
import type { Servers } from '../pki/servers.js';

// Whenever the process ends, the inputs are as they were, and the output is whole or not there. Killed at every call that changes a file
// (before it, after it, and halfway through what is written), and at random times and when files appear.

const hook = fileURLToPath(new URL('kill-hook.cjs', import.meta.url));
const env = { FARDPLAN_PASSPHRASE: 'prov' };
const passwords = ['--passphrase-env', 'FARDPLAN_PASSPHRASE'];

let made = '';
let servers: Servers | undefined;
let tsa = '';
beforeAll(async () => {
  made = folder();
  const from = workspace('vastra-gotaland');
  const run = (...args: string[]): void => {
    const { code, stderr } = fardplan(args, { cwd: made, env });
    if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  };
  run('render', join(from, 'decisions', 'ordforandebeslut.md'), '-o', 'beslut.pdf');
  run('identity', 'create', 'Ingvar Sandhem', '-o', 'nycklar', ...passwords);
  run('sign', 'beslut.pdf', '-o', 'undertecknat.pdf', '--p12', join('nycklar', 'ingvar-sandhem.p12'));
  const pki = await openPki();
  servers = await startServers(pki, { now: new Date() });
  tsa = servers.tsa();
  writeFileSync(join(made, 'tsa-ca.pem'), pki.rootPem);
}, 120_000);
afterAll(() => servers?.stop());

const p12 = (): string => join('nycklar', 'ingvar-sandhem.p12');
const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Every file under a folder with its hash, what is left of unfinished writing aside. */
function files(path: string, under = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of readdirSync(path).toSorted()) {
    const whole = join(path, name);
    if (statSync(whole).isDirectory())
      for (const [inner, hash] of files(whole, join(under, name))) found.set(inner, hash);
    else if (!name.endsWith('.tmp')) found.set(join(under, name), hashOf(whole));
  }
  return found;
}

/** A fresh copy of a folder. */
function prepared(from: string): string {
  const path = folder();
  cpSync(from, path, { recursive: true });
  return path;
}

interface Case {
  name: string;
  args: () => string[];
  /** Run first, and not killed. */
  before?: () => string[][];
  outputs: string[];
  /** Files that the command may change in place. */
  changes?: string[];
  whole: (cwd: string) => Promise<void> | void;
}

const passes = async (cwd: string, name: string, signatures: number): Promise<void> => {
  const pem = (path: string): Uint8Array[] => readTrust(readFileSync(join(cwd, path)), path).certificates;
  const trust = [...pem(join('nycklar', 'ca.pem')), ...pem('tsa-ca.pem')];
  const bytes = new Uint8Array(readFileSync(join(cwd, name)));
  const verdict = await verifyPdf(bytes, { file: name, trust, at: new Date() });
  expect(verdict.signatures.filter(({ untouched }) => untouched)).toHaveLength(signatures);
  expect(verdict.indication).not.toBe('TOTAL-FAILED');
};

const soundPdf = (cwd: string, name: string): void => {
  const { revisions, problems } = readRevisions(new Uint8Array(readFileSync(join(cwd, name))));
  expect(revisions.length).toBeGreaterThan(0);
  expect(problems).toEqual([]);
};

/** A case that was under way when the program ended can be read, and gone on with. */
const caseGoesOn = (cwd: string): void => {
  if (!existsSync(join(cwd, 'arende.yaml'))) return;
  const { code, stderr, stdout } = fardplan(['case', 'status', 'arende.yaml', '--format', 'json'], { cwd, env });
  expect({ code, stderr, stdout }).toMatchObject({ code: 0 });
  expect(JSON.parse(stdout)).toBeTypeOf('object');
};

const open = (): string[] => ['case', 'open', 'beslut.pdf', '-o', 'arende.yaml', '--due', '2040-01-01'];
const cases: Case[] = [
  {
    name: 'sign',
    args: () => ['sign', 'beslut.pdf', '-o', 'ut.pdf', '--p12', p12()],
    outputs: ['ut.pdf'],
    whole: (cwd) => passes(cwd, 'ut.pdf', 1),
  },
  {
    name: 'sign --force over an older file',
    before: () => [['sign', 'beslut.pdf', '-o', 'ut.pdf', '--p12', p12()]],
    args: () => ['sign', 'beslut.pdf', '-o', 'ut.pdf', '--p12', p12(), '--force', '--reason', 'igen'],
    outputs: ['ut.pdf'],
    whole: (cwd) => passes(cwd, 'ut.pdf', 1),
  },
  {
    name: 'extend',
    args: () => ['extend', 'undertecknat.pdf', '-o', 'ut.pdf', '--level', 'B-T', '--tsa', tsa],
    outputs: ['ut.pdf'],
    whole: (cwd) => passes(cwd, 'ut.pdf', 1),
  },
  {
    name: 'publish',
    args: () => ['publish', 'undertecknat.pdf', '-o', 'webb.pdf'],
    outputs: ['webb.pdf'],
    whole: (cwd) => {
      soundPdf(cwd, 'webb.pdf');
    },
  },
  { name: 'case open', args: open, outputs: ['arende.yaml', 'arende.events.jsonl'], whole: caseGoesOn },
  {
    name: 'case record',
    before: () => [open()],
    args: () => ['case', 'record', 'viewed', 'arende.yaml', '--by', 'Ordförande i direktionen'],
    outputs: ['arende.events.jsonl.lock'],
    changes: ['arende.yaml', 'arende.events.jsonl'],
    whole: caseGoesOn,
  },
  {
    name: 'sign --case',
    before: () => [open()],
    args: () => ['sign', 'beslut.pdf', '-o', 'ut.pdf', '--p12', p12(), '--case', 'arende.yaml'],
    outputs: ['ut.pdf', 'arende.events.jsonl.lock'],
    changes: ['arende.yaml', 'arende.events.jsonl'],
    whole: async (cwd) => {
      if (existsSync(join(cwd, 'ut.pdf'))) await passes(cwd, 'ut.pdf', 1);
      caseGoesOn(cwd);
    },
  },
  {
    name: 'case close --cancel',
    before: () => [open()],
    args: () => ['case', 'close', 'arende.yaml', '--cancel', '--reason', 'prov'],
    outputs: ['arende.events.jsonl.lock'],
    changes: ['arende.yaml', 'arende.events.jsonl'],
    whole: caseGoesOn,
  },
];

/** Inputs are intact, nothing else has come or gone, and what came is whole. */
async function expectIntact(
  cwd: string,
  before: ReadonlyMap<string, string>,
  { outputs, changes = [], whole }: Case,
): Promise<void> {
  const after = files(cwd);
  const free = new Set([...outputs, ...changes]);
  expect([...after].filter(([name]) => !free.has(name))).toEqual([...before].filter(([name]) => !free.has(name)));
  if (outputs.some((name) => after.has(name)) || changes.length > 0) await whole(cwd);
  for (const name of changes) expect(after.has(name), name).toBe(true);
  // A file that is there is never empty or cut.
  for (const name of after.keys()) expect(statSync(join(cwd, name)).size, name).toBeGreaterThan(0);
}

function run(each: Case, cwd: string, more: Record<string, string>): NodeJS.Signals | null {
  const { signal, status, stderr } = spawnSync(
    process.execPath,
    ['--require', hook, join(root, 'bin', 'fardplan.js'), ...each.args()],
    {
      cwd,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        LANG: 'en_GB.UTF-8',
        HOME: cwd,
        XDG_CACHE_HOME: join(cwd, '..'),
        KILL_UNDER: cwd,
        ...env,
        ...more,
      },
    },
  );
  if (signal === null && status !== 0) throw new Error(`${each.name}: ${stderr}`);
  return signal;
}

describe.each(cases)('$name, killed', (each) => {
  let ready = '';
  /** A fresh folder with the inputs, and with what was done before. */
  const start = (): { cwd: string; before: Map<string, string> } => {
    if (ready === '') {
      ready = prepared(made);
      for (const args of each.before?.() ?? []) {
        const { code, stderr } = fardplan(args, { cwd: ready, env });
        if (code !== 0) throw new Error(stderr);
      }
    }
    const cwd = prepared(ready);
    return { cwd, before: files(cwd) };
  };

  it(
    'at every call that changes a file: inputs are intact, the output is whole or absent',
    { timeout: 300_000 },
    async () => {
      const dry = start();
      const count = join(dry.cwd, '..', `count-${process.pid}-${String(Math.random()).slice(2)}`);
      expect(run(each, dry.cwd, { KILL_COUNT: count })).toBeNull();
      await expectIntact(dry.cwd, dry.before, each);
      const calls = [...readFileSync(count, 'utf8').trim()];
      expect(calls).toContain('w');
      // After one call is before the next.
      const points = calls.flatMap((kind, index): [number, string][] => [
        [index + 1, 'before'],
        ...(kind === 'w' ? [[index + 1, 'half'] as [number, string]] : []),
      ]);
      for (const [call, way] of [...points, [calls.length, 'after'] as const]) {
        const { cwd, before } = start();
        expect(run(each, cwd, { KILL_AT: String(call), KILL_WAY: way }), `call ${call}, ${way}`).toBe('SIGKILL');
        await expectIntact(cwd, before, each);
      }
    },
  );

  it('at random times, and when a file appears', { timeout: 300_000 }, async () => {
    const times = Array.from({ length: 4 }, (_, index) => (index + Math.random()) * 90);
    for (const time of [...times, null]) {
      const { cwd, before } = start();
      const child = spawn(process.execPath, [join(root, 'bin', 'fardplan.js'), ...each.args()], {
        cwd,
        stdio: 'ignore',
        env: { PATH: process.env['PATH'], LANG: 'en_GB.UTF-8', HOME: cwd, XDG_CACHE_HOME: join(cwd, '..'), ...env },
      });
      const ended = new Promise((settle) => child.on('exit', settle));
      const watcher = watch(cwd, () => time === null && child.kill('SIGKILL'));
      if (time !== null) setTimeout(() => child.kill('SIGKILL'), time);
      await ended;
      watcher.close();
      await expectIntact(cwd, before, each);
    }
  });
});

it('a kill in the middle of plain writing is seen: the harness itself', () => {
  const cwd = folder();
  mkdirSync(join(cwd, 'a'));
  copyFileSync(join(made, 'beslut.pdf'), join(cwd, 'in.pdf'));
  const program = "require('node:fs').writeFileSync('ut.pdf', require('node:fs').readFileSync('in.pdf'))";
  const { signal } = spawnSync(process.execPath, ['--require', hook, '-e', program], {
    cwd,
    env: { KILL_UNDER: cwd, KILL_AT: '1', KILL_WAY: 'half' },
  });
  expect(signal).toBe('SIGKILL');
  expect(statSync(join(cwd, 'ut.pdf')).size).toBe(Math.floor(statSync(join(cwd, 'in.pdf')).size / 2));
});
