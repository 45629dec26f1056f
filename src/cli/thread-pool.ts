import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';

/** Threads that all do the same kind of job. */
export interface ThreadPool<Job, Result> {
  /** Does one job, as soon as a thread is free. */
  run(job: Job): Promise<Result>;
  close(): Promise<void>;
}

/** What a pool is made of. */
export interface PoolPlan<Job, Result> {
  /** The most threads; they are started as there is work for them. */
  count: number;
  /** The stem of a file in `cli/threads`, which exports `serve`; or a file that a thread begins with. */
  thread: string | URL;
  /** What each is started with, plain data. */
  data: object;
  /** The result of a job that made its thread end, or took longer than `patience`; `at` is the number that the thread last set. */
  problem(job: Job, at: number): Result | Promise<Result>;
  /** Milliseconds after which a job is given up, and its thread with it. */
  patience?: number;
  /** The most megabytes of a thread's heap. */
  memory?: number;
}

interface Waiting<Job, Result> {
  job: Job;
  settle: (result: Result | Promise<Result>) => void;
}

interface Thread<Job, Result> {
  worker: Worker;
  /** The first is being worked on since `since`; the second waits, so that the thread need not. */
  jobs: Waiting<Job, Result>[];
  since: number;
  at: Int32Array;
}

const atOnce = 2;

/** A pool of threads, in which a job that ends its thread gets `problem`'s result, and the others go on. */
export function threadPool<Job, Result>({
  count,
  thread: stem,
  data,
  problem,
  patience = 60_000,
  memory = 768,
}: PoolPlan<Job, Result>): ThreadPool<Job, Result> {
  const waiting: Waiting<Job, Result>[] = [];
  const threads = new Set<Thread<Job, Result>>();
  let closed = false;

  const feed = (thread: Thread<Job, Result>): void => {
    while (thread.jobs.length < atOnce) {
      const next = waiting.shift();
      if (!next) return;
      if (thread.jobs.length === 0) thread.since = performance.now();
      thread.jobs.push(next);
      thread.worker.postMessage(next.job);
    }
  };
  const start = (): void => {
    const at = new Int32Array(new SharedArrayBuffer(4));
    // This stands in dist/commands/.
    const file = typeof stem === 'string' ? new URL('../../bin/thread.js', import.meta.url) : stem;
    // Most runs start no threads, and loading what does takes time.
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const worker = new Worker(fileURLToPath(file), {
      // As text, since later Node releases clone no URL.
      workerData: { ...data, at, thread: String(stem) },
      resourceLimits: { maxOldGenerationSizeMb: memory },
    });
    const thread: Thread<Job, Result> = { worker, jobs: [], since: performance.now(), at };
    threads.add(thread);
    worker.on('message', (result: Result) => {
      thread.since = performance.now();
      thread.jobs.shift()?.settle(result);
      feed(thread);
    });
    // What ended it is known by its silence; the job it was at is told of when it has ended.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      threads.delete(thread);
      if (closed) return;
      const [bad, ...others] = thread.jobs;
      waiting.unshift(...others);
      // After the others, so that what it asks for anew waits its turn.
      if (bad) bad.settle(problem(bad.job, Atomics.load(at, 0)));
      if (waiting.length > 0) start();
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
    run: (job) =>
      new Promise((settle) => {
        waiting.push({ job, settle });
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
