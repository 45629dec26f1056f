import { parentPort } from 'node:worker_threads';
import { judgeSlice } from '../../check/judge-slice.js';
import { rememberingHost } from '../asked.js';
import { hearing } from '../hearing.js';
import { nodeHost } from '../node-host.js';
import { recalling } from '../recalling-reader.js';
import { pathsOf, type SliceJob, type SliceResult, sliceWithout } from '../run-slices.js';

/** What a thread is started with. */
interface CheckThreadData {
  cwd: string;
  /** What is asked shall be told with the result. */
  heard: boolean;
  /** Where the thread tells which file it is at, counted from 1. */
  at: Int32Array;
}

/**
 * A thread of `fardplan check`: takes slices one at a time, answers each with what was found. `used` is called before the first answer, when
 * most of what is loaded has been used.
 */
export function serve({ cwd, heard, at }: CheckThreadData, used: () => void): void {
  const host = rememberingHost(nodeHost({ cwd }));
  const reader = recalling();
  const done = async (job: SliceJob): Promise<SliceResult> => {
    const slice = sliceWithout(job);
    const numbers = new Map(pathsOf(job.slice).map((path, index) => [path, index + 1]));
    const options = {
      reader,
      at: (path: string) => {
        const number = numbers.get(path);
        if (number !== undefined) Atomics.store(at, 0, number);
      },
    };
    if (!heard) return { judged: await judgeSlice(host, slice, options), asked: undefined };
    const { result: judged, asked, whole } = await hearing(host, (through) => judgeSlice(through, slice, options));
    return { judged, asked: whole ? asked : undefined };
  };
  let last = Promise.resolve();
  parentPort?.on('message', (job: SliceJob) => {
    // One after the other, so that answers come in the order of the questions.
    last = last.then(async () => {
      const result = await done(job);
      used();
      parentPort?.postMessage(result);
    });
  });
}
