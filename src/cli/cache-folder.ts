import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Host } from '../core/host.js';

/** The user's cache folder for this program, one for each kind of thing; `undefined` when FARDPLAN_CACHE is empty, which asks for none. */
export function cacheFolder({ env }: Host, kind: 'runs' | 'slices' | 'trusted-lists'): string | undefined {
  const given = env['FARDPLAN_CACHE'];
  if (given !== undefined) return given === '' ? undefined : join(given, kind);
  const home = homedir();
  if (process.platform === 'win32')
    return join(absolute(env['LOCALAPPDATA']) ?? join(home, 'AppData', 'Local'), 'fardplan', kind);
  if (process.platform === 'darwin') return join(home, 'Library', 'Caches', 'fardplan', kind);
  return join(absolute(env['XDG_CACHE_HOME']) ?? join(home, '.cache'), 'fardplan', kind);
}

/** A relative path is to be passed over (XDG Base Directory 0.8): it would be another folder in each that one stands in. */
const absolute = (path: string | undefined): string | undefined =>
  path !== undefined && isAbsolute(path) ? path : undefined;
