import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import type { ModelPath } from '../core/locations.js';
import { place, type Place, type Source } from '../core/source.js';
import type { Profile } from '../model/profile.js';
import { declaredKind, namedProfile } from '../parse/parse-document.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { findFiles, nothingFound, unreadable } from './find-files.js';
import { profileStore } from './find-profile.js';
import { loadLinks } from './load-links.js';
import { loadReferred, type Means, referenceKey } from './load-referred.js';
import { loadSettings } from './load-settings.js';
import { plainReader, type Reader } from './reader.js';
import type { RoadmapName } from '../rules/_contract.js';
import type { Workspace } from './run-rules.js';
import { type SettingsStore, settingsStore } from './settings-store.js';
import { shownPath } from './shown-path.js';
import { namedIds } from './what-rules-see.js';
import type { WorkspaceFile, WorkspaceFiles } from './workspace-files.js';

/** Everything `check` needs, read: documents, what they refer to, profiles, and what could not be read. */
export interface Loaded {
  workspace: Workspace;
  /** The documents to judge, where the others of the workspace are only looked at. */
  judged?: Parsed[];
  /** What was wrong before any rule was run. */
  diagnostics: Diagnostic[];
  sources: Map<string, Source>;
  /** How many files are documents, or should be. */
  files: number;
}

/** What a workspace is read with, beside the host. */
export interface LoadOptions {
  /** Matches the headings of answers whose roadmap is not among the documents. */
  profile?: Profile | undefined;
  /** Without, only the documents themselves are read. */
  references?: boolean;
  reader?: Reader;
  /** The configurations that the files were found with. */
  configurations?: SettingsStore;
}

/** Finds and reads the documents under `paths` (files or folders, as given by the user) as one workspace, and everything they refer to. */
export async function loadWorkspace(
  host: Host,
  paths: readonly string[],
  options: Omit<LoadOptions, 'configurations'> = {},
): Promise<Loaded> {
  const configurations = settingsStore(host, options.reader ?? plainReader);
  const { files, diagnostics } = await findFiles(host, paths, configurations);
  const loaded = await loadFiles(host, { files }, { ...options, configurations });
  if (loaded.files + diagnostics.length === 0) throw nothingFound(paths);
  loaded.diagnostics.unshift(...diagnostics);
  return loaded;
}

/** Reads the documents of a workspace, or of a slice of one, and everything they refer to. */
export async function loadFiles(
  host: Host,
  { files, roadmaps, profileFolders }: WorkspaceFiles,
  { profile, references: followed = true, reader = plainReader, configurations }: LoadOptions = {},
): Promise<Loaded> {
  const store = profileStore(host, reader);
  const means: Means = { host, store, reader };
  const diagnostics: Diagnostic[] = [];
  const found = await readFiles(means, files, diagnostics);
  for (const [id, folder] of Object.entries(profileFolders ?? {})) await store.find(id, folder);
  for (const { source } of found.read) await store.prepare(source, dirname(resolve(host.cwd, source.path)));
  const parse = parserOf(means, found.read, profile);
  const documents = parse(found.read, diagnostics);
  const judged = documents.filter(({ source }) => found.sources.has(source.path));
  if (roadmaps) {
    const about = await readFiles(means, roadmapsAbout(documents, roadmaps, host.cwd), diagnostics);
    for (const { source } of about.read) await store.prepare(source, dirname(resolve(host.cwd, source.path)));
    documents.push(...parse(about.read, diagnostics));
    const [first, ...rest] = new Set(roadmaps.map((roadmap) => roadmap.profile));
    const path = roadmaps[0]?.path;
    // The profile that holds where there is only one.
    if (first !== undefined && path !== undefined && rest.length === 0)
      await store.find(first, profileFolders?.[first] ?? dirname(resolve(host.cwd, path)));
  }
  const inRun = new Map((roadmaps ?? []).map(({ path }) => [resolve(host.cwd, path), path]));
  const told = new Set(judged);
  const referred = followed
    ? await loadReferred(means, documents, (document) => (told.has(document) ? diagnostics : []), inRun)
    : new Map<string, Parsed>();
  const settings = await loadSettings(host, documents, diagnostics, {
    reader,
    store: configurations ?? settingsStore(host, reader),
  });
  const ownProfiles = new Map<string, Parsed<Profile>>();
  for (const document of documents)
    if (isKind(document, 'profile') && !ownProfiles.has(document.model.id))
      ownProfiles.set(document.model.id, document);
  return {
    workspace: {
      documents,
      ...(roadmaps ? { roadmaps } : {}),
      profile: (id) => ownProfiles.get(id)?.model ?? store.get(id),
      profileIds: [...new Set([...ownProfiles.keys(), ...(await store.builtIn())])].sort(),
      settingsFor: settings,
      profilePlace: (id, path) => placeIn(ownProfiles.get(id), path) ?? store.place(id, path),
      schemaFile: (name) => {
        const file = host.builtIn.schema(name);
        return file && { ...file, path: shownPath(host.cwd, file.path) };
      },
      referred: (from, source) => referred.get(referenceKey(from, source)),
      linked: await loadLinks(host, judged),
    },
    judged,
    diagnostics,
    sources: found.sources,
    files: found.count,
  };
}

