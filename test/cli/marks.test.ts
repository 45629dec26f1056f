import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hash } from 'node:crypto';
import { dirname, join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Chalk } from 'chalk';
import * as fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { checkAnew } from '../../src/cli/commands/check-anew.js';
import { keptRun } from '../../src/cli/kept-runs.js';
import { isTelling, markOf } from '../../src/cli/mark-of.js';
import { nodeHost } from '../../src/cli/node-host.js';
import type { Session } from '../../src/cli/session.js';
import { runs } from '../setup/runs.js';
import { fardplan, folder } from './run.js';

// The bundler writes this in.
vi.stubGlobal('FARDPLAN_BUILD', 'test');
afterEach(() => vi.useRealTimers());

/** Longer than what has changed is not trusted. */
const settled = 3300;

const document = (id: string, profile = 'generic'): string =>
  `---\nfardplan: roadmap/v1\nid: ${id}\ntitel: Prov\nprofil: ${profile}\n---\n\n# Prov\n\n## Mål\n\nEn mening.\n`;
/** As long as `document`, with other findings. */
const faulty = (id: string): string => document(id, 'saknas_');

const past = new Date(1_700_000_000_000);
/** Gives what stands at these paths one and the same date. */
const dated = (...paths: string[]): void => {
  for (const path of paths) if (existsSync(path)) utimesSync(path, past, past);
};

/** Does something to a file, and puts its date back. */
function unnoticed(path: string, act: () => void): void {
  const { atime, mtime } = statSync(path);
  act();
  utimesSync(path, atime, mtime);
}

test('as long as a document, and with other findings', () => {
  expect(faulty('a')).toHaveLength(document('a').length);
});

test('a mark is told by what was settled long ago, and by what the system itself sets', () => {
  const now = 1_800_000_000_000;
  const file = { size: 8, mtimeMs: now - 9000.5, ctimeMs: now - 9000.5, isFile: () => true, isDirectory: () => false };
  const of = (more: object, platform: NodeJS.Platform = 'linux') => isTelling({ ...file, ...more }, now, platform);
  expect(of({})).toBe(true);
  // Just now, and in times that have not come, by either clock.
  for (const at of [now - 1000.5, now - 2999.5, now + 0.5, now + 86_400_000.5]) {
    expect(of({ mtimeMs: at })).toBe(false);
    expect(of({ ctimeMs: at })).toBe(false);
  }
  // The content may bear any time, such as that of an archive; the system’s own time in whole seconds tells too little.
  expect(of({ mtimeMs: 0 })).toBe(true);
  expect(of({ ctimeMs: now - 9000 })).toBe(false);
  expect(of({ size: 0 })).toBe(false);
  expect(of({ isFile: () => false })).toBe(false);
  const made = { isFile: () => false, isDirectory: () => true };
  expect([of(made), of({ ...made, size: 0 }), of(made, 'win32'), of({}, 'win32')]).toEqual([true, true, false, true]);
});

test('what is made up when it is read, what is not there, and what has just been written has no mark', () => {
  const cwd = folder();
  writeFileSync(join(cwd, 'ny.md'), 'text');
  for (const path of [join(cwd, 'ny.md'), join(cwd, 'saknas.md'), join(cwd, 'ny.md', 'under'), '/dev/null', `${cwd}\0`])
    expect(markOf(path)).toBeUndefined();
  if (process.platform === 'linux')
    for (const path of ['/proc/self/status', '/proc', '/sys/kernel']) expect(markOf(path)).toBeUndefined();
});

/** A workspace with what is to be changed in it. */
function start(): string {
  const cwd = folder();
  for (const id of ['a', 'b', 'c']) writeFileSync(join(cwd, `${id}.md`), document(id));
  mkdirSync(join(cwd, 'under'));
  writeFileSync(join(cwd, 'under', 'd.md'), document('d'));
  const beside = join(cwd, '.beside');
  mkdirSync(beside);
  writeFileSync(join(beside, 'e.md'), document('e'));
  writeFileSync(join(beside, 'f.md'), faulty('e'));
  symlinkSync(join('.beside', 'e.md'), join(cwd, 'lank.md'));
  symlinkSync(join('.beside', 'saknas.md'), join(cwd, 'hangande.md'));
  dated(...readdirSync(cwd, { recursive: true, encoding: 'utf8' }).map((name) => join(cwd, name)), cwd);
  writeFileSync(join(cwd, 'framtid.md'), document('g'));
  const later = new Date(Date.now() + 86_400_000);
  utimesSync(join(cwd, 'framtid.md'), later, later);
  return cwd;
}

