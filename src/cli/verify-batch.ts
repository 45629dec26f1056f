import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Shard } from '../check/choose-shard.js';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import type { Session } from './session.js';
import { optional } from './options.js';
import { threadsOption } from './threads-option.js';
import type { VerifyPlan } from './verify-file.js';
import { readShard } from './shard-option.js';
import { verifyInputs } from './verify-inputs.js';
import type { VerifyInput } from './verify-inputs.js';
import { openLog } from './verify-log.js';
import type { Logged, VerifyLog } from './verify-log.js';
import { verifyPool } from './verify-pool.js';
import type { VerifyPool } from './verify-pool.js';
import { batchProgress } from './verify-progress.js';
import { verifyResult, withoutVerdict } from './verify-result.js';
import type { VerifyResult } from './verify-result.js';

/** What is asked of a batch beside what each file is verified against. */
export interface BatchOptions {
  format: string;
  lists: readonly string[];
  threads: number | null;
  shard: Shard | undefined;
  log: string | undefined;
  resume: boolean;
  progress: boolean;
  /** The time of verification, if one was asked for. */
  at: string | undefined;
}

/** Fewer files than this are done before threads have started. */
const worthThreads = 24;
/** How many files are under way for each thread: enough that none waits, few enough that nothing piles up. */
const window = 16;

/** Reads the options of a batch; `null` when none is given that asks for one. */
export function batchOptions(options: Readonly<Record<string, unknown>>): BatchOptions | null {
  const lists = (options['list'] as string[] | undefined) ?? [];
  const threads = threadsOption(options);
  const shard = optional(options, 'shard');
  const log = optional(options, 'log');
  const [resume, progress] = [options['resume'] === true, options['progress'] === true];
  if (resume && log === undefined) {
    throw new Failure(
      text('--resume behöver en logg', '--resume needs a log'),
      text('Ange den med --log FIL.', 'Give it with --log FILE.'),
    );
  }
  const given = {
    lists,
    threads,
    log,
    resume,
    progress,
    at: optional(options, 'at'),
  };
  const asked = lists.length > 0 || log !== undefined || shard !== undefined || progress;
  const made = {
    format: String(options['format']),
    ...given,
    shard: shard === undefined ? undefined : readShard(shard),
  };
  return asked || threads !== null ? made : null;
}

/** No batch option given: only the paths are more than one file. */
export const plainBatch = (format: string): BatchOptions => ({
  format,
  lists: [],
  threads: null,
  shard: undefined,
  log: undefined,
  resume: false,
  progress: false,
  at: undefined,
});

/** What files are verified against, in 16 characters. The present time is left out: it would never be the same twice. */
function fingerprint(plan: VerifyPlan, at: string | undefined): string {
  const plain = JSON.stringify({ ...plan, at, language: null, diagnostic: null }, (_key, value: unknown) =>
    value instanceof Uint8Array ? createHash('sha256').update(value).digest('hex') : value,
  );
  return createHash('sha256').update(plain).digest('hex').slice(0, 16);
}

/** A file that the log already has a verdict on, shown in short. */
function fromLog(file: string, logged: Logged, format: string): VerifyResult {
  const { code, indication, subIndication } = logged;
  const object = { version: 1, file, indication, subIndication, unchanged: true };
  const shown =
    format === 'ndjson'
      ? `${JSON.stringify(object)}\n`
      : format === 'json'
        ? `${JSON.stringify(object, null, 2)}\n`
        : '';
  const none = { size: null, modified: null, changed: null, sha256: null };
  return { file, code, indication, subIndication, shown, ...none };
}

