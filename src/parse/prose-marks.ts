import type { Root, RootContent } from 'mdast';
import { spanOf } from './markdown.js';

/** What a mark says of the block after it: that it is prose whatever it looks like, that its items are statements, or that the closing prose begins. */
export type ProseMark = 'text' | 'statements' | 'closing';

const words: Readonly<Record<string, ProseMark>> = {
  text: 'text',
  påståenden: 'statements',
  statements: 'statements',
  avslutning: 'closing',
  closing: 'closing',
};

/** The mark that a block is (`<!-- text -->`), if it is one. Marks are for what Markdown cannot say otherwise; they are no part of the prose. */
export function markOf(block: RootContent, source: string): ProseMark | undefined {
  if (block.type !== 'html') return undefined;
  const { start, end } = spanOf(block);
  return markIn(source.slice(start, end));
}

/** The mark that a comment is, by how it is written; `undefined` for any other. */
export function markIn(comment: string): ProseMark | undefined {
  if (comment.length > 40) return undefined;
  const word = /^<!--\s*(\S+)\s*-->$/.exec(comment)?.[1]?.normalize('NFC').toLowerCase() ?? '';
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

/** The line that writes a mark, in Swedish. */
export const proseMark = { text: '<!-- text -->', statements: '<!-- påståenden -->', closing: '<!-- avslutning -->' };

/** The same blocks, but a heading after `<!-- text -->` is one of the prose. */
export function withMarkedHeadings(root: Root, source: string): Root {
  // Most texts have no marks, and are not gone through.
  if (!/<!--\s*text\s*-->/i.test(source)) return root;
  const children = root.children.map((block, index): RootContent => {
    const before = root.children[index - 1];
    if (block.type !== 'heading' || !before || markOf(before, source) !== 'text') return block;
    return { type: 'paragraph', children: block.children, ...(block.position ? { position: block.position } : {}) };
  });
  return { ...root, children };
}
