import { resolve } from 'node:path';
import type { Host } from './host.js';

/** The host with other bytes in place of what stands on disk, or of what gives its bytes only once; `held` is asked by absolute path. */
export function layOver(host: Host, held: (path: string) => Uint8Array<ArrayBuffer> | undefined): Host {
  const at = (path: string): string => resolve(host.cwd, path);
  return {
    ...host,
    files: {
      ...host.files,
      mark: undefined,
      read: async (path) => held(at(path)) ?? host.files.read(path),
      kind: async (path) => (held(at(path)) ? 'file' : host.files.kind(path)),
    },
  };
}
