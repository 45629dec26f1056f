import type { Change } from '../model/change.js';
import { listed, text, type Language, type Text } from '../core/text.js';
import { metaOf, schemaAt } from '../model/field.js';
import { Indicator, Milestone, Organ, Section } from '../model/section.js';

/** What each item of a roadmap is called. */
export const itemWords: Record<Change['item'], Text> = {
  document: text('dokumentet', 'document'),
  section: text('avsnitt', 'section'),
  purpose: text('syfte', 'purpose'),
  'target-group': text('målgrupp', 'target group'),
  'target-picture': text('målbild', 'target picture'),
  'success-factors': text('framgångsfaktorer', 'success factors'),
  'working-methods': text('avsnitt', 'section'),
  'working-method': text('arbetssätt', 'working method'),
  'goal-areas': text('avsnitt', 'section'),
  'goal-area': text('målområde', 'goal area'),
  direction: text('inriktning', 'direction'),
  prerequisites: text('avsnitt', 'section'),
  prerequisite: text('förutsättning', 'prerequisite'),
  governance: text('ledning och styrning', 'governance'),
  timeline: text('tidsplan', 'timeline'),
  'follow-up': text('uppföljning', 'follow-up'),
  implementation: text('genomförande', 'implementation'),
  statement: text('påstående', 'statement'),
  milestone: text('milstolpe', 'milestone'),
  indicator: text('indikator', 'indicator'),
  organ: text('organ', 'body'),
  field: text('uppgift', 'field'),
};

const kindWords: Record<Change['kind'], Text> = {
  added: text('tillagt', 'added'),
  removed: text('borttaget', 'removed'),
  changed: text('ändrat', 'changed'),
  moved: text('flyttat', 'moved'),
  renamed: text('omdöpt', 'renamed'),
  split: text('delat', 'split'),
  merged: text('sammanslaget', 'merged'),
};

const paragraphWords: Record<NonNullable<Change['paragraph']>, Text> = {
  added: text('stycke tillagt', 'paragraph added'),
  removed: text('stycke borttaget', 'paragraph removed'),
  changed: text('stycke ändrat', 'paragraph changed'),
  moved: text('stycke flyttat', 'paragraph moved'),
};

const itemOfListWords: typeof paragraphWords = {
  added: text('punkt tillagd', 'list item added'),
  removed: text('punkt borttagen', 'list item removed'),
  changed: text('punkt ändrad', 'list item changed'),
  moved: text('punkt flyttad', 'list item moved'),
};

const rowWords: typeof paragraphWords = {
  added: text('tabellrad tillagd', 'table row added'),
  removed: text('tabellrad borttagen', 'table row removed'),
  changed: text('tabellrad ändrad', 'table row changed'),
  moved: text('tabellrad flyttad', 'table row moved'),
};

/** “stycke ändrat”, “renamed”: what was done. */
export function kindWord(change: Change, language: Language): string {
  if (!change.paragraph) return kindWords[change.kind][language];
  const pieces = [change.before, change.after].flatMap((side) => side?.at?.prose ?? []);
  const all = (type: string) => pieces.length > 0 && pieces.every((piece) => piece.type === type);
  const words = all('item') ? itemOfListWords : all('row') ? rowWords : paragraphWords;
  const moved = change.paragraph === 'moved' && change.before?.text !== change.after?.text;
  const and = moved ? text(' och ändrat', ' and changed')[language] : '';
  return `${words[change.paragraph][language]}${words === paragraphWords ? and : and.replace('ändrat', 'ändrad')}`;
}

/** What a section was split into, or was merged from: “”A” → ”B” och ”C””. Empty for other changes. */
export function regroupedWords({ kind, before, after }: Change, language: Language): string {
  if (kind !== 'split' && kind !== 'merged') return '';
  const titles = (side: Change['before']) =>
    listed(
      (side?.text ?? '').split('\n').map((title) => quoted(title, language)),
      language,
    );
  return `${titles(before)} → ${titles(after)}`;
}

