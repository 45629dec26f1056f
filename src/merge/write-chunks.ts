import { type Conflict, type ConflictKind, conflictOf } from './conflict.js';
import { type Decisions, decide, kindOf } from './decide.js';
import { ordered, type Placed } from './order.js';
import { leaves, type Part, type PartKind } from './tree.js';
import type { Side, Thing, ThreeWays } from './three-ways.js';

/** What a conflict leaves to choose between, as it would be written. */
export interface Choice {
  ours: string;
  base: string;
  theirs: string;
  conflict: Conflict;
}

/** A piece of the merged text, in order. What stands between two pieces is decided later. */
export interface Chunk {
  written: string | Choice;
  /** The leaf it begins and the one it ends with; none for a cell that nobody wrote. */
  first: Thing | undefined;
  last: Thing | undefined;
  /** Everything it stands in, from the root, itself last. */
  path: readonly Thing[];
}

/** Kinds that are taken whole when both sides have added them in different words. */
const wholeWhenAdded: ReadonlySet<PartKind> = new Set(['paragraph', 'list', 'table', 'item', 'row', 'heading']);

/** Merges three texts, part by part, to the pieces of one. */
export function writeChunks(ways: ThreeWays): Chunk[] {
  const writer = new Writer(ways, decide(ways));
  writer.write(ways.root, [], 0);
  return writer.chunks;
}

class Writer {
  readonly chunks: Chunk[] = [];

  constructor(
    private readonly ways: ThreeWays,
    private readonly decisions: Decisions,
  ) {}

  /** `level` is that of the heading above. */
  write(thing: Thing, above: readonly Thing[], level: number): void {
    const path = [...above, thing];
    const { base, ours, theirs } = thing;
    const kind = kindOf(thing);
    if (this.decisions.fate(thing) === 'disputed') {
      this.#choose('removed', thing, path);
      return;
    }
    if (ours && theirs && !base && wholeWhenAdded.has(kind) && ours.told !== theirs.told) {
      this.#choose('added', thing, path);
      return;
    }
    if ([base, ours, theirs].some((part) => part?.leaf)) {
      this.#leaf(thing, path, level);
      return;
    }
    const depth = kind === 'section' ? level + this.#step(thing) : level;
    const list = ordered(thing, this.decisions.members(thing), this.ways.thingOf);
    const shown = kind === 'row' ? this.#inColumns(thing, list, above.at(-1)) : list;
    const rest =
      ours && theirs && !base && (kind === 'section' || kind === 'root')
        ? this.#addedTwice(thing, shown, path, depth)
        : shown;
    for (const { thing: child, disputed } of rest) {
      if (!child) {
        this.chunks.push({
          written: this.#isRule(thing) ? '---' : '',
          first: undefined,
          last: undefined,
          path: [...path, {}],
        });
        continue;
      }
      const elsewhere = this.decisions.elsewhere(child);
      const whose = elsewhere === undefined ? disputed : elsewhere === thing ? 'theirs' : 'ours';
      if (whose) this.#choose('moved', child, [...path, child], whose);
      else this.write(child, path, depth);
    }
  }