const edits: [string, (at: (path: string) => string) => void][] = [
  [
    'other words of the same length, and the time put back',
    (at) => unnoticed(at('a.md'), () => writeFileSync(at('a.md'), faulty('a'))),
  ],
  [
    'another file of the same length and time in its place',
    (at) => {
      writeFileSync(at('.ny'), faulty('b'));
      const { atime, mtime } = statSync(at('b.md'));
      utimesSync(at('.ny'), atime, mtime);
      renameSync(at('.ny'), at('b.md'));
    },
  ],
  ['a file in a folder below', (at) => unnoticed(at('under/d.md'), () => writeFileSync(at('under/d.md'), faulty('d')))],
  [
    'a link that leads to another file of the same length',
    (at) => {
      rmSync(at('lank.md'));
      symlinkSync(join('.beside', 'f.md'), at('lank.md'));
    },
  ],
  ['what a link leads to', (at) => unnoticed(at('.beside/e.md'), () => writeFileSync(at('.beside/e.md'), faulty('e')))],
  ['a link that no longer leads anywhere', (at) => renameSync(at('.beside/e.md'), at('.beside/h.md'))],
  ['a link that leads somewhere now', (at) => copyFileSync(at('.beside/f.md'), at('.beside/saknas.md'))],
  ['a file from the future', (at) => unnoticed(at('framtid.md'), () => writeFileSync(at('framtid.md'), faulty('g')))],
  [
    'a new file below, and the time of its folder put back',
    (at) => unnoticed(at('under'), () => writeFileSync(at('under/ny.md'), faulty('ny'))),
  ],
  ['a file that is gone, and the time of its folder put back', (at) => unnoticed(at('.'), () => rmSync(at('c.md')))],
  ['a file with another name', (at) => renameSync(at('c.md'), at('k.md'))],
  [
    'a folder in the place of a file',
    (at) => {
      rmSync(at('c.md'));
      mkdirSync(at('c.md'));
      writeFileSync(at('c.md/i.md'), faulty('i'));
    },
  ],
  [
    'two folders that change places',
    (at) => {
      mkdirSync(at('.annan'));
      writeFileSync(at('.annan/d.md'), faulty('d'));
      renameSync(at('under'), at('.under'));
      renameSync(at('.annan'), at('under'));
    },
  ],
  ['a configuration', (at) => writeFileSync(at('fardplan.yaml'), 'fardplan: workspace/v1\nutelämna: ["c.md"]\n')],
];

const entryOf = (cache: string): string => {
  const at = join(cache, 'runs');
  const [name = ''] = readdirSync(at);
  return join(at, name);
};

/** Makes what is kept recognisable, and every answer that was had by reading another one. */
function forge(cache: string): void {
  const body = readFileSync(entryOf(cache), 'utf8').split('\n')[1] ?? '';
  const kept = JSON.parse(body) as { whats: string; answers: string };
  const whats = kept.whats.split('\n');
  const answers = kept.answers.split('\n').map((answer, index) => (whats[index] === 'read' ? 'another' : answer));
  const forged = JSON.stringify({ ...kept, answers: answers.join('\n'), done: [['print', 'from the last run\n']] });
  writeFileSync(entryOf(cache), `${hash('sha256', forged, 'base64url')}\n${forged}\n`);
}

test('what bears the same mark is not read; whatever is done to it is seen', { timeout: 240_000 }, async () => {
  const made = edits.map(([name, edit]) => {
    const cwd = start();
    const cache = join(folder(), 'cache');
    const check = (keeping: string) =>
      fardplan(['check', '--format', 'compact'], { cwd, env: { FARDPLAN_CACHE: keeping } });
    return { name, edit: () => edit((path) => join(cwd, path)), kept: () => check(cache), anew: () => check('') };
  });
  await wait(settled);
  const before = made.map(({ kept }) => kept());
  for (const [index, { name, kept, anew, edit }] of made.entries()) {
    expect(before[index], name).toEqual(anew());
    expect(kept(), name).toEqual(before[index]);
    edit();
  }
  // What was done is as settled as what was not.
  await wait(settled);
  for (const [index, { name, kept, anew }] of made.entries()) {
    const after = anew();
    expect(after, name).not.toEqual(before[index]);
    expect(kept(), name).toEqual(after);
    expect(kept(), name).toEqual(after);
  }
});

