import { setFlagsFromString } from 'node:v8';
import type { DocumentFile, FoundWorkspace } from '../check/find-workspaces.js';
import { type Judged, judgeSlice } from '../check/judge-slice.js';
import { planSlices, type Slice } from '../check/plan-slices.js';
import type { Diagnostic } from '../core/diagnostic.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import { type Asked, rememberingHost } from './asked.js';
import { hearing } from './hearing.js';
import { keptSlices } from './kept-slices.js';
import type { RunNotes } from './kept-runs.js';
import { recalling } from './recalling-reader.js';
import { type ThreadPool, threadPool } from './thread-pool.js';

/** A part of a run as a thread is given it. */
export interface SliceJob {
  slice: Slice;
  /** Paths that are left out: a thread ended at them. */
  without: readonly string[];
}

/** What a slice gave, and everything it asked; `undefined` where that is not all it depends on. */
export interface SliceResult {
  judged: Judged;
  asked: Asked[] | undefined;
}

/** How the slices of a run are judged. */
export interface SliceOptions {
  /** `null`: as many as pay. */
  threads: number | null;
  notes: RunNotes | undefined;
  /** Called with the number of documents that have been judged. */
  progress?: (documents: number) => void;
}

/** With fewer documents than this, all is done before threads have started. */
const worthThreads = 24;
/** So many bytes for each thread, or it is as quickly done without. */
const worthBytes = 200_000;
/** How many slices are under way for each thread: enough that none waits, few enough that nothing piles up. */
const window = 3;
/** Milliseconds for a slice; what takes longer hangs. */
const patience = 60_000;

/** Judges workspaces in slices, in threads where it pays; what is known from an earlier run is not judged again. */
export async function runSlices(
  host: Host,
  workspaces: readonly FoundWorkspace[],
  { threads, notes, progress = () => undefined }: SliceOptions,
): Promise<Judged> {
  const all: Judged = { files: 0, diagnostics: [], sources: [], roadmaps: [] };
  const files = workspaces.flatMap((workspace) => workspace.files);
  const plan = planSlices(workspaces);
  const many = files.length >= worthThreads;
  const kept = many && notes ? await keptSlices(workspaces, notes) : undefined;
  const known = await eachOf(plan.slices, 1, async (slice) => kept?.known(slice));
  const count =
    threads ??
    fitting(
      plan.slices.filter((_, index) => !known[index]),
      files,
    );
  const restore = many || count > 1 ? optimise() : () => undefined;
  const within = many ? rememberingHost(notes?.host ?? host) : host;
  const reader = recalling();
  let pool: ThreadPool<SliceJob, SliceResult> | undefined;
  const judge = async (slice: Slice): Promise<Judged> => {
    if (count <= 1) {
      // What is asked is heard by the host, for the run; a slice that is kept has to be heard by itself.
      if (!kept || !notes) return judgeSlice(within, slice, { reader });
      const {
        result: judged,
        asked,
        whole,
      } = await hearing(within, (through) => judgeSlice(through, slice, { reader }));
      return noted(slice, { judged, asked: whole ? asked : undefined });
    }
    pool ??= threadPool({
      count,
      thread: 'check',
      data: { cwd: host.cwd, heard: notes !== undefined },
      patience,
      problem: (job: SliceJob, at) =>
        givenUp(job, at, (again) => (pool as ThreadPool<SliceJob, SliceResult>).run(again)),
    });
    return noted(slice, await pool.run({ slice, without: [] }));
  };
  const noted = (slice: Slice, { judged, asked }: SliceResult): Judged => {
    if (!asked) notes?.forget();
    else {
      notes?.note(asked);
      kept?.add(slice, judged, asked);
    }
    return judged;
  };
  const add = (judged: Judged): void => {
    all.files += judged.files;
    all.diagnostics.push(...judged.diagnostics);
    all.sources.push(...judged.sources);
    progress(judged.files);
  };
  try {
    const names = await eachOf(plan.slices, count <= 1 ? 1 : count * window, async (slice, index) => {
      const judged = known[index] ?? (await judge(slice));
      add(judged);
      return judged.roadmaps;
    });
    for (const { slices, rest } of plan.large) {
      const slice = rest(slices.flatMap((index) => names[index] ?? []));
      if (slice) add((await kept?.known(slice)) ?? (await judge(slice)));
    }
    await kept?.save();
  } finally {
    await pool?.close();
    restore();
  }
  return all;
}

/** How many threads pay for slices, made of these files among others. */
function fitting(slices: readonly Slice[], files: readonly DocumentFile[]): number {
  const paths = new Set(slices.flatMap(pathsOf));
  const sizes = files.filter(({ path }) => paths.has(path)).map(({ size }) => size);
  if (sizes.length < worthThreads) return 1;
  return Math.min(
    process.getBuiltinModule('node:os').availableParallelism(),
    Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / worthBytes),
    slices.length,
  );
}

/** Does all of a list, so many at a time; the results in the order of the list. */
async function eachOf<T, R>(
  list: readonly T[],
  most: number,
  work: (each: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < list.length) {
      const index = next++;
      results[index] = await work(list[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, list.length) }, one));
  return results;
}

/**
 * bin/fardplan.js puts optimising off, since most runs are short; this one is not. What this gives puts it off again: V8 takes kept code only
 * with the flags that it was kept with.
 */
function optimise(): () => void {
  // Later versions of V8 have no such flag, and say so on stderr.
  if (!process.versions.v8.startsWith('11.3.')) return () => undefined;
  setFlagsFromString('--interrupt-budget=135168');
  return () => {
    setFlagsFromString('--interrupt-budget=2000000');
  };
}

/** The paths of what a slice judges and looks at; a thread tells by number where it is. */
export const pathsOf = (slice: Slice): string[] => slice.flatMap(({ files }) => files.map(({ path }) => path));

/** A slice without some of its files. */
export const sliceWithout = ({ slice, without }: SliceJob): Slice =>
  without.length === 0
    ? slice
    : slice.map((each) => ({ ...each, files: each.files.filter(({ path }) => !without.includes(path)) }));

/** A thread has ended at a file of the slice: the file is told of, and the rest is judged without it. */
async function givenUp(
  job: SliceJob,
  at: number,
  again: (job: SliceJob) => Promise<SliceResult>,
): Promise<SliceResult> {
  const path = pathsOf(job.slice)[at - 1];
  if (path === undefined || job.without.includes(path)) throw new Error('a thread of check ended before it had begun');
  const { judged } = await again({ ...job, without: [...job.without, path] });
  const isJudged = job.slice.some(({ files }) => files.some((file) => file.path === path && !file.seen));
  return {
    judged: {
      ...judged,
      files: judged.files + (isJudged ? 1 : 0),
      diagnostics: [...judged.diagnostics, tooMuch(path)],
    },
    asked: undefined,
  };
}

const tooMuch = (file: string): Diagnostic => ({
  file,
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 1,
  rule: 'read',
  severity: 'error',
  message: text(
    'Filen kunde inte kontrolleras: den tog för lång tid eller för mycket minne',
    'The file could not be checked: it took too long, or too much memory',
  ),
  help: text(
    'Kontrollera filen för sig. Är den mycket stor, dela den i flera dokument.',
    'Check the file by itself. If it is very large, divide it into several documents.',
  ),
});
