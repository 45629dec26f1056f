import { dirname, join, relative, resolve } from 'node:path';
import type { AssembledRound } from '../consultation/assemble-round.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { splitReference } from '../core/revision.js';
import { sha256 } from '../core/sha256.js';
import type { Source } from '../core/source.js';
import { text } from '../core/text.js';
import type { Party } from '../model/party.js';
import type { Profile } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import { isStandIn } from '../parse/validate.js';
import { findParties } from './find-parties.js';
import { loadKind, type LoadedDocument } from './load-document.js';
import { loadRound } from './load-round.js';

/** A round with all it is followed with: both revisions, the profile of the later one, the register. */
export interface LoadedConsultation extends AssembledRound {
  /** The revision that was sent out; `undefined` only if it could not be had and was not demanded. */
  before: Parsed<Roadmap> | undefined;
  /** SHA-256 of the revision that was sent out, in hex. */
  consultedSha256: string | undefined;
  /** The revised revision; `undefined` while there is none. */
  after: Parsed<Roadmap> | undefined;
  profile: Profile | undefined;
  parties: readonly Party[];
  /** What was wrong with the documents themselves. */
  diagnostics: Diagnostic[];
  /** Every text by its path, for excerpts. */
  sources: Map<string, Source>;
}

/** Revisions given by the user, as paths from the current folder or `REV:PATH`; they win over those that the round names. */
export interface GivenRevisions {
  before?: string | undefined;
  after?: string | undefined;
}

/**
 * Reads the round in `folder` with both revisions and the register. Refuses a revision that is named but cannot be read; with `lenient`, the
 * revisions may be out of reach, for what asks about the answers only.
 */
export async function loadConsultation(
  host: Host,
  folder: string,
  given: GivenRevisions = {},
  { lenient = false }: { lenient?: boolean } = {},
): Promise<LoadedConsultation> {
  const within = resolve(host.cwd, folder);
  const named = await namedRevisions(host, folder);
  const read = async (
    reference: string | undefined,
    base: string,
  ): Promise<(LoadedDocument & { parsed: Parsed<Roadmap> }) | undefined> => {
    // What is missing in the round is told of with its other faults.
    if (reference === undefined || isStandIn(reference)) return undefined;
    const onDisk = resolve(base, reference);
    const inGit = splitReference(reference) !== undefined && (await host.files.kind(onDisk)) !== 'file';
    try {
      // Findings in a file name it as seen from where the user stands.
      return inGit
        ? await loadKind(host, reference, base, 'roadmap')
        : await loadKind(host, relative(host.cwd, onDisk) || onDisk, host.cwd, 'roadmap');
    } catch (error) {
      if (lenient && error instanceof Failure) return undefined;
      throw error;
    }
  };
  const before = await read(given.before ?? named?.before, given.before === undefined ? within : host.cwd);
  const after = await read(given.after ?? named?.after, given.after === undefined ? within : host.cwd);
  const profile = after?.profile ?? before?.profile;
  const round = await loadRound(host, folder, profile);
  const parties = await findParties(host, within);
  const sources = new Map<string, Source>();
  const documents = [round.round, ...round.responses, ...(round.strays ?? []), before?.parsed, after?.parsed];
  for (const document of [...documents, round.dispositions]) {
    if (document) sources.set(document.source.path, document.source);
  }
  return {
    ...round,
    before: before?.parsed,
    consultedSha256: before && (await sha256(before.revision.bytes)),
    after: after?.parsed,
    profile,
    parties,
    diagnostics: [...round.diagnostics, ...(before?.parsed.diagnostics ?? []), ...(after?.parsed.diagnostics ?? [])],
    sources,
  };
}

/** What `round.yaml` says of the revisions; nothing if the round is written in a file of another name, which is then found with the rest. */
async function namedRevisions(
  host: Host,
  folder: string,
): Promise<{ before: string; after: string | undefined } | undefined> {
  for (const name of ['round.yaml', 'round.yml']) {
    const path = join(folder, name);
    if ((await host.files.kind(path)) !== 'file') continue;
    const { model } = (await loadKind(host, path, host.cwd, 'round')).parsed;
    return { before: model.consulted.source, after: model.revised?.source };
  }
  const { round } = await loadRound(host, folder, undefined);
  if (resolve(host.cwd, dirname(round.source.path)) !== resolve(host.cwd, folder)) {
    throw new Failure(
      text(`Mappen ${folder} har ingen round.yaml`, `The folder ${folder} has no round.yaml`),
      text(
        `Remissen står i ${round.source.path}; ange den mappen.`,
        `The round is in ${round.source.path}; give that folder.`,
      ),
    );
  }
  return { before: round.model.consulted.source, after: round.model.revised?.source };
}
