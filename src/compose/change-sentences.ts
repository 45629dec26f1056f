import { listed } from '../core/text.js';
import type { Change } from '../model/change.js';
import type { Names } from './change-names.js';
import { fill } from './fill.js';
import { quotable } from './plain-text.js';
import { spelledDate } from './swedish.js';
import type { CompleteTemplate } from './template.js';

/** What happened, as one sentence; for a change of prose there is none, since its wording is shown instead. */
export function changeSentence(change: Change, names: Names, template: CompleteTemplate): string | undefined {
  if (change.paragraph !== undefined) return undefined;
  const { phrases } = template;
  const item = names.noun(change);
  const within = change.within === undefined ? undefined : names.title(change.within);
  const values = { item, title: quotable(titleOf(change)), within: within ?? '' };
  const [before, after] = [change.before?.text ?? '', change.after?.text ?? ''];
  if (change.item === 'field' || (change.item === 'document' && change.field !== undefined)) {
    return ownField(change, names, template, [before], [after]);
  }
  const inSection = names.isSection(change) && within !== undefined;
  switch (change.kind) {
    case 'added':
      return fill(inSection ? phrases.addedWithin : phrases.added, values);
    case 'removed':
      return fill(inSection ? phrases.removedFrom : phrases.removed, values);
    case 'split':
      return fill(phrases.split, {
        ...values,
        parts: listed(
          (change.into ?? []).map((id) => `”${quotable(names.title(id) ?? id)}”`),
          'sv',
        ),
      });
    case 'merged':
      return fill(phrases.merged, {
        ...values,
        parts: listed(
          (change.from ?? []).map((id) => `”${quotable(names.title(id) ?? id)}”`),
          'sv',
        ),
      });
    case 'renamed': {
      const sides = { before: quotable(before), after: quotable(after) };
      if (change.item === 'document') return fill(phrases.documentRenamed, sides);
      return fill(names.isSection(change) ? phrases.heading : phrases.renamed, { ...sides, item });
    }
    case 'moved':
      return movedSentence(change, values, template);
    case 'changed':
      if (change.item === 'statement' && change.field === 'text') {
        return fill(phrases.renamed, { item, before: quotable(before), after: quotable(after) });
      }
      return fieldSentence(change, names, template, values);
  }
}

/** Sentences about several values of one field of the document, which belong in one sentence each way. */
export function fieldSentences(changes: readonly Change[], names: Names, template: CompleteTemplate): string[] {
  const sentences: string[] = [];
  const told = new Set<Change>();
  for (const change of changes) {
    if (told.has(change)) continue;
    const same = changes.filter((other) => other.field === change.field && other.kind === change.kind);
    const together = change.kind === 'changed' ? [change] : same;
    together.forEach((each) => told.add(each));
    const texts = (side: 'before' | 'after') => together.map((each) => each[side]?.text ?? '');
    sentences.push(ownField(change, names, template, texts('before'), texts('after')));
  }
  return sentences;
}

/** What came or went with an added or removed section, said after the sentence about it. */
export function withParts(
  sentence: string,
  parts: readonly Change[],
  names: Names,
  template: CompleteTemplate,
): string {
  if (parts.length === 0) return sentence;
  const named = parts.map((part) => `${names.noun(part)} ”${quotable(titleOf(part))}”`);
  return fill(template.phrases.withParts, { sentence, parts: listed(named, 'sv') });
}

/** A milestone is known by its time as much as by its name. */
function titleOf(change: Change): string {
  const lone = change.kind === 'added' || change.kind === 'removed';
  if (change.item !== 'milestone' || !lone) return change.title;
  const when = /^(\d{4}[\d-]*(?:–[\d-]+)?): /.exec(change.after?.text ?? change.before?.text ?? '')?.[1];
  return when === undefined ? change.title : `${change.title}, ${when.split('–').map(spelledDate).join('–')}`;
}

function movedSentence(change: Change, values: Record<string, string>, { phrases }: CompleteTemplate): string {
  const { before, after } = change;
  if (before?.parent !== after?.parent && before?.parent !== undefined && after?.parent !== undefined) {
    return fill(phrases.movedBetween, { ...values, before: before.parent, after: after.parent });
  }
  if (before?.position !== undefined && after?.position !== undefined && before.parent === after.parent) {
    return fill(phrases.movedPlace, { ...values, before: String(before.position), after: String(after.position) });
  }
  return fill(phrases.moved, values);
}

function fieldSentence(
  change: Change,
  names: Names,
  { phrases }: CompleteTemplate,
  values: Record<string, string>,
): string {
  const [before, after] = [change.before?.text ?? '', change.after?.text ?? ''];
  const told = {
    ...values,
    field: names.field(change),
    before: names.value(change, before),
    after: names.value(change, after),
  };
  if (before === '') return fill(phrases.fieldAdded, told);
  if (after === '') return fill(phrases.fieldRemoved, told);
  // Of “2027” and “2027-05” neither is earlier.
  if (change.field === 'when' && !before.startsWith(after) && !after.startsWith(before)) {
    return fill(after < before ? phrases.advanced : phrases.postponed, told);
  }
  return fill(phrases.fieldChanged, told);
}

function ownField(
  change: Change,
  names: Names,
  { phrases }: CompleteTemplate,
  before: string[],
  after: string[],
): string {
  const side = (texts: string[]) =>
    listed(
      texts.map((text) => names.value(change, text)),
      'sv',
    );
  const told = { field: names.field(change), before: side(before), after: side(after) };
  const list = names.isList(change);
  switch (change.kind) {
    case 'added':
      return fill(list ? phrases.ownListAdded : phrases.ownFieldAdded, told);
    case 'removed':
      return fill(list ? phrases.ownListRemoved : phrases.ownFieldRemoved, told);
    case 'changed':
    case 'renamed':
    case 'moved':
    case 'split':
    case 'merged':
      return fill(list ? phrases.ownListChanged : phrases.ownFieldChanged, told);
  }
}
