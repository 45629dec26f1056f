import { fold, oneLine, text, type Text } from '../core/text.js';
import type { Profile, ProfileItems, ProfileSection } from '../model/profile.js';
import { textOf, type WordBlock, type WordParagraph, type WordText } from '../ooxml/word-text.js';
import { withoutId } from '../parse/markdown.js';
import { listedItems, matchHeading, type Match } from '../parse/match-headings.js';

/** A heading of a Word text with what stands under it. */
export interface WordHeading {
  title: string;
  /** The number that is written before the title, with its dot or without. */
  number?: string;
  /** Below the document's title, from 1. */
  depth: number;
  /** The id that is written after the title, `{#id}`: the text was in Markdown once. */
  id?: string;
  /** What the profile knows it as. */
  match: Match;
  paragraph: WordParagraph;
  blocks: WordBlock[];
}

/** A Word text by its headings: the document's title, what stands before the first heading, and the headings. */
export interface WordOutline {
  title?: string;
  front: WordBlock[];
  headings: WordHeading[];
}

/** What is no text of the document: its table of contents. */
const isContents = (block: WordBlock): boolean => block.type === 'paragraph' && block.contents === true;

const numberMark = /^(\d{1,2}(?:\.\d{1,2})*[.)]?)\s+(?=\p{L})/u;

/** A line without its number, for comparing with titles. */
const bare = (line: string): string => line.replace(numberMark, '');

interface Found {
  paragraph: WordParagraph;
  /** As the styles have it: 0 for a title, from 1 for headings; for lines that are headings by their words alone, where the profile has them. */
  level: number;
  blocks: WordBlock[];
}

/** Finds headings by their styles and outline levels, and lines that are titles of the profile, and nests them without gaps. */
export function wordOutline({ blocks }: Pick<WordText, 'blocks'>, profile: Profile): WordOutline {
  const noted = blocks.filter((block) => !isContents(block)).map(parted);
  const rest = noted.map(({ block }) => block);
  const styled = new Set(
    rest.flatMap((block) =>
      block.type === 'paragraph' && (block.level ?? 0) > 0 ? (matchOf(oneLine(textOf(block)), profile)?.id ?? []) : [],
    ),
  );
  const base = Math.max(1, firstMatchedLevel(rest, profile));
  const front: WordBlock[] = [];
  const found: Found[] = [];
  const titles: WordParagraph[] = [];
  for (const { block, whole, notes } of noted) {
    const level = block.type === 'paragraph' ? levelOf(block, profile, styled, base) : undefined;
    if (block.type !== 'paragraph' || level === undefined) (found.at(-1)?.blocks ?? front).push(whole);
    else if (level > 0) found.push({ paragraph: block, level, blocks: notes });
    else if (found.length === 0 && titles.length === 0) {
      titles.push(block);
      front.push(...notes);
    } else (found.at(-1)?.blocks ?? front).push(whole);
  }
  const title = titles[0] ? oneLine(textOf(titles[0])) : titleAmong(found, front, profile);
  return { ...(title === undefined ? {} : { title }), front, headings: nested(found, profile) };
}

/** A paragraph without its footnotes, which are no part of a heading, and those as paragraphs to stand under it. */
function parted(whole: WordBlock): { block: WordBlock; whole: WordBlock; notes: WordBlock[] } {
  if (whole.type === 'table' || whole.runs.every(({ note }) => note === undefined))
    return { block: whole, whole, notes: [] };
  const notes = whole.runs.flatMap(({ note }): WordBlock[] =>
    note === undefined
      ? []
      : [
          {
            ...{ type: 'paragraph', number: whole.number, runs: [{ text: `Fotnot till rubriken: ${note}` }] },
            ...{ tags: [], bookmarks: [], comments: [], pictures: [] },
          },
        ],
  );
  return { block: { ...whole, runs: whole.runs.filter(({ note }) => note === undefined) }, whole, notes };
}

const matchOf = (line: string, profile: Profile): Match | undefined => {
  const match = matchHeading({ title: bare(withoutId(line).text) }, profile, undefined, true);
  return match.id === undefined ? undefined : match;
};

