import { text } from '../core/text.js';
import { type Finding, rule } from './_contract.js';
import { type BarRow, barRows } from './_tables.js';

const table = (head: string) => `## Ledning och styrning

${head}| SRO      | beslutar om färdplanen  |
| VVG      | bereder förslagen       |
`;

/** Every table has a header, and every column of it a name. */
export const tableHeader = rule({
  kinds: ['roadmap', 'decision', 'missive', 'response'],
  severity: 'warning',
  title: text('Tabeller har en rubrikrad', 'Tables have a header'),
  why: text(
    'En skärmläsare läser kolumnens rubrik före varje cell. Utan rubrikrad blir tabellen siffror utan sammanhang, och utan raden med streck blir den ingen tabell alls (DOS-lagen, 2018:1937; EN 301 549, 9.1.3.1 och 10.1.3.1).',
    'A screen reader reads out the header of the column before each cell. Without a header a table is figures without context, and without the row of dashes it is no table at all (the Swedish accessibility act, 2018:1937; EN 301 549, 9.1.3.1 and 10.1.3.1).',
  ),
  good: table('| Organ    | Uppgift                 |\n| -------- | ----------------------- |\n'),
  bad: table(''),
  *check(document) {
    for (const [first, second] of barRows(document)) {
      if (!first) continue;
      if (second?.rule && !first.rule) yield* header(first, second);
      else if (second && first.cells.length > 1) yield* headless(first, document.source.text);
    }
  },
});

function* header(head: BarRow, dashes: BarRow): Generator<Finding> {
  if (head.cells.length !== dashes.cells.length) {
    const [names, columns] = [head.cells.length, dashes.cells.length];
    yield {
      at: dashes.span,
      message: text(
        `Raden med streck har ${columns} ${columns === 1 ? 'kolumn' : 'kolumner'}, rubrikraden ${names}: det blir ingen tabell`,
        `The row of dashes has ${columns} ${columns === 1 ? 'column' : 'columns'}, the header ${names}: this makes no table`,
      ),
      help: text('Ge båda raderna lika många kolumner.', 'Give both rows the same number of columns.'),
      suggestions: [
        {
          title: text('Rätta raden med streck', 'Mend the row of dashes'),
          edits: [{ span: dashes.span, text: dashesFor(head) }],
        },
      ],
    };
    return;
  }
  const empty = head.cells.filter((cell) => cell.text === '');
  if (empty.length === head.cells.length) {
    yield {
      at: head.span,
      message: text('Tabellens rubrikrad är tom', 'The header of the table is empty'),
      help: text(
        'Skriv i första raden vad varje kolumn innehåller. Är det ingen tabell utan en uppställning: gör den till en lista.',
        'Write in the first row what each column holds. If it is no table but a way to lay out text, make it a list.',
      ),
    };
    return;
  }
  for (const [index, cell] of head.cells.entries()) {
    // Where the names of rows and columns meet, there is often nothing to say.
    if (index === 0 || cell.text !== '') continue;
    yield {
      at: cell.span,
      message: text(`Kolumn ${index + 1} i tabellen saknar rubrik`, `Column ${index + 1} of the table has no header`),
      help: text('Skriv vad kolumnen innehåller.', 'Write what the column holds.'),
    };
  }
}

function* headless(first: BarRow, source: string): Generator<Finding> {
  const { start, end } = first.span;
  // In a list, a quote or a field of YAML the new row stands as far in as the first.
  const before = source.slice(source.lastIndexOf('\n', start - 1) + 1, start);
  const newline = source.startsWith('\r\n', source.indexOf('\n', end) - 1) ? '\r\n' : '\n';
  yield {
    at: first.span,
    message: first.rule
      ? text(
          'Tabellen börjar med raden med streck och saknar rubrikrad',
          'The table begins with the row of dashes and has no header',
        )
      : text(
          'Raderna blir ingen tabell: under rubrikraden saknas en rad med streck',
          'The rows become no table: the row of dashes under the header is missing',
        ),
    help: first.rule
      ? text(
          'Skriv en rad med kolumnernas rubriker ovanför strecken.',
          'Write a row with the headers of the columns above the dashes.',
        )
      : text(
          `Skriv kolumnernas rubriker i första raden och ${dashesFor(first)} i den andra.`,
          `Write the headers of the columns in the first row and ${dashesFor(first)} in the second.`,
        ),
    ...(first.rule
      ? {}
      : {
          suggestions: [
            {
              title: text('Gör första raden till rubrikrad', 'Make the first row the header'),
              edits: [{ span: { start: end, end }, text: newline + before + dashesFor(first) }],
            },
          ],
        }),
  };
}

const dashesFor = (row: BarRow): string => `|${row.cells.map(() => ' --- |').join('')}`;
