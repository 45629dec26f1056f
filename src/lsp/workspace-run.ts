import { resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import type { Source } from '../core/source.js';
import { type Loaded, loadWorkspace } from '../check/load-workspace.js';
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

/** The state of a run at one time; nothing in it changes. */
export interface View {
  /** The folder that names of files start from, absolute. */
  folder: string;
  /** Absolute paths of the files that were looked at. */
  files: ReadonlySet<string>;
  /** Every workspace under the paths. */
  workspaces: readonly Workspace[];
  /** The document at an absolute path, with the workspace it belongs to; `undefined` when it could not be read as one. */
  document(path: string): Placed | undefined;
  /** The text at an absolute path. */
  source(path: string): Source | undefined;
  /** What `check` says about the file at an absolute path. */
  judge(path: string): Diagnostic[];
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

async function look(host: Host, paths: readonly string[], reader: Reader): Promise<View> {
  const groups = await load(host, paths, reader);
  const at = (path: string): string => resolve(host.cwd, path);
  const documents = new Map<string, Placed>();
  const sources = new Map<string, Source>();
  const told = new Map<string, Diagnostic[]>();
  for (const { workspace, judged, sources: read, diagnostics } of groups) {
    for (const document of judged ?? workspace.documents)
      documents.set(at(document.source.path), { document, workspace });
    for (const [path, source] of read) sources.set(at(path), source);
    for (const diagnostic of diagnostics) {
      const path = at(diagnostic.file);
      told.set(path, [...(told.get(path) ?? []), diagnostic]);
    }
  }
  const found = new Map<string, Diagnostic[]>();
  return {
    folder: host.cwd,
    files: new Set([...documents.keys(), ...sources.keys(), ...told.keys()]),
    workspaces: groups.map(({ workspace }) => workspace),
    document: (path) => documents.get(path),
    source: (path) => sources.get(path),
    judge(path) {
      const known = found.get(path);
      if (known) return known;
      const placed = documents.get(path);
      const rules = placed ? judgeDocument(placed.document, placed.workspace) : [];
      const all = sorted([...(told.get(path) ?? []), ...rules]);
      found.set(path, all);
      return all;
    },
  };
}

async function load(host: Host, paths: readonly string[], reader: Reader): Promise<Loaded[]> {
  try {
    return [await loadWorkspace(host, paths, { reader })];
  } catch (error) {
    // A folder without documents, or one that is gone, is no fault of an editor's.
    if (error instanceof Failure) return [];
    throw error;
  }
}
