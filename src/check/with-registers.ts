import { dirname, join, resolve, sep } from 'node:path';
import type { Host } from '../core/host.js';
import { registerAbove } from './register-above.js';

/** What must be known of a document to say which register holds for it. */
export interface PlacedHead {
  /** Absolute. */
  folder: string;
  /** It was named, and not found in a folder. */
  asked: boolean;
  register: boolean;
  /** The folder of the configuration that holds. */
  bound: string | undefined;
}

/** Documents that make one workspace, and the registers (absolute paths) that hold for them and are not among them. */
export interface Registered<T> {
  folder: string;
  heads: readonly T[];
  registers: readonly string[];
}

/**
 * Looks up the register of workspaces that have none among their documents, since only a part of them was asked for: it stands above what
 * was given in `paths`. Documents with registers of their own each, and no configuration that holds them together, are workspaces apart.
 */
export async function withRegisters<T extends PlacedHead>(
  host: Host,
  paths: readonly string[],
  groups: ReadonlyMap<string, readonly T[]>,
): Promise<Registered<T>[]> {
  const above = lookUp(host, paths);
  const found: Registered<T>[] = [];
  for (const [folder, heads] of groups) {
    const parts = new Map<string | undefined, T[]>();
    if (!heads.some(({ register }) => register)) {
      for (const head of heads) {
        const path = await above(head);
        const part = parts.get(path);
        if (part) part.push(head);
        else parts.set(path, [head]);
      }
    }
    const registers = [...parts.keys()].filter((path) => path !== undefined);
    if (parts.size <= 1 || heads.every(({ bound }) => bound !== undefined)) found.push({ folder, heads, registers });
    else
      for (const [path, part] of parts)
        found.push({
          folder: path === undefined ? folder : dirname(path),
          heads: part,
          registers: path === undefined ? [] : [path],
        });
  }
  return found;
}

/** The register above a document, looked for where no search has been. */
function lookUp(host: Host, paths: readonly string[]): (head: PlacedHead) => Promise<string | undefined> {
  const { files, cwd } = host;
  const given = paths.map((path) => resolve(cwd, path));
  const known = new Map<string, Promise<string | undefined>>();
  const once = (key: string, find: () => Promise<string | undefined>): Promise<string | undefined> => {
    let found = known.get(key);
    if (!found) known.set(key, (found = find()));
    return found;
  };
  // A folder that was searched has shown what is in it; a repository ends there.
  const beyond = async (folder: string): Promise<string | undefined> =>
    dirname(folder) === folder || (await files.kind(join(folder, '.git'))) !== undefined
      ? undefined
      : registerAbove(files, dirname(folder));
  return async ({ folder, asked, bound }) => {
    const searched = asked ? undefined : given.find((path) => isWithin(folder, path));
    const found =
      searched === undefined
        ? await once(folder, () => registerAbove(files, folder))
        : await once(`${searched}${sep}`, () => beyond(searched));
    return found !== undefined && bound !== undefined && !isWithin(found, bound) ? undefined : found;
  };
}

const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
