import { hash } from 'node:crypto';
import { join } from 'node:path';
import { Failure } from '../core/failure.js';
import type { Files, Host } from '../core/host.js';
import { cacheFolder } from './cache-folder.js';
import type { Session } from './session.js';

declare const FARDPLAN_BUILD: string;

/** What a run asked of the outside world, and a digest of the answer. */
type Asked = [what: 'read' | 'list' | 'kind' | 'git', about: string | [readonly string[], string], answer: string];

/** What a run did, in order: findings, what it told the user, and files, their bytes as base64. */
type Done =
  | ['print', words: string]
  | ['note', words: string]
  | ['write', path: string, bytes: string, options: { replace?: boolean; mode?: number }];

/** A run that has been: what it asked, what it did, how it ended. */
interface KeptRun {
  asked: Asked[];
  done: Done[];
  code: number;
}

/** The most runs that are kept; then all are dropped and the keeping begins anew. */
const mostKept = 500;
/** A run that asked for more than this is as quickly done again. */
const mostAsked = 20_000;
/** A run that wrote more than this (bytes) is not kept. */
const mostWritten = 4_000_000;

/**
 * Runs a command whose result depends on nothing but what it asks of files and git; or does again what the last run did, if the program, the
 * command line and every answer (by SHA-256) are still the same. Kept in the user's cache folder; safe when several run at once.
 */
export async function keptRun(
  session: Session,
  command: string,
  options: Record<string, unknown>,
  paths: readonly string[],
  run: (session: Session) => Promise<number>,
): Promise<number> {
  const { host, language, manner } = session;
  const folder = options['cache'] === false ? undefined : cacheFolder(host, 'runs');
  if (folder === undefined) return run(session);
  const { level } = manner.paint;
  const line = [FARDPLAN_BUILD, process.version, command, host.cwd, paths, options, language, level, manner.width];
  const file = join(folder, `${digest(JSON.stringify(line))}.json`);
  const kept = await readKept(host.files, file);
  if (kept && (await stillHolds(kept, host))) {
    for (const each of kept.done) await again(each, session);
    return kept.code;
  }
  const heard: Heard = { asked: [], done: [], whole: true, written: 0 };
  const code = await run(listening(session, heard));
  const { asked, done, whole, written } = heard;
  if (whole && asked.length <= mostAsked && written <= mostWritten)
    await keep(host.files, folder, file, { asked, done, code });
  return code;
}

/** What has been heard of a run that goes on; no longer `whole` when it did what cannot be done again from notes. */
interface Heard {
  asked: Asked[];
  done: Done[];
  whole: boolean;
  written: number;
}

async function again(done: Done, { host, print }: Session): Promise<void> {
  if (done[0] === 'print') await print(done[1]);
  else if (done[0] === 'note') host.note(done[1]);
  else await host.files.write(done[1], Buffer.from(done[2], 'base64'), done[3]);
}

const digest = (bytes: Uint8Array | string): string => hash('sha256', bytes, 'base64url');

async function readKept(files: Files, file: string): Promise<KeptRun | undefined> {
  try {
    if ((await files.kind(file)) !== 'file') return undefined;
    const [sum, body = ''] = Buffer.from(await files.read(file))
      .toString()
      .split('\n');
    // A damaged or unreadable entry is as good as none.
    if (sum !== digest(body)) return undefined;
    const kept = JSON.parse(body) as KeptRun | null;
    return Array.isArray(kept?.asked) && Array.isArray(kept.done) ? kept : undefined;
  } catch {
    return undefined;
  }
}

async function stillHolds({ asked }: KeptRun, host: Host): Promise<boolean> {
  const holds = async ([what, about, answer]: Asked) => (await ask(host, what, about)).digest === answer;
  try {
    return (await Promise.all(asked.map(holds))).every(Boolean);
  } catch {
    return false;
  }
}

/** Asks, and gives what came of it together with its digest; a refusal is an answer too. */
async function ask(
  host: Host,
  what: Asked[0],
  about: Asked[1],
): Promise<{ digest: string; value?: unknown; refusal?: Failure }> {
  try {
    if (typeof about !== 'string') {
      const value = await host.git(about[0], about[1]);
      return { value, digest: digest(`${value.code} ${value.stderr} ${digest(value.stdout)}`) };
    }
    if (what === 'read') {
      const value = await host.files.read(about);
      return { value, digest: digest(value) };
    }
    const value = what === 'list' ? await host.files.list(about) : await host.files.kind(about);
    return { value, digest: digest(JSON.stringify(value) ?? '') };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { refusal: error, digest: digest(`refused: ${error.text.en}`) };
  }
}

/** The session, with everything that is asked of it and done through it written down. */
function listening(session: Session, heard: Heard): Session {
  const { host, language } = session;
  const through = async <T>(what: Asked[0], about: Asked[1]): Promise<T> => {
    const answer = await ask(host, what, about);
    heard.asked.push([what, about, answer.digest]);
    if (answer.refusal) throw answer.refusal;
    return answer.value as T;
  };
  const telling =
    <A extends unknown[], R>(act: (...given: A) => R) =>
    (...given: A): R => {
      heard.whole = false;
      return act(...given);
    };
  const note = (line: string): void => {
    heard.done.push(['note', line]);
    host.note(line);
  };
  return {
    ...session,
    print: (words) => {
      heard.done.push(['print', words]);
      return session.print(words);
    },
    say: (message) => {
      note(message[language]);
    },
    host: {
      ...host,
      now: telling(() => host.now()),
      random: telling((length) => host.random(length)),
      secret: telling((question) => host.secret(question)),
      http: telling((request) => host.http(request)),
      note,
      git: (args, folder) => through('git', [args, folder]),
      files: {
        read: (path) => through('read', path),
        list: (path) => through('list', path),
        kind: (path) => through('kind', path),
        write: async (path, bytes, options = {}) => {
          await host.files.write(path, bytes, options);
          heard.written += bytes.length;
          if (heard.written <= mostWritten)
            heard.done.push(['write', path, Buffer.from(bytes).toString('base64'), options]);
        },
        makeFolder: telling((path) => host.files.makeFolder(path)),
        remove: telling((path) => host.files.remove(path)),
      },
    },
  };
}

async function keep(files: Files, folder: string, file: string, run: KeptRun): Promise<void> {
  try {
    await files.makeFolder(folder);
    if ((await files.list(folder)).length > mostKept) {
      const { rm } = await import('node:fs/promises');
      await rm(folder, { recursive: true, force: true });
      await files.makeFolder(folder);
    }
    const body = JSON.stringify(run);
    await files.write(file, `${digest(body)}\n${body}\n`, { replace: true, mode: 0o600 });
  } catch {
    // Without a folder to write in every run is a first one.
  }
}
