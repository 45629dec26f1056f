import { dirname, resolve } from 'node:path';
import { Failure } from '../core/failure.js';
import type { Entry, Files, Host } from '../core/host.js';

/** What a run asked of the outside world, and a digest of the answer. */
export type Asked = [
  what: 'read' | 'list' | 'kind' | 'git',
  about: string | [readonly string[], string],
  answer: string,
];

/** An answer with its digest; a refusal is an answer too. */
interface Answer {
  digest: string;
  value?: unknown;
  refusal?: Failure;
}

/** SHA-256. What computes it is loaded when it is needed: that takes as long as checking a file does. */
export const digest = (bytes: Uint8Array | string): string =>
  process.getBuiltinModule('node:crypto').hash('sha256', bytes, 'base64url');

/** What a question is known by. */
export const questionKey = ([what, about]: Asked | [Asked[0], Asked[1]]): string =>
  typeof about === 'string' ? `${what} ${about}` : `${what} ${JSON.stringify(about)}`;

/** Asks, and gives what came of it together with its digest. */
export async function ask(host: Pick<Host, 'files' | 'git'>, what: Asked[0], about: Asked[1]): Promise<Answer> {
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

/**
 * Asks once more what a run has asked before. `undefined` for what gives its bytes only once, such as a pipe that a shell passes on: they are left
 * for the run that is to come.
 */
export async function askAgain(
  host: Pick<Host, 'files' | 'git'>,
  what: Asked[0],
  about: Asked[1],
): Promise<Answer | undefined> {
  if (what === 'read' && typeof about === 'string' && (await host.files.kind(about)) === 'other') return undefined;
  return ask(host, what, about);
}

/** Files and git through which every question is heard, with its answer, and also before it is asked. Writing is not for this. */
export function askedThrough(
  host: Pick<Host, 'files' | 'git'>,
  heard: (asked: Asked, value: unknown) => void,
  before?: (what: Asked[0], about: Asked[1]) => void,
): { git: Host['git']; files: Pick<Files, 'read' | 'list' | 'kind'> } {
  const through = async <T>(what: Asked[0], about: Asked[1]): Promise<T> => {
    before?.(what, about);
    const answer = await ask(host, what, about);
    heard([what, about, answer.digest], answer.value);
    if (answer.refusal) throw answer.refusal;
    return answer.value as T;
  };
  return {
    git: (args, folder) => through('git', [args, folder]),
    files: {
      read: (path) => through('read', path),
      list: (path) => through('list', path),
      kind: (path) => through('kind', path),
    },
  };
}

/**
 * A host that looks into each folder once, and answers from that what stands there: most of what is looked for is not there, and a workspace
 * looks for the same in the same folders many times. What comes with the program is read once. For runs that end soon.
 */
export function rememberingHost(host: Host): Host {
  const folders = new Map<string, Promise<ReadonlyMap<string, Entry['kind']> | undefined>>();
  const kinds = new Map<string, Promise<Entry['kind'] | undefined>>();
  const own = new Map<string, ReturnType<Files['read']>>();
  const entriesOf = (folder: string) => {
    let found = folders.get(folder);
    if (!found) {
      found = host.files
        .list(folder)
        .then((entries) => new Map(entries.map(({ name, kind }) => [name, kind])))
        .catch(() => undefined);
      folders.set(folder, found);
    }
    return found;
  };
  const look = async (path: string, within = false): Promise<Entry['kind'] | undefined> => {
    const parent = dirname(path);
    // A folder that is looked into is seen in the one above it, so that one which is not there is not looked into.
    if (parent !== path && !within && (await look(parent, true)) === undefined) return undefined;
    const entries = parent === path ? undefined : await entriesOf(parent);
    if (!entries) return host.files.kind(path);
    const kind = entries.get(path.slice(parent.length).replace(/^[\\/]/, ''));
    // A link to a folder is listed as something else.
    return kind === 'other' ? host.files.kind(path) : kind;
  };
  return {
    ...host,
    files: {
      ...host.files,
      kind: (given) => {
        const path = resolve(host.cwd, given);
        let found = kinds.get(path);
        if (!found) kinds.set(path, (found = look(path)));
        return found;
      },
      read: (path) => {
        if (!path.startsWith(host.builtIn.templates)) return host.files.read(path);
        let found = own.get(path);
        if (!found) own.set(path, (found = host.files.read(path)));
        return found;
      },
    },
  };
}
