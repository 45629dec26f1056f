import { exit } from '../core/failure.js';
import { text } from '../core/text.js';
import type { Text } from '../core/text.js';
import type { Session } from './session.js';
import type { VerifyResult } from './verify-result.js';

/** Counts the files of a batch, says how far it has come, and sums up at the end, all on stderr. */
export interface BatchProgress {
  count(result: VerifyResult): void;
  /** Takes the line on a terminal away, so that something else can be written. */
  clear(): void;
  /** The summary; gives the exit code of the worst file. */
  end(): number;
}

/** Milliseconds between two notes: often where a line is written over, seldom where each is kept. */
const pace = { terminal: 200, lines: 5000 };

/** Progress on a terminal, or in lines when it is asked for; silent otherwise, but for the summary. */
export function batchProgress({ host, language, say }: Session, asked: boolean): BatchProgress {
  const onTerminal = Boolean(process.stderr.isTTY) && host.env['TERM'] !== 'dumb';
  const started = performance.now();
  const counts = { passed: 0, failed: 0, unsettled: 0, unread: 0 };
  let code: number = exit.fine;
  let told = started;
  let drawn = false;
  const total = (): number => counts.passed + counts.failed + counts.unsettled + counts.unread;
  const words = (): Text => {
    const seconds = (performance.now() - started) / 1000;
    const { passed, failed, unsettled, unread } = counts;
    const [number, pace] = [String(total()), (total() / Math.max(seconds, 0.001)).toFixed(0)];
    return text(
      `${number} ${total() === 1 ? 'fil' : 'filer'} på ${seconds.toFixed(1).replace('.', ',')} s (${pace} i sekunden): ${passed} godkända, ${failed} underkända, ${unsettled} går inte att avgöra, ${unread} kunde inte läsas.`,
      `${number} ${total() === 1 ? 'file' : 'files'} in ${seconds.toFixed(1)} s (${pace} a second): ${passed} passed, ${failed} failed, ${unsettled} cannot be settled, ${unread} could not be read.`,
    );
  };
  const clear = (): void => {
    if (drawn) process.stderr.write('\r\u001b[K');
    drawn = false;
  };
  return {
    clear,
    count({ code: own }) {
      counts[
        own === exit.fine
          ? 'passed'
          : own === exit.findings
            ? 'failed'
            : own === exit.unsettled
              ? 'unsettled'
              : 'unread'
      ] += 1;
      code = worse(code, own);
      const now = performance.now();
      if (onTerminal && now - told > pace.terminal) {
        told = now;
        drawn = true;
        process.stderr.write(`\r\u001b[K${words()[language]}`);
      } else if (!onTerminal && asked && now - told > pace.lines) {
        told = now;
        say(words());
      }
    },
    end() {
      clear();
      say(words());
      return code;
    },
  };
}

/** Which of two exit codes weighs more: a fault of ours, a failed file, one that cannot be read, one that cannot be settled. */
export function worse(one: number, other: number): number {
  const order: number[] = [exit.bug, exit.findings, exit.use, exit.unsettled, exit.fine];
  return order.indexOf(one) <= order.indexOf(other) ? one : other;
}