/** The level at which the profile's sections stand in this document; 1 when no style says. */
function firstMatchedLevel(blocks: readonly WordBlock[], profile: Profile): number {
  for (const block of blocks) {
    if (block.type !== 'paragraph' || (block.level ?? 0) < 1) continue;
    const line = fold(bare(oneLine(textOf(block))));
    if (profile.sections.some(({ title, aliases = [] }) => [title, ...aliases].some((name) => fold(name) === line)))
      return block.level ?? 1;
  }
  return 1;
}

/** The level of a heading; `undefined` for what is none. A line in a list or a long one is none by its words alone. */
function levelOf(
  { level, list, runs, ...paragraph }: WordParagraph,
  profile: Profile,
  styled: ReadonlySet<string>,
  base: number,
): number | undefined {
  const words = oneLine(textOf({ level, list, runs, ...paragraph } as WordParagraph));
  if (words === '') return undefined;
  if (level !== undefined) return level;
  if (list || words.length > 120) return undefined;
  const match = matchOf(words, profile);
  // A title that has its heading elsewhere is only mentioned here.
  if (match?.id === undefined || styled.has(match.id)) return undefined;
  return profile.sections.some(({ id }) => id === match.id) ? base : base + 1;
}

/** A document whose title has the style of a heading: the only one at the top, before all the others. */
function titleAmong(found: Found[], front: WordBlock[], profile: Profile): string | undefined {
  const [first] = found;
  const top = Math.min(...found.map(({ level }) => level));
  if (!first || found.length < 2 || first.level !== top || found.filter(({ level }) => level === top).length > 1)
    return undefined;
  const words = oneLine(textOf(first.paragraph));
  if (matchOf(words, profile)) return undefined;
  found.shift();
  front.push(...first.blocks);
  return words;
}

/** Depths without gaps; what a profile lists under a section comes under it, also where the document has them beside each other. */
function nested(found: readonly Found[], profile: Profile): WordHeading[] {
  const listed = new Map([...listedItems(profile)].map(({ item, section }) => [item.id, section]));
  const open: { level: number; depth: number; section?: ProfileSection; items?: ProfileItems | undefined }[] = [];
  const all = new Set(
    found.flatMap(
      ({ paragraph }) => numberMark.exec(withoutId(oneLine(textOf(paragraph))).text)?.[1]?.replace(/[.)]$/, '') ?? [],
    ),
  );
  // “3 Vägar framåt” is a title; after “2 Målbild” it has a number.
  const isNumber = (typed: string): boolean =>
    !/^\d+$/.test(typed) || typed === '1' || [-1, 1].some((step) => all.has(String(Number(typed) + step)));
  return found.map(({ paragraph, level, blocks }) => {
    const { text: words, id } = withoutId(oneLine(textOf(paragraph)));
    const typed = numberMark.exec(words)?.[1];
    const number = typed !== undefined && (isNumber(typed) || matchOf(words, profile)) ? typed : undefined;
    const title = number === undefined ? words : bare(words);
    const home = listed.get(matchOf(words, profile)?.id ?? '');
    // The section that lists it is open, or was the last to be: then it goes no higher than right below that.
    const holder = home && open.findLast(({ section }) => section?.id === home.id);
    const lowest = holder && level <= holder.level ? holder.level + 0.5 : level;
    while ((open.at(-1)?.level ?? 0) >= lowest) open.pop();
    const parent = open.at(-1);
    const depth = Math.min(5, parent ? parent.depth + 1 : 1);
    const match = matchHeading({ title, ...(id === undefined ? {} : { id }) }, profile, parent?.items, depth === 1);
    const section = profile.sections.find(({ id }) => id === match.id);
    open.push({ level: lowest, depth, ...(section ? { section } : {}), items: match.items });
    return {
      title,
      ...(number === undefined ? {} : { number }),
      ...(id === undefined ? {} : { id }),
      depth,
      match,
      paragraph,
      blocks,
    };
  });
}

/** Where something stands, in words: the paragraph's number and how it begins. */
export function placeOf(paragraph: WordParagraph): Text {
  const words = oneLine(textOf(paragraph));
  const begins = words.length > 40 ? `${words.slice(0, 40).trimEnd()} …` : words;
  return text(
    `stycke ${paragraph.number}${begins === '' ? '' : ` (”${begins}”)`}`,
    `paragraph ${paragraph.number}${begins === '' ? '' : ` (“${begins}”)`}`,
  );
}
