import { dirname, join, resolve } from 'node:path';
import type { Entry, Files, Host } from '../core/host.js';
import { ask, type Asked, askedThrough, digest, questionKey } from './asked.js';
import { cacheFolder } from './cache-folder.js';
import type { Session } from './session.js';

declare const FARDPLAN_BUILD: string;

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
const mostAsked = 60_000;
/** A run that wrote more than this (bytes) is not kept. */
const mostWritten = 4_000_000;

/**
 * Runs a command whose result depends on nothing but what it asks of files and git; or does again what the last run did, if the program, the
 * command line and every answer (by SHA-256) are still the same. Kept in the user's cache folder; safe when several run at once. What is not
 * asked through the session, such as in a thread, is to be noted in the run's notes; there are none when nothing is kept.
 */
export async function keptRun(
  session: Session,
  command: string,
  options: Record<string, unknown>,
  paths: readonly string[],
  run: (session: Session, kept: RunNotes | undefined) => Promise<number>,
): Promise<number> {
  const { host, language, manner } = session;
  const folder = options['cache'] === false ? undefined : cacheFolder(host, 'runs');
  if (folder === undefined) return run(session, undefined);
  const { level } = manner.paint;
  const line = [FARDPLAN_BUILD, process.version, command, host.cwd, paths, options, language, level, manner.width];
  const file = join(folder, `${digest(JSON.stringify(line))}.json`);
  const kept = await readKept(host.files, file);
  if (kept && (await stillHolds(kept, host))) {
    for (const each of kept.done) await again(each, session);
    return kept.code;
  }
  const heard: Heard = { asked: new Map(), listed: new Map(), done: [], whole: true, written: 0 };
  const note = (each: Asked): void => {
    const key = questionKey(each);
    const before = heard.asked.get(key);
    // What changes while the run goes on gives a result that fits neither.
    if (before && before[2] !== each[2]) heard.whole = false;
    heard.asked.set(key, each);
  };
  const code = await run(listening(session, heard, note), {
    host,
    answer: (what, about) => heard.asked.get(questionKey([what, about]))?.[2],
    note: (asked) => asked.forEach(note),
    forget: () => (heard.whole = false),
  });
  const { done, written } = heard;
  if (!heard.whole || written > mostWritten) return code;
  const asked = [...heard.asked.values()].filter((each) => !isImplied(each, heard.listed, host.cwd));
  if (asked.length <= mostAsked) await keep(host.files, folder, file, { asked, done, code });
  return code;
}

/** What a run can read and write of the notes that are taken of it. */
export interface RunNotes {
  /** The host that nothing is heard through: for what is kept itself. */
  host: Host;
  /** The digest of an answer that has been given. */
  answer(what: Asked[0], about: string): string | undefined;
  /** Notes what was asked elsewhere. */
  note(asked: readonly Asked[]): void;
  /** The run depends on more than what it asks, and is not to be kept. */
  forget(): void;
}

/** What has been heard of a run that goes on; no longer `whole` when it did what cannot be done again from notes. */
interface Heard {
  /** By what it asks: the same is asked many times. */
  asked: Map<string, Asked>;
  /** What stands in the folders (absolute) that were listed. */
  listed: Map<string, ReadonlyMap<string, Entry['kind']>>;
  done: Done[];
  whole: boolean;
  written: number;
}

async function again(done: Done, { host, print }: Session): Promise<void> {
  if (done[0] === 'print') await print(done[1]);
  else if (done[0] === 'note') host.note(done[1]);
  else await host.files.write(done[1], Buffer.from(done[2], 'base64'), done[3]);
}

/** Whether the answer follows from a folder that was listed: then it need not be asked again. */
function isImplied([what, about]: Asked, listed: Heard['listed'], cwd: string): boolean {
  if (what !== 'kind' || typeof about !== 'string') return false;
  let path = resolve(cwd, about);
  for (let parent = dirname(path); parent !== path; path = parent, parent = dirname(path)) {
    const entries = listed.get(parent);
    if (!entries) continue;
    const kind = entries.get(path.slice(parent.length).replace(/^[\\/]/, ''));
    // A link to a folder is listed as something else, and what is within a folder is not seen from above.
    return kind === undefined || (path === resolve(cwd, about) && kind !== 'other');
  }
  return false;
}

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
  try {
    for (const [what, about, answer] of asked) if ((await ask(host, what, about)).digest !== answer) return false;
    return true;
  } catch {
    return false;
  }
}

/** The session, with everything that is asked of it and done through it written down. */
function listening(session: Session, heard: Heard, asked: (asked: Asked) => void): Session {
  const { host, language } = session;
  const { git, files } = askedThrough(host, (each, value) => {
    asked(each);
    const [what, about] = each;
    if (what !== 'list' || typeof about !== 'string' || !Array.isArray(value)) return;
    heard.listed.set(resolve(host.cwd, about), new Map((value as Entry[]).map(({ name, kind }) => [name, kind])));
  });
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
      git,
      files: {
        ...files,
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
