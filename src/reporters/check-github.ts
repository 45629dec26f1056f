import type { Reporter } from './_contract.js';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

// Workflow commands: data escapes %, CR and LF; properties escape colon and comma as well.
const data = (value: string) => value.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (value: string) => data(value).replace(/:/g, '%3A').replace(/,/g, '%2C');

/** Workflow commands that GitHub shows as annotations on the line. */
export const checkGithub: Reporter<'check'> = ({ diagnostics }, { language }) =>
  diagnostics
    .map((diagnostic) => {
      const { file, line, column, endLine, endColumn, rule, severity, message, help, related = [] } = diagnostic;
      // Columns may only be given for a single line.
      const columns = line === endLine ? `,col=${column},endColumn=${endColumn}` : '';
      const properties = `file=${property(file)},line=${line},endLine=${endLine}${columns},title=${property(`fardplan ${rule}`)}`;
      const places = related.map((other) => `${other.file}:${other.line}: ${other.message[language]}`);
      const words = [message[language], ...(help ? [help[language]] : []), ...places].join('\n');
      return `::${commands[severity]} ${properties}::${data(words)}\n`;
    })
    .join('');
