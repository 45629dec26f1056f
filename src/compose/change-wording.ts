import type { Change } from '../model/change.js';
import type { Block, Inline } from '../model/document.js';
import { markdownBlocks } from '../parse/markdown-blocks.js';
import { fill } from './fill.js';
import { passage, type Passage, quoteLength, signLength } from './passage.js';
import { cut, plainText, quotable } from './plain-text.js';
import { spelledNumber } from './swedish.js';
import type { CompleteTemplate } from './template.js';

/** How much of a section's changed prose is shown before the rest is counted, in characters. */
const mostShown = 2600;

/** Changes of one item's prose, introduced by what happened to it; what is too much to quote is counted. */
export function wordingBlocks(changes: readonly Change[], { phrases }: CompleteTemplate, fileName: string): Block[] {
  const lists: Record<Passage['type'], Block[]> = { wording: [], rewritten: [], inserted: [], deleted: [] };
  const moved: string[] = [];
  let [shown, left, shortened] = [0, 0, false];
  for (const change of changes) {
    if (shown > mostShown) {
      left += 1;
      continue;
    }
    const [before, after] = [change.before?.text ?? '', change.after?.text ?? ''];
    if (change.paragraph === 'moved') {
      moved.push(fill(phrases.paragraphMoved, { text: quotable(cut(plainOf(after), 80)) }));
      continue;
    }
    const told =
      change.paragraph === 'added'
        ? whole('inserted', after)
        : change.paragraph === 'removed'
          ? whole('deleted', before)
          : passage(change.words);
    lists[told.type].push(...('blocks' in told ? told.blocks : [paragraph(told.children)]));
    shortened ||= told.shortened;
    shown += Math.min(after.length, quoteLength);
  }
  return [
    ...(['wording', 'rewritten', 'inserted', 'deleted'] as const).flatMap((type) =>
      lists[type].length > 0 ? [sentence(phrases[type]), { type: 'quote', blocks: lists[type] } as const] : [],
    ),
    ...(moved.length > 0 ? [sentence(moved.join(' '))] : []),
    ...(left > 0
      ? [
          sentence(
            fill(left === 1 ? phrases.moreOne : phrases.moreMany, { count: spelledNumber(left), file: fileName }),
          ),
        ]
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

const paragraph = (children: Inline[]): Block => ({ type: 'paragraph', children });

const sentence = (text: string): Block => paragraph([{ type: 'text', text }]);

const plainOf = (markdown: string): string => plainText(markdownBlocks(markdown));

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
