import { resolve } from 'node:path';
import type { ChangedFile } from '../check/choose-changed.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { commitOf } from '../core/revision.js';
import type { Source } from '../core/source.js';
import { text } from '../core/text.js';
import { decode } from '../parse/decode.js';
import { namedForm } from '../core/form.js';

/**
 * The files of the repository around `folder` (absolute) that have changed since `revision`, in commits, in the index, in the work tree and
 * as new files that git does not know yet; a renamed file is one that went and one that came. Counted from where the branch left `revision`.
 */
export async function changedSince(host: Host, revision: string, folder: string): Promise<ChangedFile[]> {
  const inside = await host.git(['rev-parse', '--is-inside-work-tree'], folder);
  if (inside.code !== 0) {
    throw new Failure(
      text(
        `--changed ${revision} går inte: mappen ${folder} ligger inte i ett git-arkiv`,
        `--changed ${revision} will not do: the folder ${folder} is not in a git repository`,
      ),
      text(
        'Kör kommandot i arkivet, eller utan --changed för att kontrollera allt.',
        'Run the command in the repository, or without --changed to check everything.',
      ),
    );
  }
  const commit = await commitOf(host, revision, folder, `--changed ${revision}`);
  const lines = async (...args: string[]): Promise<string> => {
    const answer = await host.git(args, folder);
    return answer.code === 0 ? new TextDecoder().decode(answer.stdout) : '';
  };
  const up = (await lines('rev-parse', '--show-cdup')).trim();
  const top = resolve(folder, up);
  // Where history was cut off there may be no common commit; then the revision itself is what is compared with.
  const base = (await lines('merge-base', commit, 'HEAD')).trim() || commit;
  const parts = async (...args: string[]): Promise<string[]> => {
    const answer = await host.git(args, top);
    if (answer.code !== 0) {
      throw new Failure(
        text(
          `Git kunde inte säga vad som ändrats sedan ${revision}`,
          `Git could not tell what has changed since ${revision}`,
        ),
        text(`Git svarade: ${answer.stderr.trim()}`, `Git said: ${answer.stderr.trim()}`),
      );
    }
    return new TextDecoder().decode(answer.stdout).split('\0').filter(Boolean);
  };
  const tracked = await parts('diff', '--name-only', '-z', '--no-renames', '--no-ext-diff', base, '--');
  const fresh = await parts('ls-files', '-z', '--others', '--exclude-standard');
  const changed: ChangedFile[] = [];
  for (const name of new Set([...tracked, ...fresh])) {
    const path = resolve(top, name);
    if (namedForm(name)) changed.push({ path, sources: await textsOf(host, path, `${base}:${name}`, top) });
    else changed.push({ path, sources: [] });
  }
  return changed;
}

/** The text of a changed file, and the one that it had: what refers to it may do so by what it was called. */
async function textsOf(host: Host, path: string, before: string, top: string): Promise<Source[]> {
  const texts: Source[] = [];
  if ((await host.files.kind(path)) === 'file') {
    try {
      texts.push(...present(decode(path, await host.files.read(path)).source));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  }
  const blob = await host.git(['cat-file', 'blob', before], top);
  if (blob.code === 0) texts.push(...present(decode(path, blob.stdout).source));
  return texts;
}

const present = (source: Source | undefined): Source[] => (source ? [source] : []);
