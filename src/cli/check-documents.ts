import { dirname, resolve } from 'node:path';
import { choosingChanged } from '../check/choose-changed.js';
import { chooseShard, type Shard } from '../check/choose-shard.js';
import { nothingFound } from '../check/find-files.js';
import { findWorkspaces, type FoundWorkspace } from '../check/find-workspaces.js';
import { sorted } from '../check/run-rules.js';
import type { Source } from '../core/source.js';
import { text } from '../core/text.js';
import type { CheckResult } from '../reporters/_contract.js';
import { changedSince } from './changed-since.js';
import type { RunNotes } from './kept-runs.js';
import { runSlices } from './run-slices.js';
import type { Session } from './session.js';

/** What part of the documents is checked, and how. */
export interface CheckPlan {
  threads: number | null;
  /** Only what changed since this revision, and what refers to it. */
  changed?: string | undefined;
  shard?: Shard | undefined;
  notes?: RunNotes | undefined;
  /** Of several runs over texts that are mended in between: what the first chose, which the others keep to. */
  keeps?: { judged?: ReadonlySet<string> };
}

/** Finds, reads and judges documents, each workspace by itself; the result does not depend on how the work was divided. */
export async function checkDocuments(
  { host, say }: Session,
  paths: readonly string[],
  { threads, changed, shard, notes, keeps }: CheckPlan,
): Promise<CheckResult> {
  const kept = keeps?.judged;
  const choice =
    changed === undefined || kept
      ? undefined
      : choosingChanged(await changedSince(host, changed, await folderOf(host, paths)));
  const found = await findWorkspaces(host, paths, { look: choice?.look });
  if (found.workspaces.length + found.diagnostics.length === 0) throw nothingFound(paths);
  const whole = choice ? choice.choose(found.workspaces) : found.workspaces;
  const chosen = shard && !kept ? chooseShard(whole, shard, host.cwd) : whole;
  const part = kept ? keptTo(chosen, kept) : chosen;
  if (keeps) keeps.judged ??= judgedIn(part);
  const judged = await runSlices(host, part, { threads, notes });
  // What is said of the search as a whole is said once.
  const aside = shard && shard.index > 1 ? [] : found.diagnostics;
  const diagnostics = sorted([...aside, ...judged.diagnostics]);
  const sources = new Map(judged.sources.map((source): [string, Source] => [source.path, source]));
  if (judged.files === 0 && changed !== undefined)
    say(
      text(
        `Inget dokument berörs av ändringarna sedan ${changed}.`,
        `No document is concerned by the changes since ${changed}.`,
      ),
    );
  else if (judged.files === 0 && shard)
    say(
      text(
        `Del ${shard.index} av ${shard.count} har inga dokument: arbetsytorna är färre än delarna.`,
        `Part ${shard.index} of ${shard.count} has no documents: there are fewer workspaces than parts.`,
      ),
    );
  return { files: judged.files, diagnostics, sources };
}

const judgedIn = (workspaces: readonly FoundWorkspace[]): ReadonlySet<string> =>
  new Set(workspaces.flatMap(({ files }) => files.flatMap(({ path, seen }) => (seen === true ? [] : [path]))));

/** The workspaces that hold some of these files; only those files are judged. */
const keptTo = (workspaces: readonly FoundWorkspace[], judged: ReadonlySet<string>): FoundWorkspace[] =>
  workspaces.flatMap((workspace) =>
    workspace.files.some(({ path }) => judged.has(path))
      ? [
          {
            ...workspace,
            files: workspace.files.map((file) => (judged.has(file.path) ? file : { ...file, seen: true })),
          },
        ]
      : [],
  );

/** The folder in whose repository changes are looked for: that of the first path. */
async function folderOf({ cwd, files }: Session['host'], [first = '.']: readonly string[]): Promise<string> {
  const path = resolve(cwd, first);
  return (await files.kind(path)) === 'folder' ? path : dirname(path);
}