/** The results of `work` in the order of its inputs; no more than `most` are under way or waiting at once. */
async function* inOrder(
  inputs: AsyncIterator<VerifyInput>,
  first: readonly VerifyInput[],
  work: (input: VerifyInput) => Promise<VerifyResult>,
  most: number,
): AsyncGenerator<VerifyResult> {
  const under: Promise<VerifyResult>[] = [];
  const push = (input: VerifyInput): void => {
    const promise = work(input);
    // Awaited later, in turn; until then a failure must not end the program.
    promise.catch(() => undefined);
    under.push(promise);
  };
  for (const input of first) {
    push(input);
    if (under.length >= most) yield await (under.shift() as Promise<VerifyResult>);
  }
  for (let next = await inputs.next(); !next.done; next = await inputs.next()) {
    push(next.value);
    if (under.length >= most) yield await (under.shift() as Promise<VerifyResult>);
  }
  for (const promise of under) yield await promise;
}

/** Verifies many files and prints each in turn; the summary goes to stderr. Gives the exit code of the worst. */
export async function verifyBatch(
  session: Session,
  paths: readonly string[],
  plan: VerifyPlan,
  options: BatchOptions,
): Promise<number> {
  const { host, manner, language } = session;
  const { format } = options;
  const how = { format, hash: options.log !== undefined };
  const inputs = verifyInputs(host, paths, options.lists, options.shard);
  const first: VerifyInput[] = [];
  while (first.length < worthThreads) {
    const { value, done } = await inputs.next();
    if (done === true) break;
    first.push(value);
  }
  if (first.length === 0 && !options.shard) {
    throw new Failure(
      text('Det finns inget att granska', 'There is nothing to verify'),
      text(
        'Ange PDF-filer, mappar med sådana, eller en lista med --list.',
        'Give PDF files, folders of such, or a list with --list.',
      ),
    );
  }
  const count = first.length < worthThreads ? 1 : availableParallelism();
  const threads = first.length < 2 ? 1 : (options.threads ?? count);
  const log: VerifyLog | undefined =
    options.log === undefined
      ? undefined
      : await openLog(host, options.log, { resume: options.resume, against: fingerprint(plan, options.at) });
  const plain = { language, colour: manner.paint.level > 0, width: manner.width };
  const pool: VerifyPool | undefined =
    threads === 1
      ? undefined
      : verifyPool(threads, { cwd: host.cwd, plan, how, manner: plain }, (file, error) =>
          withoutVerdict(file, error, manner, format),
        );
  const work = async ({ file, problem }: VerifyInput): Promise<VerifyResult> => {
    if (problem) return withoutVerdict(file, problem, manner, format);
    const known = log?.known(file);
    if (known) return fromLog(file, known, format);
    const result = await (pool ? pool.run(file) : verifyResult(host, manner, file, plan, how));
    // At once, not in turn: what is verified is not to be verified again, whenever the process ends.
    log?.add(result);
    return result;
  };
  const progress = batchProgress(session, options.progress);
  const print = printer(session, format);
  try {
    for await (const result of inOrder(inputs, first, work, pool ? threads * window : 1)) {
      progress.clear();
      await print.add(result.shown);
      progress.count(result);
    }
    await print.end();
    return progress.end();
  } finally {
    progress.clear();
    await pool?.close();
    log?.close();
  }
}

/** Prints results as they come. A list in JSON is written element by element, as `JSON.stringify` would write the whole. */
function printer({ print }: Session, format: string): { add(shown: string): Promise<void>; end(): Promise<void> } {
  let held: string | undefined;
  let count = 0;
  const indented = (shown: string): string => shown.trimEnd().replace(/^/gm, '  ');
  return {
    async add(shown) {
      count += 1;
      if (format === 'ndjson') return print(shown);
      if (format !== 'json') return shown === '' ? undefined : print(count > 1 ? `\n${shown}` : shown);
      if (count === 1) held = shown;
      else {
        await print(count === 2 ? `[\n${indented(held ?? '')},\n${indented(shown)}` : `,\n${indented(shown)}`);
        held = undefined;
      }
      return undefined;
    },
    async end() {
      if (format !== 'json') return;
      if (held !== undefined) await print(held);
      else await print(count === 0 ? '[]\n' : '\n]\n');
    },
  };
}
