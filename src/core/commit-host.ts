import { posix, relative, resolve, sep } from 'node:path';
import { Failure } from './failure.js';
import type { Entry, GitAnswer, Host } from './host.js';
import { text } from './text.js';

/** Which state of a repository a host shall show: its top folder (absolute), a full commit id, and files laid over it by path from the top. */
export interface CommitView {
  top: string;
  commit: string;
  over?: ReadonlyMap<string, Uint8Array> | undefined;
}

interface Blob {
  id: string;
  /** A symbolic link or a submodule is no file to us. */
  plain: boolean;
}

/**
 * A host whose files under `top` are those of a commit, read from git's objects: nothing is checked out and nothing can be written. What comes
 * with the program, and all else, is as on `host`. Refuses with a `Failure` when git cannot list the commit.
 */
export async function commitHost(host: Host, { top, commit, over = new Map() }: CommitView): Promise<Host> {
  const listing = await host.git(['ls-tree', '-r', '-z', '--full-tree', commit], top);
  if (listing.code !== 0) throw unlisted(commit);
  const blobs = new Map<string, Blob>();
  const folders = new Map<string, Map<string, Entry['kind']>>([['', new Map()]]);
  const enter = (path: string, kind: Entry['kind']): void => {
    const folder = posix.dirname(path) === '.' ? '' : posix.dirname(path);
    if (!folders.has(folder)) {
      folders.set(folder, new Map());
      enter(folder, 'folder');
    }
    folders.get(folder)?.set(posix.basename(path), kind);
  };
  for (const line of new TextDecoder().decode(listing.stdout).split('\0')) {
    const match = /^(\d+) (blob|commit) ([0-9a-f]+)\t(.+)$/s.exec(line);
    const [, mode = '', type, id = '', path = ''] = match ?? [];
    if (!match) continue;
    const plain = type === 'blob' && mode.startsWith('100');
    blobs.set(path, { id, plain });
    enter(path, plain ? 'file' : 'other');
  }
  for (const path of over.keys()) enter(path, 'file');

  /** The path from the top, with `/`; `undefined` for what does not stand in the repository. */
  const inside = (path: string): string | undefined => {
    const absolute = resolve(host.cwd, path);
    const own = [host.builtIn.templates, host.builtIn.roadmaps, ...host.builtIn.fonts];
    if (own.some((folder) => absolute === folder || absolute.startsWith(folder + sep))) return undefined;
    const from = relative(top, absolute);
    return from === '..' || from.startsWith(`..${sep}`) || resolve(from) === from
      ? undefined
      : from.split(sep).join('/');
  };
  const kindOf = (path: string): Entry['kind'] | undefined => {
    if (over.has(path)) return 'file';
    if (folders.has(path)) return 'folder';
    const blob = blobs.get(path);
    // The top is known by its .git, as in a work tree.
    return blob ? (blob.plain ? 'file' : 'other') : path === '.git' ? 'folder' : undefined;
  };
  const files: Host['files'] = {
    ...host.files,
    mark: undefined,
    async read(path) {
      const at = inside(path);
      if (at === undefined) return host.files.read(path);
      const laid = over.get(at);
      if (laid) return new Uint8Array(laid);
      const blob = blobs.get(at);
      const answer = blob?.plain ? await host.git(['cat-file', 'blob', blob.id], top) : undefined;
      if (answer?.code !== 0) throw notThere(at, commit);
      return new Uint8Array(answer.stdout);
    },
    list(path) {
      const at = inside(path);
      if (at === undefined) return host.files.list(path);
      const entries = folders.get(at);
      if (!entries) return Promise.reject(notThere(at, commit));
      const sorted = [...entries].toSorted(([one], [other]) => (one < other ? -1 : 1));
      return Promise.resolve(sorted.map(([name, kind]): Entry => ({ name, kind })));
    },
    kind(path) {
      const at = inside(path);
      return at === undefined ? host.files.kind(path) : Promise.resolve(kindOf(at));
    },
    write: (path) => Promise.reject(readOnly(path)),
    makeFolder: (path) => Promise.reject(readOnly(path)),
    remove: (path) => Promise.reject(readOnly(path)),
  };
  return { ...host, builtIn: host.builtIn, files, git: gitAt(host, { top, commit }) };
}

/** Git as it would answer if the commit were checked out: HEAD is the commit, and paths from a folder are paths from the top. */
function gitAt(host: Host, { top, commit }: CommitView): Host['git'] {
  return (args, folder): Promise<GitAnswer> => {
    const from = relative(top, resolve(host.cwd, folder)).split(sep).join('/');
    if (from.startsWith('..')) return host.git(args, folder);
    if (args[0] === 'rev-parse' && args[1] === '--show-prefix') {
      return Promise.resolve({
        code: 0,
        stdout: new TextEncoder().encode(from === '' ? '\n' : `${from}/\n`),
        stderr: '',
      });
    }
    const there = args.map((arg) => {
      const named = arg.replace(/^HEAD(?=$|[\^:~])/, commit);
      const [, revision, path] = /^([^:]*):\.\/(.*)$/s.exec(named) ?? [];
      return revision === undefined || path === undefined
        ? named
        : `${revision}:${posix.normalize(posix.join(from, path))}`;
    });
    return host.git(there, top);
  };
}

const unlisted = (commit: string): Failure =>
  new Failure(
    text(
      `Commit ${commit.slice(0, 12)} kan inte läsas ur git`,
      `Commit ${commit.slice(0, 12)} cannot be read from git`,
    ),
    text(
      'I en grund klon kan historik saknas: git fetch --unshallow.',
      'In a shallow clone history may be missing: git fetch --unshallow.',
    ),
  );

const notThere = (path: string, commit: string): Failure =>
  new Failure(
    text(
      `Det finns ingen fil ”${path}” i commit ${commit.slice(0, 12)}`,
      `There is no file “${path}” in commit ${commit.slice(0, 12)}`,
    ),
  );

const readOnly = (path: string): Failure =>
  new Failure(text(`${path}: i en commit skrivs ingenting`, `${path}: nothing is written into a commit`));
