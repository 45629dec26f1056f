import { join } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import type { Host } from '../core/host.js';
import type { Settings } from '../model/settings.js';
import type { Words } from '../model/words.js';
import { decode } from '../parse/decode.js';
import { parseDocument } from '../parse/parse-document.js';
import { isKind, type Parsed } from '../parse/parsed.js';

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

/** Reads the configuration (`fardplan.yaml`) and the word list that hold for each document; what is wrong with them is reported. */
export async function loadSettings(
  host: Host,
  _documents: readonly Parsed[],
  _diagnostics: Diagnostic[],
): Promise<(document: Parsed) => { settings: Settings; words: Words }> {
  const words = await builtInWords(host);
  return () => ({ settings: noSettings, words });
}

async function builtInWords(host: Host): Promise<Words> {
  const path = join(host.builtIn.templates, 'words', 'sv.yaml');
  const { source } = decode(path, await host.files.read(path));
  if (source && source.text === host.builtIn.words['sv']?.text) return host.builtIn.words['sv'].model as Words;
  const parsed = source && parseDocument(source);
  return parsed && 'kind' in parsed && isKind(parsed, 'words') ? parsed.model : noWords;
}
