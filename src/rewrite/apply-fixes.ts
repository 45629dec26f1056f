import type { Edit, Fix } from '../core/diagnostic.js';

/**
 * A text with as many of the fixes made as do not get in each other's way, earlier ones first. A fix is made whole or not at all; edits that touch
 * at one place wait for each other, since their order would matter. Edits outside the text are none.
 */
export function applyFixes(whole: string, fixes: readonly Fix[]): { text: string; applied: Fix[] } {
  const applied: Fix[] = [];
  const taken: Edit[] = [];
  const inOrder = fixes.toSorted((one, two) => first(one) - first(two));
  for (const fix of inOrder) {
    const fits = fix.edits.every(
      (edit, index) =>
        edit.span.start >= 0 &&
        edit.span.start <= edit.span.end &&
        edit.span.end <= whole.length &&
        ![...taken, ...fix.edits.slice(0, index)].some((other) => touch(edit, other)),
    );
    if (!fits || fix.edits.length === 0) continue;
    applied.push(fix);
    taken.push(...fix.edits);
  }
  let text = '';
  let at = 0;
  for (const { span, text: own } of taken.toSorted((one, two) => one.span.start - two.span.start)) {
    text += whole.slice(at, span.start) + own;
    at = span.end;
  }
  return { text: text + whole.slice(at), applied };
}

const first = ({ edits }: Fix): number => Math.min(...edits.map(({ span }) => span.start));

const touch = (one: Edit, other: Edit): boolean => one.span.start <= other.span.end && other.span.start <= one.span.end;
