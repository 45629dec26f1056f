import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import type { ModelPath } from '../core/locations.js';
import { readRevision } from '../core/revision.js';
import { place, type Source } from '../core/source.js';
import { text, type Text } from '../core/text.js';
import type { Adoption } from '../model/adoption.js';
import type { Round } from '../model/consultation.js';
import type { Decision } from '../model/decision.js';
import type { Kind } from '../model/kinds.js';
import type { Profile } from '../model/profile.js';
import { declaredKind, mayBeDocument, namedProfile } from '../parse/parse-document.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { type ProfileStore, profileStore } from './find-profile.js';
import { loadSettings, noSettings, noWords } from './load-settings.js';
import { plainReader, type Reader } from './reader.js';
import type { Workspace } from './run-rules.js';

/** Everything `check` needs, read: documents, what they refer to, profiles, and what could not be read. */
export interface Loaded {
  workspace: Workspace;
  /** What was wrong before any rule was run. */
  diagnostics: Diagnostic[];
  sources: Map<string, Source>;
  files: number;
}

/** Folders that never hold documents of the workspace's own. */
const passedOver = new Set(['node_modules', '.git', 'dist']);

/**
 * Finds and reads the documents under `paths` (files or folders, as given by the user) and everything they refer to. Answers whose
 * roadmap is not among them are matched with `profile`. Without `references` only the documents themselves are read.
 */
export async function loadWorkspace(
  host: Host,
  paths: readonly string[],
  {
    profile,
    references: followed = true,
    reader = plainReader,
  }: { profile?: Profile | undefined; references?: boolean; reader?: Reader } = {},
): Promise<Loaded> {
  const store = profileStore(host, reader);
  const loaded: Loaded = {
    workspace: emptyWorkspace,
    diagnostics: [],
    sources: new Map(),
    files: 0,
  };
  const found: { source: Source; asked: boolean }[] = [];
  for (const { path, asked } of await findFiles(host, paths)) {
    let bytes: Uint8Array;
    try {
      bytes = await host.files.read(path);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      loaded.files += 1;
      loaded.diagnostics.push(unreadable(path, error));
      continue;
    }
    const { source, diagnostics } = reader.decode(path, bytes);
    const ours = asked || !source || source.text.trim() === '' || declaredKind(source) !== undefined;
    if (!ours) continue;
    loaded.files += 1;
    loaded.diagnostics.push(...diagnostics);
    if (!source) continue;
    loaded.sources.set(path, source);
    found.push({ source, asked });
  }
  if (loaded.files === 0) throw nothingFound(paths);

  for (const { source } of found) await store.prepare(source, dirname(resolve(host.cwd, source.path)));
  const documents = parseAll(
    found.map(({ source }) => source),
    { host, store, reader },
    loaded.diagnostics,
    profile,
  );
  const referred = followed
    ? await loadReferred({ host, store, reader }, documents, loaded.diagnostics)
    : new Map<string, Parsed>();
  const settings = await loadSettings(host, documents, loaded.diagnostics);
  const own = documents.flatMap((document) => (isKind(document, 'profile') ? [document.model] : []));
  loaded.workspace = {
    documents,
    profile: (id) => own.find((profile) => profile.id === id) ?? store.get(id),
    profileIds: [...(await knownProfiles(documents, own, store))],
    settingsFor: settings,
    profilePlace: (id, path) => store.place(id, path),
    referred: (from, source) => referred.get(referenceKey(from, source)),
  };
  return loaded;
}

const emptyWorkspace: Workspace = {
  documents: [],
  profile: () => undefined,
  profileIds: [],
  settingsFor: () => ({ settings: noSettings, words: noWords }),
  profilePlace: () => undefined,
  referred: () => undefined,
};

async function findFiles(host: Host, paths: readonly string[]): Promise<{ path: string; asked: boolean }[]> {
  const files = new Map<string, boolean>();
  const walk = async (folder: string): Promise<void> => {
    const entries = await host.files.list(folder);
    // Forms that were sent out look like answers, and are not.
    const forms = entries.some(({ name }) => name === 'round.yaml') ? 'forms' : undefined;
    for (const { name, kind } of entries) {
      const path = folder === '.' ? name : join(folder, name);
      if (kind === 'folder' && name !== forms && !passedOver.has(name) && !name.startsWith('.')) await walk(path);
      else if (kind === 'file' && mayBeDocument(name) && !files.has(path)) files.set(path, false);
    }
  };
  for (const path of paths) {
    const kind = await host.files.kind(path);
    if (kind === 'folder') await walk(path);
    // A file that is not there is read all the same, for the refusal it gives.
    else files.set(path, true);
  }
  return [...files].map(([path, asked]) => ({ path, asked }));
}

function unreadable(file: string, failure: Failure): Diagnostic {
  const start = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return {
    file,
    ...start,
    rule: 'read',
    severity: 'error',
    message: failure.text,
    ...(failure.help ? { help: failure.help } : {}),
  };
}

