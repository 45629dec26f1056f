import type { Diagnostic } from '../core/diagnostic.js';

/** Rules on letters that are not what they seem; a value or key with one of them is often none that is known. */
const oddLetters: readonly string[] = ['hidden-characters', 'mixed-scripts'];

/**
 * Without the findings that a value cannot be read, where the reason stands within it: a letter that is not seen, or of another alphabet. What
 * tells of the letter is then as grave as the value that is lost.
 */
export function withoutLostToLetters(found: readonly Diagnostic[]): Diagnostic[] {
  if (!found.some(({ rule }) => oddLetters.includes(rule))) return [...found];
  const causes = new Set<Diagnostic>();
  const kept = found.filter((diagnostic) => {
    if (diagnostic.rule !== 'schema') return true;
    const within = found.filter((other) => oddLetters.includes(other.rule) && isWithin(other, diagnostic));
    for (const cause of within) causes.add(cause);
    return within.length === 0;
  });
  return kept.map((diagnostic) => (causes.has(diagnostic) ? { ...diagnostic, severity: 'error' } : diagnostic));
}

/** Only values of one line: in a longer one, a letter is rarely why it cannot be read. */
const isWithin = (inner: Diagnostic, outer: Diagnostic): boolean =>
  inner.line === outer.line &&
  outer.endLine === outer.line &&
  inner.column >= outer.column &&
  inner.endColumn <= outer.endColumn;
