import type { Span } from '../core/source.js';
import { text, type Text } from '../core/text.js';

/** Limits far above what people write, and far below where the time, the memory or the stack of the Markdown reader gives out. */
const most = { line: 100_000, paragraph: 200_000, levels: 100, indent: 400, marks: 5_000 };

/** The same for all the texts of one document together: lines that are not empty, marks, levels beyond the first of a line, definitions, cells. */
const mostTogether = { lines: 250_000, marks: 100_000, levels: 50_000, definitions: 2_000, cells: 60_000 };

/** What the texts of a document have taken of {@link mostTogether}. */
export type Spent = Record<keyof typeof mostTogether, number>;

/** Nothing taken yet: one for each document. */
export const nothingSpent = (): Spent => ({ lines: 0, marks: 0, levels: 0, definitions: 0, cells: 0 });

/**
 * Where a Markdown text cannot be read within reason, and why; `undefined` for everything a person has written. Texts of one document share
 * what is `spent`.
 */
export function tangle(
  markdown: string,
  spent: Spent = nothingSpent(),
): { span: Span; message: Text; help: Text } | undefined {
  let start = 0;
  let before = '';
  let paragraph = 0;
  let marks = 0;
  let table = false;
  while (start <= markdown.length) {
    const newline = markdown.indexOf('\n', start);
    const end = newline < 0 ? markdown.length : newline;
    const span = { start, end };
    if (end - start > most.line) return told(span, 'En rad är orimligt lång', 'A line is unreasonably long');
    const line = markdown.slice(start, end);
    start = end + 1;
    const depth = levels(line);
    if (
      depth > most.levels ||
      indent(line) > most.indent ||
      (spent.levels += Math.max(0, depth - 1)) > mostTogether.levels
    )
      return told(span, 'Listor eller citat ligger orimligt djupt i varandra', 'Lists or quotes are nested too deeply');
    if (line.trim() === '') {
      [paragraph, marks, table, before] = [0, 0, false, ''];
      continue;
    }
    if ((spent.lines += 1) > mostTogether.lines)
      return told(span, 'Texten har orimligt många rader', 'The text has unreasonably many lines');
    if (line.includes(']:') && (spent.definitions += 1) > mostTogether.definitions)
      return told(
        span,
        'Texten har orimligt många fotnoter eller länkar av formen [a]: b',
        'The text has unreasonably many footnotes or links of the form [a]: b',
      );
    table = (table && line.includes('|')) || opensTable(before, line);
    // Every pair of marks within one paragraph may have to be weighed against every other; a row of a table stands for itself.
    if (table) [paragraph, marks] = [0, 0];
    if (table && (spent.cells += bars(line) + 1) > mostTogether.cells)
      return told(span, 'Tabellerna har orimligt många celler', 'The tables have unreasonably many cells');
    paragraph += line.length;
    if (paragraph > most.paragraph)
      return told(span, 'Ett stycke är orimligt långt', 'A paragraph is unreasonably long');
    const here = line.match(/[*_~[\]`<&]+/g)?.length ?? 0;
    marks += here;
    if (marks > most.marks || (spent.marks += here) > mostTogether.marks)
      return told(
        span,
        'Stycket har orimligt många tecken som * _ [ ] <',
        'The paragraph holds too many marks like * _ [ ] <',
      );
    before = line;
  }
  return undefined;
}

function told(span: Span, sv: string, en: string): { span: Span; message: Text; help: Text } {
  return {
    span,
    message: text(`${sv}; resten av texten läses inte`, `${en}; the rest of the text is not read`),
    help: text('Är det rätt fil? Dela annars upp texten.', 'Is it the right file? If so, divide the text.'),
  };
}

const levels = (line: string): number =>
  /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))*/.exec(line)?.[0].match(/>|[-*+]|\d+[.)]/g)?.length ?? 0;

const indent = (line: string): number => {
  const width = line.search(/[^ \t]/);
  return width < 0 ? 0 : width;
};

/** Whether a line is the row of dashes under a header with as many cells: only then are the rows below no paragraph. */
const opensTable = (header: string, line: string): boolean =>
  line.includes('-') && /^[\s|:>*+-]+$/.test(line) && header.includes('|') && bars(header) === bars(line);

/** The bars between the cells of a row. */
const bars = (row: string): number =>
  row
    .trim()
    .replace(/^[>\s]*\|?|\|$/g, '')
    .match(/(?<!\\)\|/g)?.length ?? 0;
