import { oneLine } from '../core/text.js';
import { place } from '../core/source.js';
import type { PartKind } from './tree.js';
import type { Side, Thing, ThreeWays } from './three-ways.js';
import { kindOf } from './decide.js';

/** Why two sides cannot both have their way: both changed, one removed what the other changed, both added, or both moved. */
export type ConflictKind = 'changed' | 'removed' | 'added' | 'moved';

/** What one side says, and where: the line in its own text, from 1. */
export interface Said {
  text: string;
  line: number;
}

/** One place where a person has to choose. What is `undefined` has nothing there. */
export interface Conflict {
  kind: ConflictKind;
  part: PartKind;
  /** The key, column or title that names it, if any. */
  name?: string;
  /** Title of the heading it stands under. */
  section?: string;
  base?: Said;
  ours?: Said;
  theirs?: Said;
  /** Line of its first marker in the merged text, from 1; for a place without markers, of the item. */
  line: number;
}

/** The conflict over a thing, not yet placed. */
export function conflictOf(kind: ConflictKind, thing: Thing, { trees }: ThreeWays): Conflict {
  const said = (side: Side): { [side: string]: Said } => {
    const part = thing[side];
    if (!part) return {};
    const { text } = trees[side];
    return { [side]: { text: text.slice(part.start, part.end), line: place({ path: '', text }, part).line } };
  };
  const name = nameOf(thing, trees);
  const section = sectionOf(thing, trees);
  return {
    kind,
    part: kindOf(thing),
    ...(name === undefined ? {} : { name }),
    ...(section === undefined ? {} : { section }),
    ...said('base'),
    ...said('ours'),
    ...said('theirs'),
    line: 0,
  };
}

type Trees = ThreeWays['trees'];

function nameOf(thing: Thing, trees: Trees): string | undefined {
  const side = sideOf(thing);
  const part = thing[side];
  if (part?.kind === 'section') return titleOf(part, trees[side].text);
  for (let at = part; at; at = at.parent) {
    if (at.kind === 'pair' || at.kind === 'cell') return at.role;
    if (at.kind === 'paragraph' && at.parent?.kind !== 'text') return undefined;
  }
  return undefined;
}

function sectionOf(thing: Thing, trees: Trees): string | undefined {
  const side = sideOf(thing);
  for (let at = thing[side]?.parent; at; at = at.parent) {
    if (at.kind === 'section') return titleOf(at, trees[side].text);
  }
  return undefined;
}

const sideOf = ({ ours, theirs }: Thing): Side => (ours ? 'ours' : theirs ? 'theirs' : 'base');

function titleOf(section: NonNullable<Thing['ours']>, text: string): string | undefined {
  const title = section.children[0]?.children.find(({ role }) => role === 'title');
  return title && oneLine(text.slice(title.start, title.end));
}
