import type { ModelPath } from '../core/locations.js';
import { metaOf, schemaAt } from '../model/field.js';
import { schemas } from '../model/kinds.js';
import { saysTheSame } from '../parse/format-markdown.js';
import type { Parsed } from '../parse/parsed.js';

type Schema = Parameters<typeof metaOf>[0];

/**
 * Where two readings of a document first differ, `undefined` if they say the same. Prose counts by what it says as Markdown, whatever its layout,
 * unless `strict`; everything else to the letter. A list with nothing in it is none.
 */
export function modelDifference(
  one: Pick<Parsed, 'kind' | 'model'>,
  other: Pick<Parsed, 'kind' | 'model'>,
  strict = false,
): ModelPath | undefined {
  if (one.kind !== other.kind) return ['fardplan'];
  return firstDifference(one.model, other.model, [], strict ? undefined : (schemas[one.kind] as Schema));
}

function firstDifference(
  one: unknown,
  other: unknown,
  path: ModelPath,
  schema: Schema | undefined,
): ModelPath | undefined {
  if (Object.is(one, other) || (isNothing(one) && isNothing(other))) return undefined;
  if (typeof one === 'object' && one !== null && typeof other === 'object' && other !== null) {
    const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      const step = Array.isArray(one) ? Number(key) : key;
      const found = firstDifference(left[key], right[key], [...path, step], schema);
      if (found) return found;
    }
    return undefined;
  }
  if (schema && typeof one === 'string' && typeof other === 'string') {
    const at = schemaAt(schema, path);
    if (at && metaOf(at).markdown && saysTheSame(one, other)) return undefined;
  }
  return path;
}

const isNothing = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0);
