import type { Reporter } from './_contract.js';

/** The contract for programs: version, number of files, diagnostics with places from 1, summary. */
export const checkJson: Reporter<'check'> = ({ files, diagnostics }, { language }) => {
  const count = (severity: string) => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const report = {
    version: 1,
    files,
    diagnostics: diagnostics.map(({ file, line, column, endLine, endColumn, rule, severity, message, help }) => ({
      file,
      line,
      column,
      endLine,
      endColumn,
      rule,
      severity,
      message: message[language],
      help: help?.[language] ?? null,
    })),
    summary: { errors: count('error'), warnings: count('warning'), infos: count('info') },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
};
