import type { LaterChange } from '../model/verdict.js';
import { appended } from './coverage.js';
import type { FileFacts } from './facts.js';
import { laterChanges } from './later-changes.js';

/** Changes by revisions after the first signature, and bytes that belong to no revision at all. */
export function changesAfter({ structure, signatures, tokens }: FileFacts): LaterChange[] {
  const [first] = signatures;
  if (!first) return [];
  const changes = laterChanges(structure, signatures);
  const end = first.range.ok ? first.range.end : (structure.revisions[first.revision]?.end ?? 0);
  const next = structure.revisions.length + 1;
  for (const { start, what } of structure.problems) {
    const revision = structure.revisions.find((each) => start < each.end);
    if (start >= end)
      changes.push({ revision: revision ? revision.index + 1 : next, allowed: false, kind: 'bytes', what });
  }
  const last = structure.revisions.at(-1);
  const documents = tokens.filter(({ kind }) => kind === 'document');
  const signing = [...signatures, ...documents].find((each) => each.revision === last?.index)?.range;
  if (last && signing?.ok && signing.end < last.end) {
    const what = appended(signing.end, structure.bytes.length);
    changes.push({ revision: next, allowed: false, kind: 'bytes', what });
  }
  return changes;
}
