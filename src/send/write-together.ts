import { dirname, join } from 'node:path';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';

/**
 * Writes files (by name, in order) in `folder`: all, or none. When one cannot be written, those before it are taken away, or get back what
 * they were. Without `replace`, a file that stands and says something else is refused before anything is written.
 */
export async function writeTogether(
  { files }: Pick<Host, 'files'>,
  folder: string,
  wanted: ReadonlyMap<string, Uint8Array | string>,
  { replace }: { replace: boolean },
): Promise<void> {
  const before = new Map<string, Uint8Array | undefined>();
  for (const [name, content] of wanted) {
    const path = join(folder, name);
    const kind = await files.kind(path);
    const old = kind === 'file' ? await files.read(path) : undefined;
    const same = old !== undefined && sameBytes(old, content);
    if (kind !== undefined && !same && (!replace || kind !== 'file')) throw taken(path);
    if (!same) before.set(path, old);
  }
  const done: string[] = [];
  try {
    for (const [name, content] of wanted) {
      const path = join(folder, name);
      if (!before.has(path)) continue;
      await files.makeFolder(dirname(path));
      done.push(path);
      await files.write(path, content, { replace });
    }
  } catch (error) {
    for (const path of done.reverse()) {
      const old = before.get(path);
      // The first refusal is what the user needs to know; a second one here would hide it.
      await (old ? files.write(path, old, { replace: true }) : files.remove(path)).catch(() => undefined);
    }
    throw error;
  }
}

const sameBytes = (old: Uint8Array, content: Uint8Array | string): boolean => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return old.length === bytes.length && old.every((byte, index) => byte === bytes[index]);
};

const taken = (path: string): Failure =>
  new Failure(
    text(`${path} finns redan; ingenting har skrivits`, `${path} exists already; nothing has been written`),
    text('Välj en annan mapp med -o, eller lägg till --force.', 'Choose another folder with -o, or add --force.'),
  );
