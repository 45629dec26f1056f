import { readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Chalk } from 'chalk';
import { expect, test, vi } from 'vitest';
import { keptRun } from '../../src/cli/kept-runs.js';
import { checkAnew } from '../../src/cli/commands/check-anew.js';
import { nodeHost } from '../../src/cli/node-host.js';
import type { Session } from '../../src/cli/session.js';
import { Failure } from '../../src/core/failure.js';
import type { Files, Host } from '../../src/core/host.js';
import { text } from '../../src/core/text.js';
import { folder } from '../cli/run.js';
import { roadmap } from './sound.js';

// The bundler writes this in.
vi.stubGlobal('FARDPLAN_BUILD', 'test');

// Whoever runs the tests may be one whom no mode of a file stops, so that the refusals are the host's.
const refuse = (path: string): Promise<never> =>
  Promise.reject(new Failure(text(`${path} kan inte läsas: nekas`, `${path} cannot be read: refused`)));

type Asks = 'read' | 'list' | 'kind' | 'write' | 'makeFolder' | 'remove';

/** The files of a host, of which some are refused. */
function refusing(files: Files, refused: (asks: Asks, path: string) => boolean): Files {
  const or = <A extends [string, ...unknown[]], R>(asks: Asks, act: (...given: A) => Promise<R>) => {
    return (...given: A): Promise<R> => (refused(asks, given[0]) ? refuse(given[0]) : act(...given));
  };
  return {
    read: or('read', (path) => files.read(path)),
    list: or('list', (path) => files.list(path)),
    kind: (path) => files.kind(path),
    write: or('write', (...given: Parameters<Files['write']>) => files.write(...given)),
    makeFolder: or('makeFolder', (path) => files.makeFolder(path)),
    remove: or('remove', (path) => files.remove(path)),
  };
}

interface Ran {
  code: number;
  said: string;
}

/** Runs `check .` with what is kept of the last run, on a host that refuses. */
async function check(cwd: string, cache: string, refused: (asks: Asks, path: string) => boolean): Promise<Ran> {
  const real = nodeHost({ cwd });
  let said = '';
  const host: Host = {
    ...real,
    env: { ...real.env, FARDPLAN_CACHE: cache },
    files: refusing(real.files, (asks, path) => refused(asks, relative(cwd, resolve(cwd, path)))),
    note: (line) => (said += `${line}\n`),
  };
  const session: Session = {
    host,
    language: 'en',
    manner: { language: 'en', paint: new Chalk({ level: 0 }), width: 100, version: '0' },
    print: (words) => {
      said += words;
      return Promise.resolve();
    },
    say: (message) => (said += `${message.en}\n`),
  };
  const options = { format: 'compact', threads: '1' };
  const code = await keptRun(session, 'check', options, ['.'], (inner, notes) =>
    checkAnew(inner, ['.'], options, notes),
  );
  return { code, said };
}

function start(): { cwd: string; cache: string } {
  const cwd = folder();
  writeFileSync(join(cwd, 'fardplan.md'), roadmap('## Mål\n\nEn mening.\n'));
  for (const id of ['b', 'c']) {
    writeFileSync(join(cwd, `${id}.md`), roadmap('## Mål\n\nEn mening.\n').replace('id: x', `id: ${id}`));
  }
  return { cwd, cache: join(folder(), 'cache') };
}

const inCache = (cwd: string, cache: string, path: string): boolean => resolve(cwd, path).startsWith(cache);

test('a cache that may be read and not written changes no answer', async () => {
  const { cwd, cache } = start();
  const answer = await check(cwd, '', () => false);
  expect(answer.said).toContain('fardplan.md');
  const readOnly = (asks: Asks, path: string): boolean =>
    inCache(cwd, cache, path) && ['write', 'makeFolder', 'remove'].includes(asks);
  expect(await check(cwd, cache, readOnly)).toEqual(answer);
  // Filled once, then closed for writing, and what it is about has changed.
  expect(await check(cwd, cache, () => false)).toEqual(answer);
  expect(readdirSync(cache)).not.toEqual([]);
  expect(await check(cwd, cache, readOnly)).toEqual(answer);
  writeFileSync(join(cwd, 'b.md'), roadmap('## Mål\n').replace('id: x', 'id: b').replace('generic', 'saknas'));
  const changed = await check(cwd, '', () => false);
  expect(changed).not.toEqual(answer);
  expect(await check(cwd, cache, readOnly)).toEqual(changed);
});

test('a cache that may not even be read changes no answer', async () => {
  const { cwd, cache } = start();
  const answer = await check(cwd, cache, () => false);
  expect(await check(cwd, cache, (_, path) => inCache(cwd, cache, path))).toEqual(answer);
});

test('a file that is listed and then gone is told of, and the others are checked', async () => {
  const { cwd, cache } = start();
  const answer = await check(cwd, '', () => false);
  const gone = (asks: Asks, path: string): boolean => asks === 'read' && path === 'b.md';
  for (let run = 0; run < 2; run += 1) {
    const ended = await check(cwd, cache, gone);
    expect(ended.code).toBe(2);
    expect(ended.said).toContain('b.md cannot be read: refused');
    for (const name of ['fardplan.md', 'c.md']) expect(ended.said).toContain(`${name}:`);
  }
  // What is back is read, whatever is kept of when it was gone.
  expect(await check(cwd, cache, () => false)).toEqual(answer);
});

test('a folder that may not be listed is told of, and the others are checked', async () => {
  const { cwd, cache } = start();
  await nodeHost({ cwd }).files.makeFolder('stängd');
  const ended = await check(cwd, cache, (asks, path) => asks === 'list' && path === 'stängd');
  expect(ended.code).toBe(2);
  expect(ended.said).toContain('stängd cannot be read: refused');
  for (const name of ['fardplan.md', 'b.md', 'c.md']) expect(ended.said).toContain(`${name}:`);
});

test('where nothing may be read there is an answer in words', async () => {
  const { cwd } = start();
  const ended = await check(cwd, '', (asks, path) => asks === 'read' && path.endsWith('.md'));
  expect(ended.code).toBe(2);
  expect(ended.said.match(/cannot be read: refused/g)?.length).toBe(3);
});
