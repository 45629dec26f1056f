import type { Judged } from '../check/judge-slice.js';
import type { Host } from '../core/host.js';
import { type Asked, askedThrough, questionKey } from './asked.js';
import type { SliceResult } from './run-slices.js';

/** Judges through a host of which every question is heard; `asked` is undefined if more was asked than can be asked again. */
export async function hearing(host: Host, judge: (through: Host) => Promise<Judged>): Promise<SliceResult> {
  const heard = new Map<string, Asked>();
  let whole = true;
  const { git, files } = askedThrough(host, (each) => {
    const key = questionKey(each);
    const before = heard.get(key);
    if (before && before[2] !== each[2]) whole = false;
    heard.set(key, each);
  });
  const judged = await judge({
    ...host,
    git,
    files: { ...host.files, ...files },
    now: () => {
      whole = false;
      return host.now();
    },
  });
  return { judged, asked: whole ? [...heard.values()] : undefined };
}
