import { findWorkspaces } from '../check/find-workspaces.js';
import { nothingFound } from '../check/find-files.js';
import { sorted } from '../check/run-rules.js';
import type { Source } from '../core/source.js';
import type { CheckResult } from '../reporters/_contract.js';
import type { RunNotes } from './kept-runs.js';
import { runSlices } from './run-slices.js';
import type { Session } from './session.js';

/** What part of the documents is checked, and how. */
export interface CheckPlan {
  threads: number | null;
  notes: RunNotes | undefined;
}

/** Finds, reads and judges documents, each workspace by itself; the result does not depend on how the work was divided. */
export async function checkDocuments(
  { host }: Session,
  paths: readonly string[],
  { threads, notes }: CheckPlan,
): Promise<CheckResult> {
  const found = await findWorkspaces(host, paths);
  const judged = await runSlices(host, found.workspaces, { threads, notes });
  const diagnostics = sorted([...found.diagnostics, ...judged.diagnostics]);
  if (judged.files + diagnostics.length === 0) throw nothingFound(paths);
  const sources = new Map(judged.sources.map((source): [string, Source] => [source.path, source]));
  return { files: judged.files, diagnostics, sources };
}
