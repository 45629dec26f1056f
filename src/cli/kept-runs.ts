import { hash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../core/failure.js';
import type { Files, Host } from '../core/host.js';
import type { Session } from './session.js';

declare const FARDPLAN_BUILD: string;

/** What a run asked of the outside world, and a digest of the answer. */
type Asked = [what: 'read' | 'list' | 'kind' | 'git', about: string | [readonly string[], string], answer: string];

/** A run that has been: what it asked, what it printed, how it ended. */
interface KeptRun {
  asked: Asked[];
  printed: string;
  code: number;
}

/** The most runs that are kept; then all are dropped and the keeping begins anew. */
const mostKept = 2000;
/** A run that asked for more than this is as quickly done again. */
const mostAsked = 20_000;

/**
 * Runs a command whose result depends on nothing but what it asks of files and git, or answers with what it printed the last time, if the
 * program, the command line and every answer (by SHA-256) are still the same. Kept in the user's cache folder; safe when several run at once.
 */
export async function keptRun(
  session: Session,
  command: string,
  options: Record<string, unknown>,
  paths: readonly string[],
  run: (session: Session) => Promise<number>,
): Promise<number> {
  const { host, language, manner } = session;
  const folder = options['cache'] === false ? undefined : cacheFolder(host);
  if (folder === undefined) return run(session);
  const { level } = manner.paint;
  const line = [FARDPLAN_BUILD, process.version, command, host.cwd, paths, options, language, level, manner.width];
  const file = join(folder, `${digest(JSON.stringify(line))}.json`);
  const kept = await readKept(host.files, file);
  if (kept && (await stillHolds(kept, host))) {
    if (kept.printed !== '') await session.print(kept.printed);
    return kept.code;
  }
  const asked: Asked[] = [];
  const printed: string[] = [];
  let whole = true;
  const code = await run({
    ...session,
    host: listening(host, asked, () => (whole = false)),
    print: (words) => {
      printed.push(words);
      return session.print(words);
    },
    say: (message) => {
      whole = false;
      session.say(message);
    },
  });
  if (whole && asked.length <= mostAsked)
    await keep(host.files, folder, file, { asked, printed: printed.join(''), code });
  return code;
}

const digest = (bytes: Uint8Array | string): string => hash('sha256', bytes, 'base64url');

/** Where this user's programs keep what can be made again: XDG Base Directory on Linux, and its likes elsewhere. */
function cacheFolder({ env }: Host): string | undefined {
  const given = env['FARDPLAN_CACHE'];
  if (given !== undefined) return given === '' ? undefined : join(given, 'runs');
  const home = homedir();
  if (process.platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'fardplan', 'runs');
  if (process.platform === 'darwin') return join(home, 'Library', 'Caches', 'fardplan', 'runs');
  return join(env['XDG_CACHE_HOME'] ?? join(home, '.cache'), 'fardplan', 'runs');
}

async function readKept(files: Files, file: string): Promise<KeptRun | undefined> {
  try {
    if ((await files.kind(file)) !== 'file') return undefined;
    const [sum, body = ''] = Buffer.from(await files.read(file))
      .toString()
      .split('\n');
    // A damaged or unreadable entry is as good as none.
    return sum === digest(body) ? (JSON.parse(body) as KeptRun) : undefined;
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

/** The host, with every question that is asked of it written down; `other` is told of what cannot be repeated. */
function listening(host: Host, asked: Asked[], other: () => void): Host {
  const through = async <T>(what: Asked[0], about: Asked[1]): Promise<T> => {
    const answer = await ask(host, what, about);
    asked.push([what, about, answer.digest]);
    if (answer.refusal) throw answer.refusal;
    return answer.value as T;
  };
  const telling =
    <A extends unknown[], R>(act: (...given: A) => R) =>
    (...given: A): R => {
      other();
      return act(...given);
    };
  return {
    ...host,
    now: telling(() => host.now()),
    random: telling((length) => host.random(length)),
    secret: telling((question) => host.secret(question)),
    note: telling((line) => {
      host.note(line);
    }),
    git: (args, folder) => through('git', [args, folder]),
    files: {
      read: (path) => through('read', path),
      list: (path) => through('list', path),
      kind: (path) => through('kind', path),
      write: telling((path, bytes, options) => host.files.write(path, bytes, options)),
      makeFolder: telling((path) => host.files.makeFolder(path)),
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