function nothingFound(paths: readonly string[]): Failure {
  const where = paths.join(', ');
  return new Failure(
    text(`Inga dokument hittades i ${where}`, `No documents were found in ${where}`),
    text(
      'Ett dokument är en .md- eller .yaml-fil som säger vad den är, till exempel ”fardplan: roadmap/v1”. Börja med fardplan init.',
      'A document is a .md or .yaml file that says what it is, such as “fardplan: roadmap/v1”. Begin with fardplan init.',
    ),
  );
}

/** What documents are read with. */
interface Means {
  host: Host;
  store: ProfileStore;
  reader: Reader;
}

/** Parses roadmaps first: an answer's headings are matched with the profile of the roadmap nearest to it. */
function parseAll(
  sources: readonly Source[],
  { host, store, reader }: Means,
  diagnostics: Diagnostic[],
  otherwise: Profile | undefined,
): Parsed[] {
  const roadmaps = sources.flatMap((source) => {
    const profile = declaredKind(source)?.word === 'roadmap/v1' ? namedProfile(source) : undefined;
    return profile === undefined ? [] : [{ folder: dirname(resolve(host.cwd, source.path)), profile }];
  });
  const near = (path: string): string | undefined => {
    const folder = resolve(host.cwd, path);
    return roadmaps
      .filter((roadmap) => folder.startsWith(roadmap.folder))
      .toSorted((one, two) => two.folder.length - one.folder.length)[0]?.profile;
  };
  return sources.flatMap((source) => {
    const parsed = reader.parse(source, (id) => {
      const wanted = id ?? near(source.path);
      return wanted === undefined ? otherwise : store.get(wanted);
    });
    if ('kind' in parsed) return [parsed];
    diagnostics.push(...parsed.diagnostics);
    return [];
  });
}

const referenceKey = (from: Parsed, source: string) => `${from.source.path}\0${source}`;

/** What a profile could have been called; asked for only where one is not found. */
async function knownProfiles(
  documents: readonly Parsed[],
  own: readonly Profile[],
  store: ProfileStore,
): Promise<Set<string>> {
  const ids = new Set(own.map(({ id }) => id));
  const named = documents.flatMap((document) => (isKind(document, 'roadmap') ? [document.model.profile] : []));
  for (const id of named.filter((name) => store.get(name))) ids.add(id);
  return named.every((id) => ids.has(id)) ? ids : new Set([...ids, ...(await store.ids())]);
}

interface Reference {
  path: ModelPath;
  source: string;
  kind: Kind;
}

/** The references of a document to others, each with its place and the kind it must be of. */
function references(document: Parsed): Reference[] {
  switch (document.kind) {
    case 'decision': {
      const { roadmap, changes } = document.model as Decision;
      return [
        { path: ['roadmap', 'source'], source: roadmap.source, kind: 'roadmap' },
        ...(changes ? [{ path: ['changes', 'from'], source: changes.from, kind: 'roadmap' } as const] : []),
      ];
    }
    case 'round': {
      const { consulted, revised } = document.model as Round;
      return [
        { path: ['consulted', 'source'], source: consulted.source, kind: 'roadmap' },
        ...(revised ? [{ path: ['revised', 'source'], source: revised.source, kind: 'roadmap' } as const] : []),
      ];
    }
    case 'adoption':
      return [{ path: ['parties'], source: (document.model as Adoption).parties, kind: 'parties' }];
    default:
      return [];
  }
}

async function loadReferred(
  { host, store, reader }: Means,
  documents: readonly Parsed[],
  diagnostics: Diagnostic[],
): Promise<Map<string, Parsed>> {
  const referred = new Map<string, Parsed>();
  for (const document of documents) {
    const folder = dirname(resolve(host.cwd, document.source.path));
    for (const { path, source: reference, kind } of references(document)) {
      const report = (message: Text, help: Text | undefined) =>
        diagnostics.push({
          file: document.source.path,
          ...place(document.source, document.locations.nearest(path)),
          rule: 'reference',
          severity: 'error',
          message,
          ...(help ? { help } : {}),
        });
      // A field that is missing has been reported as such.
      if (!document.locations.get(path)) continue;
      const inRun = documents.find((other) => resolve(host.cwd, other.source.path) === resolve(folder, reference));
      const accept = (found: Parsed): void => {
        if (found.kind === kind) referred.set(referenceKey(document, reference), found);
        else {
          report(
            text(
              `”${reference}” är av slaget ${found.kind}, inte ${kind}`,
              `“${reference}” is of kind ${found.kind}, not ${kind}`,
            ),
            text('Ange en annan fil.', 'Give another file.'),
          );
        }
      };
      if (inRun) {
        accept(inRun);
        continue;
      }
      try {
        const revision = await readRevision(host, reference, folder, { bound: false });
        const { source } = reader.decode(reference, revision.bytes);
        if (source) await store.prepare(source, folder);
        const parsed = source && reader.parse(source, (id) => (id === undefined ? undefined : store.get(id)));
        if (parsed && 'kind' in parsed) accept(parsed);
        else {
          report(
            text(`”${reference}” är inget dokument som går att läsa`, `“${reference}” is no document that can be read`),
            text(`Kör fardplan check på den filen.`, `Run fardplan check on that file.`),
          );
        }
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        report(error.text, error.help);
      }
    }
  }
  return referred;
}
