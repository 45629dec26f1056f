import { listed } from '../core/text.js';
import type { Change } from '../model/change.js';
import type { PhraseName } from '../model/template-words.js';
import { fieldSentence } from './change-fields.js';
import type { Names } from './change-names.js';
import { fill } from './fill.js';
import { quotable } from './plain-text.js';
import { spelledDate, spelledOrdinal } from './swedish.js';
import type { CompleteTemplate } from './template.js';

/**
 * What happened, as one sentence; for a change of prose there is none, since its wording is shown instead. Under the heading of the item
 * itself (`under` is its id) the title is not said again.
 */
export function changeSentence(
  change: Change,
  names: Names,
  template: CompleteTemplate,
  under?: string,
): string | undefined {
  if (change.paragraph !== undefined) return undefined;
  const { phrases } = template;
  const own = names.isSection(change) && change.id === under;
  const values = {
    item: names.noun(change),
    title: quotable(change.title),
    within: (change.within === undefined ? undefined : names.title(change.within)) ?? '',
    before: quotable(change.before?.text ?? ''),
    after: quotable(change.after?.text ?? ''),
  };
  if (change.item === 'field' || (change.item === 'document' && change.field !== undefined)) {
    return fieldSentence([change], names, template);
  }
  const say = (name: PhraseName, more: Record<string, string> = {}) => fill(phrases[name], { ...values, ...more });
  const inSection = names.isSection(change) && values.within !== '';
  const quoted = (ids: readonly string[] = []) =>
    listed(
      ids.map((id) => `”${quotable(names.title(id) ?? id)}”`),
      'sv',
    );
  switch (change.kind) {
    case 'added':
      if (own) return say(inSection ? 'addedHere' : 'addedHereTop');
      return timed(change, template, inSection ? 'addedWithin' : 'added', values);
    case 'removed':
      if (own) return say(inSection ? 'removedHere' : 'removedHereTop');
      return timed(change, template, inSection ? 'removedFrom' : 'removed', values);
    case 'split':
      return say('split', { title: values.before, parts: quoted(change.into) });
    case 'merged':
      // What was merged may have names in the earlier revision that the later one gives to others.
      return say('merged', {
        parts: listed(
          (change.before?.text ?? '').split('\n').map((title) => `”${quotable(title)}”`),
          'sv',
        ),
      });
    case 'renamed':
      if (change.item === 'document') return say('documentRenamed');
      return say(own ? 'headingHere' : names.isSection(change) ? 'heading' : 'renamed');
    case 'moved':
      return movedSentence(change, say, own);
    case 'changed':
      return change.item === 'statement' && change.field === 'text'
        ? say('renamed')
        : fieldSentence([change], names, template, own);
  }
}

/** What came or went with an added or removed section, said after the sentence about it. */
export function withParts(
  sentence: string,
  parts: readonly Change[],
  names: Names,
  template: CompleteTemplate,
): string {
  if (parts.length === 0) return sentence;
  const named = parts.map((part) => `${names.noun(part)} ”${quotable(part.title)}”${inBrackets(momentOf(part))}`);
  return fill(template.phrases.withParts, { sentence, parts: listed(named, 'sv') });
}

/** A milestone is known by its time as much as by its name. */
function momentOf(change: Change): string | undefined {
  if (change.item !== 'milestone') return undefined;
  const when = /^(\d{4}[\d-]*(?:–[\d-]+)?): /.exec(change.after?.text ?? change.before?.text ?? '')?.[1];
  return when?.split('–').map(spelledDate).join('–');
}

const inBrackets = (words: string | undefined): string => (words === undefined ? '' : ` (${words})`);

function timed(
  change: Change,
  { phrases }: CompleteTemplate,
  name: PhraseName,
  values: Record<string, string>,
): string {
  const moment = momentOf(change);
  if (moment === undefined) return fill(phrases[name], values);
  return fill(change.kind === 'added' ? phrases.addedAt : phrases.removedAt, { ...values, when: moment });
}

function movedSentence(
  { before, after }: Change,
  say: (name: PhraseName, more?: Record<string, string>) => string,
  own: boolean,
): string {
  if (before?.parent !== after?.parent && before?.parent !== undefined && after?.parent !== undefined) {
    return say(own ? 'movedBetweenHere' : 'movedBetween', { before: before.parent, after: after.parent });
  }
  if (before?.position !== undefined && after?.position !== undefined && before.parent === after.parent) {
    const [from, to] = [before.position, after.position].map((place) => spelledOrdinal(place));
    return say(own ? 'movedPlaceHere' : 'movedPlace', { before: from ?? '', after: to ?? '' });
  }
  return say('moved');
}
