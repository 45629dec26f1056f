/**
 * A value as JSON in the one form that RFC 8785 gives it: keys sorted by code unit, no space, numbers and strings as ECMAScript writes them. What JSON
 * cannot hold is left out. Throws a `TypeError` for what I-JSON cannot hold: numbers that are not finite, halves of surrogate pairs.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('not a finite number');
  if (typeof value === 'string') return written(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && typeof item !== 'function');
  return `{${entries
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, item]) => `${written(key)}:${canonicalJson(item)}`)
    .join(',')}}`;
}

function written(words: string): string {
  if (/\p{Cs}/u.test(words)) throw new TypeError('half a surrogate pair');
  return JSON.stringify(words);
}
