import type { Fix } from '../core/diagnostic.js';
import { place } from '../core/source.js';
import { text } from '../core/text.js';
import type { Remark } from '../parse/parsed.js';
import { type Finding, rule } from './_contract.js';
import { quoted } from './_nouns.js';

const table = (row: string) => `## Tidsplan

| När  | Vad             | Ansvarig |
| ---- | --------------- | -------- |
| 2027 | Avstämning      | Länet    |
| ${row}
`;

type Cell = Extract<Remark, { type: 'missing-cell' | 'extra-cell' }>;

/** Every row of a table that is read has the cells it needs, and no more than there are columns. */
export const tableCells = rule({
  kinds: ['roadmap'],
  severity: 'error',
  title: text('Tabellernas rader är fullständiga', 'The rows of tables are complete'),
  why: text(
    'Saknas en cell hamnar resten av raden i fel kolumn, och en milstolpe kan få fel år.',
    'When a cell is missing, the rest of the row lands in the wrong columns, and a milestone may get the wrong year.',
  ),
  good: table('2030 | Slutredovisning | Länet    |'),
  bad: table('2030 |                 | Länet    |'),
  *check({ remarks, source }) {
    // One row is one fault, however many of its cells are wrong.
    const rows = new Map<number, Cell[]>();
    for (const remark of remarks) {
      if (remark.type !== 'missing-cell' && remark.type !== 'extra-cell') continue;
      const { line } = place(source, remark.span);
      const cells = rows.get(line);
      if (cells) cells.push(remark);
      else rows.set(line, [remark]);
    }
    for (const cells of rows.values()) yield* fault(cells, source.text);
  },
});

function* fault(cells: readonly Cell[], whole: string): Generator<Finding> {
  const [first] = cells;
  if (!first) return;
  const missing = cells.flatMap((cell) => (cell.type === 'missing-cell' ? [cell.column] : []));
  const extra = cells.flatMap((cell) => (cell.type === 'extra-cell' ? [cell.text] : []));
  if (missing.length > 0) {
    const columns = quoted(missing);
    const plural = missing.length > 1;
    const fix = emptyCells(cells, whole);
    yield {
      at: first.span,
      message: text(
        `Raden har inget i ${plural ? 'kolumnerna' : 'kolumnen'} ${columns.sv}`,
        `The row has nothing in the ${plural ? 'columns' : 'column'} ${columns.en}`,
      ),
      help: text(
        'Fyll i. Saknas ett lodstreck (|) i raden hamnar värdena i fel kolumn.',
        'Fill in. When a vertical bar (|) is missing, values land in the wrong column.',
      ),
      ...(fix ? { fix } : {}),
    };
    return;
  }
  const texts = quoted(extra);
  yield {
    at: first.span,
    message: text(
      `Raden har fler celler än tabellen har kolumner: ${texts.sv}`,
      `The row has more cells than the table has columns: ${texts.en}`,
    ),
    help: text(
      'Ta bort ett lodstreck (|) i raden, eller ge tabellen en kolumn till. Ett lodstreck inne i texten skrivs \\|.',
      'Remove a vertical bar (|) from the row, or give the table one more column. A bar within the text is written \\|.',
    ),
  };
}

/** Where a row only ends too soon, and nothing that is needed is missing, its last cells can be written out as the empty ones they are. */
function emptyCells(cells: readonly Cell[], whole: string): Fix | undefined {
  const [first] = cells;
  if (!first || cells.some((cell) => cell.type !== 'missing-cell' || cell.needed || cell.span.start !== cell.span.end))
    return undefined;
  const end = first.span.end;
  const open = /(?<!\\)\|[ \t]*$/.test(whole.slice(whole.lastIndexOf('\n', end - 1) + 1, end)) ? '' : ' |';
  return {
    title: text('Skriv ut de tomma cellerna', 'Write out the empty cells'),
    edits: [{ span: { start: end, end }, text: open + ' |'.repeat(cells.length) }],
  };
}
