import { dirname, resolve } from 'node:path';
import type { Host } from '../../core/host.js';
import type { RebuildVerdict } from '../../model/verdict.js';
import { rebuildPdf } from '../../verify/rebuild.js';

/** The half of `fardplan verify --rebuild` that renders: repositories are looked for beside the file and in the current folder. */
export function rebuildFile(host: Host, file: string, bytes: Uint8Array): Promise<RebuildVerdict> {
  return rebuildPdf(host, bytes, [dirname(resolve(host.cwd, file)), host.cwd]);
}
