import { dirname, posix, resolve } from 'node:path';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { type Revision, splitReference } from '../core/revision.js';
import { text } from '../core/text.js';

/** Where a round finds the text that was sent out, ever after. */
export interface SentSource {
  /** `COMMIT:PATH` in git, else a path from the round's folder. */
  source: string;
  /** There when the text is in no repository: the name of the copy that is to be kept beside the round. */
  copy?: string;
}

/**
 * How a round refers to a revision. A text in git is named by its full commit; one outside git is kept as a copy.
 * Refuses with a `Failure` (exit 2) a text in a repository that is not committed: it would soon be another.
 */
export async function sentSource(host: Host, revision: Revision): Promise<SentSource> {
  const { path, fileName, commit, draft } = revision;
  if (draft === 'uncommitted') {
    throw new Failure(
      text(
        `${path} har ändringar som inte är sparade i git, och skickas inte ut`,
        `${path} has changes that are not committed, and is not sent out`,
      ),
      text(
        `Alla ska svara på samma text, och den ska gå att hitta igen. Kör ”git add ${path}” och ”git commit”, och sedan kommandot igen.`,
        `Everyone shall answer the same text, and it must be possible to find it again. Run “git add ${path}” and “git commit”, then the command again.`,
      ),
    );
  }
  if (commit === undefined) {
    const extension = /\.[^.]+$/.exec(fileName)?.[0] ?? '.md';
    return { source: `remissversion${extension}`, copy: `remissversion${extension}` };
  }
  const split = splitReference(path);
  const onDisk = resolve(host.cwd, path);
  const isFile = !split || (await host.files.kind(onDisk)) === 'file';
  const within = isFile ? dirname(onDisk) : host.cwd;
  const name = isFile ? fileName : split.path.replace(/\\/g, '/');
  const prefix = await host.git(['rev-parse', '--show-prefix'], within);
  const below = posix.normalize(`${new TextDecoder().decode(prefix.stdout).trim()}${name}`);
  if (isFile || /^\.{1,2}\//.test(name)) return { source: `${commit}:${below}` };
  // As git does: a path in a revision is one from the top, else one from here.
  const fromTop = await host.git(['cat-file', '-e', `${commit}:${name}`], host.cwd);
  return { source: `${commit}:${fromTop.code === 0 ? posix.normalize(name) : below}` };
}
