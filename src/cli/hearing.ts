import type { Host } from '../core/host.js';
import { type Asked, askedThrough, questionKey } from './asked.js';

/** What came of something that was done, and all that it asked. */
export interface Heard<T> {
  result: T;
  asked: Asked[];
  /** Nothing else was asked, and no question got two answers: asked again, the same would come of it. */
  whole: boolean;
}

/** Does something through a host of which every question is heard. */
export async function hearing<T>(host: Host, work: (through: Host) => Promise<T>): Promise<Heard<T>> {
  const heard = new Map<string, Asked>();
  let whole = true;
  const { git, files } = askedThrough(host, (each) => {
    const key = questionKey(each);
    const before = heard.get(key);
    if (before && before[2] !== each[2]) whole = false;
    heard.set(key, each);
  });
  const result = await work({
    ...host,
    git,
    files: { ...host.files, ...files },
    now: () => {
      whole = false;
      return host.now();
    },
  });
  return { result, asked: [...heard.values()], whole };
}