const marked = async (cwd: string): Promise<boolean> => {
  await wait(settled);
  return markOf(join(cwd, 'a.md')) !== undefined;
};

test('marks are kept of what is settled, and of the rest as soon as it is', { timeout: 120_000 }, async (context) => {
  const cwd = folder();
  for (const id of ['a', 'b']) writeFileSync(join(cwd, `${id}.md`), document(id));
  const cache = join(folder(), 'cache');
  const check = () => fardplan(['check'], { cwd, env: { FARDPLAN_CACHE: cache } });
  const first = check();
  const young = readFileSync(entryOf(cache), 'utf8');
  // On other file systems all is read, as what has just been written is.
  if (!(await marked(cwd))) context.skip();
  expect(check()).toEqual(first);
  const old = readFileSync(entryOf(cache), 'utf8');
  expect(old).not.toBe(young);
  expect(check()).toEqual(first);
  expect(readFileSync(entryOf(cache), 'utf8')).toBe(old);
  forge(cache);
  expect(check().stdout).toBe('from the last run\n');
  // Touched, it is read.
  const now = new Date();
  utimesSync(join(cwd, 'a.md'), now, now);
  expect(check()).toEqual(first);
});

test('what changes twice within a tick of the clock is read again', { timeout: 120_000 }, () => {
  const cwd = folder();
  const path = join(cwd, 'a.md');
  const cache = join(folder(), 'cache');
  const check = (keeping: string) => fardplan(['check'], { cwd, env: { FARDPLAN_CACHE: keeping } });
  const at = new Date(1_700_000_000_000);
  for (const text of [document('a'), faulty('a'), document('a'), faulty('a')]) {
    writeFileSync(path, text);
    utimesSync(path, at, at);
    expect(check(cache)).toEqual(check(''));
    forge(cache);
    expect(check(cache).stdout).not.toBe('from the last run\n');
  }
});

test(
  'what was settled and is answered from a cache that may not be written to stays right',
  { timeout: 120_000 },
  async () => {
    const cwd = start();
    const cache = join(folder(), 'cache');
    const check = (keeping: string) => fardplan(['check'], { cwd, env: { FARDPLAN_CACHE: keeping } });
    const first = check(cache);
    await wait(settled);
    // A folder in the place of the entry can neither be read as one nor be written over.
    const entry = entryOf(cache);
    rmSync(entry);
    mkdirSync(join(entry, 'x'), { recursive: true });
    for (let run = 0; run < 2; run += 1) expect(check(cache)).toEqual(first);
    unnoticed(join(cwd, 'a.md'), () => writeFileSync(join(cwd, 'a.md'), faulty('a')));
    expect(check(cache)).toEqual(check(''));
  },
);

test('a damaged mark is no mark', { timeout: 120_000 }, async (context) => {
  const cwd = folder();
  writeFileSync(join(cwd, 'a.md'), document('a'));
  if (!(await marked(cwd))) context.skip();
  const cache = join(folder(), 'cache');
  const check = () => fardplan(['check'], { cwd, env: { FARDPLAN_CACHE: cache } });
  const first = check();
  const damage = (change: (marks: string) => unknown): void => {
    const kept = JSON.parse(readFileSync(entryOf(cache), 'utf8').split('\n')[1] ?? '') as { marks: string };
    const body = JSON.stringify({ ...kept, marks: change(kept.marks) });
    writeFileSync(entryOf(cache), `${hash('sha256', body, 'base64url')}\n${body}\n`);
  };
  for (const change of [
    () => '',
    () => undefined,
    () => 7,
    (marks: string) => marks.slice(0, 20),
    (marks: string) => marks.repeat(2),
    (marks: string) => [...marks].reverse().join(''),
    (marks: string) => 'A'.repeat(marks.length),
    (marks: string) => '////'.repeat(marks.length / 4),
  ]) {
    damage(change);
    writeFileSync(join(cwd, 'a.md'), faulty('a'));
    expect(check()).not.toEqual(first);
    writeFileSync(join(cwd, 'a.md'), document('a'));
    expect(check()).toEqual(first);
    damage(change);
    expect(check()).toEqual(first);
  }
});

