import { join } from 'node:path';
import type { FoundWorkspace } from '../check/find-workspaces.js';
import type { Judged } from '../check/judge-slice.js';
import type { Slice } from '../check/plan-slices.js';
import type { Host } from '../core/host.js';
import { askAgain, type Asked, digest, questionKey, rememberingHost } from './asked.js';
import { cacheFolder } from './cache-folder.js';
import type { RunNotes } from './kept-runs.js';

declare const FARDPLAN_BUILD: string;

/** What the slices of a run gave the last time. */
export interface KeptSlices {
  /** What a slice gave, if everything it asked has the same answer now. */
  known(slice: Slice): Promise<Judged | undefined>;
  /** Notes what a slice gave, and what it had asked. */
  add(slice: Slice, judged: Judged, asked: readonly Asked[]): void;
  /** Writes what was noted, if anything is new. */
  save(): Promise<void>;
}

/** One file for all slices of a run: each question stands once, slices refer to it by its number. */
interface Pack {
  asked: Asked[];
  slices: Record<string, { asked: number[]; judged: Judged }>;
}

/** The most packs that are kept; then all are dropped. */
const mostPacks = 40;
/** A larger pack (characters) is not kept. */
const largest = 100_000_000;

/** Opens what was kept of a run over these workspaces; the file is by the folder that the run stands in and the folders it is about. */
export async function keptSlices(
  workspaces: readonly FoundWorkspace[],
  notes: RunNotes,
): Promise<KeptSlices | undefined> {
  const { host } = notes;
  const folder = cacheFolder(host, 'slices');
  if (folder === undefined) return undefined;
  const folders = [...new Set(workspaces.map((each) => each.folder))];
  const file = join(
    folder,
    `${digest(JSON.stringify([FARDPLAN_BUILD, process.version, host.cwd, common(folders)]))}.json`,
  );
  const before = await readPack(host, file);
  const within = rememberingHost(host);
  const after: Pack = { asked: [], slices: {} };
  const numbers = new Map<string, number>();
  const answers = new Map<string, Promise<string | undefined>>();
  let changed = false;
  const holds = ([what, about, answer]: Asked): boolean | Promise<boolean> => {
    const known = typeof about === 'string' ? notes.answer(what, about) : undefined;
    if (known !== undefined) return known === answer;
    const key = questionKey([what, about]);
    let asked = answers.get(key);
    if (!asked) answers.set(key, (asked = askAgain(within, what, about).then((given) => given?.digest)));
    return asked.then((given) => given === answer);
  };
  const put = (key: string, judged: Judged, asked: readonly Asked[]): void => {
    after.slices[key] = {
      judged,
      asked: asked.map((each) => {
        const name = `${questionKey(each)} ${each[2]}`;
        let number = numbers.get(name);
        if (number === undefined) {
          numbers.set(name, (number = after.asked.length));
          after.asked.push(each);
        }
        return number;
      }),
    };
  };
  return {
    async known(slice) {
      const key = keyOf(slice);
      const found = before?.slices[key];
      if (!found) return undefined;
      const asked: Asked[] = [];
      for (const number of found.asked) {
        const each = before.asked[number];
        if (!each) return undefined;
        const still = holds(each);
        if (!(still === true || (still !== false && (await still)))) return undefined;
        asked.push(each);
      }
      notes.note(asked);
      put(key, found.judged, asked);
      return found.judged;
    },
    add(slice, judged, asked) {
      changed = true;
      put(keyOf(slice), judged, asked);
    },
    async save() {
      const gone = Object.keys(before?.slices ?? {}).some((key) => !(key in after.slices));
      if (!changed && !gone) return;
      try {
        const body = JSON.stringify(after);
        if (body.length > largest) return;
        await host.files.makeFolder(folder);
        if ((await host.files.list(folder)).length > mostPacks) {
          const { rm } = await import('node:fs/promises');
          await rm(folder, { recursive: true, force: true });
          await host.files.makeFolder(folder);
        }
        await host.files.write(file, `${digest(body)}\n${body}\n`, { replace: true, mode: 0o600 });
      } catch {
        // Without a folder to write in every run is a first one.
      }
    },
  };
}

const keyOf = (slice: Slice): string => digest(JSON.stringify(slice)).slice(0, 22);

/** The path that all of these begin with. */
function common(folders: readonly string[]): string {
  let [shared = ''] = folders;
  for (const folder of folders) while (!folder.startsWith(shared)) shared = shared.slice(0, -1);
  return shared;
}

async function readPack({ files }: Host, file: string): Promise<Pack | undefined> {
  try {
    if ((await files.kind(file)) !== 'file') return undefined;
    const text = Buffer.from(await files.read(file)).toString();
    const end = text.indexOf('\n');
    const body = text.slice(end + 1, -1);
    // A damaged or unreadable pack is as good as none.
    if (text.slice(0, end) !== digest(body)) return undefined;
    const pack = JSON.parse(body) as Pack | null;
    return Array.isArray(pack?.asked) && typeof pack.slices === 'object' ? pack : undefined;
  } catch {
    return undefined;
  }
}
