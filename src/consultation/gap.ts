import type { ModelPath } from '../core/locations.js';
import type { Span } from '../core/source.js';
import type { Change } from '../model/change.js';
import type { Dispositions, Response, Round } from '../model/consultation.js';
import type { Parsed } from '../parse/parsed.js';
import type { ExplainingList } from './attribute.js';
import type { CommentRef } from './comment-refs.js';
import type { SentencePrints } from './sentence-prints.js';

/** Where in a document of the round something does not hang together. */
interface At<M = unknown> {
  document: Parsed<M> & Parsed;
  path: ModelPath;
  /** Where it stands, if that is no value of the model. */
  span?: Span;
}

/** Something in a round that does not hang together. `path` is in `document`; `near` is what may have been meant. */
export type Gap =
  /** Nobody has said what became of a comment. */
  | ({ kind: 'comment-without-disposition'; comment: CommentRef } & At)
  /** A comment stands under a heading that the consulted revision does not have. */
  | ({ kind: 'orphan'; comment: CommentRef; heading: string; near?: string } & At)
  /** A disposition answers a comment that no answer holds. */
  | ({ kind: 'unknown-comment'; ref: string; near?: string } & At)
  /** A comment has two dispositions with different outcomes; `other` is the index of the first. */
  | ({ kind: 'conflicting-dispositions'; ref: string; other: number } & At<Dispositions>)
  /** A disposition promises a change of an item that is as it was; without `item`, it does not say of which. */
  | ({ kind: 'accepted-without-change'; refs: string[]; item?: string } & At)
  /** A reason of the drafter's own, or a follow-up, is given for an item that is as it was. */
  | ({ kind: 'reason-without-change'; list: 'own' | 'derived'; item: string } & At)
  /** A follow-up is said to follow from an item that is as it was. */
  | ({ kind: 'source-without-change'; item: string } & At)
  /** Follow-ups follow from each other. */
  | ({ kind: 'circular-follow-up'; items: string[] } & At)
  /** An entry is bound to a change that did not happen. */
  | ({ kind: 'change-not-made'; list: ExplainingList; ref: string; item: string } & At)
  /** A disposition, or a reason of the drafter's own, names an item that neither revision has. */
  | ({ kind: 'unknown-item'; item: string; near?: string } & At)
  /** One theme has dispositions in two places; `other` is the index of the first. */
  | ({ kind: 'theme-in-parts'; theme: string; other: number } & At<Dispositions>)
  /** Two themes have nearly the same name. */
  | ({ kind: 'theme-alike'; theme: string; near: string } & At)
  /** So many entries explain changes by their headings only. */
  | ({ kind: 'unbound'; count: number } & At)
  /** A document in the round's folder says that it belongs to another round. */
  | ({ kind: 'other-round'; named: string; round: string } & At)
  /** An answer says that it is about another version than the one that was sent out. */
  | ({ kind: 'other-revision'; named: string; sent: string } & At)
  /** A party has answered twice, or two answers have one id. */
  | ({ kind: 'second-answer'; party: string; first: Parsed<Response> } & At)
  /** Whoever answers is not in the register. */
  | ({ kind: 'unknown-party'; party: string; near?: string } & At)
  /** The round has two files of dispositions. */
  | ({ kind: 'second-dispositions'; first: string } & At)
  /** The round says that a revision has another version than it has. */
  | ({ kind: 'other-version'; stated: string; found: string } & At<Round>)
  /** The heading of the revised roadmap is not its title, nor another name of it. */
  | ({ kind: 'other-title'; heading: string } & At)
  /** The text that was sent out has been changed since. */
  | ({ kind: 'consulted-altered' } & At<Round>)
  /** No revised version is given, so changes cannot be followed. */
  | ({ kind: 'not-revised'; promises: number } & At<Round>)
  /** A substantive change that no comment and no reason of the drafter's own explains. */
  | { kind: 'change-without-cause'; change: Change }
  /** A wording that was explained is another now. `bound` is what it was, where that is known; `at` who explained it. */
  | { kind: 'changed-after-binding'; change: Change; stale: string; bound?: SentencePrints; at: At[] };