/** Checks a folder in this process; with what is kept, if there is a cache. */
async function checkHere(cwd: string, cache: string): Promise<string> {
  const host = nodeHost({ cwd, env: { FARDPLAN_CACHE: cache } });
  let said = '';
  const session: Session = {
    host: { ...host, note: (line) => (said += `${line}\n`) },
    language: 'en',
    manner: { language: 'en', paint: new Chalk({ level: 0 }), width: 100, version: '0' },
    print: (words) => {
      said += words;
      return Promise.resolve();
    },
    say: (message) => (said += `${message.en}\n`),
  };
  const options = { format: 'compact', threads: '1' };
  try {
    const code = await keptRun(session, 'check', options, ['.'], (inner, notes) =>
      checkAnew(inner, ['.'], options, notes),
    );
    return `${said}${code}`;
  } catch (error) {
    return `${said}${String(error)}`;
  }
}

const names = ['a.md', 'b.md', join('x', 'a.md'), join('x', 'b.md'), join('x', 'y', 'a.md'), 'fardplan.yaml'];
const name = fc.constantFrom(...names);
const steps = fc.oneof(
  fc.tuple(fc.constant('write' as const), name, fc.boolean()),
  fc.tuple(fc.constant('replace' as const), name, fc.boolean()),
  fc.tuple(fc.constant('touch' as const), name, fc.integer({ min: -1000, max: 1000 })),
  fc.tuple(fc.constant('rename' as const), name, name),
  fc.tuple(fc.constant('link' as const), name, name),
  fc.tuple(fc.constant('remove' as const), fc.constantFrom(...names, 'x', join('x', 'y')), fc.constant(0)),
  fc.tuple(fc.constant('move' as const), fc.constantFrom('x', 'z', join('x', 'y')), fc.constantFrom('x', 'z')),
);
type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never;

/** Does something to a folder; what cannot be done is left undone. */
function take(cwd: string, [what, path, how]: Step): void {
  const at = join(cwd, path);
  const id = path.replace(/\W/g, '-');
  const text = (): string =>
    path.endsWith('.yaml')
      ? `fardplan: workspace/v1\nutelämna: ["${how ? 'a' : 'b'}.md"]\n`
      : how
        ? faulty(id)
        : document(id);
  try {
    if (what !== 'remove') mkdirSync(dirname(at), { recursive: true });
    if (what === 'write') writeFileSync(at, text());
    else if (what === 'replace') {
      const beside = join(cwd, '.beside');
      writeFileSync(beside, text());
      renameSync(beside, at);
    } else if (what === 'touch') utimesSync(at, Date.now() / 1000 + Number(how), Date.now() / 1000 + Number(how));
    else if (what === 'remove') rmSync(at, { recursive: true });
    else if (what === 'link') {
      rmSync(at, { force: true });
      symlinkSync(relative(dirname(at), join(cwd, String(how))), at);
    } else renameSync(at, join(cwd, String(how)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
  }
}

test(
  'whatever is done to a folder, what is kept gives the answer that is found anew',
  { timeout: 300_000 },
  async () => {
    // To the program all was settled a minute ago: what keeps the answers right is the marks, and no waiting.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    let marks = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.array(steps, { maxLength: 2 }), fc.boolean()), { minLength: 3, maxLength: 9 }),
        async (rounds) => {
          const cwd = folder();
          const cache = join(folder(), 'cache');
          for (const path of names.slice(0, 4)) take(cwd, ['write', path, false]);
          dated(cwd, ...names.flatMap((path) => [join(cwd, path), join(cwd, dirname(path))]));
          for (const [round, hidden] of rounds) {
            for (const step of round) {
              take(cwd, step);
              const concerned = step.slice(1).filter((path) => typeof path === 'string');
              if (hidden) dated(...concerned.flatMap((path) => [join(cwd, path), dirname(join(cwd, path))]));
            }
            const anew = await checkHere(cwd, '');
            // Longer than a tick of the clock by which the system notes changes.
            await wait(12);
            expect(await checkHere(cwd, cache)).toBe(anew);
            expect(await checkHere(cwd, cache)).toBe(anew);
            if (existsSync(join(cwd, 'a.md')) && lstatSync(join(cwd, 'a.md')).isFile() && markOf(join(cwd, 'a.md')))
              marks += 1;
          }
        },
      ),
      runs(25),
    );
    if (process.platform === 'linux' && markOf(join(folder(), '..'))) expect(marks).toBeGreaterThan(5);
  },
);
