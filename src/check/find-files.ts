import { namedForm } from '../core/form.js';
import { join, resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import { Failure } from '../core/failure.js';
import type { Entry, Host } from '../core/host.js';
import { text } from '../core/text.js';
import type { SettingsStore } from './settings-store.js';

/** A file to look at, as the user would name it; `asked` for when it was named, and not found in a folder. */
export interface FoundFile {
  path: string;
  asked: boolean;
}

/** Folders that never hold documents of the workspace's own. */
const passedOver = new Set(['node_modules', '.git', 'dist']);

/** The files under `paths` that may be documents, in the order of the walk, and what could not be entered. */
export async function findFiles(
  host: Host,
  paths: readonly string[],
  configurations: SettingsStore,
): Promise<{ files: FoundFile[]; diagnostics: Diagnostic[] }> {
  const files = new Map<string, boolean>();
  const diagnostics: Diagnostic[] = [];
  const walk = async (folder: string): Promise<void> => {
    let entries: Entry[];
    try {
      entries = await host.files.list(folder);
    } catch (error) {
      // One folder that may not be entered, or that has just gone, does not keep the others from being checked.
      if (!(error instanceof Failure)) throw error;
      diagnostics.push(unreadable(folder, error));
      return;
    }
    const chosen = await configurations.nearest(resolve(host.cwd, folder), entries);
    // Forms that were sent out look like answers, and are not.
    const forms = entries.some(({ name }) => name === 'round.yaml') ? 'forms' : undefined;
    for (const { name, kind } of entries) {
      const path = folder === '.' ? name : join(folder, name);
      const walked = kind === 'folder' && name !== forms && !passedOver.has(name) && !name.startsWith('.');
      if (!walked && !(kind === 'file' && namedForm(name) && !files.has(path))) continue;
      if (chosen && !chosen.takes(resolve(host.cwd, path), walked ? 'folder' : 'file')) continue;
      if (walked) await walk(path);
      else files.set(path, false);
    }
  };
  for (const path of paths) {
    const kind = await host.files.kind(path);
    if (kind === 'folder') await walk(path);
    // A file that is not there is read all the same, for the refusal it gives.
    else files.set(path, true);
  }
  return { files: [...files].map(([path, asked]) => ({ path, asked })), diagnostics };
}

/** The finding about what could not be read. */
export function unreadable(file: string, failure: Failure): Diagnostic {
  const start = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return {
    file,
    ...start,
    rule: 'read',
    severity: 'error',
    message: failure.text,
    ...(failure.help ? { help: failure.help } : {}),
  };
}

/** There was nothing to check. */
export function nothingFound(paths: readonly string[]): Failure {
  const where = paths.join(', ');
  return new Failure(
    text(`Inga dokument hittades i ${where}`, `No documents were found in ${where}`),
    text(
      'Ett dokument är en .md- eller .yaml-fil som säger vad den är, till exempel ”fardplan: roadmap/v1”. Börja med fardplan init.',
      'A document is a .md or .yaml file that says what it is, such as “fardplan: roadmap/v1”. Begin with fardplan init.',
    ),
  );
}
