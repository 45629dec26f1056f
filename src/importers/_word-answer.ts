import { text, type Text } from '../core/text.js';
import type { FoundAnswer, FoundComment } from '../model/found.js';
import { wordBlocks } from '../ooxml/word-blocks.js';
import { textOf, type WordBlock } from '../ooxml/word-text.js';
import { blocksMarkdown } from '../parse/blocks-markdown.js';
import { stanceOf } from './_stance-words.js';

/** Where in an answer something stands. */
export interface WordPlace {
  item?: string;
  heading?: string;
}

/** A comment that is being put together from its fields. */
export interface Draft extends WordPlace {
  where: Text;
  stance?: string;
  blocks: WordBlock[];
  motive: WordBlock[];
  proposal: WordBlock[];
}

/** What reading a Word answer gathers, before it is an answer. */
export interface Gathered {
  answer: FoundAnswer;
  drafts: Draft[];
  /** Where each Word comment is attached, by its id. */
  anchors: Map<string, WordPlace>;
  remarks: { message: Text; help?: Text }[];
}

/** Nothing gathered yet. */
export const nothingGathered = (): Gathered => ({
  answer: { comments: [], leftovers: [] },
  drafts: [],
  anchors: new Map(),
  remarks: [],
});

/** A draft with nothing in it. */
export const emptyDraft = (place: WordPlace, where: Text): Draft => ({
  ...place,
  where,
  blocks: [],
  motive: [],
  proposal: [],
});

/** Blocks as Markdown in which nothing that was written becomes markup. */
export const markdownOf = (blocks: readonly WordBlock[]): string => blocksMarkdown(wordBlocks(blocks)).trim();

/** Blocks as plain text: a line for each paragraph, and for each row of a table. */
export const plainOf = (blocks: readonly WordBlock[]): string =>
  blocks
    .flatMap((block) =>
      block.type === 'paragraph'
        ? [textOf(block).trim()]
        : block.rows.map((row) =>
            row
              .map((cell) => plainOf(cell).replace(/\s*\n\s*/g, ' '))
              .filter((cell) => cell !== '')
              .join(' | '),
          ),
    )
    .filter((line) => line !== '')
    .join('\n');

/** The comments that the drafts make; a stance in words that nobody knows goes with the text, and is listed. */
export function commentsOf({ drafts, answer }: Pick<Gathered, 'drafts' | 'answer'>): FoundComment[] {
  return drafts.flatMap((draft): FoundComment[] => {
    const { item, heading, where } = draft;
    const said = draft.stance?.trim() ?? '';
    const stance = said === '' ? undefined : stanceOf(said);
    if (said !== '' && stance === undefined) answer.leftovers.push(unknownStance(said, where, heading));
    const motive = markdownOf(draft.motive);
    const proposal = markdownOf(draft.proposal);
    const words = markdownOf(draft.blocks);
    if (words === '' && motive === '' && proposal === '' && stance === undefined) return [];
    return [
      {
        ...(item === undefined ? {} : { item }),
        ...(heading === undefined ? {} : { heading }),
        text: words,
        ...(stance === undefined ? {} : { stance }),
        ...(motive === '' ? {} : { motive }),
        ...(proposal === '' ? {} : { proposal }),
        where,
      },
    ];
  });
}

/** A stance in words that nobody has decided the meaning of: kept, and listed. */
export const unknownStance = (
  said: string,
  where: Text,
  heading: string | undefined,
): FoundAnswer['leftovers'][number] => ({
  text: `Ståndpunkt${heading === undefined ? '' : ` om ”${heading}”`}: ${said}`,
  where,
  why: text('okänd ståndpunkt', 'unknown stance'),
});

/** “under rubriken …”, or nothing. */
export const under = ({ heading }: WordPlace): Text =>
  heading === undefined ? text('', '') : text(` under ”${heading}”`, ` under “${heading}”`);