function placeIn(document: Parsed | undefined, path: ModelPath): (Place & { file: string }) | undefined {
  return document && { file: document.source.path, ...place(document.source, document.locations.nearest(path)) };
}

/** A document's text, with the profile that its headings are matched with if it names none. */
interface Read {
  source: Source;
  seen: boolean;
  profile: string | undefined;
}

/** The files that are documents, or should be. What cannot be read is told: a file may go while others are read. */
async function readFiles(
  { host, reader }: Means,
  files: readonly WorkspaceFile[],
  diagnostics: Diagnostic[],
): Promise<{ read: Read[]; sources: Map<string, Source>; count: number }> {
  const read: Read[] = [];
  const sources = new Map<string, Source>();
  let count = 0;
  for (const { path, asked, profile, seen = false } of files) {
    let bytes: Uint8Array;
    try {
      bytes = await host.files.read(path);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (seen) continue;
      count += 1;
      diagnostics.push(unreadable(path, error));
      continue;
    }
    const { source, diagnostics: odd } = reader.decode(path, bytes);
    if (!isOurs(source, asked)) continue;
    if (!seen) {
      count += 1;
      diagnostics.push(...odd);
      if (source) sources.set(path, source);
    }
    if (source) read.push({ source, profile, seen });
  }
  return { read, sources, count };
}

/** `true` for a file that is a document, or that must be told of because it is none. */
export const isOurs = (source: Source | undefined, asked: boolean): boolean =>
  asked || !source || source.text.trim() === '' || declaredKind(source) !== undefined;

/** Parses; the headings of what names no profile are matched with that of the roadmap nearest to it. */
function parserOf(
  { host, store, reader }: Means,
  all: readonly Read[],
  otherwise: Profile | undefined,
): (read: readonly Read[], diagnostics: Diagnostic[]) => Parsed[] {
  let near: ((path: string) => string | undefined) | undefined;
  return (read, diagnostics) =>
    read.flatMap(({ source, profile, seen }) => {
      const parsed = reader.parse(source, (id) => {
        near ??= nearestProfile(
          host.cwd,
          all.map((each) => each.source),
        );
        const wanted = id ?? profile ?? near(source.path);
        return wanted === undefined ? otherwise : store.get(wanted);
      });
      if ('kind' in parsed) return [parsed];
      if (!seen) diagnostics.push(...parsed.diagnostics);
      return [];
    });
}

/** Which profile the roadmap nearest above a path names. */
function nearestProfile(cwd: string, sources: readonly Source[]): (path: string) => string | undefined {
  const byFolder = new Map<string, string>();
  for (const source of sources) {
    const profile = declaredKind(source)?.word === 'roadmap/v1' ? namedProfile(source) : undefined;
    const folder = dirname(resolve(cwd, source.path));
    if (profile !== undefined && !byFolder.has(folder)) byFolder.set(folder, profile);
  }
  return (path) => nearestAbove(byFolder, dirname(resolve(cwd, path)));
}

/** What `byFolder` has for a folder (absolute), or for the nearest one above it. */
export function nearestAbove<T>(byFolder: ReadonlyMap<string, T>, folder: string): T | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = byFolder.get(at);
    if (found !== undefined || dirname(at) === at) return found;
  }
}

/** The roadmaps that documents are about and that are not among them. */
function roadmapsAbout(documents: readonly Parsed[], roadmaps: readonly RoadmapName[], cwd: string): WorkspaceFile[] {
  const named = namedIds(documents);
  const loaded = new Set(documents.map(({ source }) => resolve(cwd, source.path)));
  return roadmaps.flatMap(({ id, path }) =>
    named.has(id) && !loaded.has(resolve(cwd, path)) ? [{ path, asked: false, seen: true }] : [],
  );
}
