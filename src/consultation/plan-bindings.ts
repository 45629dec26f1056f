import { changeRef } from '../diff/change-ref.js';
import type { Dispositions } from '../model/consultation.js';
import type { ExplainingList } from './attribute.js';
import { explainingEntries } from './gaps-bindings.js';
import { sentencePrints, writtenPrints } from './sentence-prints.js';
import type { Trace } from './trace.js';

/** An entry of a file of dispositions and the changes it is to be bound to. */
export interface Binding {
  list: ExplainingList;
  index: number;
  /** Refs, in the order of the changes. */
  changes: string[];
  /** Refs that were not there before. */
  added: string[];
  /** Wordings that are others now, and that the entry is to explain as they are: from ref to ref. */
  reworded: { from: string; to: string }[];
}

/** What is to be written into a file of dispositions. */
export interface BindingPlan {
  /** Only entries that are to be written anew. */
  bindings: Binding[];
  /** The sentences of every bound change, by ref. */
  sentences: Record<string, string>;
  /** Entries that explain changes, in all. */
  entries: number;
  /** `true` when the file says all of it already. */
  settled: boolean;
}

/**
 * Says for each entry which changes it explains, to be written down. What is bound stays so, but for wordings that are others now; an entry
 * that explains nothing stays unbound. A plan that has been carried out gives an empty one.
 */
export function planBindings({ traced, gaps }: Trace, dispositions: Dispositions): BindingPlan {
  const later = new Map(
    gaps.flatMap((gap) => (gap.kind === 'changed-after-binding' ? [[gap.stale, changeRef(gap.change)] as const] : [])),
  );
  const all = explainingEntries(dispositions).map(({ list, index, changes }): Binding & { same: boolean } => {
    const explained = traced.flatMap((each) => (each[list].includes(index) ? [each.ref] : []));
    const wanted = changes ? [...new Set(changes.map((ref) => later.get(ref) ?? ref))] : explained;
    const had = new Set(changes);
    return {
      list,
      index,
      changes: wanted,
      added: changes ? [] : wanted,
      reworded: (changes ?? []).flatMap((from) => {
        const to = later.get(from);
        return to === undefined ? [] : [{ from, to }];
      }),
      same: wanted.every((ref) => had.has(ref)) && wanted.length === (changes ?? []).length,
    };
  });
  const bound = new Set(all.flatMap(({ changes }) => changes));
  const sentences: Record<string, string> = {};
  for (const { ref, change } of traced) if (bound.has(ref)) sentences[ref] = writtenPrints(sentencePrints(change));
  for (const ref of bound) {
    const kept = dispositions.sentences?.[ref];
    // Of a change that did not happen the sentences are known from before, and may be missed.
    if (sentences[ref] === undefined && kept !== undefined) sentences[ref] = kept;
  }
  const bindings = all.flatMap(({ same, ...binding }) => (same ? [] : [binding]));
  return {
    bindings,
    sentences,
    entries: all.length,
    settled: bindings.length === 0 && sameSentences(sentences, dispositions.sentences ?? {}),
  };
}

const sameSentences = (one: Readonly<Record<string, string>>, two: Readonly<Record<string, string>>): boolean =>
  Object.keys(one).length === Object.keys(two).length && Object.keys(one).every((ref) => one[ref] === two[ref]);
