/** Running text with what is needed of its looks; `\n` is a line break. */
export interface WordRun {
  text: string;
  bold?: boolean;
  italic?: boolean;
  url?: string;
  /** Tracked: text that is not there until the change is accepted, or that goes with it. */
  inserted?: boolean;
  deleted?: boolean;
  /** A prompt that nobody has written over. */
  prompt?: boolean;
  /** The words of a footnote or endnote, which the run has within brackets. */
  note?: string;
}

/** A paragraph as it stands in the file. */
export interface WordParagraph {
  type: 'paragraph';
  /** Number among all paragraphs, from 1. */
  number: number;
  runs: WordRun[];
  /** Outline level from 1 of a heading, 0 of a title or subtitle. */
  level?: number;
  list?: { ordered: boolean; depth: number };
  /** A line of a table of contents, or its heading. */
  contents?: true;
  /** Tags of the content controls around it and in it; names of the bookmarks that begin in it. */
  tags: string[];
  bookmarks: string[];
  /** Ids of the comments that begin in it. */
  comments: string[];
  /** Names of the pictures, charts and objects in it. */
  pictures: string[];
}

/** A table as it stands in the file; rows that a tracked change removes are left out. */
export interface WordTable {
  type: 'table';
  /** Number among all tables, from 1. */
  number: number;
  rows: WordBlock[][][];
}

/** What a Word text is made of. */
export type WordBlock = WordParagraph | WordTable;

/** A comment in the margin. */
export interface WordComment {
  id: string;
  blocks: WordBlock[];
  /** The text it is attached to. */
  quote: string;
}

/** The content of a Word file: text as with all tracked changes, comments, and what the file says of itself. */
export interface WordText {
  blocks: WordBlock[];
  comments: WordComment[];
  /** Texts of headers and footers, each once. */
  margins: string[];
  /** The title in the properties of the file; empty when it has none. */
  title: string;
  /** Custom properties by name. */
  properties: ReadonlyMap<string, string>;
  /** What the custom XML part of an answer form says. */
  form: { facts: ReadonlyMap<string, string>; headings: { id: string; title: string }[] } | undefined;
  /** What else there was: tracked changes, and content of kinds that are not read. */
  tracked: boolean;
  embedded: number;
  /** Text that is hidden, and left out; text that is struck through by hand, and kept. */
  hidden: string[];
  struck: string[];
}

/** The text of a paragraph, as with all tracked changes, without prompts. */
export const textOf = ({ runs }: WordParagraph): string =>
  runs.map(({ text, deleted, prompt }) => (deleted || prompt ? '' : text)).join('');

/** The text of a paragraph as it was before the tracked changes. */
export const textBefore = ({ runs }: WordParagraph): string =>
  runs.map(({ text, inserted, prompt }) => (inserted || prompt ? '' : text)).join('');

/** Every paragraph among the blocks and in their tables, in document order. */
export function* paragraphsIn(blocks: readonly WordBlock[]): Generator<WordParagraph> {
  for (const block of blocks) {
    if (block.type === 'paragraph') yield block;
    else for (const row of block.rows) for (const cell of row) yield* paragraphsIn(cell);
  }
}
