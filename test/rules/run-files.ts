import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Diagnostic } from '../../src/core/diagnostic.js';
import { place } from '../../src/core/source.js';
import type { Profile } from '../../src/model/profile.js';
import { noSettings } from '../../src/check/load-settings.js';
import type { Words } from '../../src/model/words.js';
import { runRules, sorted } from '../../src/check/run-rules.js';
import { anchorsIn } from '../../src/parse/anchors.js';
import type { LinkedFile } from '../../src/rules/_contract.js';
import { namedProfile, parseDocument } from '../../src/parse/parse-document.js';
import { isKind, type Parsed, type Remark } from '../../src/parse/parsed.js';

const builtIn = new Map<string, Profile>();
const folder = fileURLToPath(new URL('../../templates/profiles/', import.meta.url));
for (const name of readdirSync(folder)) {
  const parsed = parseDocument({ path: name, text: readFileSync(folder + name, 'utf8') });
  if ('kind' in parsed && isKind(parsed, 'profile')) builtIn.set(parsed.model.id, parsed.model);
}

const wordsPath = fileURLToPath(new URL('../../templates/words/sv.yaml', import.meta.url));
const builtInWords = (parseDocument({ path: wordsPath, text: readFileSync(wordsPath, 'utf8') }) as Parsed)
  .model as Words;

/** Checks the files of a small workspace, given by path, the way `fardplan check` does. */
export function runFiles(files: Readonly<Record<string, string>>): Diagnostic[] {
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
  const unread: Diagnostic[] = [];
  const profiles = new Map(builtIn);
  for (const source of sources.filter(({ path }) => path.startsWith('profiles/'))) {
    const parsed = parseDocument(source);
    if ('kind' in parsed && isKind(parsed, 'profile')) profiles.set(parsed.model.id, parsed.model);
  }
  const near = sources
    .map((source) => (/^fardplan:\s*roadmap/m.test(source.text) ? namedProfile(source) : undefined))
    .find(Boolean);
  const documents = sources.flatMap((source): Parsed[] => {
    const parsed = parseDocument(source, (id) => profiles.get(id ?? near ?? ''));
    if ('kind' in parsed) return [withUnmatched(parsed, Object.keys(files))];
    unread.push(...parsed.diagnostics);
    return [];
  });
  const configuration = documents.find((document) => isKind(document, 'workspace'));
  const settings = configuration?.model ?? noSettings;
  const words = documents.find((document) => isKind(document, 'words'))?.model ?? builtInWords;
  const byPath = new Map(documents.map((document) => [posix.normalize(document.source.path), document]));
  const found = runRules({
    documents,
    profile: (id) => profiles.get(id),
    settingsFor: () => ({ settings, words, configuration }),
    profilePlace: (id, path) => {
      const own = documents.find((document) => isKind(document, 'profile') && document.model.id === id);
      return own && { file: own.source.path, ...place(own.source, own.locations.nearest(path)) };
    },
    profileIds: [...profiles.keys()],
    referred: (from, source) => byPath.get(posix.join(posix.dirname(from.source.path), source)),
    linked: (from, path) => linked(files, posix.join(posix.dirname(from.source.path), path)),
  });
  return sorted([...unread, ...found]);
}

/** As `check/load-links.ts` looks it up with files. */
function linked(files: Readonly<Record<string, string>>, path: string): LinkedFile {
  const text = files[path];
  if (text !== undefined) return { kind: 'file', ...(path.endsWith('.md') ? { anchors: anchorsIn(text) } : {}) };
  if (Object.keys(files).some((name) => name.startsWith(`${path.replace(/\/$/, '')}/`))) return { kind: 'folder' };
  const meant = Object.keys(files).find((name) => name.toLowerCase() === path.toLowerCase());
  return { kind: 'missing', ...(meant === undefined ? {} : { meant, certain: true }) };
}

/** As a search of the whole folder remarks on patterns; `check/settings-store.ts` does it with files. */
function withUnmatched(document: Parsed, paths: readonly string[]): Parsed {
  if (!isKind(document, 'workspace')) return document;
  const { model, locations } = document;
  const remarks = (model.paths?.exclude ?? []).flatMap((pattern, index): Remark[] =>
    paths.some((path) => path.startsWith(`${pattern}/`))
      ? []
      : [{ type: 'unmatched-pattern', span: locations.nearest(['paths', 'exclude', index]), pattern }],
  );
  return { ...document, remarks: [...document.remarks, ...remarks] } as Parsed;
}
