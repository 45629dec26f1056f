import type { Host } from '../core/host.js';
import { Failure } from '../core/failure.js';
import { sha256 as hashOf } from '../core/sha256.js';
import type { Lookup } from './roadmap.js';

/** More files of one name than this in a commit are not looked through. */
const mostFiles = 200;

/**
 * Looks a commit up in the git repositories that `folders` (absolute) stand in, the first that has the commit. A file counts when it
 * has the name the document gives, whatever folder it stands in, and the very same bytes.
 */
export function gitLookup(host: Pick<Host, 'git'>, folders: readonly string[]): Lookup {
  return async (commit, sha256, fileName) => {
    // What a PDF says is put on a command line, so it has to look like a commit id.
    if (!/^[0-9a-f]{40,64}$/.test(commit)) return null;
    for (const folder of new Set(folders)) {
      const found = await lookIn(host, folder, commit, sha256, fileName);
      if (found !== null) return found;
    }
    return null;
  };
}

async function lookIn(
  host: Pick<Host, 'git'>,
  folder: string,
  commit: string,
  sha256: string,
  fileName: string | null,
): Promise<boolean | null> {
  try {
    const known = await host.git(['cat-file', '-e', `${commit}^{commit}`], folder);
    if (known.code !== 0) return null;
    const listing = await host.git(['ls-tree', '-r', '-z', '--full-tree', commit], folder);
    const blobs = new TextDecoder()
      .decode(listing.stdout)
      .split('\0')
      .flatMap((line) => {
        const match = /^\d+ blob ([0-9a-f]+)\t(?:.*\/)?([^/]+)$/s.exec(line);
        return match?.[1] !== undefined &&
          (fileName === null || match[2]?.normalize('NFC') === fileName.normalize('NFC'))
          ? [match[1]]
          : [];
      });
    for (const blob of blobs.slice(0, mostFiles)) {
      const content = await host.git(['cat-file', 'blob', blob], folder);
      if (content.code === 0 && (await hashOf(content.stdout)) === sha256) return true;
    }
    return false;
  } catch (error) {
    // Without git the question is left open; the signature can be judged all the same.
    if (error instanceof Failure) return null;
    throw error;
  }
}
