import { formOf } from '../core/form.js';
import { moved } from '../diff/order.js';
import { likeness } from '../diff/similarity.js';
import { wordChanges } from '../diff/word-changes.js';
import { type Chunk, chunksOf, plainSpaces } from './_source-chunks.js';

/** What a text with CriticMarkup is made from. */
export interface CriticInput {
  before: { text: string; path: string };
  after: { text: string; path: string };
  /** Why, by the line of the later text where it stands; or by a line of the earlier text for what is gone. */
  notes: { before?: number; after?: number; text: string }[];
  /** What is said of text that has moved, with the title of the section it came from or went to. */
  movedFrom(title: string): string;
  movedTo(title: string): string;
}

interface Pair {
  before?: Chunk;
  after?: Chunk;
}

/**
 * The later source in full with CriticMarkup for what came and went: with every change accepted it is the later source, byte by byte; with
 * every change rejected the earlier one, but for line breaks within paragraphs and the padding of tables. Signs of CriticMarkup in the
 * sources are kept apart with a backslash.
 */
export function criticMarkup({ before, after, notes, movedFrom, movedTo }: CriticInput): string {
  const [a, b] = [before, after].map(({ text, path }) =>
    chunksOf(text, { yaml: formOf({ path, text }) === 'yaml' }),
  ) as [Chunk[], Chunk[]];
  const pairs = aligned(a, b);
  const noted = (line: (note: CriticInput['notes'][number]) => number | undefined, chunk: Chunk): string =>
    [...new Set(notes.flatMap((note) => (within(line(note), chunk) ? [note.text] : [])))].map(comment).join('');
  const whereabouts = moves(pairs, a, b);
  return (
    pairs
      .map(({ before: one, after: two }) => {
        if (one && two)
          return one.key === two.key
            ? escape(two.body) + escape(two.tail) + lostBreak(one, two)
            : `${changed(one, two)}${noted((note) => note.after, two)}${two.tail}${lostBreak(one, two)}`;
        const chunk = one ?? two;
        if (!chunk) return '';
        const title = whereabouts.get(chunk);
        const told = title === undefined ? '' : comment(one ? movedTo(title) : movedFrom(title));
        const note = one
          ? noted((each) => (each.after === undefined ? each.before : undefined), chunk)
          : noted((each) => each.after, chunk);
        // A comment stands inside the line, or it would become a paragraph of its own.
        return `${one ? '{--' : '{++'}${escape(chunk.body)}${told || note ? `${one ? '--}' : '++}'}${told}${note}${one ? '{--' : '{++'}` : ''}${chunk.tail}${one ? '--}' : '++}'}`;
      })
      .join('')
      // What came or went together stands within one pair of marks; marks of the sources' own are kept apart, so these are ours.
      .replaceAll('++}{++', '')
      .replaceAll('--}{--', '')
  );
}

/** What set a piece apart from what followed it, where that is gone and the piece is now followed by less. */
const lostBreak = (one: Chunk, two: Chunk): string => {
  const breaks = ({ tail }: Chunk): number => tail.split('\n').length - 1;
  return breaks(one) >= 2 && breaks(two) < 2 ? '{--\n--}' : '';
};

const within = (line: number | undefined, { from, to }: Chunk): boolean =>
  line !== undefined && line >= from && line <= to;

const comment = (text: string): string => `{>>${escape(text.replace(/\s+/g, ' '))}<<}`;

/** Text in which nothing can be taken for CriticMarkup. */
const escape = (text: string): string =>
  text
    .replace(/\{(\+\+|--|~~|==|>>)/g, (_all, sign: string) => `{\\${sign}`)
    .replace(/(\+\+|--|~~|==|<<)\}/g, (_all, sign: string) => `${sign}\\}`)
    .replace(/~>/g, '~\\>');

function changed(one: Chunk, two: Chunk): string {
  const exact = one.exact || two.exact;
  const [from, to] = exact ? [one.body, two.body] : [spaced(one), spaced(two)];
  // Line breaks and padding are those of the later text, wherever the words are the same.
  let at = 0;
  const later = (text: string): string => {
    if (exact) return text;
    const start = at;
    for (const character of text) {
      if (character !== ' ') at += character.length;
      else while (/\s/.test(two.body[at] ?? '')) at += 1;
    }
    return two.body.slice(start, at);
  };
  const words = wordChanges(from, to);
  return words
    .map(({ op, text }, index) => {
      if (op === 'equal') return escape(later(text));
      const next = words[index + 1];
      const previous = words[index - 1];
      if (op === 'insert') {
        const shown = escape(later(text));
        return previous?.op === 'delete' && isPlain(previous.text, text) ? `${shown}~~}` : `{++${shown}++}`;
      }
      return next?.op === 'insert' && isPlain(text, next.text) ? `{~~${escape(text)}~>` : `{--${escape(text)}--}`;
    })
    .join('');
}

/** A tilde beside the signs of a substitution could be taken for one of them. */
const isPlain = (from: string, to: string): boolean => !/[~>]/.test(from + to);

const spaced = ({ body }: Chunk): string => body.replace(/\s+/g, ' ');

