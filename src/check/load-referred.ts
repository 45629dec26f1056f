import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import type { ModelPath } from '../core/locations.js';
import { readRevision } from '../core/revision.js';
import { place } from '../core/source.js';
import { text, type Text } from '../core/text.js';
import type { Adoption } from '../model/adoption.js';
import type { Round } from '../model/consultation.js';
import type { Decision } from '../model/decision.js';
import type { Kind } from '../model/kinds.js';
import type { Parsed } from '../parse/parsed.js';
import type { ProfileStore } from './find-profile.js';
import type { Reader } from './reader.js';

/** What documents are read with. */
export interface Means {
  host: Host;
  store: ProfileStore;
  reader: Reader;
}

/** What a reference of a document is known by. */
export const referenceKey = (from: Parsed, source: string): string => `${from.source.path}\0${source}`;

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

/**
 * Reads what documents refer to by path or `REV:PATH`; what is among `documents` is not read again, and what stands in `inRun` (absolute path →
 * path of the run) goes by the name it has there. Gives it by {@link referenceKey}; what cannot be had is told.
 */
export async function loadReferred(
  { host, store, reader }: Means,
  documents: readonly Parsed[],
  diagnosticsOf: (document: Parsed) => Diagnostic[],
  inRun: ReadonlyMap<string, string>,
): Promise<Map<string, Parsed>> {
  const referred = new Map<string, Parsed>();
  const loaded = new Map(documents.map((document) => [resolve(host.cwd, document.source.path), document]));
  for (const document of documents) {
    const folder = dirname(resolve(host.cwd, document.source.path));
    for (const { path, source: reference, kind } of references(document)) {
      const report = (message: Text, help: Text | undefined) =>
        diagnosticsOf(document).push({
          file: document.source.path,
          ...place(document.source, document.locations.nearest(path)),
          rule: 'reference',
          severity: 'error',
          message,
          ...(help ? { help } : {}),
        });
      // A field that is missing has been reported as such.
      if (!document.locations.get(path)) continue;
      const onDisk = resolve(folder, reference);
      const known = loaded.get(onDisk);
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
      if (known) {
        accept(known);
        continue;
      }
      try {
        const revision = await readRevision(host, reference, folder, { bound: false });
        const { source } = reader.decode(inRun.get(onDisk) ?? reference, revision.bytes);
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
