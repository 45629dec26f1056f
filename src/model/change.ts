import type { ItemKind } from './section.js';

/** What happened to an item. One that was split went on as several, several that were merged went on as one. */
export type ChangeKind = 'added' | 'removed' | 'changed' | 'moved' | 'renamed' | 'split' | 'merged';
/** What kind of thing changed. */
export type ChangeItem = ItemKind | 'document' | 'statement' | 'milestone' | 'indicator' | 'organ' | 'field';
/** Editorial is spelling, punctuation, case and space; anything in doubt is substantive. */
export type Weight = 'substantive' | 'editorial';

/** A stretch of text that stayed, came or went. */
export interface Word {
  op: 'equal' | 'insert' | 'delete';
  text: string;
}

/** One side of a change: its text and where it stands. */
export interface ChangeSide {
  text: string;
  /** Line in the source, from 1. */
  line: number;
  /** For what was moved: the title of the section it stood in, unless that is the document itself. */
  parent?: string;
  /** For what was moved: its place among its siblings, from 1. */
  position?: number;
  /** For a paragraph that was moved from one section to another: id of the section on this side. */
  section?: string;
  /** Where it stands in the model and what it holds there, for `applyChanges`. */
  at?: Place;
}

/** Property names and indexes, as in `['sections', 2, 'milestones', 0]`; empty for the document itself. */
export type PlacePath = (string | number)[];

/** Where one side of a change stands in its revision, and what the model holds there: all that is needed to make the change. */
export interface Place {
  /** Of the item; in the front matter, of the value. */
  path: PlacePath;
  /** The property itself; for an item that came or went, its own properties without prose and the items below it. Absent where there is none. */
  value?: unknown;
  /** Pieces of prose, each with its place among those of its section, from 0. */
  prose?: PlacedProse[];
  /** For a section that was moved or renamed: what else its heading says. */
  heading?: { kind: string; number?: string };
  /** Where the items stand that `value` refers to by ids that only follow from titles, and so may be others elsewhere. */
  names?: Record<string, PlacePath>;
}

/** A paragraph, list item, table row … with its place among those of its section. */
export interface PlacedProse {
  index: number;
  type: 'paragraph' | 'item' | 'row' | 'quote' | 'code' | 'rule';
  text: string;
}

/** A section that a split gave or a merge took, beside the one that kept the identity; stands in the one revision only. */
export interface Piece {
  id: string;
  title: string;
  /** Line of its heading, from 1. */
  line: number;
  at: Place;
}

/** One change of meaning between two revisions. A renamed and rewritten item gives two changes with one id. */
export interface Change {
  kind: ChangeKind;
  item: ChangeItem;
  /** Id of the item in the later revision; in the earlier one, if removed. */
  id: string;
  title: string;
  /** For a changed field, milestone or indicator: which property. `text` for the prose of a section, `lead` for the document's. */
  field?: string;
  /** For prose: what happened to one paragraph or list item of it, while the item itself is *changed*. */
  paragraph?: 'added' | 'removed' | 'changed' | 'moved';
  /** Id of the section, working method … it stands in, when it is a part of one. */
  within?: string;
  /** For a split: ids in the later revision of what it became, in the order of the document; one of them, `id`, kept the identity. */
  into?: string[];
  /** For a merge: ids in the earlier revision of what it was made of, in the order of the document. */
  from?: string[];
  /** For a split or merge: the sections that came or went by it. */
  pieces?: Piece[];
  /** For a split or merge: what went along unchanged, by its place before and after; a piece of prose as section, `prose`, index. */
  carried?: [PlacePath, PlacePath][];
  /** For an item with another id: the references to it that were left as they were, by their places before and after. */
  left?: [PlacePath, PlacePath][];
  /** For a table row, or an item that begins with its name: that name, folded. */
  key?: string;
  /** For a table row: headers of the columns whose cells changed. */
  columns?: string[];
  /** What the earlier revision calls the item, where that differs; for what was added or removed, what the other revision calls its surroundings. */
  was?: { item: ChangeItem; id: string; title: string; within?: string };
  weight: Weight;
  before?: ChangeSide;
  after?: ChangeSide;
  /** `equal` and `delete` together are exactly the text before, `equal` and `insert` exactly the text after. */
  words: Word[];
  /** `response-id#comment-id` of the comments that caused it, or `own` for the drafter's stated reason. */
  causes: string[];
}
