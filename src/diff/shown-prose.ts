import type { Block } from './blocks.js';

/** Pieces of prose as Markdown again: list items and table rows tight, the rest parted by blank lines. */
export function shownProse(prose: readonly Pick<Block, 'type' | 'text'>[]): string {
  return prose
    .map(({ type, text }, index) => {
      const tight = (type === 'item' || type === 'row') && prose[index - 1]?.type === type;
      return `${index === 0 ? '' : tight ? '\n' : '\n\n'}${marked(type, text)}`;
    })
    .join('');
}

const marked = (type: Block['type'], text: string): string =>
  type === 'item' ? `- ${text}` : type === 'quote' ? `> ${text}` : text;
