import { filled, type Values } from '../compose/fill.js';
import { capital } from '../compose/swedish.js';
import type { Block, Inline } from '../model/document.js';

/** Plain text as inlines. */
export const words = (text: string): Inline[] => (text === '' ? [] : [{ type: 'text', text }]);

/** Plain text in bold. */
export const strong = (text: string): Inline => ({ type: 'strong', children: words(text) });

/** A paragraph of plain text or inlines. */
export const paragraph = (content: string | Inline[]): Block => ({
  type: 'paragraph',
  children: typeof content === 'string' ? words(content) : content,
});

/** A remark of the report's own beside the text it is about. */
export const remark = (text: string): Block => paragraph([{ type: 'emphasis', children: words(text) }]);

/** A heading of plain text; levels below the fourth are of the fourth. */
export const heading = (level: number, id: string, content: string | Inline[]): Block => ({
  type: 'heading',
  level: level <= 2 ? 2 : level === 3 ? 3 : 4,
  id,
  children: typeof content === 'string' ? words(content) : content,
});

/** A phrase with its placeholders replaced, with a capital first. */
export const sentence = (phrase: string, values: Values = {}): string => capital(filled(phrase, values));

/** “a, b och c”, in Swedish. */
export const enumerated = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} och ${items.at(-1) ?? ''}`;

/** A link within the document. */
export const linkTo = (id: string, text: string): Inline => ({ type: 'link', url: `#${id}`, children: words(text) });

/** Inlines one after the other, each on a line of its own. */
export const onLines = (lines: readonly Inline[][]): Inline[] =>
  lines.flatMap((line, index) => [...(index > 0 ? [{ type: 'break' } as const] : []), ...line]);
