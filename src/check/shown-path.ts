import { isAbsolute, relative } from 'node:path';

/** A path as it can be opened from where the user stands: from `cwd` if the file is inside it, else absolute. */
export function shownPath(cwd: string, absolute: string): string {
  const within = relative(cwd, absolute);
  return within === '' || within.startsWith('..') || isAbsolute(within) ? absolute : within;
}
