import type { Span } from './source.js';

/** A path into a model: property names and indexes, as in `['sections', 2, 'title']`. */
export type ModelPath = readonly (string | number)[];

function keyOf(path: ModelPath): string {
  let key = '';
  for (const step of path) key += `/${step}`;
  return key;
}

/** The side table of a parsed model: where each value stands, and where its key or heading stands. */
export class Locations {
  readonly #values = new Map<string, Span>();
  readonly #keys = new Map<string, Span>();

  /** Notes where the value at `path` stands and, where it has one, its key (or heading). */
  set(path: ModelPath, value: Span, key?: Span): void {
    const at = keyOf(path);
    this.#values.set(at, value);
    if (key) this.#keys.set(at, key);
  }

  /** Notes where the value at `path` stands, unless that is known. */
  setOnce(path: ModelPath, value: Span): void {
    const at = keyOf(path);
    if (!this.#values.has(at)) this.#values.set(at, value);
  }

  /** Exactly this value's place, if it was written down. */
  get(path: ModelPath): Span | undefined {
    return this.#values.get(keyOf(path));
  }

  /** The value's place, or its nearest parent's: something to point at when a field is missing. */
  nearest(path: ModelPath): Span {
    for (let length = path.length; length >= 0; length -= 1) {
      const span = this.#values.get(keyOf(path.slice(0, length)));
      if (span) return span;
    }
    return { start: 0, end: 0 };
  }

  /** The place of the key or heading of `path`, else the nearest value. */
  key(path: ModelPath): Span {
    return this.#keys.get(keyOf(path)) ?? this.nearest(path);
  }
}
