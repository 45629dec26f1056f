import type { ModelPath } from '../core/locations.js';
import { nearest } from '../core/nearest.js';
import { changeRef } from '../diff/change-ref.js';
import type { Change } from '../model/change.js';
import type { Dispositions } from '../model/consultation.js';
import type { Parsed } from '../parse/parsed.js';
import type { AssembledRound } from './assemble-round.js';
import { promisesChange } from './attribute.js';
import { type CommentRef, commentRefs } from './comment-refs.js';
import type { Gap } from './gap.js';
import { type Asked, answerGaps, versionGaps } from './gaps-answers.js';
import { bindingGaps, uncaused } from './gaps-bindings.js';
import { conflicts, orphans, themeGaps, undisposed, unknownComments } from './gaps-comments.js';
import { circularFollowUps } from './gaps-follow-ups.js';
import type { ItemNames, Revisions } from './item-names.js';
import type { TracedChange } from './trace.js';

/** Promises of change that were not kept, and items that do not exist. */
export function unkept(
  comments: readonly CommentRef[],
  document: Parsed<Dispositions>,
  changes: readonly Change[],
  names: ItemNames,
): Gap[] {
  const touchedBy = (change: Change): string[] => {
    const { itself, around } = names.of(change);
    return [...itself, ...around];
  };
  const touched = new Set(changes.flatMap(touchedBy));
  const itemOf = new Map(comments.map(({ ref, item }) => [ref, item]));
  let byRef: Map<string, Change> | undefined;
  /** `true` if the item was changed; for an entry that is bound to changes, if one of these changed it. */
  const changed = (id: string, bound?: readonly string[]): boolean => {
    if (!bound || !touched.has(names.later(id))) return touched.has(names.later(id));
    byRef ??= new Map(changes.map((change) => [changeRef(change), change]));
    const found = bound.flatMap((ref) => byRef?.get(ref) ?? []);
    // Where none of them is left, each is told of as such.
    return found.length < bound.length || found.some((change) => touchedBy(change).includes(names.later(id)));
  };
  const exists = (id: string) => names.known.has(id) || touched.has(id);
  const unknown = (items: readonly string[] | undefined, path: ModelPath): Gap[] =>
    (items ?? []).flatMap((item, at): Gap[] => {
      if (exists(item)) return [];
      const near = nearest(item.slice(0, 200), names.known);
      return [{ kind: 'unknown-item', document, path: [...path, at], item, ...(near === undefined ? {} : { near }) }];
    });
  const { dispositions, own, derived } = document.model;
  return [
    ...dispositions.flatMap(({ outcome, items, comments: refs, changes: bound }, index): Gap[] => {
      const path = ['dispositions', index];
      const missing = unknown(items, [...path, 'items']);
      if (!promisesChange(outcome)) return missing;
      const unchanged = (items ?? []).flatMap((item, at): Gap[] =>
        exists(item) && !changed(item, bound)
          ? [{ kind: 'accepted-without-change', document, path: [...path, 'items', at], refs, item }]
          : [],
      );
      // A disposition that is bound to changes says itself what it led to.
      const unnamed = (items || (bound && bound.length > 0) ? [] : refs).flatMap((ref, at): Gap[] => {
        const item = itemOf.get(ref);
        // A comment that does not exist is a gap of its own.
        if (!itemOf.has(ref) || (item !== undefined && changed(item))) return [];
        const where = { document, path: [...path, 'comments', at], refs: [ref] };
        return [{ kind: 'accepted-without-change', ...where, ...(item === undefined ? {} : { item }) }];
      });
      return [...missing, ...unchanged, ...unnamed];
    }),
    ...(['own', 'derived'] as const).flatMap((list) =>
      (list === 'own' ? (own ?? []) : (derived ?? [])).flatMap(({ items, changes: bound }, index): Gap[] => {
        const path = [list, index, 'items'];
        return [
          ...unknown(items, path),
          ...items.flatMap((item, at): Gap[] =>
            exists(item) && !changed(item, bound)
              ? [{ kind: 'reason-without-change', document, path: [...path, at], list, item }]
              : [],
          ),
        ];
      }),
    ),
    ...(derived ?? []).flatMap(({ from }, index): Gap[] => {
      const path = ['derived', index, 'from'];
      return [
        ...unknown(from, path),
        ...from.flatMap((item, at): Gap[] =>
          exists(item) && !changed(item)
            ? [{ kind: 'source-without-change', document, path: [...path, at], item }]
            : [],
        ),
      ];
    }),
    ...circularFollowUps(document, names),
  ];
}

/** Everything in a round that does not hang together, once its changes are known. */
export function roundGaps(
  round: AssembledRound,
  found: {
    comments: readonly CommentRef[];
    revisions: Revisions;
    traced: readonly TracedChange[];
    names: ItemNames;
  },
  asked: Omit<Asked, 'consulted'> & { consultedSha256?: string } = {},
): Gap[] {
  const { dispositions } = round;
  const { comments, revisions, traced, names } = found;
  const bindings = bindingGaps(dispositions, traced, names);
  return [
    ...commentGaps(round, { ...asked, consulted: revisions.before }, comments),
    ...versionGaps(round, { consulted: revisions.before, revised: revisions.after, ...asked }),
    ...(dispositions
      ? withoutRepeats(
          unkept(
            comments,
            dispositions,
            traced.map(({ change }) => change),
            names,
          ),
          bindings,
          names,
        )
      : []),
    ...bindings,
    ...uncaused(traced, bindings),
  ];
}

/** What can be said of a round before it has been revised: of its answers, comments and dispositions alone. */
export function commentGaps(
  round: AssembledRound,
  asked: Asked,
  comments: readonly CommentRef[] = commentRefs(round.responses, asked.consulted),
): Gap[] {
  const { dispositions } = round;
  return [
    ...answerGaps(round, asked),
    ...(asked.consulted ? orphans(comments, asked.consulted) : []),
    ...undisposed(comments, dispositions?.model),
    ...(dispositions ? unknownComments(comments, dispositions) : []),
    ...(dispositions ? conflicts(dispositions) : []),
    ...(dispositions ? themeGaps(dispositions) : []),
  ];
}

/** An item that is as it was takes with it the changes of it that an entry was bound to: these are one fault, told once. */
function withoutRepeats(promises: readonly Gap[], bindings: readonly Gap[], names: ItemNames): Gap[] {
  const stale = new Set(
    bindings.flatMap((gap) =>
      gap.kind === 'change-not-made' ? [`${gap.path.slice(0, 2).join('/')} ${names.later(gap.item)}`] : [],
    ),
  );
  return promises.filter(
    (gap) =>
      !(
        (gap.kind === 'accepted-without-change' || gap.kind === 'reason-without-change') &&
        gap.item !== undefined &&
        stale.has(`${gap.path.slice(0, 2).join('/')} ${names.later(gap.item)}`)
      ),
  );
}
