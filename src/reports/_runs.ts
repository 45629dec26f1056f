import { wordChanges } from '../diff/word-changes.js';
import type { Word } from '../model/change.js';
import type { Block, Inline } from '../model/document.js';
import { markdownBlocks } from '../parse/markdown-blocks.js';

/** A stretch of text in one style; a line break is `\n`. */
export interface Run {
  text: string;
  strong?: true;
  emphasis?: true;
  code?: true;
  url?: string;
}

/** A stretch of text in one style that stayed, came or went. */
export interface MarkedRun extends Run {
  op: Word['op'];
}

type Style = Omit<Run, 'text'>;

// What may mean anything but itself in a line of Markdown.
const marks = /[*_`[\]<>\\&!~|]|:\/\/|www\.|@/;

/** A paragraph of Markdown as runs of text. HTML stays literal text. */
export function runsOf(markdown: string): Run[] {
  if (!marks.test(markdown)) return markdown === '' ? [] : [{ text: markdown.replace(/[ \t]*\n[ \t]*/g, ' ') }];
  return merged(
    markdownBlocks(markdown).flatMap((block, index) => [...(index > 0 ? [{ text: '\n' }] : []), ...blockRuns(block)]),
  );
}

function blockRuns(block: Block): Run[] {
  switch (block.type) {
    case 'heading':
    case 'paragraph':
      return inlineRuns(block.children, {});
    case 'list':
      return block.items.flatMap((item, index) => [...(index > 0 ? [{ text: '\n' }] : []), ...item.flatMap(blockRuns)]);
    case 'quote':
      return block.blocks.flatMap((inner, index) => [...(index > 0 ? [{ text: '\n' }] : []), ...blockRuns(inner)]);
    case 'table':
      return [block.header, ...block.rows].flatMap((row) =>
        row.flatMap((cell) => [...inlineRuns(cell, {}), { text: ' ' }]),
      );
    default:
      return [];
  }
}

function inlineRuns(inlines: readonly Inline[], style: Style): Run[] {
  return inlines.flatMap((inline): Run[] => {
    switch (inline.type) {
      case 'text':
        return [{ ...style, text: inline.text }];
      case 'code':
        return [{ ...style, code: true, text: inline.text }];
      case 'break':
        return [{ ...style, text: '\n' }];
      case 'strong':
        return inlineRuns(inline.children, { ...style, strong: true });
      case 'emphasis':
        return inlineRuns(inline.children, { ...style, emphasis: true });
      case 'link':
        return inlineRuns(inline.children, { ...style, url: inline.url });
      // Struck out in the source, not by a revision: told as it was written, so that no reader takes it for one.
      case 'insert':
      case 'delete':
        return [{ ...style, text: '~~' }, ...inlineRuns(inline.children, style), { ...style, text: '~~' }];
    }
  });
}

const sameStyle = (one: Style, two: Style): boolean =>
  one.strong === two.strong && one.emphasis === two.emphasis && one.code === two.code && one.url === two.url;

function merged<R extends Run & { op?: Word['op'] }>(runs: readonly R[]): R[] {
  const found: R[] = [];
  for (const run of runs) {
    const last = found.at(-1);
    if (run.text === '') continue;
    if (last && last.op === run.op && sameStyle(last, run))
      found[found.length - 1] = { ...last, text: last.text + run.text };
    else found.push(run);
  }
  return found;
}

/** What runs say, without their styles. */
export const plainRuns = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('');

/**
 * Two versions of a text as one: what stayed and what came in the style of the later, what went in that of the earlier. `equal` and
 * `delete` together are the earlier text, `equal` and `insert` the later.
 */
export function markedRuns(before: readonly Run[] | undefined, after: readonly Run[] | undefined): MarkedRun[] {
  if (!before) return (after ?? []).map((run) => ({ ...run, op: 'insert' }));
  if (!after) return before.map((run) => ({ ...run, op: 'delete' }));
  const words = wordChanges(plainRuns(before), plainRuns(after));
  const [old, now] = [reader(before), reader(after)];
  const found = words.flatMap(({ op, text }): MarkedRun[] => {
    const gone = op === 'insert' ? [] : old(text.length);
    const come = op === 'delete' ? [] : now(text.length);
    return (op === 'delete' ? gone : come).map((run) => ({ ...run, op }));
  });
  return merged(found);
}

/** Takes so many characters at a time off the front of runs. */
function reader(runs: readonly Run[]): (length: number) => Run[] {
  let [index, offset] = [0, 0];
  return (length) => {
    const taken: Run[] = [];
    for (let left = length; left > 0 && index < runs.length;) {
      const run = runs[index] ?? { text: '' };
      const text = run.text.slice(offset, offset + left);
      if (text !== '') taken.push({ ...run, text });
      left -= text.length;
      offset += text.length;
      if (offset >= run.text.length) [index, offset] = [index + 1, 0];
    }
    return taken;
  };
}

/** Marked runs as inlines. Spaces at the edges of what came or went stand outside its marks. */
export function markedInlines(runs: readonly MarkedRun[]): Inline[] {
  const found: Inline[] = [];
  for (let at = 0; at < runs.length;) {
    const op = runs[at]?.op ?? 'equal';
    let end = at;
    while (runs[end]?.op === op) end += 1;
    const group = runs.slice(at, end);
    const previous = runs[at - 1];
    at = end;
    if (op === 'equal') {
      found.push(...styledInlines(group));
      continue;
    }
    const [lead, core, tail] = trimmed(group);
    // What was put in the place of something is parted from it.
    const tight = op === 'insert' && previous?.op === 'delete' && lead === '' && !/\s$/.test(previous.text);
    found.push(...spaced(tight ? ' ' : lead));
    if (core.length > 0) found.push({ type: op, children: styledInlines(core) });
    found.push(...spaced(tail));
  }
  return found;
}

const spaced = (space: string): Inline[] => (space === '' ? [] : [{ type: 'text', text: ' ' }]);

function trimmed(runs: readonly MarkedRun[]): [string, MarkedRun[], string] {
  const text = plainRuns(runs);
  const lead = /^\s*/.exec(text)?.[0] ?? '';
  const tail = lead.length === text.length ? '' : (/\s*$/.exec(text)?.[0] ?? '');
  const take = reader(runs);
  take(lead.length);
  return [lead, take(text.length - lead.length - tail.length) as MarkedRun[], tail];
}

/** Runs as inlines, whatever came of them. */
function styledInlines(runs: readonly Run[]): Inline[] {
  return runs.flatMap((run): Inline[] => {
    const words = run.text
      .split('\n')
      .flatMap((line, index): Inline[] => [
        ...(index > 0 ? [{ type: 'break' } as const] : []),
        ...(line === ''
          ? []
          : [run.code ? { type: 'code' as const, text: line } : { type: 'text' as const, text: line }]),
      ]);
    const emphasised: Inline[] = run.emphasis ? [{ type: 'emphasis', children: words }] : words;
    const strong: Inline[] = run.strong ? [{ type: 'strong', children: emphasised }] : emphasised;
    return run.url === undefined ? strong : [{ type: 'link', url: run.url, children: strong }];
  });
}
