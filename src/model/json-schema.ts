import * as z from 'zod';
import { type Language, text, type Text } from '../core/text.js';
import type { FieldMeta } from './field.js';
import { type Kind, schemas } from './kinds.js';

type Json = Record<string, unknown>;

/**
 * JSON Schema 2020-12 of a document kind, for what authors write in YAML. In Swedish, properties and choices carry the Swedish words; the
 * two can not be one schema, since each property would then be required twice. Descriptions are in the same language.
 */
export function jsonSchema(kind: Kind, language: Language): Json {
  const schema = z.toJSONSchema(schemas[kind], { target: 'draft-2020-12', io: 'input' }) as Json;
  return { title: `fardplan ${kind}/v1`, ...shown(schema, language) };
}

/** {@link jsonSchema} as it is written to files and printed: two spaces for a level, and a line end. */
export const jsonSchemaText = (kind: Kind, language: Language): string =>
  `${JSON.stringify(jsonSchema(kind, language), null, 2)}\n`;

/** Keywords that only our own readers use. */
const ours = new Set(['sv', 'words', 'markdown', 'hint', 'about', 'holds']);

/** Words for true and false that the reader takes too; YAML 1.2 has them as text. */
const answers: Record<Language, [string, string]> = { sv: ['ja', 'nej'], en: ['yes', 'no'] };

const isNode = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

function shown(node: Json, language: Language): Json {
  const nameOf = (name: string, property: unknown): string =>
    language === 'sv' && isNode(property) ? String(property['sv'] ?? name) : name;
  const show = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(show);
    return isNode(value) ? shown(value, language) : value;
  };
  const result: Json = {};
  const about = described(node, language);
  if (about !== undefined) result['description'] = about;
  for (const [key, value] of Object.entries(node)) {
    if (ours.has(key)) continue;
    if ((key === 'properties' || key === '$defs') && isNode(value)) {
      const named = key === 'properties' ? nameOf : (name: string) => name;
      result[key] = Object.fromEntries(Object.entries(value).map(([name, inner]) => [named(name, inner), show(inner)]));
      const kind = (result[key] as Json)['fardplan'];
      if (key === 'properties' && isNode(kind)) kind['description'] ??= kindLine[language];
    } else if (key === 'required' && Array.isArray(value)) {
      const properties = (node['properties'] ?? {}) as Json;
      result[key] = value.map((name: string) => nameOf(name, properties[name]));
    } else if (key === 'enum' && language === 'sv' && isNode(node['words']) && Array.isArray(value)) {
      const words = node['words'] as Record<string, string[]>;
      // Every word that is understood, the preferred ones first.
      const first = value.map((name: string) => words[name]?.[0] ?? name);
      result[key] = [...new Set([...first, ...value.flatMap((name: string) => words[name] ?? [])])];
    } else if (key === 'default' && language === 'sv' && isNode(node['words']) && typeof value === 'string') {
      result[key] = (node['words'] as Record<string, string[]>)[value]?.[0] ?? value;
    } else if (key === 'propertyNames') {
      result[key] = value;
    } else {
      result[key] = show(value);
    }
  }
  return asWritten(result, language);
}

const kindLine = text(
  'Vad dokumentet är: slaget och versionen av formatet',
  'What the document is: its kind and the version of the format',
);

/** What YAML may hold where the reader takes it as it stands: numbers for text, one value for a list of one, words for true and false. */
function asWritten(node: Json, language: Language): Json {
  if (node['type'] === 'boolean') {
    const untyped = Object.fromEntries(Object.entries(node).filter(([key]) => key !== 'type'));
    return { ...untyped, enum: [true, false, ...answers[language]] };
  }
  if (node['type'] === 'string' && node['enum'] === undefined && node['const'] === undefined)
    return { ...node, type: ['string', 'number'] };
  const items = node['items'];
  if (node['type'] !== 'array' || !isNode(items)) return node;
  const single = Array.isArray(items['type'])
    ? (items['type'] as string[])
    : items['type'] === 'string'
      ? ['string']
      : [];
  return single.length === 0 ? node : { ...node, type: ['array', ...single] };
}

/** What a field is for; a wording of a template that says nothing more is named by its key. */
function described(node: Json, language: Language): string | undefined {
  const { about, holds, sv } = node as FieldMeta;
  const names = holds?.map((name) => `{${name}}`).join(', ') ?? '';
  const wording = sv === undefined ? undefined : text(`Ordalydelsen ”${sv}”`, `Wording of “${sv}”`);
  const told: Text | undefined = about ?? wording;
  const own = told?.[language] ?? (typeof node['description'] === 'string' ? node['description'] : undefined);
  if (own === undefined || names === '') return own;
  return language === 'sv' ? `${own}. Får innehålla ${names}` : `${own}. May hold ${names}`;
}
