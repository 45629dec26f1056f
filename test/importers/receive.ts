import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { headingPlacer } from '../../src/consultation/place-heading.js';
import type { PlacingContext } from '../../src/consultation/place-answer.js';
import type { Found, ImportContext } from '../../src/importers/_contract.js';
import { readReceived } from '../../src/importers/_read-received.js';
import type { Parties } from '../../src/model/party.js';
import type { Round } from '../../src/model/consultation.js';
import type { Profile } from '../../src/model/profile.js';
import type { Roadmap } from '../../src/model/roadmap.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { root } from '../cli/run.js';

function model<M>(path: string, profile?: Profile): M {
  const parsed = parseDocument({ path, text: readFileSync(join(root, path), 'utf8') }, () => profile);
  if (!('kind' in parsed)) throw new Error(path);
  return parsed.model as M;
}

export const profile = model<Profile>('templates/profiles/vastra-gotaland.yaml');
export const consulted = model<Roadmap>('roadmaps/vastra-gotaland/revisions/remiss.md', profile);
export const revised = model<Roadmap>('roadmaps/vastra-gotaland/fardplan.md', profile);
export const round = model<Round>('roadmaps/vastra-gotaland/consultation/round.yaml');
export const { parties } = model<Parties>('roadmaps/vastra-gotaland/parties.yaml');

export const context: ImportContext = { roadmap: consulted, profile, others: [revised] };

export const placing: PlacingContext = {
  round,
  consulted,
  revisedVersion: revised.version,
  parties,
  place: headingPlacer(consulted, { profile, others: [revised] }),
  today: '2021-12-01',
};

/** What an importer finds in a text or bytes of that name. */
export const received = (
  name: string,
  content: string | Uint8Array,
  more: Partial<ImportContext> = {},
): Promise<Found> =>
  readReceived(
    { name, bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content },
    { ...context, ...more },
  );
