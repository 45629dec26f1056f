import { basename, dirname, resolve, sep } from 'node:path';
import { Failure } from '../core/failure.js';
import type { Entry, Files, GitAnswer, Host } from '../core/host.js';
import { text } from '../core/text.js';

/** Files larger than this are left out while somebody types; `fardplan check` takes them. */
const mostBytes = 2 * 1024 * 1024;

/** The files of the disk with the editor's buffers laid over them, and answers kept until something is said to have changed. */
export interface OverlayFiles {
  /** The world as seen from `cwd` (absolute). */
  hostAt(cwd: string): Host;
  /** Lays a buffer over the file at `path` (absolute), or takes it away. */
  lay(path: string, text: string | undefined): void;
  /** Something has changed at `path` or below it. */
  forget(path: string): void;
  /** Nothing is known of the disk any longer. */
  forgetDisk(): void;
  /** What git said is asked anew. */
  forgetGit(): void;
}

type Kept<T> = Map<string, Promise<T>>;

/** Lays buffers over the files of `host`. What is read again and has not changed is the same object as before. */
export function overlayFiles(host: Host): OverlayFiles {
  const buffers = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  const reads: Kept<Uint8Array<ArrayBuffer>> = new Map();
  const lists: Kept<Entry[]> = new Map();
  const kinds: Kept<Entry['kind'] | undefined> = new Map();
  const answers: Kept<GitAnswer> = new Map();
  const earlier = new Map<string, Uint8Array<ArrayBuffer>>();

  const keep = <T>(kept: Kept<T>, key: string, ask: () => Promise<T>): Promise<T> => {
    let answer = kept.get(key);
    if (!answer) {
      answer = ask();
      kept.set(key, answer);
      // A refusal is an answer like any other; whoever asks meets it.
      answer.catch(() => undefined);
    }
    return answer;
  };
  const below = (folder: string): string[] => {
    const start = folder.endsWith(sep) ? folder : folder + sep;
    return [...buffers.keys()].filter((path) => path.startsWith(start)).map((path) => path.slice(start.length));
  };

  const readDisk = async (path: string): Promise<Uint8Array<ArrayBuffer>> => {
    const bytes = fitting(path, await host.files.read(path));
    const before = earlier.get(path);
    const same = before && equal(before, bytes) ? before : bytes;
    earlier.set(path, same);
    return same;
  };
  const listed = async (path: string): Promise<Entry[]> => {
    const inner = below(path);
    const disk = await keep(lists, path, () => host.files.list(path)).catch((error: unknown) => {
      if (inner.length > 0 && error instanceof Failure) return [];
      throw error;
    });
    if (inner.length === 0) return disk;
    const entries = new Map(disk.map((entry) => [entry.name, entry]));
    for (const path of inner) {
      const [name = '', ...more] = path.split(sep);
      if (more.length === 0) entries.set(name, { name, kind: 'file' });
      else if (!entries.has(name)) entries.set(name, { name, kind: 'folder' });
    }
    return [...entries.values()].toSorted((one, two) => (one.name < two.name ? -1 : 1));
  };
  const kindOf = async (path: string): Promise<Entry['kind'] | undefined> => {
    if (buffers.has(path)) return 'file';
    const disk = await keep(kinds, path, () => host.files.kind(path));
    return disk ?? (below(path).length > 0 ? 'folder' : undefined);
  };

  const hostAt = (cwd: string): Host => {
    const at = (path: string) => resolve(cwd, path);
    const files: Files = {
      read(path) {
        const absolute = at(path);
        const buffer = buffers.get(absolute);
        return buffer ?? keep(reads, absolute, () => readDisk(absolute));
      },
      list: (path) => listed(at(path)),
      kind: (path) => kindOf(at(path)),
      write: (path) => Promise.reject(readOnly(path)),
      makeFolder: (path) => Promise.reject(readOnly(path)),
      remove: (path) => Promise.reject(readOnly(path)),
    };
    return {
      ...host,
      cwd,
      files,
      git: (args, folder) => keep(answers, [folder, ...args].join('\0'), () => host.git(args, folder)),
    };
  };

  return {
    hostAt,
    lay(path, text) {
      if (text === undefined) buffers.delete(path);
      else
        buffers.set(
          path,
          attempt(() => fitting(path, new TextEncoder().encode(text))),
        );
    },
    forget(path) {
      const inside = (key: string) => key === path || key.startsWith(path + sep);
      for (const key of [...reads.keys()].filter(inside)) reads.delete(key);
      for (const key of [...lists.keys()].filter(inside)) lists.delete(key);
      // A file that comes may bring its folders with it.
      for (let at = dirname(path); ; at = dirname(at)) {
        lists.delete(at);
        if (dirname(at) === at) break;
      }
      // A folder may have come or gone with its file.
      kinds.clear();
      if (basename(path) === 'HEAD' || path.includes(`${sep}.git${sep}`)) answers.clear();
    },
    forgetDisk() {
      for (const kept of [reads, lists, kinds]) kept.clear();
    },
    forgetGit: () => {
      answers.clear();
    },
  };
}

/** The outcome of `work` for whoever asks for it, also when it is a refusal. */
function attempt<T>(work: () => T): Promise<T> {
  const outcome = new Promise<T>((settle) => {
    settle(work());
  });
  outcome.catch(() => undefined);
  return outcome;
}

function equal(one: Uint8Array, two: Uint8Array): boolean {
  if (one.length !== two.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== two[index]) return false;
  return true;
}

const headLength = 20_000;

/** The bytes, if they are few enough. Of a large file that is no document of ours only the beginning, which shows as much. */
function fitting(path: string, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (bytes.length <= mostBytes) return bytes;
  const head = bytes.slice(0, headLength);
  if (!new TextDecoder().decode(head).includes('fardplan')) return head;
  throw left(path, bytes.length);
}

/** Why a large file is not judged in the editor. */
function left(path: string, length: number): Failure {
  const size = Math.max(1, Math.round(length / 1024 / 1024));
  return new Failure(
    text(
      `${basename(path)} är ${size} MB och kontrolleras inte medan du skriver`,
      `${basename(path)} is ${size} MB and is not checked while you type`,
    ),
    text('Kör ”fardplan check” på filen.', 'Run “fardplan check” on the file.'),
  );
}

const readOnly = (path: string): Failure =>
  new Failure(text(`${path}: här skrivs ingenting`, `${path}: nothing is written here`));
