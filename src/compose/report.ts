import type { Diagnostic, Severity } from '../core/diagnostic.js';
import type { ModelPath } from '../core/locations.js';
import { place, type Span } from '../core/source.js';
import type { Text } from '../core/text.js';
import type { Decision } from '../model/decision.js';
import type { Parsed } from '../parse/parsed.js';

/** Notes a finding about the decision: at a value, at its key or heading, or at a span. */
export type Report = (severity: Severity, at: ModelPath | { key: ModelPath } | Span, message: Text, help: Text) => void;

/** A report that collects diagnostics with their places in the decision file. */
export function makeReport({ source, locations }: Parsed<Decision>): { report: Report; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (severity, at, message, help) => {
    const span = 'start' in at ? at : 'key' in at ? locations.key(at.key) : (locations.get(at) ?? locations.key(at));
    diagnostics.push({ file: source.path, ...place(source, span), rule: 'compose', severity, message, help });
  };
  return { report, diagnostics };
}
