import { filled } from '../compose/fill.js';
import type { Change } from '../model/change.js';
import type { Block, Inline } from '../model/document.js';
import { metaOf, schemaAt } from '../model/field.js';
import { Indicator, Milestone, Organ, Section } from '../model/section.js';
import { markdownBlocks } from '../parse/markdown-blocks.js';
import { enumerated } from './_blocks.js';
import type { ReportWords } from './_contract.js';
import { type MarkedRun, markedInlines, markedRuns, runsOf } from './_runs.js';

/** What an item that a change names is called, by its id in either revision. */
export type TitleOf = (id: string) => string;

/** What happened, in a few words: “ny rubrik”, “ändrad lydelse”, “ändrad uppgift, ansvarig”. */
export function whatHappened(change: Change, words: ReportWords, titleOf: TitleOf): string {
  const { kind, paragraph, field, item, before, after } = change;
  switch (paragraph) {
    case 'added':
      return words.paragraphAdded;
    case 'removed':
      return words.paragraphRemoved;
    case 'changed':
      return words.paragraphChanged;
    case 'moved': {
      const [from, to] = [before?.section ?? change.id, after?.section ?? change.id];
      return filled(words.paragraphMoved, { from: titleOf(from), to: titleOf(to) });
    }
    case undefined:
      break;
  }
  if (kind === 'moved') {
    return before?.parent !== undefined && after?.parent !== undefined && before.parent !== after.parent
      ? filled(words.movedBetween, { from: before.parent, to: after.parent })
      : words.moved;
  }
  if (kind === 'split' || kind === 'merged') {
    const parts = (kind === 'split' ? (change.into ?? []) : (change.from ?? [])).map((id) => `”${titleOf(id)}”`);
    return filled(words[kind], { parts: enumerated(parts) });
  }
  if (kind === 'changed' && field !== undefined && field !== 'text' && item !== 'field')
    return filled(words.fieldChanged, { field: fieldName(change) });
  return words[kind];
}

function fieldName({ item, field = '' }: Change): string {
  const schema =
    item === 'milestone' ? Milestone : item === 'indicator' ? Indicator : item === 'organ' ? Organ : Section;
  const found = schemaAt(schema, [field.split('.')[0] ?? '']);
  return (found && metaOf(found).sv) ?? field;
}

/** How much unchanged text is kept on each side of what changed, in characters. */
const context = 160;

/** What a change says word by word: what went and what came with marks, and as much around it as shows where it stands. */
export function wordByWord(change: Change): Block[] {
  const { before, after, kind, paragraph } = change;
  if (kind === 'moved' || paragraph === 'moved' || kind === 'split' || kind === 'merged') {
    // What was moved is as it was; how it begins is enough to find it.
    const text = paragraph === 'moved' ? (after?.text ?? '') : '';
    return text === ''
      ? []
      : [{ type: 'paragraph', children: markedInlines(shortened(markedRuns(runsOf(text), runsOf(text)))) }];
  }
  if (before && after && !/\n\n/.test(before.text + after.text))
    return [
      { type: 'paragraph', children: markedInlines(shortened(markedRuns(runsOf(before.text), runsOf(after.text)))) },
    ];
  return [
    ...(before ? markdownBlocks(before.text).map((block) => wrapped(block, 'delete')) : []),
    ...(after ? markdownBlocks(after.text).map((block) => wrapped(block, 'insert')) : []),
  ];
}

/** A block all of whose words came or went. */
function wrapped(block: Block, op: 'insert' | 'delete'): Block {
  const inside = (children: Inline[]): Inline[] => (children.length === 0 ? [] : [{ type: op, children }]);
  switch (block.type) {
    case 'heading':
      return { type: 'paragraph', children: inside([{ type: 'strong', children: block.children }]) };
    case 'paragraph':
      return { type: 'paragraph', children: inside(block.children) };
    case 'list':
      return { ...block, items: block.items.map((item) => item.map((inner) => wrapped(inner, op))) };
    case 'quote':
      return { ...block, blocks: block.blocks.map((inner) => wrapped(inner, op)) };
    case 'table':
      return { ...block, header: block.header.map(inside), rows: block.rows.map((row) => row.map(inside)) };
    default:
      return block;
  }
}

/** Cuts unchanged text away where it stands far from what changed. */
function shortened(runs: readonly MarkedRun[]): MarkedRun[] {
  const found: MarkedRun[] = [];
  for (const [index, run] of runs.entries()) {
    if (run.op !== 'equal' || run.text.length <= context * 2) {
      found.push(run);
      continue;
    }
    const [first, last] = [runs.slice(0, index).every(isEqual), runs.slice(index + 1).every(isEqual)];
    const head = first && !last ? '' : run.text.slice(0, run.text.lastIndexOf(' ', context) + 1);
    const tail = last ? '' : run.text.slice(run.text.indexOf(' ', run.text.length - context));
    found.push({ ...run, text: `${head}…${tail}` });
  }
  return found;
}

const isEqual = ({ op }: MarkedRun): boolean => op === 'equal';
