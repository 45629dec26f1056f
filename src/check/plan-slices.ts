import type { RoadmapName } from '../rules/_contract.js';
import type { DocumentFile, FoundWorkspace } from './find-workspaces.js';
import type { WorkspaceFile, WorkspaceFiles } from './workspace-files.js';

/** A part of a run that is judged at once. */
export type Slice = readonly WorkspaceFiles[];

/** The slices of a run; those of large workspaces are judged in two rounds. */
export interface SlicePlan {
  slices: Slice[];
  /** Large workspaces: which slices hold their roadmaps, and the slice of all else, once those have been judged. */
  large: { slices: readonly number[]; rest(roadmaps: readonly RoadmapName[]): Slice | undefined }[];
}

/** A workspace with more roadmaps than this is judged in slices of its own. */
const mostRoadmaps = 64;
/** A slice has no more documents than this, unless they are of one workspace. */
const mostDocuments = 32;
/** Nor more bytes. */
const mostBytes = 512 * 1024;

/** Divides workspaces into slices. Where one slice ends depends on what stands near it only, so that a new file changes one slice. */
export function planSlices(workspaces: readonly FoundWorkspace[]): SlicePlan {
  const plan: SlicePlan = { slices: [], large: [] };
  const small: FoundWorkspace[] = [];
  for (const workspace of workspaces) {
    if (workspace.files.every(({ seen }) => seen)) continue;
    if (workspace.files.filter(({ roadmap }) => roadmap).length > mostRoadmaps) planLarge(workspace, plan);
    else small.push(workspace);
  }
  for (const chunk of chunks(small, ({ folder, files }) => ({
    name: folder,
    count: files.length,
    size: files.reduce((sum, file) => sum + file.size, 0),
  }))) {
    plan.slices.push(chunk.map(({ files, profileFolders }) => ({ files: files.map(plainFile), profileFolders })));
  }
  return plan;
}

function planLarge({ files, profileFolders }: FoundWorkspace, plan: SlicePlan): void {
  const others = files.filter(({ roadmap }) => !roadmap).map(plainFile);
  const roadmaps = files.filter(({ roadmap }) => roadmap);
  const seen = others.map((file) => ({ ...file, seen: true }));
  const slices: number[] = [];
  const judged = others.some((file) => !file.seen);
  for (const chunk of chunks(roadmaps, ({ path, size }) => ({ name: path, count: 1, size }))) {
    // Roadmaps that are only looked at are read for their names.
    if (!judged && chunk.every((file) => file.seen)) continue;
    slices.push(plan.slices.length);
    plan.slices.push([{ files: [...seen, ...chunk.map(plainFile)], profileFolders }]);
  }
  plan.large.push({
    slices,
    rest: (names) => (!judged ? undefined : [{ files: others, roadmaps: names, profileFolders }]),
  });
}

const plainFile = ({ path, asked, profile, seen }: DocumentFile): WorkspaceFile => ({
  path,
  asked,
  ...(seen ? { seen } : {}),
  ...(profile === undefined ? {} : { profile }),
});

/** Runs of a list. A run ends at a name that is chosen by its own letters, so that runs elsewhere stay what they were. */
function* chunks<T>(
  list: readonly T[],
  measure: (each: T) => { name: string; count: number; size: number },
): Generator<T[]> {
  let chunk: T[] = [];
  let [count, size] = [0, 0];
  for (const each of list) {
    const own = measure(each);
    chunk.push(each);
    count += own.count;
    size += own.size;
    if (count >= mostDocuments || size >= mostBytes || endsHere(own.name)) {
      yield chunk;
      chunk = [];
      [count, size] = [0, 0];
    }
  }
  if (chunk.length > 0) yield chunk;
}

/** One name in sixteen. */
function endsHere(name: string): boolean {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) % 16 === 0;
}
