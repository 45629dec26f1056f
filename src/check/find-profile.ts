import { join } from 'node:path';
import { findAbove } from '../core/find-above.js';
import type { Host } from '../core/host.js';
import type { ModelPath } from '../core/locations.js';
import { place, type Place, type Source } from '../core/source.js';
import type { Profile } from '../model/profile.js';
import { namedProfile } from '../parse/parse-document.js';
import type { Parsed } from '../parse/parsed.js';
import { plainReader, type Reader } from './reader.js';
import { shownPath } from './shown-path.js';

/** Profiles by id: the workspace's own (`profiles/ID.yaml` in the document's folder or one above it) before the built-in ones. */
export interface ProfileStore {
  /** Reads the profile that `source`, standing in `folder` (absolute), names. */
  prepare(source: Source, folder: string): Promise<void>;
  /** Reads the profile `id` for a document in `folder` (absolute); the first that is found for an id stays. */
  find(id: string, folder: string): Promise<void>;
  /** A profile that has been prepared. */
  get(id: string): Profile | undefined;
  /** Where the value at `path` of a prepared profile stands. */
  place(id: string, path: ModelPath): (Place & { file: string }) | undefined;
  /** Ids of the built-in profiles. */
  builtIn(): Promise<string[]>;
}

/** An empty store; profiles are read as documents name them. */
export function profileStore(host: Host, reader: Reader = plainReader): ProfileStore {
  const profiles = new Map<string, Profile>();
  const sources = new Map<string, Source>();
  const builtIn = join(host.builtIn.templates, 'profiles');
  const places = new Map<string, Parsed | undefined>();
  async function find(id: string, folder: string): Promise<void> {
    // The id becomes a file name, so nothing but a plain name may pass.
    if (profiles.has(id) || !/^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u.test(id)) return;
    const path = await findProfile(host, id, folder, builtIn);
    if (path === undefined) return;
    const { source: written } = reader.decode(path, await host.files.read(path));
    const profile = written && parsed(written, host.builtIn.profiles[id], reader);
    if (!profile) return;
    profiles.set(id, profile);
    sources.set(id, written);
  }
  return {
    find,
    async prepare(source, folder) {
      const id = namedProfile(source);
      if (id !== undefined) await find(id, folder);
    },
    place(id, path) {
      const source = sources.get(id);
      if (!source) return undefined;
      if (!places.has(id)) {
        const document = reader.parse(source);
        places.set(id, 'kind' in document ? document : undefined);
      }
      const document = places.get(id);
      if (!document) return undefined;
      return { file: shownPath(host.cwd, source.path), ...place(source, document.locations.nearest(path)) };
    },
    get: (id) => profiles.get(id),
    async builtIn() {
      const entries = await host.files.list(builtIn);
      return entries.map(({ name }) => name.replace(/\.yaml$/, ''));
    },
  };
}

/** Reads a profile, unless it is to the letter one that was read when the program was built. */
function parsed(
  source: Source,
  built: { text: string; model: unknown } | undefined,
  reader: Reader,
): Profile | undefined {
  if (source.text === built?.text) return built.model as Profile;
  const document = reader.parse(source);
  return 'kind' in document && document.kind === 'profile' ? (document.model as Profile) : undefined;
}

/** Path of the profile `id` for a document in `folder`, or undefined. */
async function findProfile(host: Host, id: string, folder: string, builtIn: string): Promise<string | undefined> {
  const own = await findAbove(host.files, folder, [`profiles/${id}.yaml`, `profiles/${id}.yml`]);
  if (own !== undefined) return own;
  const path = join(builtIn, `${id}.yaml`);
  return (await host.files.kind(path)) === 'file' ? path : undefined;
}
