import { resolve } from 'node:path';
import { layOver } from '../core/lay-over.js';
import type { Session } from './session.js';
import { standardInput } from './standard-input.js';

/** What a shell passes on through a pipe (`<(…)`, /dev/stdin) gives its bytes only once. */
const isPassedOn = (path: string): boolean => /^\/(?:dev|proc)\//.test(path);

/**
 * The session and paths of a run over texts that are no files: stdin, named `-`, and pipes. They are read here, once, and stand as files named as
 * they are; stdin as the one at `stdinName`, in place of what is there. `undefined` where all are files.
 */
export async function givenTexts(
  session: Session,
  paths: readonly string[],
  stdinName: string | undefined,
): Promise<{ session: Session; paths: string[] } | undefined> {
  const { host } = session;
  const name = stdinName || 'stdin';
  const at = (path: string): string => resolve(host.cwd, path);
  if (!paths.some((path) => path === '-' || isPassedOn(at(path)))) return undefined;
  const held = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const path of new Set(paths)) {
    if (path === '-') held.set(at(name), await standardInput());
    else if (isPassedOn(at(path)) && (await host.files.kind(path)) === 'other')
      held.set(at(path), await host.files.read(path));
  }
  return {
    session: { ...session, host: layOver(host, (path) => held.get(path)) },
    paths: paths.map((path) => (path === '-' ? name : path)),
  };
}