/** Where what was moved stood and stands: “”A”, plats 2 → ”B”, plats 1”. Empty for a paragraph that stays in its section. */
export function movedWords({ before, after, within, was }: Change, language: Language): string {
  const place = (side: Change['before']): string =>
    side?.position === undefined ? '' : text(`plats ${side.position}`, `place ${side.position}`)[language];
  const parent = (side: Change['before']): string => (side?.parent === undefined ? '' : quoted(side.parent, language));
  // The same heading may have a new title; to name both would sound as if there were two.
  const stays = before?.section === undefined && (was ? was.within : within) === within;
  if (stays && before?.position !== undefined) {
    const where = parent(after) === '' ? '' : text(` i ${parent(after)}`, ` in ${parent(after)}`)[language];
    return `${place(before)} → ${place(after)}${where}`;
  }
  const [from, to] = [before, after].map((side) =>
    [parent(side), place(side)].filter((each) => each !== '').join(', '),
  );
  return from === '' && to === '' ? '' : `${from} → ${to}`;
}

/** “i sak” or “redaktionellt”. */
export const weightWord = (change: Change, language: Language): string =>
  change.weight === 'substantive'
    ? text('i sak', 'substantive')[language]
    : text('redaktionellt', 'editorial')[language];

/** A title in the quotes of the language. */
export const quoted = (title: string, language: Language): string => text(`”${title}”`, `“${title}”`)[language];

/** A piece of a change's words, with long unchanged stretches cut. */
export interface Piece {
  op: 'equal' | 'insert' | 'delete';
  text: string;
}

/** How much unchanged text is shown on each side of a change, in characters. */
const context = 60;

/** The words of a change for showing: unchanged stretches are shortened around what changed. */
export function pieces(change: Change): Piece[] {
  return change.words.map((word, index) => {
    const flat = word.text.replace(/\s+/g, ' ');
    if (word.op !== 'equal' || flat.length <= context * 2) return { op: word.op, text: flat };
    // The text that leads up to a change, and the text that follows one, are shown; what lies between is cut.
    const head = index === 0 ? '' : flat.slice(0, flat.lastIndexOf(' ', context));
    const tail = index === change.words.length - 1 ? '' : flat.slice(flat.indexOf(' ', flat.length - context));
    return { op: 'equal', text: head === '' ? `…${tail}` : `${head} …${tail}` };
  });
}

/** A short text on one line, cut at a word. */
export function shortened(whole: string, length = 160): string {
  const flat = whole.replace(/\s+/g, ' ').trim();
  if (flat.length <= length) return flat;
  return `${flat.slice(0, Math.max(flat.lastIndexOf(' ', length), 40))} …`;
}

const parts: ReadonlySet<Change['item']> = new Set(['statement', 'milestone', 'indicator', 'organ']);

/** Changes by the heading they stand under, in their order; those of the front matter are one group. */
export function byItem(changes: readonly Change[]): Map<string, Change[]> {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = change.item === 'field' ? '' : parts.has(change.item) ? (change.within ?? change.id) : change.id;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return groups;
}

/** What a field of an item is called, or the columns of a table row; nothing for its prose, which needs no name. */
export function fieldWord(change: Change, language: Language): string {
  const { field, item, columns } = change;
  if (columns) return listed(columns, language);
  if (field === undefined || field === 'text' || item === 'field') return '';
  if (language === 'en') return field;
  const schema =
    item === 'milestone' ? Milestone : item === 'indicator' ? Indicator : item === 'organ' ? Organ : Section;
  const [name = '', ...rest] = field.split('.');
  const found = schemaAt(schema, [name]);
  return [(found && metaOf(found).sv) ?? name, ...rest].join(' ');
}

/** The causes of a change in words: who asked for it, or the drafter's own reason. */
export function causeWords(change: Change, responders: ReadonlyMap<string, string>, language: Language): string {
  const own = text('egen ändring', 'the drafter’s own')[language];
  return change.causes
    .map((cause) => {
      if (cause === 'own') return own;
      const name = responders.get(cause.split('#')[0] ?? '');
      return name === undefined ? cause : `${cause} (${name})`;
    })
    .join(', ');
}