/** Titles of the sections that moved pieces came from or went to. */
function moves(pairs: readonly Pair[], a: readonly Chunk[], b: readonly Chunk[]): Map<Chunk, string> {
  const found = new Map<Chunk, string>();
  const gone = new Map<string, Chunk[]>();
  for (const { before, after } of pairs) {
    if (!before || after || before.body.length < 20) continue;
    const known = gone.get(before.key);
    if (known) known.push(before);
    else gone.set(before.key, [before]);
  }
  const [titlesA, titlesB] = [titles(a), titles(b)];
  for (const { before, after } of pairs) {
    const partner = after && !before ? gone.get(after.key)?.shift() : undefined;
    if (!after || !partner) continue;
    const [from, to] = [titlesA.get(partner) ?? '', titlesB.get(after) ?? ''];
    // What went along with its heading is told there.
    if (after.kind !== 'heading' && from === to) continue;
    found.set(after, from);
    found.set(partner, to);
  }
  return found;
}

/** The title of the section each piece stands in; for a heading, of the one that it stands below. */
function titles(chunks: readonly Chunk[]): Map<Chunk, string> {
  const open: { depth: number; title: string }[] = [];
  return new Map(
    chunks.map((chunk) => {
      if (chunk.kind !== 'heading') return [chunk, open.at(-1)?.title ?? ''];
      const depth = /^#+/.exec(chunk.body)?.[0].length ?? 1;
      while ((open.at(-1)?.depth ?? 0) >= depth) open.pop();
      const above = open.at(-1)?.title ?? '';
      open.push({ depth, title: chunk.body.replace(/^#+\s+|\s*\{#[^{}]*\}\s*$/g, '') });
      return [chunk, above];
    }),
  );
}

/** Both sources in one order: equal pieces first, then between them the most alike of one kind. */
function aligned(a: readonly Chunk[], b: readonly Chunk[]): Pair[] {
  const waiting = new Map<string, number[]>();
  for (const [index, { key }] of a.entries()) waiting.set(key, [...(waiting.get(key) ?? []), index]);
  const total = b.reduce((sum, { body }) => sum + body.length, 1);
  const equal = b.flatMap((chunk, after) => {
    const before = waiting.get(chunk.key)?.shift();
    if (before === undefined) return [];
    // Headings carry the order of a text; what stands across them is what has moved.
    return [{ before, after, size: chunk.kind === 'heading' ? 2 : chunk.body.length / total }];
  });
  const crossing = moved(equal);
  const anchors = [...equal.filter((pair) => !crossing.has(pair)), { before: a.length, after: b.length }];
  const pairs: Pair[] = [];
  let [atA, atB] = [0, 0];
  for (const { before, after } of anchors) {
    pairs.push(...between(a.slice(atA, before), b.slice(atB, after)));
    const [one, two] = [a[before], b[after]];
    if (one && two) pairs.push({ before: one, after: two });
    [atA, atB] = [before + 1, after + 1];
  }
  return pairs;
}

/** Below this two pieces are two. */
const alikeEnough = 0.4;
/** More than this, and comparing all with all takes seconds. */
const mostCompared = 250_000;

function between(a: readonly Chunk[], b: readonly Chunk[]): Pair[] {
  const apart = (): Pair[] => [...a.map((before) => ({ before })), ...b.map((after) => ({ after }))];
  if (a.length === 0 || b.length === 0 || a.length * b.length > mostCompared) return apart();
  const score = likeness(
    a.map((chunk) => plainSpaces(chunk.body, chunk.kind)),
    b.map((chunk) => plainSpaces(chunk.body, chunk.kind)),
  );
  const worth = (row: number, column: number): number => {
    const [one, two] = [a[row], b[column]];
    if (one?.kind !== two?.kind) return 0;
    // A key of the front matter, and a heading alone in its place, are the same whatever they say.
    const alike =
      one?.kind === 'line'
        ? sameKey(one, two)
          ? 1
          : 0
        : one?.kind === 'heading' && a.length === 1 && b.length === 1
          ? 1
          : score(row, column);
    return alike >= alikeEnough ? alike : 0;
  };
  const best: number[][] = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (row: number, column: number): number => best[row]?.[column] ?? 0;
  for (let row = a.length - 1; row >= 0; row -= 1) {
    for (let column = b.length - 1; column >= 0; column -= 1) {
      const here = worth(row, column);
      const line = best[row];
      if (line)
        line[column] = Math.max(
          at(row + 1, column),
          at(row, column + 1),
          here > 0 ? here + at(row + 1, column + 1) : 0,
        );
    }
  }
  const pairs: Pair[] = [];
  let [row, column] = [0, 0];
  while (row < a.length || column < b.length) {
    const [one, two] = [a[row], b[column]];
    const here = one && two ? worth(row, column) : 0;
    if (one && two && here > 0 && at(row, column) === here + at(row + 1, column + 1)) {
      pairs.push({ before: one, after: two });
      row += 1;
      column += 1;
    } else if (one && (!two || at(row, column) === at(row + 1, column))) {
      pairs.push({ before: one });
      row += 1;
    } else if (two) {
      pairs.push({ after: two });
      column += 1;
    }
  }
  return pairs;
}

function sameKey(one: Chunk, two: Chunk | undefined): boolean {
  const key = /^(\s*(?:- )?[^\s:#]+):/;
  const [first, second] = [key.exec(one.body)?.[1], key.exec(two?.body ?? '')?.[1]];
  return first !== undefined && first === second;
}
