import type { Change } from '../model/change.js';
import type { ProseBlock } from './entries.js';
import { pairBlocks } from './pair-blocks.js';
import { change, type Comparison, lineOfBlock } from './side.js';
import { bareWords } from './weigh.js';

/** What a change of prose says about the item whose prose it is. */
export type ProseOwner = Pick<Change, 'item' | 'id' | 'title' | 'field' | 'within'>;

/** Compares the prose of one item paragraph by paragraph: one change for each that was added, removed, changed or moved. */
export function compareProse(
  before: readonly ProseBlock[],
  after: readonly ProseBlock[],
  owner: ProseOwner,
  { before: earlier, after: later, weigh }: Comparison,
): Change[] {
  return pairBlocks(before, after).flatMap(({ before: a, after: b, moved }): Change[] => {
    const [firstA, firstB] = [a[0], b[0]];
    // A paragraph that became a list item, or the other way, shows it.
    const retyped = firstA !== undefined && firstB !== undefined && firstA.type !== firstB.type;
    const [textA, textB] = [a, b].map((list) => list.map((block) => shown(block, retyped)).join('\n\n'));
    if (textA === undefined || textB === undefined || (textA === textB && !moved)) return [];
    const alone = !firstA || !firstB;
    const whole = alone || textA === textB;
    return [
      change({
        kind: 'changed',
        ...owner,
        paragraph: !firstA ? 'added' : !firstB ? 'removed' : textA === textB ? 'moved' : 'changed',
        weight: whole
          ? bareWords(textA + textB).length > 0
            ? 'substantive'
            : 'editorial'
          : moved
            ? 'substantive'
            : weigh(textA, textB),
        ...(firstA ? { before: { text: textA, line: lineOfBlock(earlier, firstA) } } : {}),
        ...(firstB ? { after: { text: textB, line: lineOfBlock(later, firstB) } } : {}),
      }),
    ];
  });
}

/** A piece of prose as Markdown again. */
const shown = ({ type, text }: ProseBlock, marked: boolean): string =>
  !marked ? text : type === 'item' ? `- ${text}` : type === 'quote' ? `> ${text}` : text;

/** All the prose of an item as Markdown again. */
export function shownProse(prose: readonly ProseBlock[]): string {
  return prose
    .map((block, index) => {
      const tight = (block.type === 'item' || block.type === 'row') && prose[index - 1]?.type === block.type;
      return `${index === 0 ? '' : tight ? '\n' : '\n\n'}${shown(block, true)}`;
    })
    .join('');
}
