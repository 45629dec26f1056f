import type { Severity } from '../core/diagnostic.js';
import type { Reporter } from './_contract.js';
import { slashed } from './_file-uri.js';
import { lastingFingerprints } from './_lasting-fingerprints.js';

const severities: Record<Severity, 'info' | 'minor' | 'major' | 'critical' | 'blocker'> = {
  error: 'major',
  warning: 'minor',
  info: 'info',
};

/** A Code Quality report of GitLab (a subset of Code Climate's), for `artifacts: reports: codequality`. What could not be read is a blocker. */
export const checkGitlab: Reporter<'check'> = ({ diagnostics, sources }, { language }) => {
  const prints = lastingFingerprints(diagnostics, sources);
  const report = diagnostics.map((diagnostic) => {
    const { file, line, endLine, rule, severity, message, help } = diagnostic;
    return {
      type: 'issue',
      description: help ? `${message[language]}. ${help[language]}` : message[language],
      check_name: rule,
      fingerprint: prints.get(diagnostic),
      severity: rule === 'read' ? 'blocker' : severities[severity],
      categories: ['Style'],
      location: {
        path: slashed(file),
        lines: { begin: line, end: endLine },
      },
    };
  });
  return `${JSON.stringify(report, null, 2)}\n`;
};
