import type { Conflict } from './conflict.js';
import { alignedTable, isAligned } from './align-table.js';
import { filled, widthOf } from './fill.js';
import type { GapBetween } from './gaps.js';
import type { Choice, Chunk } from './write-chunks.js';
import { kindOf } from './decide.js';
import type { Side, Thing, ThreeWays } from './three-ways.js';

/** The signs around what a person has to choose between, and how many times each is repeated. */
export interface Marks {
  ours: string;
  base: string;
  theirs: string;
  size: number;
}

/** A stretch of merged text, or a choice; `breaks` when a line may end before or after it, with the indent of the next. */
type Piece = { text: string } | { choice: Choice; breaks: string | undefined; begins: boolean };

/** Puts the pieces together to one text with conflict markers, and tells where each conflict stands. */
export function joinChunks(
  ways: ThreeWays,
  chunks: readonly Chunk[],
  gap: GapBetween,
  marks: Marks,
): { text: string; conflicts: Conflict[] } {
  return withMarkers(pieces(ways, chunks, gap), marks);
}

function pieces(ways: ThreeWays, chunks: readonly Chunk[], gap: GapBetween): Piece[] {
  const list: Piece[] = [{ text: gap(undefined, chunks[0]) }];
  for (let at = 0; at < chunks.length;) {
    const group = groupAt(ways, chunks, at);
    const taken = chunks.slice(at, at + (group?.count ?? 1));
    const inner = taken.flatMap((chunk, index): Piece[] => [
      piece(ways, chunk),
      ...(index < taken.length - 1 ? [{ text: gap(chunk, taken[index + 1]) }] : []),
    ]);
    if (group && inner.every((each) => 'text' in each)) {
      const whole = inner.map((each) => ('text' in each ? each.text : '')).join('');
      list.push({ text: group.finish(whole) });
    } else list.push(...inner);
    at += taken.length;
    list.push({ text: gap(taken.at(-1), chunks[at]) });
  }
  return list;
}

function piece(ways: ThreeWays, { written, path }: Chunk): Piece {
  if (typeof written === 'string') return { text: written };
  const thing = path.at(-1);
  const paragraph = path.at(-2);
  const text = path.at(-3);
  if (!thing || !paragraph || kindOf(thing) !== 'sentence' || kindOf(paragraph) !== 'paragraph')
    return { choice: written, breaks: undefined, begins: false };
  // In a value on the line of its key a line cannot end just anywhere.
  const inline = text && kindOf(text) === 'text' && !/^[|>]/.test(styleOf(ways, text));
  const part = paragraph.ours ?? paragraph.theirs;
  const [side, own] = paragraph.ours ? (['ours', paragraph.ours] as const) : (['theirs', paragraph.theirs] as const);
  if (inline || !part || !own) return { choice: written, breaks: undefined, begins: false };
  const before = ways.trees[side].text.slice(0, own.start);
  const column = own.start - (Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1);
  const begins = [thing.ours, thing.theirs].some((each) => each && each.parent?.children[0] === each);
  return { choice: written, breaks: ' '.repeat(column), begins };
}

const styleOf = ({ trees }: ThreeWays, text: Thing): string => {
  const [side, part] = text.ours ? (['ours', text.ours] as const) : (['theirs', text.theirs] as const);
  const style = part?.children[0];
  return style ? trees[side].text.slice(style.start, style.end) : '';
};

/** A table or paragraph that both sides have changed, which is given its form anew: how many pieces it has, and how. */
function groupAt(
  ways: ThreeWays,
  chunks: readonly Chunk[],
  at: number,
): { count: number; finish: (text: string) => string } | undefined {
  const thing = chunks[at]?.path.find((each) => ['table', 'paragraph'].includes(kindOf(each)));
  if (!thing?.ours || !thing.theirs || thing.ours.told === thing.base?.told || thing.theirs.told === thing.base?.told)
    return undefined;
  if (chunks[at - 1]?.path.includes(thing)) return undefined;
  let count = 1;
  while (chunks[at + count]?.path.includes(thing)) count += 1;
  const raw = (side: Side) => {
    const part = thing[side];
    return part ? ways.trees[side].text.slice(part.start, part.end) : '';
  };
  const [ours, theirs] = [raw('ours'), raw('theirs')];
  if (kindOf(thing) === 'table') {
    return {
      count,
      finish: (text) => (text !== theirs && [raw('base'), ours, theirs].some(isAligned) ? alignedTable(text) : text),
    };
  }
  const width = widthOf([raw('base'), ours, theirs]);
  // In YAML the line ends of a value may mean something.
  const free = width !== undefined && !chunks[at]?.path.some((each) => kindOf(each) === 'text');
  return { count, finish: (text) => (free && text !== theirs && text !== ours ? filled(text, width) : text) };
}

function withMarkers(list: readonly Piece[], marks: Marks): { text: string; conflicts: Conflict[] } {
  const [lines, conflicts]: [string[], Conflict[]] = [[], []];
  let line = '';
  const add = (text: string) => {
    const parts = (line + text).split('\n');
    line = parts.pop() ?? '';
    lines.push(...parts);
  };
  for (let at = 0; at < list.length; at += 1) {
    const each = list[at];
    if (!each) continue;
    if ('text' in each) {
      add(each.text);
      continue;
    }
    const { breaks, begins } = each;
    let prefix = line;
    if (breaks !== undefined && !begins && line.trim() !== '') {
      lines.push(line.trimEnd());
      prefix = breaks;
    }
    line = '';
    const versions = {
      ours: prefix + each.choice.ours,
      base: prefix + each.choice.base,
      theirs: prefix + each.choice.theirs,
    };
    const found = [each.choice];
    let rest = '';
    // What else stands on the line belongs to all three versions of it.
    for (at += 1; at < list.length; at += 1) {
      const next = list[at];
      if (!next) break;
      if ('choice' in next) {
        found.push(next.choice);
        for (const side of ['ours', 'base', 'theirs'] as const) versions[side] += next.choice[side];
        continue;
      }
      const end = breaks !== undefined && next.text.trim() === '' ? 0 : next.text.indexOf('\n');
      const kept = end < 0 ? next.text : next.text.slice(0, end);
      for (const side of ['ours', 'base', 'theirs'] as const) versions[side] += kept;
      if (end < 0) continue;
      rest = next.text.slice(end);
      break;
    }
    const first = lines.length + 1;
    for (const { conflict } of found) conflicts.push({ ...conflict, line: first });
    const sign = (character: string, label: string) =>
      `${character.repeat(marks.size)}${label === '' ? '' : ` ${label}`}`;
    lines.push(sign('<', marks.ours), ...linesOf(versions.ours));
    // What nobody had before was not there, its key or bullet no more than the rest.
    const was = found.every(({ conflict }) => conflict.kind === 'added') ? '' : versions.base;
    lines.push(sign('|', marks.base), ...linesOf(was));
    lines.push(sign('=', ''), ...linesOf(versions.theirs), sign('>', marks.theirs));
    if (rest === '') continue;
    const after = rest.replace(/^[ \t]*\n?/, '');
    // In the middle of a paragraph the next sentence begins a line.
    if (breaks !== undefined && !rest.includes('\n')) line = breaks;
    else add(after);
  }
  return { text: [...lines, line].join('\n'), conflicts };
}

/** The lines of one version; none where it says nothing. */
const linesOf = (text: string): string[] => (text.trim() === '' ? [] : text.trimEnd().split('\n'));
