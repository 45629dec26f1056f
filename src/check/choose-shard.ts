import { relative } from 'node:path';
import type { FoundWorkspace } from './find-workspaces.js';

/** A part of a run: number `index` (from 1) of `count`. */
export interface Shard {
  index: number;
  count: number;
}

/**
 * The workspaces of one part, in the order of the whole. The largest is given to the part that has least, and so on: the same for the same
 * documents on every machine, wherever `cwd` is there. Workspaces are never divided, so that what looks across documents sees all it should.
 */
export function chooseShard(
  workspaces: readonly FoundWorkspace[],
  { index, count }: Shard,
  cwd: string,
): FoundWorkspace[] {
  const measured = workspaces.map((workspace) => ({
    workspace,
    name: relative(cwd, workspace.folder).split('\\').join('/'),
    // A document costs something however small it is.
    size: workspace.files.reduce((sum, file) => sum + file.size + 1000, 0),
  }));
  const loads = Array.from({ length: count }, () => 0);
  const chosen = new Set<FoundWorkspace>();
  for (const { workspace, size } of measured.toSorted(
    (one, other) => other.size - one.size || (one.name < other.name ? -1 : 1),
  )) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] ?? 0) + size;
    if (least === index - 1) chosen.add(workspace);
  }
  return workspaces.filter((workspace) => chosen.has(workspace));
}
