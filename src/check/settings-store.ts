import { dirname, join, relative, sep } from 'node:path';
import { findAbove } from '../core/find-above.js';
import type { Entry, Host } from '../core/host.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { Failure } from '../core/failure.js';
import type { Settings } from '../model/settings.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { plainReader, type Reader } from './reader.js';
import { shownPath } from './shown-path.js';

/** What the configuration of a workspace may be called. */
const settingsNames: readonly string[] = ['fardplan.yaml', 'fardplan.yml'];

/** One configuration as it was read, with the folder that it holds for. */
export interface LoadedSettings {
  /** Absolute. */
  path: string;
  folder: string;
  /** `undefined` if the file is no configuration; what is wrong then stands in `diagnostics`. */
  document: Parsed<Settings> | undefined;
  /** What could not even be read as a document. */
  diagnostics: readonly Diagnostic[];
  /** Whether a check of a folder looks at this file, or at this folder at all; absolute path. */
  takes(path: string, kind: 'file' | 'folder'): boolean;
  /** Patterns that no file has matched, by where they stand; only those of folders that were searched in whole. */
  unmatched(): readonly { list: 'include' | 'exclude'; index: number }[];
}

/** The configurations of one run: found by walking up from each document, the nearest one wins, each file read once. */
export interface SettingsStore {
  /** The configuration that holds in `folder` (absolute). With its entries, those of a folder being searched, nothing is looked for. */
  nearest(folder: string, entries?: readonly Entry[]): Promise<LoadedSettings | undefined>;
}

/** A store that has read nothing yet. */
export function settingsStore(host: Host, reader: Reader = plainReader): SettingsStore {
  const byFolder = new Map<string, Promise<LoadedSettings | undefined>>();
  const byPath = new Map<string, Promise<LoadedSettings>>();
  const searched = new Set<string>();
  const read = (path: string): Promise<LoadedSettings> => {
    let found = byPath.get(path);
    if (!found) byPath.set(path, (found = readSettings(host, path, reader, searched)));
    return found;
  };
  const above = async (folder: string) => {
    const path = await findAbove(host.files, folder, settingsNames);
    return path === undefined ? undefined : read(path);
  };
  return {
    nearest(folder, entries) {
      if (entries) searched.add(folder);
      let found = byFolder.get(folder);
      if (!found) {
        const own = entries && settingsNames.find((name) => entries.some((entry) => entry.name === name));
        const parent = entries?.some(({ name }) => name === '.git') ? undefined : byFolder.get(dirname(folder));
        found = own !== undefined ? read(join(folder, own)) : entries && parent ? parent : above(folder);
        byFolder.set(folder, found);
      }
      return found;
    },
  };
}

async function readSettings(
  host: Host,
  path: string,
  reader: Reader,
  searched: ReadonlySet<string>,
): Promise<LoadedSettings> {
  const shown = shownPath(host.cwd, path);
  const folder = dirname(path);
  const none = (diagnostics: readonly Diagnostic[]): LoadedSettings => ({
    path,
    folder,
    document: undefined,
    diagnostics,
    takes: () => true,
    unmatched: () => [],
  });
  let bytes: Uint8Array;
  try {
    bytes = await host.files.read(path);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return none([unread(shown, error)]);
  }
  const { source, diagnostics } = reader.decode(shown, bytes);
  const parsed = source && reader.parse(source);
  if (!parsed || !('kind' in parsed) || !isKind(parsed, 'workspace'))
    return none([...diagnostics, ...(parsed?.diagnostics ?? [])]);
  const { include, exclude } = parsed.model.paths ?? {};
  const lists = { include: await matchers(include), exclude: await matchers(exclude) };
  return {
    path,
    folder,
    document: parsed,
    diagnostics,
    takes(file, kind) {
      // What says which files are checked is checked itself, whatever it says.
      if (file === path) return true;
      const within = relative(folder, file).split(sep).join('/');
      if (lists.exclude.filter((each) => each.matches(within)).length > 0) return false;
      // A folder may hold what is to be taken, whatever it is called itself.
      if (kind === 'folder' || lists.include.length === 0) return true;
      return lists.include.filter((each) => each.matches(within)).length > 0;
    },
    unmatched: () =>
      searched.has(folder)
        ? (['include', 'exclude'] as const).flatMap((list) =>
            lists[list].flatMap((each, index) => (each.used() ? [] : [{ list, index }])),
          )
        : [],
  };
}

interface Matcher {
  matches(path: string): boolean;
  used(): boolean;
}

/** A pattern matches a file, and everything in a folder. */
async function matchers(patterns: readonly string[] | undefined): Promise<Matcher[]> {
  if (!patterns || patterns.length === 0) return [];
  const { default: picomatch } = await import('picomatch');
  return patterns.map((pattern) => {
    const plain = plainPattern(pattern);
    const match = picomatch([plain, `${plain}/**`], { dot: true });
    let used = false;
    return {
      matches(path) {
        const found = match(path);
        used ||= found;
        return found;
      },
      used: () => used,
    };
  });
}

/** `./utkast/` is the same as `utkast`. */
const plainPattern = (pattern: string): string => pattern.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');

function unread(file: string, failure: Failure): Diagnostic {
  const start = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const { text: message, help } = failure;
  return { file, ...start, rule: 'read', severity: 'error', message, ...(help ? { help } : {}) };
}
