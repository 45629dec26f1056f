import type { Block, Inline } from '../model/document.js';
import { textOf, type WordBlock, type WordParagraph, type WordRun, type WordTable } from './word-text.js';

/** Word’s text as format-free blocks, as with all tracked changes and without prompts. Headings become bold paragraphs; empty ones go. */
export function wordBlocks(blocks: readonly WordBlock[]): Block[] {
  const found: Block[] = [];
  let lists: Extract<Block, { type: 'list' }>[] = [];
  for (const block of blocks) {
    if (block.type === 'table') {
      lists = [];
      found.push(...tableBlocks(block));
      continue;
    }
    if (textOf(block).trim() === '') continue;
    const paragraph: Block = { type: 'paragraph', children: inlinesOf(block, block.level !== undefined) };
    if (!block.list) {
      lists = [];
      found.push(paragraph);
      continue;
    }
    lists = listFor(block.list, lists, found);
    lists.at(-1)?.items.push([paragraph]);
  }
  return found;
}

type ListBlock = Extract<Block, { type: 'list' }>;

/** The open lists, the innermost of which takes the next item. */
function listFor(wanted: { ordered: boolean; depth: number }, open: readonly ListBlock[], into: Block[]): ListBlock[] {
  const kept = open.slice(0, wanted.depth + 1);
  const last = kept.at(-1);
  if (last && kept.length === wanted.depth + 1 && last.ordered === wanted.ordered) return kept;
  const parents = kept.slice(0, wanted.depth);
  const made: ListBlock = { type: 'list', ordered: wanted.ordered, items: [] };
  // A level may be skipped; then it stands in the nearest list there is.
  (parents.at(-1)?.items.at(-1) ?? into).push(made);
  return [...parents, made];
}

/** A table of one column and row is a box around text. */
function tableBlocks({ rows }: WordTable): Block[] {
  const filled = rows.filter((cells) => cells.some((cell) => inlineCell(cell).length > 0));
  const width = Math.max(0, ...filled.map((cells) => cells.length));
  if (width === 0) return [];
  if (width === 1) return filled.flatMap((cells) => wordBlocks(cells[0] ?? []));
  const [header = [], ...others] = filled.map((cells) =>
    Array.from({ length: width }, (_, column) => inlineCell(cells[column] ?? [])),
  );
  return [{ type: 'table', header, rows: others }];
}

/** The text of a cell on one line: Markdown has no more room. */
function inlineCell(blocks: readonly WordBlock[]): Inline[] {
  const parts = blocks.flatMap((block): Inline[][] =>
    block.type === 'table'
      ? block.rows.flatMap((row) => row.map(inlineCell))
      : [inlinesOf(block, false).map((inline) => (inline.type === 'break' ? { type: 'text', text: ' ' } : inline))],
  );
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [{ type: 'text' as const, text: ' ' }, ...part]));
}

function inlinesOf(paragraph: WordParagraph, bold: boolean): Inline[] {
  const runs: WordRun[] = [];
  for (const run of paragraph.runs) {
    if (run.deleted || run.prompt) continue;
    const last = runs.at(-1);
    // Word cuts text into runs wherever it likes; marks go around what looks alike.
    if (last && last.url === run.url && (run.text.trim() === '' || alike(last, run))) last.text += run.text;
    else runs.push({ ...run });
  }
  return trimmed(runs).flatMap((run) => marked(run, bold));
}

const alike = (a: WordRun, b: WordRun): boolean => a.bold === b.bold && a.italic === b.italic;

/** Without space at either end of the paragraph. */
function trimmed(runs: WordRun[]): WordRun[] {
  const [first] = runs;
  if (first) first.text = first.text.trimStart();
  const last = runs.at(-1);
  if (last) last.text = last.text.trimEnd();
  const kept = runs.filter(({ text }) => text !== '');
  return kept.length === runs.length ? kept : trimmed(kept);
}

/** One run as inlines: space stands outside the marks, and a line end is a break. */
function marked({ text, bold, italic, url }: WordRun, allBold: boolean): Inline[] {
  const [, before = '', core = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  let inlines = broken(core);
  if (core !== '' && !core.includes('\n')) {
    if (italic) inlines = [{ type: 'emphasis', children: inlines }];
    if (bold || allBold) inlines = [{ type: 'strong', children: inlines }];
    if (url !== undefined) inlines = [{ type: 'link', url, children: inlines }];
  }
  return [...broken(before), ...inlines, ...broken(after)];
}

const broken = (text: string): Inline[] =>
  text.split('\n').flatMap((line, index): Inline[] => {
    const words: Inline[] = line === '' ? [] : [{ type: 'text', text: line }];
    return index === 0 ? words : [{ type: 'break' }, ...words];
  });
