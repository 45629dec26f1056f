import type { Diagnostic } from '../core/diagnostic.js';
import type { Parsed, Remark } from '../parse/parsed.js';
import { type Suppression, suppressionsIn } from '../parse/suppressions.js';
import { unsuppressible } from '../rules/_unsuppressible.js';

/**
 * The findings of a document without those that its author has suppressed, with a reason, in the text itself. What suppresses nothing is
 * told by `judgeUnused`; a suppression that is written wrong suppresses nothing, and is told by a rule of its own.
 */
export function suppressed(
  document: Parsed,
  found: Diagnostic[],
  { ruleNames, codeOf }: { ruleNames: readonly string[]; codeOf(rule: string): string | undefined },
  judgeUnused: (remarks: Remark[]) => Diagnostic[],
): Diagnostic[] {
  const all = suppressionsIn(document).filter(
    ({ known, reason, names }) =>
      known &&
      reason !== '' &&
      names.every(({ name }) => ruleNames.includes(nameOf(name)) && !unsuppressible.has(name)),
  );
  if (all.length === 0) return found;
  const used = new Set<Suppression['names'][number]>();
  const kept = found.filter((diagnostic) => {
    const { rule, line } = diagnostic;
    if (unsuppressible.has(rule)) return true;
    let hit = false;
    for (const { names, lines } of all) {
      if (lines && (line < lines.from || line > lines.to)) continue;
      for (const each of names) {
        if (each.name !== rule && nameOf(each.name) !== codeOf(rule)) continue;
        used.add(each);
        hit = true;
      }
    }
    return !hit;
  });
  // After a syntax error no rule was run, so nothing can be said of what is not needed.
  if (found.some(({ rule }) => rule === 'syntax')) return kept;
  const unused = all.flatMap((one) => unusedIn(one, used));
  return unused.length === 0 ? kept : [...kept, ...judgeUnused(unused)];
}

/** Codes may be written in small letters. */
const nameOf = (name: string): string => (/^[a-z]\d\d$/i.test(name) ? name.toUpperCase() : name);

/** Rules that are judged apart, by what a search of folders saw. */
const judgedApart = new Set(['unmatched-pattern']);

function unusedIn({ names, span, remove }: Suppression, used: ReadonlySet<Suppression['names'][number]>): Remark[] {
  const idle = names.filter((each) => !used.has(each) && !judgedApart.has(each.name));
  if (idle.length === 0) return [];
  if (idle.length === names.length) {
    return [{ type: 'unused-suppression', span, names: idle.map(({ name }) => name), edit: remove }];
  }
  return idle.map((each) => {
    const next = names[names.indexOf(each) + 1];
    const before = names[names.indexOf(each) - 1];
    // With the comma on one side of it.
    const cut = next
      ? { start: each.span.start, end: next.span.start }
      : { start: before?.span.end ?? each.span.start, end: each.span.end };
    return { type: 'unused-suppression', span: each.span, names: [each.name], edit: { span: cut, text: '' } };
  });
}
