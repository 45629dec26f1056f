import { basename, dirname, resolve } from 'node:path';
import { Failure } from './failure.js';
import type { GitAnswer, Host } from './host.js';
import { nearest } from './nearest.js';
import { hex } from './sha256.js';
import { text } from './text.js';

/** One exact text of a file, from the disk or from git. */
export interface Revision {
  /** As written by the user: a path, or `REV:PATH`. */
  path: string;
  /** Name without folders. */
  fileName: string;
  bytes: Uint8Array;
  /** Full id of the commit that holds exactly these bytes. */
  commit?: string;
  /** Why there is no such commit. */
  draft?: 'uncommitted' | 'no-git';
}

/**
 * Reads a path on disk, or `REV:PATH` in git, where `base` is the absolute folder that relative paths start from. A path in a revision
 * is taken from the top of the repository, as git does, else from `base`. Refuses with a `Failure` (exit 2) what cannot be read. Without
 * `bound` git is not asked which commit holds a file on disk.
 */
export async function readRevision(
  host: Pick<Host, 'files' | 'git'>,
  reference: string,
  base: string,
  { bound = true }: { bound?: boolean } = {},
): Promise<Revision> {
  const split = splitReference(reference);
  const onDisk = resolve(base, reference);
  // A file may have a colon in its name, and the file in front of the user is what was meant.
  if (!split || (await host.files.kind(onDisk)) === 'file') return readFromDisk(host, reference, onDisk, bound);
  return readFromGit(host, reference, split, base);
}

/** The two halves of `REV:PATH`; `undefined` for anything that is a path, such as `C:\x` or `./a:b`. */
export function splitReference(reference: string): { revision: string; path: string } | undefined {
  if (/^[A-Za-z]:[\\/]/.test(reference) || /^\.{0,2}[\\/]/.test(reference)) return undefined;
  const colon = reference.indexOf(':');
  return colon < 0 ? undefined : { revision: reference.slice(0, colon), path: reference.slice(colon + 1) };
}

async function readFromDisk(
  host: Pick<Host, 'files' | 'git'>,
  path: string,
  onDisk: string,
  bound: boolean,
): Promise<Revision> {
  const bytes = await host.files.read(onDisk);
  const fileName = basename(onDisk);
  if (!bound) return { path, fileName, bytes };
  const folder = dirname(onDisk);
  const head = await quietGit(host, ['rev-parse', 'HEAD^{commit}', `HEAD:./${fileName}`], folder);
  const [commit, blob] = head?.code === 0 ? lines(head) : [];
  if (commit !== undefined && blob !== undefined) {
    if ((await blobId(bytes, blob.length)) === blob) return { path, fileName, bytes, commit };
    // Where git turns line ends around on checkout, the commit's own bytes are the ones a hash can be compared with.
    const turned = withoutCarriageReturns(bytes);
    if ((await blobId(turned, blob.length)) === blob) return { path, fileName, bytes: turned, commit };
    return { path, fileName, bytes, draft: 'uncommitted' };
  }
  const inside = await quietGit(host, ['rev-parse', '--is-inside-work-tree'], folder);
  return { path, fileName, bytes, draft: inside?.code === 0 ? 'uncommitted' : 'no-git' };
}

/** The id git gives these bytes; `length` in hex digits tells SHA-1 (40) from SHA-256 (64) repositories. */
async function blobId(bytes: Uint8Array, length: number): Promise<string> {
  const head = new TextEncoder().encode(`blob ${bytes.length}\0`);
  const whole = new Uint8Array(head.length + bytes.length);
  whole.set(head);
  whole.set(bytes, head.length);
  return hex(await globalThis.crypto.subtle.digest(length === 64 ? 'SHA-256' : 'SHA-1', whole));
}

function withoutCarriageReturns(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, index) => !(byte === 0x0d && bytes[index + 1] === 0x0a));
}

async function readFromGit(
  host: Pick<Host, 'files' | 'git'>,
  reference: string,
  { revision, path }: { revision: string; path: string },
  base: string,
): Promise<Revision> {
  const inside = await host.git(['rev-parse', '--is-inside-work-tree'], base);
  if (inside.code !== 0) {
    throw new Failure(
      text(
        `”${reference}” kan inte läsas: mappen ${base} ligger inte i ett git-arkiv`,
        `“${reference}” cannot be read: the folder ${base} is not in a git repository`,
      ),
      text(
        `REV:SÖKVÄG läser en version ur git. Kör kommandot i arkivet, eller ange en fil på disken. ${gitSays(inside)}`.trim(),
        `REV:PATH reads a version from git. Run the command in the repository, or give a file on disk. ${gitSaid(inside)}`.trim(),
      ),
    );
  }
  const id = await commitOf(host, revision, base, reference);
  const wanted = path.replace(/\\/g, '/');
  for (const candidate of [`${id}:${wanted}`, `${id}:./${wanted}`]) {
    const blob = await host.git(['cat-file', 'blob', candidate], base);
    if (blob.code === 0 && wanted !== '')
      return { path: reference, fileName: basename(wanted), bytes: blob.stdout, commit: id };
  }
  throw await noSuchPath(host, reference, { revision, path: wanted, id }, base);
}

