import type { Diagnostic } from '../core/diagnostic.js';
import { fingerprint } from '../core/fingerprint.js';
import { lineText } from '../core/source.js';
import type { CheckResult } from './_contract.js';
import { slashed } from './_file-uri.js';

/**
 * What each finding is known by in later runs, unique among them: its rule, file, message and the words of its line, and which of several alike it is.
 * It stays the same when lines above are added or taken away, and in either language.
 */
export function lastingFingerprints(
  diagnostics: readonly Diagnostic[],
  sources: CheckResult['sources'],
): Map<Diagnostic, string> {
  const seen = new Map<string, number>();
  const taken = new Set<string>();
  const found = new Map<Diagnostic, string>();
  for (const diagnostic of diagnostics) {
    const key = likeness(diagnostic, sources);
    let count = (seen.get(key) ?? 0) + 1;
    let print = fingerprint(`${key}\0${count}`);
    // Ten digits may coincide by chance, and two findings with one fingerprint would be shown as one.
    while (taken.has(print)) print = fingerprint(`${key}\0${(count += 1)}`);
    seen.set(key, count);
    taken.add(print);
    found.set(diagnostic, print);
  }
  return found;
}

function likeness(
  { rule, file, message, line, column, endLine, endColumn }: Diagnostic,
  sources: CheckResult['sources'],
): string {
  const source = sources.get(file);
  // What is missing stands nowhere: the line where it belongs may well be another tomorrow.
  const missing = line === endLine && column === endColumn;
  const words = source && !missing ? lineText(source, line).replace(/\s+/g, ' ').trim() : '';
  return [rule, slashed(file), message.en.replace(/\bline \d+/g, 'line'), words].join('\0');
}
