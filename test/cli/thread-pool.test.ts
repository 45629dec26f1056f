import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { type ThreadPool, threadPool } from '../../src/cli/thread-pool.js';
import { folder } from './run.js';

/** A thread that hangs, ends or runs out of memory at certain jobs. */
const thread = (): URL => {
  const file = join(folder(), 'thread.cjs');
  writeFileSync(
    file,
    `const { parentPort, workerData } = require('node:worker_threads');
parentPort.on('message', (job) => {
  Atomics.store(workerData.at, 0, job.length);
  if (job === 'hangs') for (;;);
  if (job === 'ends') process.exit(3);
  if (job === 'throws') throw new Error('x');
  if (job === 'eats') { const all = []; for (;;) all.push(new Array(100000).fill(job + all.length)); }
  parentPort.postMessage(job.toUpperCase());
});`,
  );
  return pathToFileURL(file);
};

test('a job that ends its thread is told of by name, and the others are done', { timeout: 60_000 }, async () => {
  const jobs = ['a', 'hangs', 'b', 'ends', 'c', 'throws', 'd', 'eats', 'e', 'f'];
  const pool = threadPool<string, string>({
    count: 2,
    thread: thread(),
    data: {},
    patience: 3000,
    memory: 64,
    problem: (job, at) => `${job} ended a thread at ${at}`,
  });
  const results = await Promise.all(jobs.map((job) => pool.run(job)));
  await pool.close();
  expect(results).toEqual(
    jobs.map((job) => (job.length === 1 ? job.toUpperCase() : `${job} ended a thread at ${job.length}`)),
  );
});

test('what is asked anew when a job was given up is done too', { timeout: 60_000 }, async () => {
  const pool: ThreadPool<string, string> = threadPool<string, string>({
    count: 1,
    thread: thread(),
    data: {},
    problem: async (job): Promise<string> => `without ${job}: ${await pool.run('rest')}`,
  });
  expect(await Promise.all(['ends', 'x'].map((job) => pool.run(job)))).toEqual(['without ends: REST', 'X']);
  await pool.close();
});
