import { basename, dirname, relative, resolve, sep } from 'node:path';

/** Milliseconds without a change before anything is done: an editor or git writes several files at once. */
const quiet = 120;

/** Something that is being watched. */
export interface Watching {
  /** Settles at the next change; `false` when the watching has ended. */
  change(): Promise<boolean>;
  /** Watches these too (absolute); what is watched already is passed over. */
  add(paths: readonly string[]): void;
  close(): Promise<void>;
}

/** Watches files and folders (absolute) for what is written, added, removed and renamed in them, however deep. */
export async function watchPaths(paths: readonly string[]): Promise<Watching> {
  const { watch } = await import('chokidar');
  const roots = paths.map((path) => resolve(path));
  const watcher = watch(roots, {
    ignoreInitial: true,
    followSymlinks: false,
    // Editors write beside and rename; half a file is not worth a check.
    atomic: true,
    ignored: (path) => roots.some((root) => path.startsWith(root + sep) && isPassedOver(relative(root, path))),
  });
  let changed = false;
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  let waiting: ((goes: boolean) => void) | undefined;
  const tell = (): void => {
    if (!waiting || !(changed || ended)) return;
    changed = false;
    const settle = waiting;
    waiting = undefined;
    settle(!ended);
  };
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      changed = true;
      tell();
    }, quiet);
  });
  // A folder that goes, or may not be entered, is told of by the check itself.
  watcher.on('error', () => undefined);
  await new Promise<void>((settle) => {
    watcher.once('ready', settle);
  });
  return {
    change: () =>
      new Promise((settle) => {
        waiting = settle;
        tell();
      }),
    add(more) {
      const known = new Set(roots);
      const fresh = more.filter((path) => !known.has(path) && !roots.some((root) => path.startsWith(root + sep)));
      roots.push(...fresh);
      if (fresh.length > 0) watcher.add(fresh);
    },
    async close() {
      ended = true;
      clearTimeout(timer);
      tell();
      await watcher.close();
    },
  };
}

/** Folders that the check does not enter either, and the files that are written beside others for a moment. */
const isPassedOver = (path: string): boolean =>
  path.split(sep).some((part) => part === 'node_modules' || part === 'dist' || part.startsWith('.')) ||
  basename(dirname(path)) === '.git';
