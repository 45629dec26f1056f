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
  let at = folder;
  for (let steps = 0; steps < mostFolders; steps += 1) {
    for (const name of names) {
      const path = join(at, name);
      if ((await files.kind(path)) !== undefined) return path;
    }
    const above = dirname(at);
    if (above === at) return undefined;
    at = above;
  }
  return undefined;
}