  /** Text that both have added under a heading that both have added: what they do not agree on is one choice. */
  #addedTwice(thing: Thing, list: readonly Slot[], path: readonly Thing[], depth: number): readonly Slot[] {
    const own = (part: Part | undefined) =>
      (part?.children ?? []).filter(({ kind }) => !['heading', 'section', 'front'].includes(kind));
    const [ours, theirs] = [own(thing.ours), own(thing.theirs)];
    const told = (parts: readonly Part[]) => parts.map((each) => each.told).join('\n');
    if (told(ours) === told(theirs)) return list;
    const run = new Set([...ours, ...theirs].map((part) => this.ways.thingOf.get(part)));
    const [before, after] = [
      list.filter(({ thing: child }) => child && ['heading', 'front'].includes(kindOf(child))),
      list.filter(({ thing: child }) => child && kindOf(child) === 'section'),
    ];
    for (const { thing: child } of before) if (child) this.write(child, path, depth);
    const slice = (side: 'ours' | 'theirs', parts: readonly Part[]) => {
      const [first, last] = [parts[0], parts.at(-1)];
      return first && last ? this.ways.trees[side].text.slice(first.start, last.end) : '';
    };
    const conflict = conflictOf('added', thing, this.ways);
    const choice = { ours: slice('ours', ours), base: '', theirs: slice('theirs', theirs), conflict };
    const inner = [...run].find((each) => each !== undefined);
    const ends = (ours.length > 0 ? ours : theirs).flatMap(leaves);
    this.chunks.push({
      written: { ...choice, conflict: { ...conflict, ...saidIn(choice, conflict) } },
      first: this.#thing(ends[0]),
      last: this.#thing(ends.at(-1)),
      path: inner ? [...path, inner] : path,
    });
    return after;
  }

  #thing(part: Part | undefined): Thing | undefined {
    return part && this.ways.thingOf.get(part);
  }

  #choose(kind: ConflictKind, thing: Thing, path: readonly Thing[], only?: 'ours' | 'theirs'): void {
    const slice = (side: Side) => {
      const part = thing[side];
      return part && (only === undefined || only === side)
        ? this.ways.trees[side].text.slice(part.start, part.end)
        : '';
    };
    const ends = leaves((only ? thing[only] : undefined) ?? thing.ours ?? thing.theirs ?? this.ways.trees.base.root);
    this.chunks.push({
      written: {
        ours: slice('ours'),
        base: slice('base'),
        theirs: slice('theirs'),
        conflict: conflictOf(kind, thing, this.ways),
      },
      first: this.#thing(ends[0]),
      last: this.#thing(ends.at(-1)),
      path,
    });
  }

  /** How many levels a section stands below the one around it. */
  #step(thing: Thing): number {
    const step = (part: Part | undefined) => part && part.depth - (part.parent?.depth ?? 0);
    const [was, here, there] = [step(thing.base), step(thing.ours), step(thing.theirs)];
    return (here === undefined || (here === was && there !== undefined) ? there : here) ?? 1;
  }

  #leaf(thing: Thing, path: readonly Thing[], level: number): void {
    const { base, ours, theirs } = thing;
    const raw = (side: Side) => {
      const part = thing[side];
      return part && this.ways.trees[side].text.slice(part.start, part.end);
    };
    const add = (written: string | Choice) => {
      const ends = leaves(ours ?? theirs ?? this.ways.trees.base.root);
      this.chunks.push({ written, first: this.#thing(ends[0]), last: this.#thing(ends.at(-1)), path });
    };
    const [was = '', here, there] = [raw('base'), raw('ours'), raw('theirs')];
    const mark = kindOf(thing) === 'mark';
    if (mark && (ours ?? theirs)?.role === 'depth') {
      add('#'.repeat(Math.min(6, level)));
      return;
    }
    if (here === undefined || there === undefined) {
      add(here ?? there ?? '');
      return;
    }
    const told = (part: Part | undefined, text: string) => (part?.leaf ? part.told : plainly(text));
    const whole = [base, ours, theirs].some((part) => part && !part.leaf);
    const [toldWas, toldHere, toldThere] = whole
      ? [was, here, there].map(plainly)
      : [base && told(base, was), told(ours, here), told(theirs, there)];
    if (toldHere === toldThere) add(base && here === was ? there : here);
    else if (base && toldThere === toldWas) add(here);
    else if (base && toldHere === toldWas) add(there);
    else if (mark) add(here);
    else
      add({ ours: here, base: was, theirs: there, conflict: conflictOf(base ? 'changed' : 'added', thing, this.ways) });
  }

  #isRule(row: Thing): boolean {
    return (row.ours ?? row.theirs)?.role === 'rule';
  }

  /** The cells of a row in the order of the columns that its table has in the end; `undefined` where the row has none. */
  #inColumns(row: Thing, list: readonly Placed[], table: Thing | undefined): Slot[] {
    const header = (table?.ours ?? table?.theirs)?.children.find(({ role }) => role === 'header');
    const head = this.#thing(header);
    if (!table || !head || head === row) return [...list];
    const columns = ordered(head, this.decisions.members(head), this.ways.thingOf).filter(
      ({ thing }) => kindOf(thing) === 'cell',
    );
    const columnOf = (cell: Thing): Thing | undefined => {
      for (const side of ['ours', 'theirs', 'base'] as const) {
        const [part, whole] = [cell[side], table[side]];
        const own =
          part &&
          whole?.children
            .find(({ role }) => role === 'header')
            ?.children.find(({ role, kind }) => kind === 'cell' && role === part.role);
        if (own) return this.ways.thingOf.get(own);
      }
      return undefined;
    };
    const isEnd = ({ thing }: Placed) =>
      ['open', 'close'].includes((thing.ours ?? thing.theirs)?.role ?? '') && kindOf(thing) === 'mark';
    const cells = list.filter((each) => !isEnd(each));
    if (cells.length <= columns.length && cells.every(({ thing }, index) => columnOf(thing) === columns[index]?.thing))
      return [...list];
    const named = cells.flatMap((each) => (columnOf(each.thing) ? [each] : []));
    const over = cells.filter((each) => !named.includes(each));
    const inOrder = columns.map(
      ({ thing }): Slot => named.find((each) => columnOf(each.thing) === thing) ?? { thing: undefined },
    );
    const ends = list.filter(isEnd);
    const at = (role: string) => ends.filter(({ thing }) => (thing.ours ?? thing.theirs)?.role === role);
    return [...at('open'), ...inOrder, ...over, ...at('close')];
  }
}

/** A thing in its place, or a cell that nobody has written. */
interface Slot {
  thing: Thing | undefined;
  disputed?: 'ours' | 'theirs';
}

const plainly = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

const saidIn = (choice: Omit<Choice, 'conflict'>, { ours, theirs }: Conflict) => ({
  ...(ours ? { ours: { ...ours, text: choice.ours } } : {}),
  ...(theirs ? { theirs: { ...theirs, text: choice.theirs } } : {}),
});
