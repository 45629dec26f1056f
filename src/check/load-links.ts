import { namedForm } from '../core/form.js';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '../core/failure.js';
import type { Entry, Host } from '../core/host.js';
import { nearest } from '../core/nearest.js';
import { anchorsIn } from '../parse/anchors.js';
import { decode } from '../parse/decode.js';
import { linksIn } from '../parse/inline-links.js';
import { linkTarget } from '../parse/link-target.js';
import { markdownKinds } from '../model/kinds.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import type { LinkedFile } from '../rules/_contract.js';
import { anchorsOf } from '../rules/_sections.js';

/** Looks up what the links of the documents lead to, so that rules need not; the answer is by document and path as linked. */
export async function loadLinks(
  host: Host,
  documents: readonly Parsed[],
): Promise<(from: Parsed, path: string) => LinkedFile | undefined> {
  const found = new Map<string, LinkedFile>();
  for (const document of documents) {
    if (!markdownKinds.includes(document.kind)) continue;
    const folder = dirname(resolve(host.cwd, document.source.path));
    for (const { url } of linksIn(document)) {
      const target = url === undefined ? undefined : linkTarget(url);
      if (target?.type !== 'file') continue;
      const key = keyOf(document, target.path);
      const known = found.get(key) ?? (await lookUp(host, folder, target.path));
      found.set(key, known);
      if (target.anchor !== undefined && known.kind === 'file' && !known.anchors) {
        const anchors = await anchorsOfFile(host, join(folder, known.name ?? target.path), documents);
        if (anchors) found.set(key, { ...known, anchors });
      }
    }
  }
  return (from, path) => found.get(keyOf(from, path));
}

const keyOf = (from: Parsed, path: string): string => `${from.source.path}\0${path}`;

async function lookUp(host: Host, folder: string, path: string): Promise<LinkedFile> {
  const kind = await answered(host.files.kind(join(folder, path)));
  if (kind) return { kind: kind === 'folder' ? 'folder' : 'file' };
  const parent = dirname(join(folder, path));
  const entries: readonly Entry[] = (await answered(host.files.list(parent))) ?? [];
  const name = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  const before = path.slice(0, path.replace(/\/+$/, '').length - name.length);
  const same = entries.find((entry) => entry.name.normalize('NFC') === name);
  // Some file systems keep å as a and a ring.
  if (same) return { kind: same.kind === 'folder' ? 'folder' : 'file', name: before + same.name };
  const cased = entries.filter((entry) => plain(entry.name) === plain(name));
  if (cased[0] && cased.length === 1) return { kind: 'missing', meant: before + cased[0].name, certain: true };
  const near = nearest(
    name,
    entries.filter((entry) => !entry.name.startsWith('.')).map((entry) => entry.name),
  );
  return { kind: 'missing', ...(near === undefined ? {} : { meant: before + near, certain: false }) };
}

const plain = (name: string): string => name.normalize('NFC').toLowerCase();

/** What the host says, or nothing where it refuses: what cannot be looked at cannot be linked to either. */
async function answered<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

async function anchorsOfFile(host: Host, path: string, documents: readonly Parsed[]): Promise<Set<string> | undefined> {
  if (namedForm(path) !== 'markdown') return undefined;
  const read = documents.find((document) => resolve(host.cwd, document.source.path) === path);
  const bytes = read ? undefined : await answered(host.files.read(path));
  const source = read?.source ?? (bytes && decode(path, bytes).source);
  if (!source) return undefined;
  const anchors = anchorsIn(source.text);
  if (read && isKind(read, 'roadmap')) for (const anchor of anchorsOf(read.model)) anchors.add(anchor);
  return anchors;
}
