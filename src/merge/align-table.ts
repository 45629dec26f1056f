const bar = /(?<!\\)\|/;

/** Whether the bars of a table stand under each other. */
export function isAligned(table: string): boolean {
  const bars = table
    .split(/\r?\n/)
    .map((row) => [...row.matchAll(new RegExp(bar, 'g'))].map(({ index }) => widthOf(row.slice(0, index))).join(' '));
  return bars.length > 2 && bars.every((row) => row === bars[0]);
}

/** A table (GFM) with its bars under each other. */
export function alignedTable(table: string): string {
  const rows = table.split(/\r?\n/).map((row) => {
    const indent = /^\s*/.exec(row)?.[0] ?? '';
    const inner = row
      .trim()
      .replace(/^\|/, '')
      .replace(/(?<!\\)\|$/, '');
    return { indent, cells: inner.split(bar).map((cell) => cell.trim()) };
  });
  const columns = Math.max(...rows.map(({ cells }) => cells.length));
  const widths = Array.from({ length: columns }, (_, index) =>
    Math.max(3, ...rows.map(({ cells }, row) => (row === 1 ? 0 : widthOf(cells[index] ?? '')))),
  );
  return rows
    .map(({ indent, cells }, row) => {
      const padded = widths.map((width, index) =>
        row === 1 ? rule(cells[index] ?? '', width) : pad(cells[index] ?? '', width),
      );
      return `${indent}| ${padded.join(' | ')} |`;
    })
    .join('\n');
}

const widthOf = (text: string): number => [...text.normalize('NFC')].length;

const pad = (cell: string, width: number): string => cell + ' '.repeat(Math.max(0, width - widthOf(cell)));

function rule(cell: string, width: number): string {
  const [left, right] = [cell.startsWith(':') ? ':' : '', cell.length > 1 && cell.endsWith(':') ? ':' : ''];
  return left + '-'.repeat(Math.max(1, width - left.length - right.length)) + right;
}
