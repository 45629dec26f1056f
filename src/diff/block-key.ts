import { fold } from '../core/text.js';
import type { Block } from './blocks.js';

/** A name at the beginning, in bold or before a colon: “**Nyckel:** …”, “Nyckel: …”. */
const bold = /^(?:\*\*|__)([^*_\n]{1,80}?)(?:\*\*|__)/;
const colon = /^(\p{L}[^:.!?\n|]{0,50}):\s/u;

/**
 * The name by which a row or an item is known when the rest of it is rewritten, folded: the first cell of a table row, the name that an item or a
 * paragraph begins with. Undefined where there is none.
 */
export function blockKey({ type, text }: Pick<Block, 'type' | 'text'>): string | undefined {
  const name =
    type === 'row'
      ? cellsOf(text)[0]
      : type === 'item'
        ? (bold.exec(text)?.[1] ?? colon.exec(text)?.[1])
        : type === 'paragraph'
          ? bold.exec(text)?.[1]
          : undefined;
  const key = name === undefined ? '' : fold(name);
  return key === '' ? undefined : key;
}

/** The cells of a table row, trimmed. */
export function cellsOf(row: string): string[] {
  const cells = row
    .trim()
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
  return cells.slice(cells[0] === '' ? 1 : 0, cells.length > 1 && cells.at(-1) === '' ? -1 : undefined);
}
