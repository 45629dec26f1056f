import type { Change } from '../model/change.js';
import type { Block, Inline } from '../model/document.js';
import { markdownBlocks } from '../parse/markdown-blocks.js';
import { isBinding } from './change-importance.js';
import type { Names } from './change-names.js';
import { fill } from './fill.js';
import { figuresChanged } from './figures-changed.js';
import { passage, type Passage, quoteLength, signLength } from './passage.js';
import { cut, plainText, quotable } from './plain-text.js';
import { spelledNumber } from './swedish.js';
import type { CompleteTemplate } from './template.js';

/** How much of one section's changed prose is quoted before the rest is counted, and of the whole document's; in characters. */
const mostShown = 2200;
const mostOfAll = 24_000;

/** What is left to quote, in characters, of all sections together. */
export interface Room {
  left: number;
}

/** Room for a whole section on changes. */
export const wholeRoom = (): Room => ({ left: mostOfAll });

/** The longest paragraph that is told inside a sentence, in characters. */
const shortest = 160;

/** Changes of prose that one sentence can tell: a paragraph that was moved, a figure, a short paragraph that came or went; and the rest. */
export function proseSentences(
  changes: readonly Change[],
  names: Names,
  { phrases }: CompleteTemplate,
): { sentences: string[]; rest: Change[] } {
  const sentences: string[] = [];
  const alone = changes.length === 1;
  const rest = changes.filter((change) => {
    const short = alone ? shortChange(change) : undefined;
    const figures = change.paragraph === 'changed' ? figuresChanged(change.words) : undefined;
    if (change.paragraph === 'moved') {
      sentences.push(movedSentence(change, names, phrases));
      // One that was rewritten too has its wording shown as well.
      return change.words.some(({ op }) => op !== 'equal') && change.words.length > 1;
    }
    if (figures) sentences.push(fill(phrases.figureChanged, { ...figures }));
    else if (short) {
      const { inserted, text } = short;
      sentences.push(fill(inserted ? phrases.insertedShort : phrases.deletedShort, { text }));
    } else return true;
    return false;
  });
  return { sentences, rest };
}

/** One paragraph, list item or sentence that came or went and is short enough, without its stop. */
function shortChange({
  paragraph: what,
  words,
  before,
  after,
}: Change): { inserted: boolean; text: string } | undefined {
  const shown = what === 'changed' ? passage(words) : undefined;
  if (shown && shown.type !== 'inserted' && shown.type !== 'deleted') return undefined;
  const [block, more] = shown ? [paragraph(shown.children)] : markdownBlocks((after ?? before)?.text ?? '');
  if (block?.type !== 'paragraph' || more || block.children.some(({ type }) => type !== 'text')) return undefined;
  const plain = plainText([block]);
  return plain.length > shortest || /[”"“…]|[.!?]\s/.test(plain)
    ? undefined
    : { inserted: shown ? shown.type === 'inserted' : what === 'added', text: quotable(plain) };
}

/**
 * Changes of one item's prose, introduced by what happened to it; what is too much to quote is counted, what binds somebody or holds a figure
 * last.
 */
export function wordingBlocks(
  changes: readonly Change[],
  { phrases }: CompleteTemplate,
  fileName: string,
  room: Room,
): Block[] {
  const lists: Record<Passage['type'], Block[]> = { wording: [], rewritten: [], inserted: [], deleted: [] };
  const chosen = chooseShown(changes, room);
  let shortened = false;
  for (const change of changes) {
    if (!chosen.has(change)) continue;
    const told =
      change.paragraph === 'added'
        ? whole('inserted', change.after?.text ?? '')
        : change.paragraph === 'removed'
          ? whole('deleted', change.before?.text ?? '')
          : passage(change.words);
    lists[told.type].push(...('blocks' in told ? told.blocks : [paragraph(told.children)]));
    shortened ||= told.shortened;
  }
  const left = changes.length - chosen.size;
  const shown = chosen.size > 0;
  const count = spelledNumber(left, 'ett');
  const more = left === 1 ? phrases.moreOne : phrases.moreMany;
  const only = left === 1 ? phrases.countedOne : phrases.countedMany;
  return [
    ...(['wording', 'rewritten', 'inserted', 'deleted'] as const).flatMap((type) =>
      lists[type].length > 0 ? [sentence(phrases[type]), { type: 'quote', blocks: lists[type] } as const] : [],
    ),
    ...(left > 0
      ? [sentence(fill(shown ? more : only, { count, file: fileName }))]
      : shortened
        ? [sentence(fill(phrases.shortened, { file: fileName }))]
        : []),
  ];
}

/** How something new begins. */
export const opening = (markdown: string): Block => ({
  type: 'quote',
  blocks: [sentence(cut(plainOf(markdown), 300))],
});

/** As many as there is room for: what is binding first, then in the order of the text. */
function chooseShown(changes: readonly Change[], room: Room): Set<Change> {
  const chosen = new Set<Change>();
  let left = mostShown;
  for (const binding of [true, false]) {
    for (const change of changes.filter((each) => isBinding(each) === binding)) {
      if (left <= 0 || room.left <= 0) return chosen;
      const length = Math.min((change.after ?? change.before)?.text.length ?? 0, quoteLength);
      left -= length;
      room.left -= length;
      chosen.add(change);
    }
  }
  return chosen;
}

const paragraph = (children: Inline[]): Block => ({ type: 'paragraph', children });

const sentence = (text: string): Block => paragraph([{ type: 'text', text }]);

const plainOf = (markdown: string): string => plainText(markdownBlocks(markdown));

function movedSentence({ before, after }: Change, names: Names, phrases: CompleteTemplate['phrases']): string {
  const text = quotable(cut(plainOf(after?.text ?? before?.text ?? ''), 80));
  const [from, to] = [before?.section, after?.section].map((id) =>
    id === undefined ? undefined : (names.title(id) ?? id),
  );
  return from === undefined || to === undefined || from === to
    ? fill(phrases.paragraphMoved, { text })
    : fill(phrases.paragraphMovedBetween, { text, before: quotable(from), after: quotable(to) });
}

/** A whole paragraph: as written while it is short, else its beginning. */
function whole(
  type: 'inserted' | 'deleted',
  markdown: string,
): { type: Passage['type']; blocks: Block[]; shortened: boolean } {
  const plain = plainOf(markdown);
  const shown = cut(plain, type === 'inserted' ? quoteLength : signLength);
  // A heading has no place in a quotation; prose that looks like one is a paragraph here.
  const asWritten = markdownBlocks(markdown).map((block): Block =>
    block.type === 'heading' ? { type: 'paragraph', children: block.children } : block,
  );
  return shown === plain
    ? { type, blocks: asWritten, shortened: false }
    : { type, blocks: [sentence(shown)], shortened: true };
}
