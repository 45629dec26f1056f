import type { Block, Inline } from '../model/document.js';
import type { AlignedRow } from './_aligned.js';
import { heading, onLines, paragraph, sentence, words as plain } from './_blocks.js';
import type { Telling } from './_running.js';
import { type MarkedRun, markedInlines, plainRuns } from './_runs.js';

/** Before and after beside each other: a table for every section in which anything differs. */
export function sideBySide(telling: Telling, versions: { before: string; after: string }): Block[] {
  const { rows, words, prefix, level } = telling;
  const found: Block[] = [];
  const open = new Map<number, AlignedRow>();
  const sections: { head: AlignedRow | undefined; rows: AlignedRow[] }[] = [{ head: undefined, rows: [] }];
  for (const row of rows) {
    const atom = row.after ?? row.before;
    if (atom?.kind === 'heading') sections.push({ head: row, rows: [] });
    else sections.at(-1)?.rows.push(row);
  }
  const header = [sentence(words.before, { version: versions.before }), sentence(words.after, { version: versions.after })];
  for (const [index, section] of sections.entries()) {
    const { head } = section;
    const atom = head?.after ?? head?.before;
    const depth = atom?.depth ?? 1;
    // A heading above one that is shown stands there even if nothing differs in its own text, so that no level is missing.
    for (const known of [...open.keys()]) if (known >= depth) open.delete(known);
    if (head && [head, ...section.rows].every(({ state }) => state === 'same')) open.set(depth, head);
    if ((head ? [head, ...section.rows] : section.rows).every(({ state }) => state === 'same')) continue;
    for (const above of open.values()) found.push(headingOf(above, index, prefix, level));
    open.clear();
    if (head) found.push(headingOf(head, index, prefix, level));
    else found.push(heading(level, `${prefix}ingress`, words.beforeFirst));
    const told = head && head.state !== 'same' ? [head, ...section.rows] : section.rows;
    if (told.length === 0) continue;
    const columns = told.map((row) => [columnOf(row, 'before', telling), columnOf(row, 'after', telling)]);
    found.push({ type: 'table', role: 'comparison', header: header.map(plain), rows: columns });
  }
  return found.length > 0 ? found : [paragraph(words.unchanged)];
}

function headingOf(row: AlignedRow, index: number, prefix: string, level: number): Block {
  const atom = row.after ?? row.before;
  const title = plainRuns(atom?.cells[0] ?? []);
  return heading(level + (atom?.depth ?? 1) - 1, `${prefix}${row.after ? '' : `bort-${index}-`}${atom?.entry?.id ?? index}`, title);
}

function columnOf(row: AlignedRow, side: 'before' | 'after', { words, causeOf }: Telling): Inline[] {
  const note = (text: string): Inline[] => [{ type: 'emphasis', children: plain(text) }];
  const cause = side === 'after' ? causeOf(row) : undefined;
  const because = cause === undefined ? [] : [note(sentence(words.cause, { cause }))];
  const { state, moved } = row;
  if (side === 'before') {
    if (state === 'added') return note(words.wasNot);
    if (state === 'moved-to') return note(sentence(words.stoodUnder, { from: moved?.title ?? '' }).replace(/:$/, '.'));
    return textOf(row, 'before');
  }
  if (state === 'removed') return onLines([note(words.isGone), ...because]);
  if (state === 'moved-from') return note(sentence(words.standsUnder, { to: moved?.title ?? '' }));
  return onLines([textOf(row, 'after'), ...because]);
}

function textOf(row: AlignedRow, side: 'before' | 'after'): Inline[] {
  const atom = row[side] ?? row.after ?? row.before;
  const shown = (runs: readonly MarkedRun[]): Inline[] => {
    const mine = runs.filter(({ op }) => op === 'equal' || (op === 'delete') === (side === 'before'));
    // What moved is as it was; that it left is said in words beside it.
    return markedInlines(row.state === 'moved-from' ? mine.map((run) => ({ ...run, op: 'equal' })) : mine);
  };
  const cells = row.cells.map(shown).filter((cell) => cell.length > 0);
  if (atom?.kind === 'row') return onLines(cells);
  const [first = []] = cells;
  if (atom?.kind === 'item') return [{ type: 'text', text: atom.number === undefined ? '•\u00a0' : `${atom.number}.\u00a0` }, ...first];
  if (atom?.kind === 'heading') return [{ type: 'strong', children: first }];
  return first;
}
