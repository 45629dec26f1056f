import type { ModelPath } from '../core/locations.js';
import type { Dispositions } from '../model/consultation.js';
import type { Parsed } from '../parse/parsed.js';
import { type ExplainingList, promisesChange } from './attribute.js';
import type { Gap } from './gap.js';
import type { ItemNames } from './item-names.js';
import { readPrints, sentencePrints, type SentencePrints } from './sentence-prints.js';
import type { TracedChange } from './trace.js';

/** An entry that explains changes, with its place in the file and what it is bound to, if it is. */
export interface ExplainingEntry {
  list: ExplainingList;
  index: number;
  changes: readonly string[] | undefined;
}

/** Every entry that explains changes, in the order of the lists. */
export const explainingEntries = ({ dispositions, own, derived }: Dispositions): ExplainingEntry[] => [
  ...dispositions.flatMap(({ outcome, changes }, index) =>
    promisesChange(outcome) ? [{ list: 'dispositions' as const, index, changes }] : [],
  ),
  ...(own ?? []).map(({ changes }, index) => ({ list: 'own' as const, index, changes })),
  ...(derived ?? []).map(({ changes }, index) => ({ list: 'derived' as const, index, changes })),
];

/** A wording that entries are bound to and that is another now. */
export interface Reworded {
  stale: string;
  now: TracedChange;
  bound?: SentencePrints;
}

/**
 * Finds for each bound change that did not happen the change that took its place: of the same item and the same earlier wording, or with
 * sentences in common. Each is taken once, the likeliest first.
 */
function rewordings(
  dispositions: Dispositions,
  traced: readonly TracedChange[],
  names: ItemNames,
): { reworded: Reworded[]; gone: Set<string> } {
  const happened = new Set(traced.map(({ ref }) => ref));
  const stale = new Set(
    explainingEntries(dispositions)
      .flatMap(({ changes }) => changes ?? [])
      .filter((ref) => !happened.has(ref)),
  );
  const free =
    stale.size === 0 ? [] : traced.filter((each) => each.class === 'unexplained' || each.class === 'editorial');
  const printsOf = new Map(free.map((each) => [each, sentencePrints(each.change)]));
  const candidates = [...stale].flatMap((ref) => {
    const written = dispositions.sentences?.[ref];
    const bound = written === undefined ? undefined : readPrints(written);
    const item = names.later(ref.slice(0, Math.max(0, ref.lastIndexOf('/'))));
    return free.flatMap((now) => {
      const prints = printsOf.get(now);
      const sameItem = names.of(now.change).itself.includes(item);
      const shared = bound && prints ? overlap(bound.after, prints.after) : 0;
      const sameStart = sameItem && (!bound || bound.before === prints?.before);
      if (!sameStart && !(shared > 0 && (sameItem || shared >= 0.5))) return [];
      return [{ ref, now, bound, worth: shared * 2 + (sameItem ? 1 : 0) + (sameStart ? 1 : 0) }];
    });
  });
  const taken = new Set<TracedChange>();
  const reworded = new Map<string, Reworded>();
  for (const { ref, now, bound } of candidates.toSorted((a, b) => b.worth - a.worth)) {
    if (taken.has(now) || reworded.has(ref)) continue;
    taken.add(now);
    reworded.set(ref, { stale: ref, now, ...(bound ? { bound } : {}) });
  }
  return { reworded: [...reworded.values()], gone: new Set([...stale].filter((ref) => !reworded.has(ref))) };
}

/** How much two lists of sentences have in common, from 0 to 1. */
function overlap(one: readonly string[], two: readonly string[]): number {
  const left = [...two];
  const common = one.filter((print) => {
    const at = left.indexOf(print);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return common.length / Math.max(1, one.length, two.length);
}

/** What bindings and changes do not agree on: wordings that are others now, changes that did not happen, and entries without a binding. */
export function bindingGaps(
  document: Parsed<Dispositions> | undefined,
  traced: readonly TracedChange[],
  names: ItemNames,
): Gap[] {
  if (!document) return [];
  const entries = explainingEntries(document.model);
  const { reworded, gone } = rewordings(document.model, traced, names);
  const at = (ref: string): { document: typeof document; path: ModelPath; list: ExplainingList }[] =>
    entries.flatMap(({ list, index, changes }) =>
      (changes ?? []).flatMap((bound, place) =>
        bound === ref ? [{ document, list, path: [list, index, 'changes', place] }] : [],
      ),
    );
  const loose = entries.filter(
    ({ list, index, changes }) => !changes && traced.some((each) => each[list].includes(index)),
  );
  return [
    ...reworded.map(({ stale, now, bound }): Gap => ({
      kind: 'changed-after-binding',
      change: now.change,
      stale,
      ...(bound ? { bound } : {}),
      at: at(stale),
    })),
    ...[...gone].flatMap((ref) =>
      at(ref).map((where): Gap => ({
        kind: 'change-not-made',
        ...where,
        ref,
        item: ref.slice(0, ref.lastIndexOf('/')),
      })),
    ),
    ...(loose[0]
      ? [{ kind: 'unbound' as const, document, path: [loose[0].list, loose[0].index], count: loose.length }]
      : []),
  ];
}

/** Substantive changes that nobody has explained, apart from those that are told of as reworded. */
export function uncaused(traced: readonly TracedChange[], bindings: readonly Gap[]): Gap[] {
  const told = new Set(bindings.flatMap((gap) => (gap.kind === 'changed-after-binding' ? [gap.change] : [])));
  return traced.flatMap((each): Gap[] =>
    each.class === 'unexplained' && !told.has(each.change)
      ? [{ kind: 'change-without-cause', change: each.change }]
      : [],
  );
}
