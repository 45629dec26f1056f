import { dirname, resolve } from 'node:path';
import { choosingChanged } from '../check/choose-changed.js';
import { chooseShard, type Shard } from '../check/choose-shard.js';
import { nothingFound } from '../check/find-files.js';
import { findWorkspaces } from '../check/find-workspaces.js';
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
}

/** Finds, reads and judges documents, each workspace by itself; the result does not depend on how the work was divided. */
export async function checkDocuments(
  { host, say }: Session,
  paths: readonly string[],
  { threads, changed, shard, notes }: CheckPlan,
): Promise<CheckResult> {
  const choice =
    changed === undefined ? undefined : choosingChanged(await changedSince(host, changed, await folderOf(host, paths)));
  const found = await findWorkspaces(host, paths, { look: choice?.look });
  if (found.workspaces.length + found.diagnostics.length === 0) throw nothingFound(paths);
  const whole = choice ? choice.choose(found.workspaces) : found.workspaces;
  const part = shard ? chooseShard(whole, shard, host.cwd) : whole;
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

/** The folder in whose repository changes are looked for: that of the first path. */
async function folderOf({ cwd, files }: Session['host'], [first = '.']: readonly string[]): Promise<string> {
  const path = resolve(cwd, first);
  return (await files.kind(path)) === 'folder' ? path : dirname(path);
}
