import type { Host } from '../core/host.js';
import type { Party } from '../model/party.js';
import { loadKind } from './load-document.js';
import { registerAbove } from './register-above.js';

/** The register of principals (`parties.yaml`) in `folder` (absolute) or above it; without one, parties go by their ids. */
export async function findParties(host: Host, folder: string): Promise<readonly Party[]> {
  const path = await registerAbove(host.files, folder);
  if (path === undefined) return [];
  return (await loadKind(host, path, host.cwd, 'parties')).parsed.model.parties;
}
