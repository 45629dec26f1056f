import { listed } from '../core/text.js';
import type { Change } from '../model/change.js';
import type { PhraseName } from '../model/template-words.js';
import type { Names } from './change-names.js';
import { fill } from './fill.js';
import { quotable } from './plain-text.js';
import type { CompleteTemplate } from './template.js';

/** Sentences about several values of one field of the document, which belong in one sentence each way. */
export function fieldSentences(changes: readonly Change[], names: Names, template: CompleteTemplate): string[] {
  const sentences: string[] = [];
  const told = new Set<Change>();
  for (const change of changes) {
    if (told.has(change)) continue;
    const same = changes.filter((other) => other.field === change.field && other.kind === change.kind);
    const together = change.kind === 'changed' ? [change] : same;
    together.forEach((each) => told.add(each));
    const before = changes[changes.indexOf(change) - 1];
    // A list is named once.
    const also = change.kind === 'changed' && before?.kind === 'changed' && before.field === change.field;
    sentences.push(
      also && names.isList(change)
        ? fill(template.phrases.ownListChangedAlso, sidesOf(together, names))
        : fieldSentence(together, names, template),
    );
  }
  return sentences;
}

/** One sentence about a field of an item or, for `item: field`, of the document; several values of a list go together. */
export function fieldSentence(
  changes: readonly Change[],
  names: Names,
  { phrases }: CompleteTemplate,
  own = false,
): string {
  const [change] = changes;
  if (!change) return '';
  const values = {
    item: names.noun(change),
    title: quotable(change.title),
    within: '',
    field: names.field(change),
    ...sidesOf(changes, names),
  };
  return fill(phrases[phraseFor(change, names, own)], values);
}

function sidesOf(changes: readonly Change[], names: Names): { before: string; after: string } {
  const side = (name: 'before' | 'after') =>
    listed(
      changes.map((each) => names.value(each, each[name]?.text ?? '')),
      'sv',
    );
  return { before: side('before'), after: side('after') };
}

function phraseFor(change: Change, names: Names, own: boolean): PhraseName {
  const { item, kind, field } = change;
  const [before, after] = [change.before?.text ?? '', change.after?.text ?? ''];
  if (item === 'field' || item === 'document') {
    const list = names.isList(change);
    if (kind === 'added') return list ? 'ownListAdded' : 'ownFieldAdded';
    if (kind === 'removed') return list ? 'ownListRemoved' : 'ownFieldRemoved';
    return list ? 'ownListChanged' : 'ownFieldChanged';
  }
  if (field === 'noIndicator' && own && before === '') return 'noIndicatorAdded';
  if (field === 'noIndicator' && own && after === '') return 'noIndicatorRemoved';
  if (field === 'depends') return before === '' ? 'dependsAdded' : after === '' ? 'dependsRemoved' : 'dependsChanged';
  if (before === '') return 'fieldAdded';
  if (after === '') return 'fieldRemoved';
  // Of “2027” and “2027-05” neither is earlier.
  if (field === 'when' && !before.startsWith(after) && !after.startsWith(before)) {
    return after < before ? 'advanced' : 'postponed';
  }
  if (field === 'responsible') return 'responsibleChanged';
  if (field === 'target') {
    const [one, other] = [before, after].map(figureOf);
    // Only figures of one kind and for one year can be said to be higher or lower.
    if (one && other && one.rest === other.rest && one.value !== other.value) {
      return other.value > one.value ? 'raised' : 'lowered';
    }
  }
  return 'fieldChanged';
}

/** The first figure of a value, and everything around it. */
function figureOf(value: string): { value: number; rest: string } | undefined {
  const match = /^(\D*)(\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?)(.*)$/su.exec(value);
  if (!match) return undefined;
  const [, lead = '', figure = '', rest = ''] = match;
  return { value: Number(figure.replace(/[ \u00a0]/g, '').replace(',', '.')), rest: `${lead}#${rest}` };
}
