import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import type { ChangeKind } from '../model/verdict.js';
import type { PdfDictionary, PdfValue } from '../pdf/object-reader.js';
import type { PdfStructure, Revision } from '../pdf/revisions.js';
import { references, sameValue, viewAt } from '../pdf/revisions-view.js';
import type { View } from '../pdf/revisions-view.js';

/** What a revision did that may be done: used to word it, and to judge it against a certification. */
export interface Allowed {
  kind: 'signature' | 'timestamp' | 'field' | 'validation-data' | 'nothing';
  /** Full name of the field that was signed or added. */
  field?: string;
  what: Text;
}

/** What a revision did that may not be done, by what it touched. */
export interface Refused {
  kind: ChangeKind;
  what: Text;
}

/** One revision against the one before it, object by object; the judges write down what they could explain and what they refuse. */
export interface Comparison {
  before: View;
  after: View;
  revision: Revision;
  added: Set<number>;
  changed: Set<number>;
  removed: Set<number>;
  /** How often each number was referred to before, whether or not it was defined. */
  referred: Map<number, number>;
  /** Numbers that something allowed accounts for. */
  explained: Set<number>;
  /** New signature fields, and the widgets of such: what the form may list and what pages may show. */
  newFields: Set<number>;
  newWidgets: Set<number>;
  allowed: Allowed[];
  refused: Refused[];
}

/** Writes down what a revision did that may not be done. */
export function refuse({ refused }: Comparison, kind: ChangeKind, sv: string, en: string): void {
  refused.push({ kind, what: text(sv, en) });
}

/** Compares revision `index` (from 1) with the one before it. Objects written again unchanged do not count. */
export function compareRevisions(structure: PdfStructure, index: number): Comparison | undefined {
  const revision = structure.revisions[index];
  if (!revision || index === 0) return undefined;
  const before = viewAt(structure, index - 1);
  const after = viewAt(structure, index);
  const comparison: Comparison = {
    before,
    after,
    revision,
    added: new Set(),
    changed: new Set(),
    removed: new Set(),
    referred: new Map(),
    explained: new Set(),
    newFields: new Set(),
    newWidgets: new Set(),
    allowed: [],
    refused: [],
  };
  for (const [number, object] of revision.objects) {
    const old = before.objects.get(number);
    if (!old) comparison.added.add(number);
    else if (old.generation !== object.generation || !sameValue(old.value, object.value))
      comparison.changed.add(number);
  }
  for (const number of revision.freed) if (before.objects.has(number)) comparison.removed.add(number);
  for (const object of before.objects.values()) {
    for (const number of references(object.value))
      comparison.referred.set(number, (comparison.referred.get(number) ?? 0) + 1);
  }
  return comparison;
}

/** Keys whose values differ, in either direction. */
export function changedKeys(before: PdfDictionary | undefined, after: PdfDictionary | undefined): string[] {
  const keys = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  return [...keys].filter((key) => !sameValue(before?.get(key), after?.get(key)));
}

/** Accounts for every new object that `value` leads to; what is old and changed keeps having to account for itself. */
export function explainNew(comparison: Comparison, value: PdfValue | undefined): void {
  const open = value ? references(value) : [];
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    if (!comparison.added.has(number) || comparison.explained.has(number)) continue;
    comparison.explained.add(number);
    const object = comparison.after.objects.get(number);
    if (object) open.push(...references(object.value));
  }
}

/**
 * Accounts for a container that only this one place uses: an array that two places share would change both. New ones are checked elsewhere
 * for having been referred to in vain.
 */
export function explainOwn(comparison: Comparison, value: PdfValue | undefined): void {
  if (value?.kind !== 'reference') return;
  const { added, changed, referred, explained } = comparison;
  if (added.has(value.number) || (changed.has(value.number) && referred.get(value.number) === 1))
    explained.add(value.number);
}
