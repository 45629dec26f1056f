import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import { type ThreadPool, threadPool } from './thread-pool.js';
import type { VerifyThreadData } from './threads/verify.js';
import type { VerifyResult } from './verify-result.js';

/** Threads that verify files. */
export type VerifyPool = ThreadPool<string, VerifyResult>;

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
export const verifyPool = (
  count: number,
  data: VerifyThreadData,
  problem: (file: string, error: Failure) => VerifyResult,
): VerifyPool => threadPool({ count, thread: 'verify', data, problem: (file) => problem(file, gaveUp(file)) });
