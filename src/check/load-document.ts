import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { readRevision, type Revision, splitReference } from '../core/revision.js';
import { text } from '../core/text.js';
import type { Kind, ModelOf } from '../model/kinds.js';
import type { Profile } from '../model/profile.js';
import { decode } from '../parse/decode.js';
import { namedProfile, parseDocument } from '../parse/parse-document.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { profileStore } from './find-profile.js';

/** One document with the revision it was read from, and the profile that its headings were matched with. */
export interface LoadedDocument {
  parsed: Parsed;
  revision: Revision;
  profile: Profile | undefined;
  /** What was odd about the bytes themselves. */
  diagnostics: Diagnostic[];
}

/**
 * Reads and parses the document at `reference`, a path from `base` (absolute) or `REV:PATH`. Refuses what is no document. Asks git
 * which commit holds it only if `bound`.
 */
export async function loadDocument(
  host: Host,
  reference: string,
  base: string,
  { bound = false }: { bound?: boolean } = {},
): Promise<LoadedDocument> {
  const revision = await readRevision(host, reference, base, { bound });
  const { source, diagnostics } = decode(reference, revision.bytes);
  const refuse = (first: Diagnostic | undefined) =>
    new Failure(
      text(
        `${reference} kan inte läsas: ${first?.message.sv ?? ''}`,
        `${reference} cannot be read: ${first?.message.en ?? ''}`,
      ),
      first?.help ?? text('Kör fardplan check på filen.', 'Run fardplan check on the file.'),
    );
  if (!source) throw refuse(diagnostics[0]);
  const store = profileStore(host);
  const split = splitReference(reference);
  await store.prepare(source, dirname(resolve(base, split?.path ?? reference)));
  const lookup = (id: string | undefined) => (id === undefined ? undefined : store.get(id));
  const parsed = parseDocument(source, lookup);
  if (!('kind' in parsed)) throw refuse(parsed.diagnostics[0]);
  return { parsed, revision, profile: lookup(namedProfile(source)), diagnostics };
}

/** {@link loadDocument}, refusing any kind but `kind`. */
export async function loadKind<K extends Kind>(
  host: Host,
  reference: string,
  base: string,
  kind: K,
  options: { bound?: boolean } = {},
): Promise<LoadedDocument & { parsed: Parsed<ModelOf<K>> }> {
  const loaded = await loadDocument(host, reference, base, options);
  const { parsed } = loaded;
  if (isKind(parsed, kind)) return { ...loaded, parsed };
  throw new Failure(
    text(
      `${reference} är av slaget ${parsed.kind}, inte ${kind}`,
      `${reference} is of kind ${parsed.kind}, not ${kind}`,
    ),
    text(
      `Ett sådant dokument börjar med ”fardplan: ${kind}/v1”.`,
      `Such a document begins with “fardplan: ${kind}/v1”.`,
    ),
  );
}
