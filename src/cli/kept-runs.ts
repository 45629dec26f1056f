import { dirname, join, resolve } from 'node:path';
import type { Entry, Host, Mark } from '../core/host.js';
import { askAgain, type Asked, askedThrough, digest, questionKey } from './asked.js';
import { cacheFolder } from './cache-folder.js';
import {
  askedIn,
  type Done,
  isSameMark,
  keep,
  type KeptRun,
  keptAs,
  markAt,
  markList,
  type MarkList,
  packed,
  readKept,
  setMark,
  unpacked,
} from './kept-run.js';
import type { Session } from './session.js';

declare const FARDPLAN_BUILD: string;

/** A run that asked for more than this is as quickly done again. */
const mostAsked = 60_000;
/** A run that wrote more than this (bytes) is not kept. */
const mostWritten = 4_000_000;

/**
 * Runs a command whose result depends on nothing but what it asks of files and git; or does again what the last run did, if the program, the
 * command line and every answer (by SHA-256) are still the same. A file or folder that bears the mark which it had then is not asked again.
 * Kept in the user's cache folder; safe when several run at once. What is not asked through the session, such as in a thread, is to be noted in
 * the run's notes; there are none when nothing is kept.
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
  const marks: Marks = new Map();
  if (kept) {
    const { holds, met, isNew } = await askedAgain(kept, host);
    if (holds) {
      for (const each of kept.done) await again(each, session);
      if (isNew) await keep(host.files, folder, file, { ...kept, marks: packed(met) });
      return kept.code;
    }
    let index = 0;
    for (const each of askedIn(kept)) {
      const mark = markAt(met, index++);
      if (mark) marks.set(questionKey(each), mark);
    }
  }
  const heard: Heard = { asked: new Map(), marks, listed: new Map(), done: [], whole: true, written: 0 };
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
  const list = markList(asked.length);
  for (const [index, each] of asked.entries()) setMark(list, index, marks.get(questionKey(each)));
  const after = asked.length > mostAsked ? undefined : keptAs(asked, list, { done, code });
  if (after) await keep(host.files, folder, file, after);
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
  marks: Marks;
  /** What stands in the folders (absolute) that were listed. */
  listed: Map<string, ReadonlyMap<string, Entry['kind']>>;
  done: Done[];
  whole: boolean;
  written: number;
}

/** By question: the mark that a file or folder bore before it was asked about. What changes later has another. */
type Marks = Map<string, Mark | undefined>;

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

/**
 * Asks again what may have changed, until an answer is another one than it was. `met` are the marks by question, as far as it came; `isNew`
 * tells that not all of them are those that were kept.
 */
async function askedAgain(kept: KeptRun, host: Host): Promise<{ holds: boolean; met: MarkList; isNew: boolean }> {
  const before = unpacked(kept);
  const met = markList(kept.count);
  let isNew = false;
  let index = -1;
  try {
    for (const [what, about, answer] of askedIn(kept)) {
      index += 1;
      const mark = markFor(host, what, about);
      if (mark) setMark(met, index, mark);
      if (isSameMark(before, met, index)) continue;
      const now = await askAgain(host, what, about);
      const follows = now !== undefined && isMarked(now.value);
      if (!follows) setMark(met, index, undefined);
      if (now?.digest !== answer) return { holds: false, met, isNew };
      if (follows && mark) isNew = true;
    }
    return { holds: true, met, isNew };
  } catch {
    return { holds: false, met, isNew };
  }
}

/** The mark of what is asked about, if the answer follows from it. */
const markFor = ({ files }: Host, what: Asked[0], about: Asked[1]): Mark | undefined =>
  (what === 'read' || what === 'list') && typeof about === 'string' ? files.mark?.(about) : undefined;

/** Whether an answer follows from the mark: a refusal does not, nor do entries that are links. */
const isMarked = (value: unknown): boolean =>
  value !== undefined && !(Array.isArray(value) && (value as Entry[]).some(({ link }) => link));

/** The session, with everything that is asked of it and done through it written down. */
function listening(session: Session, heard: Heard, asked: (asked: Asked) => void): Session {
  const { host, language } = session;
  const { marks } = heard;
  const { git, files } = askedThrough(
    host,
    (each, value) => {
      asked(each);
      if (!isMarked(value)) marks.set(questionKey(each), undefined);
      const [what, about] = each;
      if (what !== 'list' || typeof about !== 'string' || !Array.isArray(value)) return;
      heard.listed.set(resolve(host.cwd, about), new Map((value as Entry[]).map(({ name, kind }) => [name, kind])));
    },
    (what, about) => {
      const key = questionKey([what, about]);
      if (!marks.has(key)) marks.set(key, markFor(host, what, about));
    },
  );
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
