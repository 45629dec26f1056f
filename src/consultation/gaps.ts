import type { ModelPath } from '../core/locations.js';
import { nearest } from '../core/nearest.js';
import type { Change } from '../model/change.js';
import type { Dispositions } from '../model/consultation.js';
import type { Parsed } from '../parse/parsed.js';
import { type ItemNames, promisesChange } from './attribute.js';
import type { CommentRef } from './comment-refs.js';

/** Something in a round that does not hang together. `path` is in `document`; `near` is what may have been meant. */
export type Gap =
  /** Nobody has said what became of a comment. */
  | { kind: 'comment-without-disposition'; document: Parsed; path: ModelPath; comment: CommentRef }
  /** A disposition answers a comment that no answer holds. */
  | { kind: 'unknown-comment'; document: Parsed; path: ModelPath; ref: string; near?: string }
  /** A disposition promises a change of an item that is as it was; without `item`, it does not say of which. */
  | { kind: 'accepted-without-change'; document: Parsed; path: ModelPath; refs: string[]; item?: string }
  /** A disposition, or a reason of the drafter's own, names an item that neither revision has. */
  | { kind: 'unknown-item'; document: Parsed; path: ModelPath; item: string; near?: string }
  /** A substantive change that no comment and no reason of the drafter's own explains. */
  | { kind: 'change-without-cause'; change: Change };

/** Comments that nobody has dealt with, in the order of the answers. */
export function undisposed(comments: readonly CommentRef[], dispositions: Dispositions | undefined): Gap[] {
  const settled = new Set(dispositions?.dispositions.flatMap((disposition) => disposition.comments));
  return comments.flatMap((comment): Gap[] =>
    settled.has(comment.ref)
      ? []
      : [{ kind: 'comment-without-disposition', document: comment.response, path: comment.path, comment }],
  );
}

/** Comments that dispositions answer but no answer holds. */
export function unknownComments(comments: readonly CommentRef[], document: Parsed<Dispositions>): Gap[] {
  const refs = new Set(comments.map(({ ref }) => ref));
  return document.model.dispositions.flatMap((disposition, index) =>
    disposition.comments.flatMap((ref, at): Gap[] => {
      if (refs.has(ref)) return [];
      const near = nearest(ref, refs);
      const path = ['dispositions', index, 'comments', at];
      return [{ kind: 'unknown-comment', document, path, ref, ...(near === undefined ? {} : { near }) }];
    }),
  );
}

/** Promises of change that were not kept, and items that do not exist. */
export function unkept(
  comments: readonly CommentRef[],
  document: Parsed<Dispositions>,
  changes: readonly Change[],
  names: ItemNames,
): Gap[] {
  const touched = new Set(
    changes.flatMap((change) => {
      const { itself, around } = names.of(change);
      return [...itself, ...around];
    }),
  );
  const itemOf = new Map(comments.map(({ ref, item }) => [ref, item]));
  const changed = (id: string) => touched.has(names.later(id));
  const exists = (id: string) => names.known.has(id) || touched.has(id);
  const unknown = (items: readonly string[] | undefined, path: ModelPath): Gap[] =>
    (items ?? []).flatMap((item, at): Gap[] => {
      if (exists(item)) return [];
      const near = nearest(item, names.known);
      return [{ kind: 'unknown-item', document, path: [...path, at], item, ...(near === undefined ? {} : { near }) }];
    });
  const { dispositions, own } = document.model;
  return [
    ...dispositions.flatMap(({ outcome, items, comments: refs }, index): Gap[] => {
      const path = ['dispositions', index];
      const missing = unknown(items, [...path, 'items']);
      if (!promisesChange(outcome)) return missing;
      const unchanged = (items ?? []).flatMap((item, at): Gap[] =>
        exists(item) && !changed(item)
          ? [{ kind: 'accepted-without-change', document, path: [...path, 'items', at], refs, item }]
          : [],
      );
      const unnamed = (items ? [] : refs).flatMap((ref, at): Gap[] => {
        const item = itemOf.get(ref);
        // A comment that does not exist is a gap of its own.
        if (!itemOf.has(ref) || (item !== undefined && changed(item))) return [];
        const where = { document, path: [...path, 'comments', at], refs: [ref] };
        return [{ kind: 'accepted-without-change', ...where, ...(item === undefined ? {} : { item }) }];
      });
      return [...missing, ...unchanged, ...unnamed];
    }),
    ...(own ?? []).flatMap(({ items }, index) => unknown(items, ['own', index, 'items'])),
  ];
}

/** Substantive changes without a cause. */
export const uncaused = (changes: readonly Change[]): Gap[] =>
  changes.flatMap((change): Gap[] =>
    change.weight === 'substantive' && change.causes.length === 0 ? [{ kind: 'change-without-cause', change }] : [],
  );
