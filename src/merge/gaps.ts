import type { Chunk } from './write-chunks.js';
import { leaves, type Part } from './tree.js';
import type { Side, Thing, ThreeWays } from './three-ways.js';
import { kindOf } from './decide.js';

/** What to put between two pieces of the merged text; `undefined` stands for the start or the end of it. */
export type GapBetween = (one: Chunk | undefined, two: Chunk | undefined) => string;

interface Step {
  from: Part | undefined;
  to: Part | undefined;
  gap: string;
}

/** The white space of each text, as steps from leaf to leaf. */
interface Walk {
  after: ReadonlyMap<Thing | undefined, Step>;
  before: ReadonlyMap<Thing | undefined, Step>;
  /** By what stands on either side: how this text parts such things. */
  custom: ReadonlyMap<string, string>;
}

const sides = ['base', 'ours', 'theirs'] as const;

/** Finds what shall stand between pieces: what one of the texts has between them, else what it has between such. */
export function gapsOf(ways: ThreeWays): GapBetween {
  const walks: Record<Side, Walk> = {
    base: walk(ways, 'base'),
    ours: walk(ways, 'ours'),
    theirs: walk(ways, 'theirs'),
  };
  const between = (one: Thing | undefined, two: Thing | undefined, atEnds: boolean): string | undefined => {
    const [was, here, there] = sides.map((side) => {
      const step = atEnds
        ? one
          ? walks[side].before.get(undefined)
          : walks[side].after.get(undefined)
        : walks[side].after.get(one);
      return step && (atEnds || thingAt(step.to) === two) ? step.gap : undefined;
    });
    if (here !== undefined && there !== undefined) return here === was ? there : here;
    return here ?? there ?? was;
  };
  const thingAt = (part: Part | undefined) => part && ways.thingOf.get(part);
  return (one, two) => {
    if (!one || !two) return between(one?.last, two?.first, true) ?? '\n';
    const known = one.last && two.first ? between(one.last, two.first, false) : undefined;
    if (known !== undefined) return known;
    const wanted = bondOfChunks(one, two);
    const near = (['ours', 'theirs', 'base'] as const).flatMap((side) => {
      const { after, before } = walks[side];
      return [two.first && before.get(two.first), one.last && after.get(one.last)].filter(
        (step): step is Step => step !== undefined && step.from !== undefined && step.to !== undefined,
      );
    });
    const same = near.find((step) => bondOf(step) === wanted)?.gap;
    const gap =
      same ??
      (['ours', 'theirs', 'base'] as const)
        .map((side) => walks[side].custom.get(wanted))
        .find((each) => each !== undefined);
    return ended(one, gap ?? plainGap(wanted, near));
  };
}

function walk({ trees, thingOf }: ThreeWays, side: Side): Walk {
  const { text, root } = trees[side];
  const [after, before, custom] = [
    new Map<Thing | undefined, Step>(),
    new Map<Thing | undefined, Step>(),
    new Map<string, string>(),
  ];
  let from: Part | undefined;
  for (const to of [...leaves(root).filter((leaf) => leaf !== root), undefined]) {
    const step = { from, to, gap: text.slice(from?.end ?? 0, to?.start ?? text.length) };
    after.set(from && thingOf.get(from), step);
    before.set(to && thingOf.get(to), step);
    if (from && to) {
      const bond = bondOf(step);
      if (!custom.has(bond)) custom.set(bond, step.gap);
    }
    from = to;
  }
  return { after, before, custom };
}

/** What two neighbours are to each other: the kind of what holds both, and of what in it holds each. */
function bondOf({ from, to }: Step): string {
  const path = (part: Part | undefined): Part[] => (part ? [...path(part.parent), part] : []);
  return bond(path(from), path(to), ({ kind }) => kind);
}

const bondOfChunks = (one: Chunk, two: Chunk): string => bond(one.path, two.path, kindOf);

function bond<T>(one: readonly T[], two: readonly T[], kind: (part: T) => string): string {
  let at = 0;
  while (at < Math.min(one.length, two.length) - 1 && one[at] === two[at]) at += 1;
  const [held, a, b] = [one[at - 1], one[at], two[at]];
  return [held, a, b].map((each) => (each === undefined ? '' : kind(each))).join(' ');
}

function plainGap(wanted: string, near: readonly Step[]): string {
  const [held = ''] = wanted.split(' ');
  if (held === 'paragraph' || held === 'heading') return ' ';
  if (held === 'row') return ' | ';
  if (held === 'table' || held === 'list') return '\n';
  if (held === 'map' || held === 'seq' || held === 'pair' || held === 'entry') return near[0]?.gap ?? '\n';
  return '\n\n';
}

/** A comment of YAML goes on to the end of its line. */
function ended(one: Chunk, gap: string): string {
  const last = one.path.at(-1);
  return last && kindOf(last) === 'comment' && !/[\r\n]/.test(gap) ? `\n${gap.trimStart()}` : gap;
}
