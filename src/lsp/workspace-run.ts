import { resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import type { Source } from '../core/source.js';
import { type FoundWorkspace, type FoundWorkspaces, findWorkspaces } from '../check/find-workspaces.js';
import { type Loaded, loadFiles } from '../check/load-workspace.js';
import type { Reader } from '../check/reader.js';
import { judgeDocument, sorted, type Workspace } from '../check/run-rules.js';
import type { Parsed } from '../parse/parsed.js';

/** The documents under some paths as `fardplan check` sees them, kept from one keystroke to the next. */
export interface WorkspaceRun {
  /** As they are now; read anew only after {@link WorkspaceRun.stale}. */
  view(): Promise<View>;
  /** Something that was read may have changed. */
  stale(): void;
}

/** The state of a run at one time; nothing in it changes. A workspace is read when something in it is first asked for. */
export interface View {
  /** The folder that names of files start from, absolute. */
  folder: string;
  /** Absolute paths of the files that are documents, or should be. */
  files: ReadonlySet<string>;
  /** Every workspace under the paths. */
  workspaces(): Promise<Workspace[]>;
  /** The document at an absolute path, with the workspace it belongs to; `undefined` when it could not be read as one. */
  placed(path: string): Promise<Placed | undefined>;
  /** The text at an absolute path. */
  source(path: string): Promise<Source | undefined>;
  /** What `check` says about the file at an absolute path. */
  judge(path: string): Promise<Diagnostic[]>;
}

/** A document in its workspace. */
export interface Placed {
  document: Parsed;
  workspace: Workspace;
}

/** Keeps the documents under `paths` (from `host.cwd`). */
export function workspaceRun(host: Host, paths: readonly string[], reader: Reader): WorkspaceRun {
  let current: Promise<View> | undefined;
  return {
    stale: () => {
      current = undefined;
    },
    view: () => (current ??= look(host, paths, reader)),
  };
}

/** One workspace, once it has been read. */
interface Group extends Loaded {
  documents: ReadonlyMap<string, Parsed>;
  texts: ReadonlyMap<string, Source>;
  told: ReadonlyMap<string, Diagnostic[]>;
}

async function look(host: Host, paths: readonly string[], reader: Reader): Promise<View> {
  const found = await find(host, paths, reader);
  const at = (path: string): string => resolve(host.cwd, path);
  const groupOf = new Map<string, FoundWorkspace>();
  for (const workspace of found.workspaces)
    for (const { path, seen } of workspace.files) if (!seen) groupOf.set(at(path), workspace);
  const beforehand = byFile(found.diagnostics, at);
  const groups = new Map<FoundWorkspace, Promise<Group>>();
  const group = (workspace: FoundWorkspace): Promise<Group> => {
    let read = groups.get(workspace);
    if (!read) groups.set(workspace, (read = readGroup(host, workspace, reader, at)));
    return read;
  };
  const groupAt = async (path: string): Promise<Group | undefined> => {
    const workspace = groupOf.get(path);
    return workspace && (await group(workspace));
  };
  const judged = new Map<string, Diagnostic[]>();
  return {
    folder: host.cwd,
    files: new Set([...groupOf.keys(), ...beforehand.keys()]),
    workspaces: async () => (await Promise.all(found.workspaces.map(group))).map(({ workspace }) => workspace),
    async placed(path) {
      const read = await groupAt(path);
      const document = read?.documents.get(path);
      return read && document && { document, workspace: read.workspace };
    },
    source: async (path) => (await groupAt(path))?.texts.get(path),
    async judge(path) {
      const known = judged.get(path);
      if (known) return known;
      const read = await groupAt(path);
      const document = read?.documents.get(path);
      const rules = read && document ? judgeDocument(document, read.workspace) : [];
      const all = sorted([...(beforehand.get(path) ?? []), ...(read?.told.get(path) ?? []), ...rules]);
      judged.set(path, all);
      return all;
    },
  };
}

async function find(host: Host, paths: readonly string[], reader: Reader): Promise<FoundWorkspaces> {
  try {
    return await findWorkspaces(host, paths, { reader });
  } catch (error) {
    // A folder without documents, or one that is gone, is no fault of an editor's.
    if (error instanceof Failure) return { workspaces: [], diagnostics: [] };
    throw error;
  }
}

async function readGroup(
  host: Host,
  { files, profileFolders }: FoundWorkspace,
  reader: Reader,
  at: (path: string) => string,
): Promise<Group> {
  const loaded = await loadFiles(host, { files, profileFolders }, { reader });
  const { workspace, judged, diagnostics } = loaded;
  return {
    ...loaded,
    documents: new Map((judged ?? workspace.documents).map((document) => [at(document.source.path), document])),
    texts: new Map([...loaded.sources].map(([path, source]) => [at(path), source])),
    told: byFile(diagnostics, at),
  };
}

function byFile(diagnostics: readonly Diagnostic[], at: (path: string) => string): Map<string, Diagnostic[]> {
  const files = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const path = at(diagnostic.file);
    const list = files.get(path);
    if (list) list.push(diagnostic);
    else files.set(path, [diagnostic]);
  }
  return files;
}