/** The full id of the commit that `revision` names in the repository around `base`; `reference` is how the user wrote it. Refuses what git does not know. */
export async function commitOf(
  host: Pick<Host, 'git'>,
  revision: string,
  base: string,
  reference = revision,
): Promise<string> {
  const commit =
    revision === '' || revision.startsWith('-')
      ? undefined
      : await host.git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], base);
  if (commit?.code !== 0) {
    if (await isShallow(host, base)) throw notInShallowClone(reference, revision);
    throw new Failure(
      text(
        `Git känner ingen revision ”${revision}” (i ”${reference}”)`,
        `Git knows no revision “${revision}” (in “${reference}”)`,
      ),
      text(
        'Skriv en gren, en tagg eller ett commit-id; ”git log --oneline” och ”git tag” visar dem.',
        'Write a branch, a tag or a commit id; “git log --oneline” and “git tag” show them.',
      ),
    );
  }
  return lines(commit)[0] ?? '';
}

const isShallow = async (host: Pick<Host, 'git'>, folder: string): Promise<boolean> =>
  lines(await host.git(['rev-parse', '--is-shallow-repository'], folder))[0] === 'true';

/** Automatic checks fetch the last commit only, unless they are told otherwise. */
const notInShallowClone = (reference: string, revision: string): Failure =>
  new Failure(
    text(
      `Revisionen ”${revision}” (i ”${reference}”) finns inte här: arkivet är en grund klon, där äldre historik saknas`,
      `The revision “${revision}” (in “${reference}”) is not here: the repository is a shallow clone, without older history`,
    ),
    text(
      'Hämta historiken med ”git fetch --unshallow --tags”, eller bara det som behövs med ”git fetch --depth 1 origin tag NAMN”. I en automatisk kontroll: hämta hela historiken (fetch-depth: 0).',
      'Fetch the history with “git fetch --unshallow --tags”, or only what is needed with “git fetch --depth 1 origin tag NAME”. In an automatic check: fetch the whole history (fetch-depth: 0).',
    ),
  );

async function noSuchPath(
  host: Pick<Host, 'git'>,
  reference: string,
  wanted: { revision: string; path: string; id: string },
  base: string,
): Promise<Failure> {
  const listing = await host.git(['ls-tree', '-r', '-z', '--name-only', '--full-tree', wanted.id], base);
  const paths = new TextDecoder().decode(listing.stdout).split('\0').filter(Boolean);
  const name = basename(wanted.path);
  const near = paths.find((path) => basename(path) === name) ?? nearest(wanted.path, paths);
  return new Failure(
    text(
      `Det finns ingen fil ”${wanted.path}” i revisionen ${wanted.revision} (”${reference}”)`,
      `There is no file “${wanted.path}” in revision ${wanted.revision} (“${reference}”)`,
    ),
    near === undefined
      ? text(
          `”git ls-tree -r --name-only ${wanted.revision}” visar vilka filer som finns.`,
          `“git ls-tree -r --name-only ${wanted.revision}” shows which files there are.`,
        )
      : text(`Menade du ”${wanted.revision}:${near}”?`, `Did you mean “${wanted.revision}:${near}”?`),
  );
}

/** A file on disk can be read without git, so a missing git only means that the text is not bound. */
async function quietGit(host: Pick<Host, 'git'>, args: string[], folder: string): Promise<GitAnswer | undefined> {
  try {
    return await host.git(args, folder);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

const lines = (answer: GitAnswer): string[] => new TextDecoder().decode(answer.stdout).trim().split(/\s+/);

const firstLine = (answer: GitAnswer): string => answer.stderr.trim().split('\n')[0] ?? '';
const gitSays = (answer: GitAnswer): string => (firstLine(answer) ? `Git säger: ${firstLine(answer)}` : '');
const gitSaid = (answer: GitAnswer): string => (firstLine(answer) ? `Git says: ${firstLine(answer)}` : '');
