import type { Block, Inline } from '../model/document.js';

/** The words of inlines or blocks, without marks; blocks are parted by a space. */
export function plainText(nodes: readonly (Block | Inline)[]): string {
  const [first] = nodes;
  return nodes
    .map(textOf)
    .filter((text) => text !== '')
    .join(first && isBlock(first) ? ' ' : '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A piece of Markdown, perhaps cut out of a sentence, with its marks taken away; spaces at its ends are kept. */
export const plainMarkdown = (piece: string): string =>
  piece
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*|__|`/g, '')
    .replace(/(?<![\p{L}\p{N}])[*_](?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}.,;:!?)])[*_](?![\p{L}\p{N}])/gu, '')
    .replace(/\s+/g, ' ');

/** Cuts at the end of a sentence if there is one near enough, else between words. */
export function cut(plain: string, length: number): string {
  if (plain.length <= length) return plain;
  const head = plain.slice(0, length);
  const sentence = /^.*[.!?][”"»)]?(?=\s)/s.exec(head)?.[0];
  if (sentence && sentence.length > length / 3) return `${sentence} …`;
  return `${head.replace(/\s+\S*$/, '').replace(/[\s,;:–-]+$/, '')} …`;
}

/** Inside quotes a title needs no full stop of its own. */
export const quotable = (title: string): string => title.replace(/\.$/, '');

const isBlock = (node: Block | Inline): node is Block =>
  !['text', 'strong', 'emphasis', 'insert', 'delete', 'code', 'link', 'break'].includes(node.type);

function textOf(node: Block | Inline): string {
  switch (node.type) {
    case 'text':
    case 'code':
      return node.text;
    case 'break':
      return ' ';
    case 'list':
      return node.items.map(plainText).join(' ');
    case 'quote':
      return plainText(node.blocks);
    case 'table':
      return [node.header, ...node.rows].flatMap((row) => row.map(inlineText)).join(' ');
    case 'facts':
      return node.facts.map(({ term, value }) => `${term}: ${inlineText(value)}`).join(' ');
    case 'clauses':
      return [...(node.lead ? [inlineText(node.lead)] : []), ...node.clauses.map(inlineText)].join(' ');
    case 'signatures':
      return node.signers.map(({ name, role }) => `${name}, ${role}`).join(' ');
    case 'heading':
    case 'paragraph':
    case 'strong':
    case 'emphasis':
    case 'insert':
    case 'delete':
    case 'link':
      return inlineText(node.children);
  }
}

const inlineText = (inlines: readonly Inline[]): string => inlines.map(textOf).join('');
