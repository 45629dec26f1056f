import type { TracedChange } from '../consultation/trace.js';
import { changeRef } from '../diff/change-ref.js';
import type { Change } from '../model/change.js';
import type { ReceiptChange } from '../model/receipt.js';

/** Changes as a receipt lists them: each by its ref, with what was said before and after, word by word, and why. */
export const receiptChanges = (changes: readonly Change[], traced: readonly TracedChange[] = []): ReceiptChange[] =>
  changes.map((change, index) => {
    const { kind, item, id, title, field, paragraph, within, into, from, weight, before, after, words, causes } =
      change;
    return {
      ref: changeRef(change),
      kind,
      item,
      id,
      title,
      ...given({ field, paragraph, within, into, from, before: sideOf(before), after: sideOf(after) }),
      weight,
      class: traced[index]?.class ?? (weight === 'editorial' ? 'editorial' : 'unexplained'),
      causes,
      follows: traced[index]?.follows ?? [],
      words: words.map(({ op, text }) => ({ op, text })),
    };
  });

function sideOf(side: Change['before']): ReceiptChange['before'] {
  if (!side) return undefined;
  const { text, line, parent, position, section } = side;
  return { text, line, ...given({ parent, position, section }) };
}

/** An object without what is not there. */
const given = <T extends object>(all: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
