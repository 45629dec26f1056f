import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Host } from '../core/host.js';

/** The user's cache folder for this program, one for each kind of thing; `undefined` when FARDPLAN_CACHE is empty, which asks for none. */
export function cacheFolder({ env }: Host, kind: 'runs' | 'slices' | 'trusted-lists'): string | undefined {
  const given = env['FARDPLAN_CACHE'];
  if (given !== undefined) return given === '' ? undefined : join(given, kind);
  const home = homedir();
  if (process.platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'fardplan', kind);
  if (process.platform === 'darwin') return join(home, 'Library', 'Caches', 'fardplan', kind);
  return join(env['XDG_CACHE_HOME'] ?? join(home, '.cache'), 'fardplan', kind);
}
