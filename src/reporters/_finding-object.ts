import type { Diagnostic } from '../core/diagnostic.js';
import type { CheckResult } from './_contract.js';
import type { Language } from '../core/text.js';
import { placedFixes } from './_edit-places.js';

/** A finding as programs get it: the fields of the contract, then other places and what could be done, where there are any. */
export function findingObject(diagnostic: Diagnostic, sources: CheckResult['sources'], language: Language) {
  const { file, line, column, endLine, endColumn, rule, severity, message, help, related } = diagnostic;
  return {
    file,
    line,
    column,
    endLine,
    endColumn,
    rule,
    severity,
    message: message[language],
    help: help?.[language] ?? null,
    ...(related && related.length > 0
      ? {
          related: related.map((other) => ({
            file: other.file,
            line: other.line,
            column: other.column,
            endLine: other.endLine,
            endColumn: other.endColumn,
            message: other.message[language],
          })),
        }
      : {}),
    ...placedFixes(diagnostic, sources.get(file), language),
  };
}

/** How many findings there are of each severity. */
export function severityCounts(diagnostics: readonly Diagnostic[]): {
  errors: number;
  warnings: number;
  infos: number;
} {
  const count = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) count[severity] += 1;
  return { errors: count.error, warnings: count.warning, infos: count.info };
}
