import * as z from 'zod';
import type { Language } from '../core/text.js';
import { type Kind, schemas } from './kinds.js';

type Json = Record<string, unknown>;

/**
 * JSON Schema 2020-12 of a document kind. In Swedish, properties and choices carry the Swedish words that authors write; the two can
 * not be one schema, since each property would then be required twice.
 */
export function jsonSchema(kind: Kind, language: Language): Json {
  const schema = z.toJSONSchema(schemas[kind], { target: 'draft-2020-12', io: 'input' }) as Json;
  return { title: `fardplan ${kind}/v1`, ...shown(schema, language) };
}

/** Keywords that only our own readers use. */
const ours = new Set(['sv', 'words', 'markdown', 'hint']);

const isNode = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

function shown(node: Json, language: Language): Json {
  const nameOf = (name: string, property: unknown): string =>
    language === 'sv' && isNode(property) ? String(property['sv'] ?? name) : name;
  const show = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(show);
    return isNode(value) ? shown(value, language) : value;
  };
  const result: Json = {};
  for (const [key, value] of Object.entries(node)) {
    if (ours.has(key)) continue;
    if ((key === 'properties' || key === '$defs') && isNode(value)) {
      const named = key === 'properties' ? nameOf : (name: string) => name;
      result[key] = Object.fromEntries(Object.entries(value).map(([name, inner]) => [named(name, inner), show(inner)]));
    } else if (key === 'required' && Array.isArray(value)) {
      const properties = (node['properties'] ?? {}) as Json;
      result[key] = value.map((name: string) => nameOf(name, properties[name]));
    } else if (key === 'enum' && language === 'sv' && isNode(node['words']) && Array.isArray(value)) {
      const words = node['words'] as Record<string, string[]>;
      result[key] = value.map((name: string) => words[name]?.[0] ?? name);
    } else {
      result[key] = show(value);
    }
  }
  return result;
}
