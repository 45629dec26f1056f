import type { Diagnostic, Severity } from '../core/diagnostic.js';
import { lineText, type Source } from '../core/source.js';
import type { Manner } from './_contract.js';

const words = {
  error: { sv: 'fel', en: 'error', plural: { sv: 'fel', en: 'errors' } },
  warning: { sv: 'varning', en: 'warning', plural: { sv: 'varningar', en: 'warnings' } },
  info: { sv: 'upplysning', en: 'info', plural: { sv: 'upplysningar', en: 'infos' } },
};

const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

const painted = (severity: Severity, { paint }: Manner) => paint[colours[severity]];

/** Findings for people: message, the line it concerns with a caret, what to do, and other places; an empty line after each. */
export function shownFindings(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, Source>,
  manner: Manner,
): string {
  const { language, paint } = manner;
  const parts = diagnostics.map((diagnostic) => {
    const source = sources.get(diagnostic.file);
    const head = `${paint.bold(`${onOneLine(diagnostic.file)}:${diagnostic.line}:${diagnostic.column}`)}  ${painted(
      diagnostic.severity,
      manner,
    )(words[diagnostic.severity][language])}  ${diagnostic.message[language]}  ${paint.dim(diagnostic.rule)}`;
    const excerpt = source ? excerptOf(diagnostic, lineText(source, diagnostic.line), manner) : [];
    const help = diagnostic.help
      ? [`  ${paint.dim('=')} ${wrap(diagnostic.help[language], manner.width - 4).join('\n    ')}`]
      : [];
    const others = (diagnostic.related ?? []).map(
      ({ file, line, column, message }) =>
        `  ${paint.dim('>')} ${onOneLine(file)}:${line}:${column}  ${wrap(message[language], manner.width - 4).join('\n    ')}`,
    );
    return [head, ...excerpt, ...help, ...others, ''].join('\n');
  });
  return `${parts.join('\n')}${parts.length > 0 ? '\n' : ''}`;
}

/** “2 fel, 1 varning”; empty when there is nothing. */
export function countedFindings(diagnostics: readonly Diagnostic[], { language, paint }: Manner): string {
  return (['error', 'warning', 'info'] as const)
    .flatMap((severity) => {
      const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
      if (count === 0) return [];
      const word = count === 1 ? words[severity][language] : words[severity].plural[language];
      return [paint[colours[severity]](`${count} ${word}`)];
    })
    .join(', ');
}

/** The line with a caret under what is meant; a long line is shown around it. */
function excerptOf(diagnostic: Diagnostic, line: string, { paint, width }: Manner): string[] {
  const number = String(diagnostic.line);
  const room = Math.max(20, width - number.length - 5);
  const start = diagnostic.column - 1;
  const from = start > room * 0.7 ? Math.max(0, start - Math.floor(room * 0.3)) : 0;
  // Tabs and characters that show nothing would push the caret aside.
  const shown = Array.from(line.slice(from, from + room), (letter) => (letter < ' ' ? ' ' : letter)).join('');
  const long = diagnostic.endLine > diagnostic.line ? line.length - start : diagnostic.endColumn - diagnostic.column;
  const width1 = Math.max(1, Math.min(long, from + room - start));
  const margin = ' '.repeat(number.length);
  const left = from > 0 ? '…' : '';
  const right = line.length > from + room ? '…' : '';
  const caret =
    ' '.repeat(start - from + left.length) + painted(diagnostic.severity, { paint } as Manner)('^'.repeat(width1));
  return [`  ${paint.dim(`${number} |`)} ${left}${shown}${right}`, `  ${margin} ${paint.dim('|')} ${caret}`];
}

/** Breaks plain text into lines of at most `width` characters. */
export function wrap(plain: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of plain.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length + 1 > Math.max(30, width)) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

/** A name with line ends in it could otherwise write lines of its own, which a CI runner may obey. */
const onOneLine = (name: string): string => name.replace(/[\n\r\t\u2028\u2029]/g, '\ufffd');
