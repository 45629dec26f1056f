import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { place } from '../core/source.js';
import { text, type Text } from '../core/text.js';
import type { Settings } from '../model/settings.js';
import type { Words } from '../model/words.js';
import { isKind, type Parsed, type Remark } from '../parse/parsed.js';
import { plainReader, type Reader } from './reader.js';
import { judgeDocument } from './run-rules.js';
import { type LoadedSettings, type SettingsStore, settingsStore } from './settings-store.js';
import { shownPath } from './shown-path.js';

/** The configuration of a workspace that has none. */
export const noSettings: Settings = { fardplan: 'workspace/v1' };

/** A word list in which nothing stands. */
export const noWords: Words = {
  fardplan: 'words/v1',
  language: 'sv',
  knownAbbreviations: [],
  abbreviations: [],
  vagueLinks: [],
  bannedPhrases: [],
  consultingBodies: [],
};

/** What holds for one document. */
export interface Configured {
  settings: Settings;
  words: Words;
  /** The file that `settings` stands in, where there is one. */
  configuration?: Parsed<Settings>;
}

/**
 * Reads the configuration (`fardplan.yaml`) and the word list that hold for each document; what is wrong with them is reported. With the
 * `store` that the folders were searched with, what that read is not read again.
 */
export async function loadSettings(
  host: Host,
  documents: readonly Parsed[],
  diagnostics: Diagnostic[],
  { reader = plainReader, store = settingsStore(host, reader) }: { reader?: Reader; store?: SettingsStore } = {},
): Promise<(document: Parsed) => Configured> {
  const plain: Configured = { settings: noSettings, words: await builtInWords(host, reader) };
  const byFolder = new Map<string, Configured>();
  const read = new Map<LoadedSettings, Configured>();
  const folderOf = (document: Parsed) => dirname(resolve(host.cwd, document.source.path));
  const inRun = new Map<string, Parsed>();
  for (const document of documents)
    if (isKind(document, 'workspace') || isKind(document, 'words'))
      inRun.set(resolve(host.cwd, document.source.path), document);
  for (const folder of new Set(documents.map(folderOf))) {
    const found = await store.nearest(folder);
    if (!found) continue;
    let configured = read.get(found);
    if (!configured) {
      configured = await configure(found, { plain, host, reader, inRun, diagnostics });
      read.set(found, configured);
    }
    byFolder.set(folder, configured);
  }
  return (document) => (byFolder.size === 0 ? plain : (byFolder.get(folderOf(document)) ?? plain));
}

/** What a configuration is read with, and what it is told beside. */
interface Reading {
  plain: Configured;
  host: Host;
  reader: Reader;
  /** Configurations and word lists among the documents that are checked, by absolute path: what is wrong in them is told there. */
  inRun: ReadonlyMap<string, Parsed>;
  diagnostics: Diagnostic[];
}

async function configure(found: LoadedSettings, reading: Reading): Promise<Configured> {
  const { plain, inRun, diagnostics } = reading;
  const judged = inRun.get(found.path);
  // A file that could not be read has told so, when it is among those that are checked.
  if (!judged) diagnostics.push(...found.diagnostics);
  const { document } = found;
  if (!document) return plain;
  diagnostics.push(...tellUnmatched(found));
  // The configuration is checked wherever it is used, also when it stands above what was asked for.
  if (!judged) diagnostics.push(...judgedAlone(document));
  const settings = document.model;
  const words = settings.words === undefined ? plain.words : await ownWords(document, reading);
  return { settings, words: withAbbreviations(words, settings.abbreviations), configuration: document };
}

/** The findings about the patterns of a configuration that no file matched, where its folder was searched in whole. */
export function tellUnmatched(found: LoadedSettings): Diagnostic[] {
  const { document } = found;
  if (!document) return [];
  const remarks = found.unmatched().map(({ list, index }): Remark => {
    const at = ['paths', list, index];
    const pattern = document.model.paths?.[list]?.[index] ?? '';
    return { type: 'unmatched-pattern', span: document.locations.nearest(at), pattern };
  });
  // A copy: the document may be kept for the next run, in which other files are there.
  return remarks.length === 0 ? [] : judgedAlone({ ...document, remarks, diagnostics: [] }, unmatchedPattern);
}

const withAbbreviations = (words: Words, more: readonly string[] = []): Words =>
  more.length === 0 ? words : { ...words, knownAbbreviations: [...words.knownAbbreviations, ...more] };

/** The rule that judges patterns; alone, since only a search of folders can tell. */
const unmatchedPattern = 'unmatched-pattern';

const judgedAlone = (document: Parsed, only?: string): Diagnostic[] =>
  judgeDocument(document, {
    documents: [document],
    profile: () => undefined,
    profileIds: [],
    settingsFor: () => ({ settings: isKind(document, 'workspace') ? document.model : noSettings, words: noWords }),
    profilePlace: () => undefined,
    referred: () => undefined,
  }).filter(({ rule }) => only === undefined || rule === only);

/** The word list that a configuration names; what is wrong with the reference or, unless it is checked anyway, with the list is told. */
async function ownWords(document: Parsed<Settings>, reading: Reading): Promise<Words> {
  const { plain, host, reader, inRun, diagnostics } = reading;
  const reference = document.model.words ?? '';
  const path = resolve(host.cwd, dirname(document.source.path), reference);
  const report = (message: Text, help?: Text) => {
    diagnostics.push({
      file: document.source.path,
      ...place(document.source, document.locations.nearest(['words'])),
      rule: 'reference',
      severity: 'error',
      message,
      ...(help ? { help } : {}),
    });
    return plain.words;
  };
  let list = inRun.get(path);
  if (!list) {
    let bytes: Uint8Array;
    try {
      bytes = await host.files.read(path);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return report(error.text, text('Sökvägen räknas från fardplan.yaml.', 'The path starts from fardplan.yaml.'));
    }
    const { source } = reader.decode(shownPath(host.cwd, path), bytes);
    const parsed = source && reader.parse(source);
    if (parsed && 'kind' in parsed) {
      list = parsed;
      if (isKind(parsed, 'words')) diagnostics.push(...judgedAlone(parsed));
    }
  }
  if (!list || !isKind(list, 'words')) {
    return report(
      text(`”${reference}” är ingen ordlista`, `“${reference}” is no word list`),
      text('En ordlista börjar med ”fardplan: words/v1”.', 'A word list begins with “fardplan: words/v1”.'),
    );
  }
  const own = list.model;
  if (own.extends === undefined) return own;
  const base = host.builtIn.words[own.extends]?.model as Words | undefined;
  return joinedWords(base ?? plain.words, own);
}

/** Every list of `own` after that of `base`, so that a workspace need only write what it adds. */
function joinedWords(base: Words, own: Words): Words {
  const joined: Record<string, unknown> = { ...base, ...own };
  for (const [key, value] of Object.entries(own)) {
    const earlier = (base as Record<string, unknown>)[key];
    if (Array.isArray(value) && Array.isArray(earlier))
      joined[key] = [...(earlier as unknown[]), ...(value as unknown[])];
  }
  return joined as Words;
}

async function builtInWords(host: Host, reader: Reader): Promise<Words> {
  const path = join(host.builtIn.templates, 'words', 'sv.yaml');
  const { source } = reader.decode(path, await host.files.read(path));
  if (source && source.text === host.builtIn.words['sv']?.text) return host.builtIn.words['sv'].model as Words;
  const parsed = source && reader.parse(source);
  return parsed && 'kind' in parsed && isKind(parsed, 'words') ? parsed.model : noWords;
}
