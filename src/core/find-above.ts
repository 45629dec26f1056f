import { dirname, join } from 'node:path';
import type { Files } from './host.js';

/** How far up a workspace's own files are looked for: a workspace is not deeper than this. */
const mostFolders = 6;

/** The first of `names` (paths from a folder) that stands in `folder` (absolute) or in one above it; `undefined` if none does. */
export async function findAbove(
  files: Pick<Files, 'kind'>,
  folder: string,
  names: readonly string[],
): Promise<string | undefined> {
  const paths: string[] = [];
  let at = folder;
  for (let steps = 0; steps < mostFolders; steps += 1) {
    paths.push(...names.map((name) => join(at, name)));
    if (dirname(at) === at) break;
    at = dirname(at);
  }
  // All at once: most of them are not there, and asking one by one is waiting one by one.
  const kinds = await Promise.all(paths.map((path) => files.kind(path)));
  return paths.find((_, index) => kinds[index] !== undefined);
}
