import type { TracedChange } from '../consultation/trace.js';
import type { Change } from '../model/change.js';
import type { AlignedRow } from './_aligned.js';
import { type Causes, causeOf } from './_causes.js';
import type { ReportWords } from './_contract.js';

/** Looks up why a row differs. Where a whole section differs for one reason, its heading has it, and the rows below have none. */
export function makeCauseOf(
  causes: Causes | undefined,
  rows: readonly AlignedRow[],
  words: ReportWords,
): (row: AlignedRow) => string | undefined {
  if (!causes) return () => undefined;
  const traced = new Map<Change, TracedChange>(causes.traced.map((each) => [each.change, each]));
  const found = new Map<AlignedRow, string>();
  const settle = (section: readonly AlignedRow[]): void => {
    const [head] = section;
    const told = section.flatMap((row): [AlignedRow, string][] => {
      const all = row.changes.flatMap((change) => {
        const one = traced.get(change);
        return (one && causeOf(one, causes, words)) ?? [];
      });
      return all.length === 0 ? [] : [[row, [...new Set(all)].join(' ')]];
    });
    const [only, ...others] = new Set(told.map(([, cause]) => cause));
    if (head && only !== undefined && others.length === 0 && head.after?.kind === 'heading') found.set(head, only);
    else for (const [row, cause] of told) found.set(row, cause);
  };
  let section: AlignedRow[] = [];
  for (const row of rows) {
    if (row.state === 'moved-from') continue;
    if ((row.after ?? row.before)?.kind === 'heading') {
      settle(section);
      section = [];
    }
    section.push(row);
  }
  settle(section);
  return (row) => found.get(row);
}
