import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import type { Found, ImportContext, Importer, Received } from './_contract.js';
import { noHeaders } from './_columns.js';
import { decodeText } from './_decode-text.js';
import { answersOf } from './_table.js';

/** Tables from web forms: commas, semicolons or tabs, one row per answer or per comment. */
export const csv: Importer = {
  extensions: ['csv', 'tsv'],
  read: readCsv,
};

async function readCsv(received: Received, context: ImportContext): Promise<Found> {
  const { text: whole, remarks } = decodeText(received);
  const { parse } = await import('csv-parse/sync');
  // Excel may say on the first line what parts the columns.
  const told = /^sep=(.)\n/i.exec(whole);
  const body = told ? whole.slice(told[0].length) : whole;
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(body, {
      delimiter: told?.[1] ?? delimiterOf(body),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      info: true,
    }) as unknown as typeof records;
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    const at = lines === undefined ? text('', '') : text(` på rad ${lines}`, ` on line ${lines}`);
    const quote = code?.includes('QUOTE') === true;
    throw new Failure(
      text(`${received.name} kan inte läsas som en tabell`, `${received.name} cannot be read as a table`),
      text(
        `${quote ? `Ett citattecken${at.sv} avslutas aldrig. ` : ''}Spara om filen som CSV, eller som .xlsx.`,
        `${quote ? `A quote${at.en} is never closed. ` : ''}Save the file anew as CSV, or as .xlsx.`,
      ),
    );
  }
  // A cell may hold line ends, and the reader counts to the last of them.
  const rows = records.map(({ record }, index) => ({ cells: record, row: (records[index - 1]?.info.lines ?? 0) + 1 }));
  const found = answersOf(
    {
      rows,
      place: (row, column) =>
        column === undefined
          ? text(`rad ${row}`, `line ${row}`)
          : text(`rad ${row}, kolumn ${column + 1}`, `line ${row}, column ${column + 1}`),
    },
    context,
  );
  if (!found) throw noHeaders(received.name);
  return { answers: found.answers, remarks: [...remarks, ...found.remarks] };
}

/** What parts the columns: the mark that the first line with any has most of, outside quotes. */
function delimiterOf(whole: string): string {
  for (const line of whole.split('\n', 20)) {
    const bare = line.replace(/"(?:[^"]|"")*"?/g, '');
    const [best] = [';', '\t', ',', '|']
      .map((mark) => ({ mark, count: bare.split(mark).length - 1 }))
      .toSorted((a, b) => b.count - a.count);
    if (best && best.count > 0) return best.mark;
  }
  return ',';
}
