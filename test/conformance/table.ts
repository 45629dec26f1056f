import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('README.md', import.meta.url));

/** A table in Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Words of a validator as one short line that breaks no table. */
export const quoted = (words: string): string => {
  const plain = words
    .replace(/\s+/g, ' ')
    .replace(/\/\S*\/([\w.-]+)/g, '$1')
    .replace(/[|<>`*_]/g, '')
    .replace(/\b[A-Z]-[0-9A-F]{16,}\b|\b[0-9a-f]{32,}\b|\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d[:\d.Z+]*/g, '…')
    .trim();
  return plain.length > 300 ? `${plain.slice(0, 297)}…` : plain;
};

/** Puts a section between its marks in README.md. Same results, same bytes. */
export function writeSection(name: string, text: string): void {
  const before = readFileSync(page, 'utf8');
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [before.indexOf(open), before.indexOf(close)];
  if (start === -1 || end < start) throw new Error(`README.md has no ${open}`);
  const after = `${before.slice(0, start + open.length)}\n\n${text.trim()}\n\n${before.slice(end)}`;
  if (after !== before) writeFileSync(page, after);
}
