import type { Span } from '../core/source.js';
import { text, type Text } from '../core/text.js';

/** A Markdown text parted into its front matter and its body; offsets stay those of the file. */
export interface Parted {
  yaml: string;
  /** Where the YAML starts in the file. */
  yamlStart: number;
  /** The text with the front matter blanked out, so that every offset in it holds. */
  body: string;
  error?: { span: Span; message: Text; help: Text };
}

/** Parts front matter (`---` … `---`) from the body. A fence that is never closed ends where the first heading starts. */
export function partFrontMatter(whole: string): Parted {
  const open = /^(?:[ \t]*(?:\r\n|\r|\n))*---[ \t]*(?:\r\n|\r|\n)/.exec(whole);
  if (!open) return { yaml: '', yamlStart: 0, body: whole };
  const yamlStart = open[0].length;
  const rest = whole.slice(yamlStart);
  const close = /^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|$)/m.exec(rest);
  const blank = (end: number) =>
    whole.slice(0, end).replace(/[^\r\n]+/g, (line) => ' '.repeat(line.length)) + whole.slice(end);
  if (close) {
    return { yaml: rest.slice(0, close.index), yamlStart, body: blank(yamlStart + close.index + close[0].length) };
  }
  const heading = /^#{1,6}[ \t]/m.exec(rest);
  const yaml = heading ? rest.slice(0, heading.index) : rest;
  const fence = whole.indexOf('---');
  return {
    yaml,
    yamlStart,
    body: blank(yamlStart + yaml.length),
    error: {
      span: { start: fence, end: fence + 3 },
      message: text('Metadatablocket avslutas aldrig', 'The front matter is never closed'),
      help: text(
        'Sätt en rad med bara --- efter den sista nyckeln, före texten.',
        'Put a line with nothing but --- after the last key, before the text.',
      ),
    },
  };
}
