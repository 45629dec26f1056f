import { toString } from 'mdast-util-to-string';
import type { Table } from 'mdast';
import { oneLine } from '../core/text.js';
import { parseTables } from './markdown.js';
import { plainInline } from './plain-markdown.js';
import { widthOf } from './text-width.js';

/** A table of plain texts in Markdown, its columns aligned as the eye sees them. */
export function tableText(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [header, ...rows].map((row) => row.map(cellText));
  const widths = header.map((_, column) => Math.max(3, ...cells.map((row) => widthOf(row[column] ?? ''))));
  const line = (row: readonly string[], fill: string) =>
    `| ${widths.map((width, column) => `${row[column] ?? ''}${fill.repeat(width - widthOf(row[column] ?? ''))}`).join(' | ')} |`;
  const [first = [], ...rest] = cells;
  return [line(first, ' '), line([], '-'), ...rest.map((row) => line(row, ' '))].join('\n');
}

/** Plain text as it can stand in a cell: as it is, unless something in it would mean something. */
function cellText(value: string): string {
  if (!/[\\`*_[\]<>&~|{}!:]|www|@/i.test(value)) return value;
  return (
    [value.replace(/\|/g, '\\|'), plainInline(value)].find((own) => saysInCell(own) === value) ?? plainInline(value)
  );
}

function saysInCell(own: string): string | undefined {
  const [table] = parseTables(`| a |\n| - |\n| ${own} |`).children as [Table];
  const cells = table.children[1]?.children ?? [];
  return cells.length === 1 && cells[0] ? oneLine(toString(cells[0])) : undefined;
}
