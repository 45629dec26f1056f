import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import type { Source } from '../core/source.js';
import { declaredKind, namedProfile } from '../parse/parse-document.js';
import { findFiles, type FoundFile } from './find-files.js';
import { tellUnmatched } from './load-settings.js';
import { isOurs, nearestAbove } from './load-workspace.js';
import { plainReader, type Reader } from './reader.js';
import { type LoadedSettings, settingsStore } from './settings-store.js';
import { shownPath } from './shown-path.js';
import { type Registered, withRegisters } from './with-registers.js';
import type { WorkspaceFile } from './workspace-files.js';

/** A workspace as it was found, before anything is parsed: its files with what each says that it is. */
export interface FoundWorkspace {
  /** The folder that holds all of it, absolute. */
  folder: string;
  files: readonly DocumentFile[];
  /** The folder (absolute) from which each profile is looked for: that of the first document which names it. */
  profileFolders: Record<string, string>;
}

/** A file that is a document, or should be. */
export interface DocumentFile extends WorkspaceFile {
  roadmap: boolean;
  /** In bytes; 0 for what could not be read. */
  size: number;
}

/** A document as it is met on the way. */
export interface LookedAt {
  path: string;
  absolute: string;
  source: Source;
}

/** What a run is about: its workspaces, and what was wrong before any of them was read. */
export interface FoundWorkspaces {
  workspaces: FoundWorkspace[];
  diagnostics: Diagnostic[];
}

/**
 * Finds the documents under `paths` and divides them into workspaces, which are judged each by itself. A workspace is what stands under the
 * nearest folder with a `fardplan.yaml`; where there is none, under the topmost folder that holds a roadmap. What stands beside those
 * joins the roadmaps below the nearest folder above it that has any, and makes one workspace of them. Where only a part of a workspace is
 * asked for, its register is looked at all the same. `look` is shown each document.
 */
export async function findWorkspaces(
  host: Host,
  paths: readonly string[],
  { reader = plainReader, look }: { reader?: Reader; look?: ((file: LookedAt) => void) | undefined } = {},
): Promise<FoundWorkspaces> {
  const configurations = settingsStore(host, reader);
  const { files, diagnostics } = await findFiles(host, paths, configurations);
  const read: ReadHead[] = [];
  const settings = new Set<LoadedSettings>();
  for (const file of files) {
    const folder = dirname(resolve(host.cwd, file.path));
    const configured = await configurations.nearest(folder);
    if (configured) settings.add(configured);
    const head = await readHead(host, file, reader, look);
    if (head) read.push({ ...head, folder, bound: configured?.folder });
  }
  for (const found of settings) diagnostics.push(...tellUnmatched(found));
  const groups = await withRegisters(host, paths, divided(read));
  return { workspaces: groups.map((group) => described(host, group)), diagnostics };
}

interface ReadHead extends FoundFile {
  roadmap: boolean;
  register: boolean;
  response: boolean;
  profile: string | undefined;
  size: number;
  folder: string;
  /** The folder of the configuration that holds. */
  bound: string | undefined;
}

async function readHead(
  host: Host,
  { path, asked }: FoundFile,
  reader: Reader,
  look: ((file: LookedAt) => void) | undefined,
): Promise<Omit<ReadHead, 'folder' | 'bound'> | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await host.files.read(path);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // Told when it is to be judged.
    return { path, asked, roadmap: false, register: false, response: false, profile: undefined, size: 0 };
  }
  const { source } = reader.decode(path, bytes);
  if (!isOurs(source, asked)) return undefined;
  if (source) look?.({ path, absolute: resolve(host.cwd, path), source });
  const word = source && declaredKind(source)?.word;
  return {
    path,
    asked,
    roadmap: word === 'roadmap/v1',
    register: word === 'parties/v1',
    response: word === 'response/v1',
    profile: source && namedProfile(source),
    size: bytes.length,
  };
}

/** The documents of each workspace, by its folder. */
function divided(read: readonly ReadHead[]): Map<string, ReadHead[]> {
  const roots = rootsOf(read);
  const groups = new Map<string, ReadHead[]>();
  for (const head of read) {
    const root = roots(head);
    const group = groups.get(root);
    if (group) group.push(head);
    else groups.set(root, [head]);
  }
  return groups;
}

/** The root of the workspace of each file. */
function rootsOf(read: readonly ReadHead[]): (head: ReadHead) => string {
  // A configuration says where its workspace ends; only what has none is left to be divided.
  const free = read.filter(({ bound }) => bound === undefined);
  const holding = new Set(free.flatMap(({ roadmap, folder }) => (roadmap ? [folder] : [])));
  const above = new Set<string>();
  for (const folder of holding) {
    for (let at = folder; !above.has(at); at = dirname(at)) above.add(at);
  }
  const topmost = new Map<string, string | undefined>();
  const top = (folder: string): string | undefined => {
    if (!topmost.has(folder)) {
      const higher = dirname(folder) === folder ? undefined : top(dirname(folder));
      topmost.set(folder, higher ?? (holding.has(folder) ? folder : undefined));
    }
    return topmost.get(folder);
  };
  const joint = new Map<string, string>();
  for (const { folder } of free) {
    if (top(folder) !== undefined) continue;
    let at = folder;
    while (!above.has(at) && dirname(at) !== at) at = dirname(at);
    joint.set(folder, at);
  }
  const joined = new Map([...joint.values()].map((folder) => [folder, folder]));
  return ({ folder, bound }) => {
    if (bound !== undefined) return bound;
    const own = top(folder) ?? joint.get(folder) ?? folder;
    let root = own;
    for (let found = nearestAbove(joined, own); found !== undefined; found = higherThan(found, joined)) root = found;
    return root;
  };
}

const higherThan = (folder: string, joined: ReadonlyMap<string, string>): string | undefined =>
  dirname(folder) === folder ? undefined : nearestAbove(joined, dirname(folder));

function described(host: Host, { folder: root, heads, registers }: Registered<ReadHead>): FoundWorkspace {
  const profileFolders: Record<string, string> = {};
  const roadmapProfiles = new Map<string, string>();
  for (const { profile, folder, roadmap } of heads) {
    if (profile === undefined) continue;
    profileFolders[profile] ??= folder;
    if (roadmap && !roadmapProfiles.has(folder)) roadmapProfiles.set(folder, profile);
  }
  const seen = registers.map((path) => ({
    path: shownPath(host.cwd, path),
    asked: false,
    seen: true,
    roadmap: false,
    size: 0,
  }));
  const files = heads.map(({ path, asked, roadmap, response, size, folder }) => {
    const profile = response ? nearestAbove(roadmapProfiles, folder) : undefined;
    return { path, asked, roadmap, size, ...(profile === undefined ? {} : { profile }) };
  });
  return { folder: root, profileFolders, files: [...files, ...seen] };
}
