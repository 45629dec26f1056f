import type { Block, Inline } from '../model/document.js';
import type { AlignedRow } from './_aligned.js';
import { spelledNumber } from '../compose/swedish.js';
import { heading, onLines, paragraph, remark, sentence, words as plain } from './_blocks.js';
import type { ReportWords } from './_contract.js';
import { endOfMove, headingRemark, leftBehind, type Telling } from './_running.js';
import { type MarkedRun, markedInlines, plainRuns } from './_runs.js';

interface Part {
  head: AlignedRow | undefined;
  rows: AlignedRow[];
  /** What is said of a section that stood here. */
  left: Block[];
}

/** The sections in order. What stood there and was moved as a whole is shown where it now stands. */
function partsOf({ rows, words }: Telling): Part[] {
  const parts: Part[] = [{ head: undefined, rows: [], left: [] }];
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    if (!row) continue;
    const atom = row.after ?? row.before;
    if (row.state === 'moved-from' && atom?.kind === 'heading') {
      const end = endOfMove(rows, at);
      parts.at(-1)?.left.push(leftBehind(rows.slice(at, end), words));
      at = end - 1;
    } else if (atom?.kind === 'heading') parts.push({ head: row, rows: [], left: [] });
    else if (!(row.state === 'moved-from' && row.moved?.along)) parts.at(-1)?.rows.push(row);
  }
  return parts;
}

/** Before and after beside each other: a table for every section in which anything differs. */
export function sideBySide(telling: Telling, versions: { before: string; after: string }): Block[] {
  const { words, prefix, level, causeOf } = telling;
  const found: Block[] = [];
  const open = new Map<number, AlignedRow>();
  const header = [
    sentence(words.before, { version: versions.before }),
    sentence(words.after, { version: versions.after }),
  ];
  for (const [index, { head, rows, left }] of partsOf(telling).entries()) {
    const depth = (head?.after ?? head?.before)?.depth ?? 1;
    // A heading above one that is shown stands there even if nothing differs in its own text, so that no level is missing.
    for (const known of [...open.keys()]) if (known >= depth) open.delete(known);
    const differs = [...(head ? [head] : []), ...rows].some(({ state }) => state !== 'same');
    if (!differs && left.length === 0) {
      if (head) open.set(depth, head);
      continue;
    }
    for (const above of open.values()) found.push(headingOf(above, index, prefix, level));
    open.clear();
    if (head)
      found.push(
        headingOf(head, index, prefix, level),
        ...headingRemark(head, words),
        ...because(causeOf(head), words),
      );
    else found.push(heading(level, `${prefix}ingress`, words.beforeFirst));
    if (differs) found.push(...tables(head && head.state === 'changed' ? [head, ...rows] : rows, header, telling));
    found.push(...left);
  }
  return found.length > 0 ? found : [paragraph(words.unchanged)];
}

const because = (cause: string | undefined, words: ReportWords): Block[] =>
  cause === undefined ? [] : [remark(sentence(words.cause, { cause }))];

function tables(rows: readonly AlignedRow[], header: readonly string[], telling: Telling): Block[] {
  // Rows of a table that stayed as they were are many and say nothing here; they are counted.
  const isIdle = ({ state, after }: AlignedRow): boolean => state === 'same' && after?.kind === 'row';
  const shown = rows.filter((row) => !isIdle(row));
  const idle = rows.filter((row) => isIdle(row) && !row.after?.head).length;
  if (shown.length === 0) return [];
  const columns = shown.map((row) => [columnOf(row, 'before', telling), columnOf(row, 'after', telling)]);
  return [
    { type: 'table', role: 'comparison', header: header.map(plain), rows: columns },
    ...(idle > 0
      ? [remark(idle === 1 ? telling.words.rowSame : sentence(telling.words.rowsSame, { count: spelledNumber(idle) }))]
      : []),
  ];
}

function headingOf(row: AlignedRow, index: number, prefix: string, level: number): Block {
  const atom = row.after ?? row.before;
  const title = plainRuns(atom?.cells[0] ?? []);
  return heading(
    level + (atom?.depth ?? 1) - 1,
    `${prefix}${row.after ? '' : `bort-${index}-`}${atom?.entry?.id ?? index}`,
    title,
  );
}

function columnOf(row: AlignedRow, side: 'before' | 'after', { words, causeOf }: Telling): Inline[] {
  const note = (text: string): Inline[] => [{ type: 'emphasis', children: plain(text) }];
  const atom = row.after ?? row.before;
  const cause = side === 'after' && atom?.kind !== 'heading' ? causeOf(row) : undefined;
  const because = cause === undefined ? [] : [note(sentence(words.cause, { cause }))];
  const { state, moved } = row;
  if (side === 'before') {
    if (state === 'added') return note(words.wasNot);
    if (state === 'moved-to' && !moved?.along)
      return note(sentence(words.stoodUnder, { from: moved?.title ?? '' }).replace(/:$/, '.'));
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
  if (atom?.kind === 'item')
    return [{ type: 'text', text: atom.number === undefined ? '•\u00a0' : `${atom.number}.\u00a0` }, ...first];
  if (atom?.kind === 'heading') return [{ type: 'strong', children: first }];
  return first;
}
