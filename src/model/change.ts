import type { ItemKind } from './roadmap.js';

export type ChangeKind = 'added' | 'removed' | 'changed' | 'moved' | 'renamed';
export type ChangeItem = ItemKind | 'document' | 'statement' | 'milestone' | 'indicator' | 'organ' | 'field';
export type Weight = 'substantive' | 'editorial';

export interface Word {
  op: 'equal' | 'insert' | 'delete';
  text: string;
}

export interface ChangeSide {
  text: string;
  /** Line in the source, from 1. */
  line: number;
}

/** One change of meaning between two revisions. A renamed and rewritten item gives two changes with one id. */
export interface Change {
  kind: ChangeKind;
  item: ChangeItem;
  /** Id of the item in the later revision; in the earlier one, if removed. */
  id: string;
  title: string;
  /** For a changed field, milestone or indicator: which property. */
  field?: string;
  /** Id of the section, working method … it stands in, when it is a part of one. */
  within?: string;
  weight: Weight;
  before?: ChangeSide;
  after?: ChangeSide;
  words: Word[];
  /** `response-id#comment-id` of the comments that caused it, or `own` for the drafter's stated reason. */
  causes: string[];
}
