import { findAbove } from '../core/find-above.js';
import type { Files } from '../core/host.js';

/** The register of principals in `folder` (absolute) or above it, as an absolute path. */
export const registerAbove = (files: Pick<Files, 'kind'>, folder: string): Promise<string | undefined> =>
  findAbove(files, folder, ['parties.yaml', 'parties.yml']);
