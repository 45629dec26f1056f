import type { ItemKind } from './roadmap.js';

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
  /** For a split: ids in the later revision of what it became, in order; the first of them is `id` when one kept the identity. */
  into?: string[];
  /** For a merge: ids in the earlier revision of what it was made of, in order. */
  from?: string[];
  weight: Weight;
  before?: ChangeSide;
  after?: ChangeSide;
  /** `equal` and `delete` together are exactly the text before, `equal` and `insert` exactly the text after. */
  words: Word[];
  /** `response-id#comment-id` of the comments that caused it, or `own` for the drafter's stated reason. */
  causes: string[];
}
