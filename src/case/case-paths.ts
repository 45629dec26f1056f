import { dirname, join, relative, resolve } from 'node:path';
import type { Host } from '../core/host.js';
import type { CaseState } from './case-state.js';
import type { OpenCase } from './open-log.js';

/** The path of a file as a case keeps it: from the case's folder, with `/`. */
export const pathInCase = (host: Pick<Host, 'cwd'>, open: OpenCase, path: string): string =>
  relative(dirname(resolve(host.cwd, open.file.path)), resolve(host.cwd, path)).replaceAll('\\', '/');

/** Where the newest file of a case is, as the host takes it. */
export const currentPath = (host: Pick<Host, 'cwd'>, open: OpenCase, state: CaseState): string =>
  relative(host.cwd, join(open.file.folder, state.current.file)) || state.current.file;
