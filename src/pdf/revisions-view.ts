import type { PdfDictionary, PdfKind, PdfValue } from './object-reader.js';
import type { PdfObject, PdfStructure } from './revisions.js';

/** The file as a reader saw it when a given revision was the last one. */
export interface View {
  /** Index of that revision. */
  revision: number;
  trailer: PdfDictionary;
  /** Every object that is defined, by number. */
  objects: ReadonlyMap<number, PdfObject>;
}

/** The file as of revision `index` (from 0). */
export function viewAt(structure: PdfStructure, index: number): View {
  const objects = new Map<number, PdfObject>();
  for (const revision of structure.revisions.slice(0, index + 1)) {
    for (const number of revision.freed) objects.delete(number);
    for (const [number, object] of revision.objects) objects.set(number, object);
  }
  return { revision: index, trailer: structure.revisions[index]?.trailer ?? new Map(), objects };
}

/** Follows references to the value they stand for; a missing object, or a circle, is `undefined`. */
export function resolve(view: View, value: PdfValue | undefined): PdfValue | undefined {
  let current = value;
  for (let steps = 0; current?.kind === 'reference'; steps += 1) {
    if (steps > 16) return undefined;
    current = view.objects.get(current.number)?.value;
  }
  return current;
}

/** The value under `key`, followed, if it is of kind `kind`. */
export function entry<K extends PdfValue['kind']>(
  view: View,
  dictionary: PdfDictionary | undefined,
  key: string,
  kind: K,
): PdfKind<K> | undefined {
  const value = resolve(view, dictionary?.get(key));
  return value?.kind === kind ? (value as PdfKind<K>) : undefined;
}

/** The entries of a dictionary or of a stream's dictionary. */
export const entriesOf = (value: PdfValue | undefined): PdfDictionary | undefined =>
  value?.kind === 'dictionary' || value?.kind === 'stream' ? value.entries : undefined;

/** The document catalog (ISO 32000-1, 7.7.2). */
export const catalogOf = (view: View): PdfDictionary | undefined => entriesOf(resolve(view, view.trailer.get('Root')));

/** Values directly inside a value, references not followed. */
export function inside(value: PdfValue): Iterable<PdfValue> {
  if (value.kind === 'array') return value.items;
  return entriesOf(value)?.values() ?? [];
}

/** Numbers of all objects that a value refers to, each time it does. */
export function references(value: PdfValue): number[] {
  const found: number[] = [];
  const open: PdfValue[] = [value];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'reference') found.push(next.number);
    else open.push(...inside(next));
  }
  return found;
}

/** Whether two values say the same, whatever their spelling; references are the same when they name the same object. */
export function sameValue(one: PdfValue | undefined, other: PdfValue | undefined): boolean {
  if (!one || !other) return one === other;
  if (one.kind === 'array') {
    return (
      other.kind === 'array' &&
      one.items.length === other.items.length &&
      one.items.every((item, index) => sameValue(item, other.items[index]))
    );
  }
  const entries = entriesOf(one);
  if (entries) {
    const others = entriesOf(other);
    if (one.kind !== other.kind || entries.size !== others?.size) return false;
    if (one.kind === 'stream' && other.kind === 'stream' && !sameBytes(one.data, other.data)) return false;
    return [...entries].every(([key, value]) => sameValue(value, others.get(key)));
  }
  if (one.kind === 'string') return other.kind === 'string' && sameBytes(one.bytes, other.bytes);
  if (one.kind === 'reference') {
    return other.kind === 'reference' && one.number === other.number && one.generation === other.generation;
  }
  if (one.kind === 'null') return other.kind === 'null';
  return one.kind === other.kind && 'value' in one && 'value' in other && one.value === other.value;
}

/** Whether two byte strings are equal. */
const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);
