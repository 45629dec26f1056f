import type { Change } from '../model/change.js';
import type { Names } from './change-names.js';

/**
 * How much a change matters to who decides, the least number the most: 0 the document's title and sections that came, went, were parted or
 * merged, 1 target picture and target group, 2 working methods and goals, 3 commitments, 4 times and figures, 5 responsibilities, 6 other
 * prose, new names and places, 7 facts about the document.
 */
export function importance(change: Change, names: Names): number {
  const { item, kind, paragraph, field } = change;
  if (item === 'field') return 7;
  if (item === 'document') return field === undefined ? 0 : field === 'lead' ? ofProse(change) : 7;
  const structural = kind === 'added' || kind === 'removed' || kind === 'split' || kind === 'merged';
  if (names.isSection(change) && structural && paragraph === undefined) return 0;
  const moved = kind === 'moved' || kind === 'renamed';
  if (item === 'statement') return moved ? 6 : 1;
  if (names.isSection(change)) {
    if (moved || (paragraph === 'moved' && kind === 'changed')) return 6;
    return Math.min(ofKind(names.kind(change.id)), ofProse(change));
  }
  if (item === 'milestone' || item === 'indicator') return ofField(change);
  return item === 'organ' ? 5 : 6;
}

const pictures: readonly string[] = ['target-picture', 'target-group'];
const methods: readonly string[] = ['working-method', 'goal-area', 'direction', 'working-methods', 'goal-areas'];

function ofKind(kind: string | undefined): number {
  if (kind === undefined) return 6;
  return pictures.includes(kind) ? 1 : methods.includes(kind) ? 2 : 6;
}

const weighty: readonly string[] = ['when', 'until', 'target', 'baseline', 'title'];

function ofField({ kind, field = '' }: Change): number {
  if (kind !== 'changed') return kind === 'moved' ? 6 : 4;
  return weighty.includes(field) ? 4 : field === 'responsible' ? 5 : 6;
}

/** What binds somebody: to do, to see to, to leave undone. */
const commitment =
  /(?<![\p{L}\p{N}])(?:ska|skall|måste|bör|får|kan|kräv(?:er|s)|ansvarar?|svarar för|åtar sig|åläggs|förbinder sig|garanterar|senast)(?![\p{L}\p{N}])/iu;
const figure = /\d/;

/** `true` for words that bind somebody. */
export const bindsSomebody = (words: string): boolean => commitment.test(words);

/** By the words that came or went. */
function ofProse({ words, before, after, paragraph }: Change): number {
  const changed =
    paragraph === 'added'
      ? (after?.text ?? '')
      : paragraph === 'removed'
        ? (before?.text ?? '')
        : words.map(({ op, text }) => (op === 'equal' ? ' ' : text)).join(' ');
  if (bindsSomebody(changed)) return 3;
  return figure.test(changed) ? 4 : 6;
}

/** A change of prose that says something binding or a figure: it is shown before others. */
export const isBinding = (change: Change): boolean => ofProse(change) < 6;
