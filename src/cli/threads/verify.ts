import { Chalk } from 'chalk';
import { parentPort } from 'node:worker_threads';
import { nodeHost } from '../node-host.js';
import type { VerifyPlan } from '../verify-file.js';
import { verifyResult } from '../verify-result.js';
import type { PlainManner, VerifyManner } from '../verify-result.js';

/** What a thread is started with. */
export interface VerifyThreadData {
  cwd: string;
  plan: VerifyPlan;
  how: VerifyManner;
  manner: PlainManner;
}

/**
 * A thread of `fardplan verify`: takes paths one at a time, answers each with its result. `used` is called before the first answer, when most
 * of what is loaded has been used.
 */
export function serve({ cwd, plan, how, manner }: VerifyThreadData, used: () => void): void {
  const host = nodeHost({ cwd });
  const { language, colour, width } = manner;
  const speak = { language, width, paint: new Chalk({ level: colour ? 1 : 0 }) };
  let last = Promise.resolve();
  parentPort?.on('message', (file: string) => {
    // One after the other, so that answers come in the order of the questions.
    last = last.then(async () => {
      const result = await verifyResult(host, speak, file, plan, how);
      used();
      parentPort?.postMessage(result);
    });
  });
}
