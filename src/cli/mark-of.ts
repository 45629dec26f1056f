import { type Stats, statfsSync, statSync } from 'node:fs';
import type { Mark } from '../core/host.js';

/**
 * Milliseconds for which what has changed is not trusted: changed again within the same tick of the clock it could bear the same mark. More
 * than any tick there is, and than clocks of one machine differ.
 */
const settling = 3000;

/** File systems of Linux that stand on this machine and set the times of what they hold at every change, by the numbers in statfs(2). */
const local = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // XFS
  0x9123683e, // Btrfs
  0x2fc12fc1, // ZFS
  0xf2f52010, // F2FS
  0xca451a4e, // bcachefs
  0x01021994, // tmpfs
  0x794c7630, // overlayfs
]);

const devices = new Map<number, boolean>();

/** The mark of a file or folder (absolute path), or of what a link leads to; `undefined` where the same mark may stand for another content. */
export function markOf(path: string): Mark | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found && isTelling(found, Date.now()) && isTrusted(found.dev, path)
      ? [found.size, found.mtimeMs, found.ctimeMs, found.dev, found.ino]
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a change after `now` (milliseconds) would certainly give other numbers. */
export function isTelling(
  found: Pick<Stats, 'size' | 'mtimeMs' | 'ctimeMs' | 'isFile' | 'isDirectory'>,
  now: number,
  platform: NodeJS.Platform = process.platform,
): boolean {
  // Files that the system makes up as they are read (/proc) have no size. Not every file system of Windows notes changes of its folders.
  if (found.isFile() ? found.size === 0 : !found.isDirectory() || platform === 'win32') return false;
  const settled = now - settling;
  // The time of the last change is set by the system alone. Where it counts whole seconds, much may happen in one.
  return found.mtimeMs < settled && found.ctimeMs < settled && found.ctimeMs % 1000 !== 0;
}

/** Over a network, or through another program, times may be late or missing; what it is can only be told on Linux. */
function isTrusted(device: number, path: string): boolean {
  if (process.platform !== 'linux') return true;
  let trusted = devices.get(device);
  if (trusted === undefined) devices.set(device, (trusted = local.has(statfsSync(path).type)));
  return trusted;
}
