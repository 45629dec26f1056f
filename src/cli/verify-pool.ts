import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import type { VerifyThreadData } from './threads/verify.js';
import type { VerifyResult } from './verify-result.js';

/** Threads that verify files. */
export interface VerifyPool {
  /** Verifies one file, as soon as a thread is free. */
  run(file: string): Promise<VerifyResult>;
  close(): Promise<void>;
}

interface Job {
  file: string;
  settle: (result: VerifyResult) => void;
}

interface Thread {
  worker: Worker;
  /** The first is being worked on since `since`; the second waits, so that the thread need not. */
  jobs: Job[];
  since: number;
}

const atOnce = 2;
/** Milliseconds after which a file is given up, and its thread with it. */
const patience = 60_000;

const gaveUp = (file: string): Failure =>
  new Failure(
    text(
      `${file} kunde inte granskas: den tog för lång tid eller för mycket minne`,
      `${file} could not be verified: it took too long, or too much memory`,
    ),
    text(
      'Granska filen för sig, och behandla den med misstro.',
      'Verify the file by itself, and treat it with suspicion.',
    ),
  );

/** A pool of `count` threads. A file that makes its thread end, or that takes more than a minute, gets `problem`'s result, and the others go on. */
export function verifyPool(
  count: number,
  data: VerifyThreadData,
  problem: (file: string, error: Failure) => VerifyResult,
): VerifyPool {
  const waiting: Job[] = [];
  const threads = new Set<Thread>();
  let closed = false;

  const feed = (thread: Thread): void => {
    while (thread.jobs.length < atOnce) {
      const job = waiting.shift();
      if (!job) return;
      if (thread.jobs.length === 0) thread.since = performance.now();
      thread.jobs.push(job);
      thread.worker.postMessage(job.file);
    }
  };
  const start = (): void => {
    // This stands in dist/commands/.
    const worker = new Worker(fileURLToPath(new URL('../threads/verify.cjs', import.meta.url)), {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: 768 },
    });
    const thread: Thread = { worker, jobs: [], since: performance.now() };
    threads.add(thread);
    worker.on('message', (result: VerifyResult) => {
      thread.since = performance.now();
      thread.jobs.shift()?.settle(result);
      feed(thread);
    });
    // What ended it is known by its silence; the file it was at is told of when it has ended.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      threads.delete(thread);
      const [bad, ...others] = thread.jobs;
      if (bad) bad.settle(problem(bad.file, gaveUp(bad.file)));
      waiting.unshift(...others);
      if (!closed && waiting.length > 0) start();
    });
    feed(thread);
  };
  const watch = setInterval(() => {
    for (const thread of threads) {
      if (thread.jobs.length > 0 && performance.now() - thread.since > patience) void thread.worker.terminate();
    }
  }, 1000);
  watch.unref();

  return {
    run: (file) =>
      new Promise((settle) => {
        waiting.push({ file, settle });
        const free = [...threads].toSorted((one, other) => one.jobs.length - other.jobs.length)[0];
        if (threads.size < count && (!free || free.jobs.length > 0)) start();
        else if (free) feed(free);
      }),
    close: async () => {
      closed = true;
      clearInterval(watch);
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}
