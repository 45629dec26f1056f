import type { RootContent } from 'mdast';
import { parseMarkdown, parseTables } from './markdown.js';
import { writtenText } from './outline.js';
import { plainInline } from './plain-markdown.js';
import { widthOf } from './text-width.js';

/** A table of plain texts in Markdown, its columns aligned as the eye sees them. */
export function tableText(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [header, ...rows].map((row) => row.map(cellText));
  const widths = header.map((_, column) => Math.max(1, ...cells.map((row) => widthOf(row[column] ?? ''))));
  const line = (row: readonly string[], fill: string) =>
    `| ${widths.map((width, column) => `${row[column] ?? ''}${fill.repeat(width - widthOf(row[column] ?? ''))}`).join(' | ')} |`;
  const [first = [], ...rest] = cells;
  return [line(first, ' '), line([], '-'), ...rest.map((row) => line(row, ' '))].join('\n');
}

/** Plain text as it can stand in a cell: as it is, unless something in it would mean something. */
function cellText(value: string): string {
  if (!/[\\`*_[\]<>&~|{}!:]|www|@/i.test(value)) return value;
  const barred = value.replace(/\|/g, '\\|');
  if (readings(barred).every((own) => own === value)) return barred;
  // A cell with an escape in it is read as the cell it is; without one, its beginning could be taken for that of a list.
  const escaped = plainInline(value);
  return escaped.includes('\\') ? escaped : escaped.replace(/^[-+#>=]|(?<=^\d{1,9})[.)]/, '\\$&');
}

/** What a cell is read as, whichever way its table is read. */
function readings(own: string): (string | undefined)[] {
  const whole = `| a |\n| - |\n| ${own} |`;
  const [outline] = parseTables(whole).children;
  const [full] = parseMarkdown(whole).children;
  const cellOf = (block: RootContent | undefined) => {
    const cells = block?.type === 'table' ? (block.children[1]?.children ?? []) : [];
    return cells.length === 1 ? cells[0] : undefined;
  };
  const [one, two] = [cellOf(outline), cellOf(full)];
  return [one && writtenText(whole, one), two && writtenText(whole, two)];
}
