import { oneLine } from '../core/text.js';
import type { Reporter } from './_contract.js';

// The words that matchers for gcc look for, whatever the language of the message.
const words = { error: 'error', warning: 'warning', info: 'note' } as const;

/** One line per finding, in the form of compilers, which editors and CI read: `file:line:column: severity: message [rule]`. */
export const checkCompact: Reporter<'check'> = ({ diagnostics }, { language }) =>
  diagnostics
    .map(({ file, line, column, severity, message, rule }) => {
      // A name may hold a line end; the line may not.
      const name = file.replace(/[\n\r\t\u2028\u2029]/g, '\uFFFD');
      return `${name}:${line}:${column}: ${words[severity]}: ${oneLine(message[language])} [${rule}]\n`;
    })
    .join('');
