import type { RevisedBlock, RevisedParagraph, RevisedRun, Revision } from '../ooxml/tracked-changes.js';
import type { Aligned, AlignedRow } from './_aligned.js';
import { sentence } from './_blocks.js';
import type { ReportWords } from './_contract.js';
import { endOfRun } from './_running.js';
import { type MarkedRun, markedRuns, runsOf } from './_runs.js';

/** Two revisions as one Word text with tracked changes; why each was made stands in the margin. */
export function wordRevisions(
  { rows, fields }: Aligned,
  words: ReportWords,
  causeOf: (row: AlignedRow) => string | undefined,
): RevisedBlock[] {
  const found: RevisedBlock[] = [];
  let lists = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    const atom = row?.after ?? row?.before;
    if (!row || !atom) continue;
    const cause = row.state === 'moved-from' ? undefined : causeOf(row);
    const comment = cause === undefined ? {} : { comment: sentence(words.cause, { cause }) };
    if (atom.kind === 'row') {
      const end = tableEnd(rows, at);
      found.push({
        type: 'table',
        header: atom.head === true,
        rows: rows.slice(at, end).map((each) => tableRow(each, words, causeOf)),
      });
      // Two tables without a paragraph between them would become one.
      const next = rows[end];
      if ((next?.after ?? next?.before)?.kind === 'row') found.push({ type: 'paragraph', runs: [] });
      at = end - 1;
      continue;
    }
    const style =
      atom.kind === 'title'
        ? 'Title'
        : atom.kind === 'heading'
          ? headings[Math.min(atom.depth, 4) - 1]
          : atom.kind === 'quote'
            ? 'Citat'
            : undefined;
    if (atom.kind === 'item' && atom.number !== undefined && !continues(rows, at)) lists += 1;
    found.push({
      type: 'paragraph',
      ...(style === undefined ? {} : { style }),
      ...(atom.kind === 'item'
        ? { list: { depth: atom.depth, ...(atom.number === undefined ? {} : { number: lists }) } }
        : {}),
      runs: revisedRuns(row.cells[0] ?? [], row.state),
      ...whole(row),
      ...comment,
    });
    if (atom.kind === 'title' && fields.length > 0) found.push(fieldTable(fields, words));
  }
  return found;
}

const headings = ['Heading1', 'Heading2', 'Heading3', 'Heading4'] as const;

const revisions: Record<AlignedRow['state'], Revision | undefined> = {
  same: undefined,
  changed: undefined,
  added: 'inserted',
  removed: 'deleted',
  'moved-from': 'moved-from',
  'moved-to': 'moved-to',
};

const whole = (row: AlignedRow): Pick<RevisedParagraph, 'revision' | 'move'> => {
  const revision = revisions[row.state];
  return {
    ...(revision === undefined ? {} : { revision }),
    ...(row.moved ? { move: `flytt${row.moved.number}` } : {}),
  };
};

function revisedRuns(runs: readonly MarkedRun[], state: AlignedRow['state'] | 'cell'): RevisedRun[] {
  return runs.flatMap(({ text, op, strong, emphasis }): RevisedRun[] => {
    const base = { text, ...(strong ? { bold: true } : {}), ...(emphasis ? { italic: true } : {}) };
    // What was changed on its way is new where it stands; what it was stands where it was.
    if (state === 'moved-to')
      return op === 'delete' ? [] : [{ ...base, revision: op === 'insert' ? 'inserted' : 'moved-to' }];
    if (state === 'moved-from') return [{ ...base, revision: 'moved-from' }];
    return [
      {
        ...base,
        ...(op === 'equal' ? {} : { revision: op === 'insert' ? ('inserted' as const) : ('deleted' as const) }),
      },
    ];
  });
}

function tableEnd(rows: readonly AlignedRow[], start: number): number {
  const first = rows[start]?.after ?? rows[start]?.before;
  let end = start + 1;
  for (; end < rows.length; end += 1) {
    const atom = rows[end]?.after ?? rows[end]?.before;
    if (atom?.kind !== 'row' || atom.head || atom.table !== first?.table || atom.section?.id !== first?.section?.id)
      break;
  }
  return end;
}

/** `true` for an item of a numbered list that goes on. */
function continues(rows: readonly AlignedRow[], at: number): boolean {
  const before = rows[at - 1]?.after ?? rows[at - 1]?.before;
  const here = rows[at]?.after ?? rows[at]?.before;
  return before?.kind === 'item' && endOfRun(rows, at - 1) > at && (here?.number ?? 1) > 1;
}

function tableRow(
  row: AlignedRow,
  words: ReportWords,
  causeOf: (row: AlignedRow) => string | undefined,
): Extract<RevisedBlock, { type: 'table' }>['rows'][number] {
  const gone = row.state === 'removed' || row.state === 'moved-from';
  const come = row.state === 'added' || row.state === 'moved-to';
  const cause = gone ? undefined : causeOf(row);
  const bold = (row.after ?? row.before)?.head === true;
  const cells = row.cells.map((runs, index): RevisedParagraph[] => {
    const kept = come ? runs.filter(({ op }) => op !== 'delete') : runs;
    const marked = kept.map((run): MarkedRun => ({
      ...run,
      op: gone ? 'delete' : come ? 'insert' : run.op,
      ...(bold ? { strong: true as const } : {}),
    }));
    const comment = cause === undefined || index > 0 ? {} : { comment: sentence(words.cause, { cause }) };
    return [{ type: 'paragraph', runs: revisedRuns(marked, 'cell'), ...comment }];
  });
  return { cells, ...(gone ? { revision: 'deleted' as const } : come ? { revision: 'inserted' as const } : {}) };
}

/** What differs in the front matter, as a table; the rest of it is no text. */
const fieldTable = (fields: Aligned['fields'], words: ReportWords): RevisedBlock => ({
  type: 'table',
  header: true,
  rows: [
    { cells: [words.fieldName, words.wording].map((text) => [{ type: 'paragraph', runs: [{ text, bold: true }] }]) },
    ...fields.map(({ title, before, after }): { cells: RevisedParagraph[][]; revision?: 'inserted' | 'deleted' } => {
      const label: MarkedRun = { text: sentence(title), op: before ? (after ? 'equal' : 'delete') : 'insert' };
      const runs = markedRuns(before && runsOf(before.text), after && runsOf(after.text));
      return {
        cells: [[label], runs].map((each) => [{ type: 'paragraph', runs: revisedRuns(each, 'cell') }]),
        ...(before && after ? {} : { revision: before ? ('deleted' as const) : ('inserted' as const) }),
      };
    }),
  ],
});
