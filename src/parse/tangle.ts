import type { Span } from '../core/source.js';
import { text, type Text } from '../core/text.js';

/** Limits far above what people write, and far below where the time or the stack of the Markdown reader gives out. */
const most = { line: 100_000, levels: 100, indent: 400, marks: 5_000 };

/** Where a Markdown text cannot be read within reason, and why; `undefined` for everything a person has written. */
export function tangle(markdown: string): { span: Span; message: Text; help: Text } | undefined {
  let start = 0;
  let marks = 0;
  while (start <= markdown.length) {
    const newline = markdown.indexOf('\n', start);
    const end = newline < 0 ? markdown.length : newline;
    const span = { start, end };
    if (end - start > most.line) {
      return told(span, 'En rad är orimligt lång', 'A line is unreasonably long');
    }
    const line = markdown.slice(start, end);
    if (levels(line) > most.levels || indent(line) > most.indent) {
      return told(span, 'Listor eller citat ligger orimligt djupt i varandra', 'Lists or quotes are nested too deeply');
    }
    // Every pair of marks within one paragraph may have to be weighed against every other; a row of a table stands for itself.
    if (line.trim() === '' || line.includes('|')) marks = 0;
    marks += line.match(/[*_~[\]`]+/g)?.length ?? 0;
    if (marks > most.marks) {
      return told(
        span,
        'Stycket har orimligt många tecken som * _ [ ]',
        'The paragraph holds too many marks like * _ [ ]',
      );
    }
    start = end + 1;
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
