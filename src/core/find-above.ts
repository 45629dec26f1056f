import { dirname, join } from 'node:path';
import type { Files } from './host.js';

/** How far up a workspace's own files are looked for: a workspace is not deeper than this. */
const mostFolders = 6;

/**
 * The first of `names` (paths from a folder) that stands in `folder` (absolute) or in one above it, up to the top of its git repository;
 * `undefined` if none does.
 */
export async function findAbove(
  files: Pick<Files, 'kind'>,
  folder: string,
  names: readonly string[],
): Promise<string | undefined> {
  const folders = [folder];
  for (let at = folder; folders.length < mostFolders && dirname(at) !== at; at = dirname(at)) folders.push(dirname(at));
  // All at once: most of them are not there, and asking one by one is waiting one by one.
  const levels = await Promise.all(
    folders.map(async (at) => ({
      paths: names.map((name) => join(at, name)),
      kinds: await Promise.all(['.git', ...names].map((name) => files.kind(join(at, name)))),
    })),
  );
  for (const { paths, kinds } of levels) {
    const [repository, ...found] = kinds;
    const path = paths.find((_, index) => found[index] !== undefined);
    if (path !== undefined || repository !== undefined) return path;
  }
  return undefined;
}
