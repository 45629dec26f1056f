import { changeRef } from '../diff/change-ref.js';
import type { Change } from '../model/change.js';
import type { Dispositions } from '../model/consultation.js';
import type { CommentRef } from './comment-refs.js';
import type { ItemNames } from './item-names.js';

const parts = new Set<Change['item']>(['statement', 'milestone', 'indicator', 'organ']);

/** `true` for an outcome that promises a change. */
export const promisesChange = (outcome: Dispositions['dispositions'][number]['outcome']): boolean =>
  outcome === 'accepted' || outcome === 'partly';

/** The lists of a file of dispositions whose entries explain changes. */
export type ExplainingList = 'dispositions' | 'own' | 'derived';

/** A change with what explains it: indexes in the lists of the file of dispositions. */
export interface Explained extends Record<ExplainingList, number[]> {
  change: Change;
  /** Names the very change: `item/fingerprint`. */
  ref: string;
  /** The comments behind it, and `own` for the drafter's stated reason. */
  causes: string[];
}

/** One entry that explains changes, with the comments it speaks for. */
interface Explanation {
  list: ExplainingList;
  index: number;
  causes: readonly string[];
}

/**
 * Says of each change what explains it. An entry that is bound to changes explains exactly these. Any other explains the changes of the
 * items it names, else of what stands in them; a disposition that names nothing, those of the items its comments concern.
 */
export function explain(
  changes: readonly Change[],
  dispositions: Dispositions | undefined,
  comments: readonly CommentRef[],
  names: ItemNames,
): Explained[] {
  const [bound, named, concerned] = [new Map(), new Map(), new Map()] as Map<string, Explanation[]>[] as [
    Map<string, Explanation[]>,
    Map<string, Explanation[]>,
    Map<string, Explanation[]>,
  ];
  const add = (map: Map<string, Explanation[]>, key: string, explanation: Explanation) => {
    const list = map.get(key);
    if (list) list.push(explanation);
    else map.set(key, [explanation]);
  };
  const itemOf = new Map(comments.map(({ ref, item }) => [ref, item]));
  for (const [index, entry] of (dispositions?.dispositions ?? []).entries()) {
    if (!promisesChange(entry.outcome)) continue;
    const explanation: Explanation = { list: 'dispositions', index, causes: entry.comments };
    if (entry.changes) for (const ref of entry.changes) add(bound, ref, explanation);
    else if (entry.items) for (const id of entry.items) add(named, names.later(id), explanation);
    else {
      for (const ref of entry.comments) {
        const item = itemOf.get(ref);
        if (item !== undefined) add(concerned, names.later(item), { ...explanation, causes: [ref] });
      }
    }
  }
  for (const list of ['own', 'derived'] as const) {
    for (const [index, entry] of (dispositions?.[list] ?? []).entries()) {
      const explanation: Explanation = { list, index, causes: list === 'own' ? ['own'] : [] };
      if (entry.changes) for (const ref of entry.changes) add(bound, ref, explanation);
      else for (const id of entry.items) add(named, names.later(id), explanation);
    }
  }
  const added = new Set(changes.flatMap(({ kind, id }) => (kind === 'added' ? [id] : [])));

  return changes.map((change) => {
    const ref = changeRef(change);
    const { itself, around } = names.of(change);
    const found = [
      ...(bound.get(ref) ?? []),
      ...itself.flatMap((id) => [...(named.get(id) ?? []), ...(concerned.get(id) ?? [])]),
    ];
    // A comment on a whole section may be answered by a new part of it, hardly by a new wording two headings down.
    const wide = parts.has(change.item) || change.kind === 'added' || change.kind === 'moved';
    for (const near of around) {
      if (found.length > 0) break;
      found.push(...(named.get(near) ?? []), ...(wide ? (concerned.get(near) ?? []) : []));
      // What came with a new section came for its reason, however deep it stands.
      if (!added.has(near)) break;
    }
    const indexes = (list: ExplainingList) => [
      ...new Set(found.flatMap((explanation) => (explanation.list === list ? [explanation.index] : []))),
    ];
    const causes = [...new Set(found.flatMap((explanation) => explanation.causes))];
    return {
      change: { ...change, causes },
      ref,
      causes,
      dispositions: indexes('dispositions'),
      own: indexes('own'),
      derived: indexes('derived'),
    };
  });
}
