import { text } from '../core/text.js';
import type { FoundAnswer } from '../model/found.js';
import type { Found, ImportContext, Importer, Received } from './_contract.js';
import { noHeaders } from './_columns.js';
import { answersOf } from './_table.js';

/** Workbooks from web forms: every sheet whose headers are known, one row per answer or per comment. */
export const xlsx: Importer = {
  extensions: ['xlsx'],
  read: readXlsx,
};

async function readXlsx(received: Received, context: ImportContext): Promise<Found> {
  const { columnName, readSheets } = await import('../ooxml/read-sheets.js');
  const { sheets } = readSheets(received.bytes, received.name);
  const found: Found = { answers: [], remarks: [] };
  const filled = sheets.filter(({ rows }) => rows.length > 0);
  let recognised = 0;
  for (const { name, hidden, rows, uncalculated, drawings } of filled) {
    const on = filled.length > 1 ? text(`bladet ”${name}”, `, `sheet “${name}”, `) : text('', '');
    const say = (sv: string, en: string, help?: ReturnType<typeof text>) =>
      found.remarks.push({ message: text(`${on.sv}${sv}`, `${on.en}${en}`), ...(help ? { help } : {}) });
    const table = answersOf(
      {
        rows,
        place: (row, column) =>
          column === undefined
            ? text(`${on.sv}rad ${row}`, `${on.en}row ${row}`)
            : text(`${on.sv}cell ${columnName(column)}${row}`, `${on.en}cell ${columnName(column)}${row}`),
      },
      context,
    );
    if (!table) {
      found.remarks.push({
        message: text(
          `bladet ”${name}” har ingen rubrikrad som känns igen och lästes inte (${rows.length} rader)`,
          `the sheet “${name}” has no row of headers that is recognised and was not read (${rows.length} rows)`,
        ),
      });
      continue;
    }
    recognised += 1;
    add(found.answers, table.answers, context);
    for (const { message, help } of table.remarks) say(message.sv, message.en, help);
    if (hidden) say('bladet är dolt, men lästes', 'the sheet is hidden, but was read');
    const dim = rows.filter((each) => each.hidden).map(({ row }) => row);
    if (dim.length > 0) say(`dolda rader lästes: ${dim.join(', ')}`, `hidden rows were read: ${dim.join(', ')}`);
    if (drawings) say('bilder och diagram togs inte med', 'pictures and charts were left out');
    if (uncalculated.length > 0) {
      say(
        `formler utan värde lästes som tomma: ${uncalculated.slice(0, 20).join(', ')}`,
        `formulas without a value were read as empty: ${uncalculated.slice(0, 20).join(', ')}`,
        text('Öppna filen i ett kalkylprogram och spara den.', 'Open the file in a spreadsheet program and save it.'),
      );
    }
  }
  if (recognised === 0) throw noHeaders(received.name);
  return found;
}

/** A party may have a sheet for each part of its answer; rows of one answer each stay apart, as they are in one sheet. */
function add(all: FoundAnswer[], more: readonly FoundAnswer[], { partyKey }: ImportContext): void {
  const before = [...all];
  for (const answer of more) {
    const same = before.find(
      (other) =>
        other.party !== undefined && answer.party !== undefined && partyKey?.(other.party) === partyKey?.(answer.party),
    );
    if (same && partyKey) {
      same.comments.push(...answer.comments);
      same.leftovers.push(...answer.leftovers);
    } else all.push(answer);
  }
}
