import { dirname, resolve } from 'node:path';
import type { ProfileStore } from '../check/find-profile.js';
import type { Host } from '../core/host.js';
import type { Source } from '../core/source.js';
import type { ProfileLookup } from '../parse/parse-document.js';

/** The lookup with which a document is read by itself: the profile it names, and no other. */
export async function profilesFor(host: Host, store: ProfileStore, source: Source): Promise<ProfileLookup> {
  await store.prepare(source, dirname(resolve(host.cwd, source.path)));
  return (id) => (id === undefined ? undefined : store.get(id));
}
