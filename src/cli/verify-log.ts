import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync, statSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import type { Indication, SubIndication } from '../model/verdict.js';
import { fileFacts } from './verify-file.js';
import type { VerifyResult } from './verify-result.js';

/** What the log knows of a file that has not changed since. */
export interface Logged {
  code: number;
  indication: Indication | null;
  subIndication: SubIndication | null;
}

/** A log of verification: one JSON object a line, only ever added to. */
export interface VerifyLog {
  /** The verdict on a file that has neither changed nor been verified against anything else; only after `--resume`. */
  known(file: string): Logged | undefined;
  /** Adds a line, at once. */
  add(result: VerifyResult): void;
  close(): void;
}

const kind = 'verification-log/v1';

interface Line extends Logged {
  file: string;
  size: number | null;
  mtime: number | null;
  ctime: number | null;
  against: string;
}

/** A file in one state, verified against one thing, in 16 characters: the log of a million files has to fit in memory. */
function keyOf(cwd: string, line: Pick<Line, 'file' | 'size' | 'mtime' | 'ctime' | 'against'>): string {
  const { file, size, mtime, ctime, against } = line;
  const whole = JSON.stringify([resolve(cwd, file), size, mtime, ctime, against]);
  return createHash('sha256').update(whole).digest('base64').slice(0, 16);
}

const notALog = (path: string): Failure =>
  new Failure(
    text(
      `${path} är ingen granskningslogg och skrivs inte till`,
      `${path} is not a verification log and is not written to`,
    ),
    text(
      'Ange en ny fil, eller en logg som verify --log har gjort.',
      'Give a new file, or a log that verify --log has made.',
    ),
  );

const unwritable = (path: string, error: unknown): Failure => {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  return new Failure(
    text(`Loggen ${path} kan inte skrivas (${code})`, `The log ${path} cannot be written (${code})`),
    text('Kontrollera mappen, rättigheterna och utrymmet.', 'Check the folder, the permissions and the space.'),
  );
};

/** Whether the file is empty, and whether it ends in the middle of a line; a `Failure` when it begins as no log does. */
function inspect(path: string, shown: string): { empty: boolean; cut: boolean } {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return { empty: true, cut: false };
  const handle = openSync(path, 'r');
  try {
    const start = Buffer.alloc(Math.min(size, 64));
    const last = Buffer.alloc(1);
    readSync(handle, start, 0, start.length, 0);
    readSync(handle, last, 0, 1, size - 1);
    const beginning = `{"fardplan":"${kind}"`;
    // The very first line may be cut too.
    if (!start.toString('latin1').startsWith(beginning.slice(0, start.length))) throw notALog(shown);
    return { empty: false, cut: last[0] !== 10 };
  } finally {
    closeSync(handle);
  }
}

async function readLog(path: string, cwd: string): Promise<Map<string, Logged>> {
  const known = new Map<string, Logged>();
  // Verdicts are few, files are many.
  const verdicts = new Map<string, Logged>();
  for await (const written of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    let line: Partial<Line>;
    try {
      line = JSON.parse(written) as Partial<Line>;
    } catch {
      // A line that was being written when the machine or the process stopped. Its file is verified again.
      continue;
    }
    const { file, size = null, mtime = null, ctime = null, against, code, indication, subIndication = null } = line;
    // What could not be read is tried again.
    if (file === undefined || against === undefined || code === undefined || !indication || size === null) continue;
    const name = `${code} ${indication} ${subIndication ?? ''}`;
    const verdict = verdicts.get(name) ?? { code, indication, subIndication };
    verdicts.set(name, verdict);
    known.set(keyOf(cwd, { file, size, mtime, ctime, against }), verdict);
  }
  return known;
}

/** Opens the log at `path` for adding; `against` names what files are verified against, so that another list of issuers is another verdict. */
export async function openLog(
  host: Host,
  shown: string,
  { resume, against }: { resume: boolean; against: string },
): Promise<VerifyLog> {
  const path = resolve(host.cwd, shown);
  let handle: number;
  let known = new Map<string, Logged>();
  try {
    const { empty, cut } = inspect(path, shown);
    if (resume && !empty) known = await readLog(path, host.cwd);
    handle = openSync(path, 'a');
    if (cut) writeSync(handle, '\n');
    writeSync(handle, `${JSON.stringify({ fardplan: kind, started: host.now().toISOString(), against })}\n`);
  } catch (error) {
    throw error instanceof Failure ? error : unwritable(shown, error);
  }
  return {
    known: (file) => {
      const facts = known.size > 0 ? fileFacts(resolve(host.cwd, file)) : undefined;
      if (!facts) return undefined;
      const { size, modified: mtime, changed: ctime } = facts;
      return known.get(keyOf(host.cwd, { file, size, mtime, ctime, against }));
    },
    add: ({ file, size, modified, changed, sha256, code, indication, subIndication }) => {
      const at = host.now().toISOString();
      const line = {
        file,
        size,
        mtime: modified,
        ctime: changed,
        sha256,
        indication,
        subIndication,
        code,
        at,
        against,
      };
      try {
        writeSync(handle, `${JSON.stringify(line)}\n`);
      } catch (error) {
        throw unwritable(shown, error);
      }
    },
    close: () => {
      closeSync(handle);
    },
  };
}
