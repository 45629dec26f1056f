import { formOf } from '../core/form.js';
import type { Source } from '../core/source.js';
import { fold, type Language } from '../core/text.js';
import { metaOf, unwrap } from '../model/field.js';
import { type Kind, kinds, schemas } from '../model/kinds.js';
import { partFrontMatter } from '../parse/front-matter.js';
import { declaredKind } from '../parse/parse-document.js';
import { type YamlPosition, yamlPosition } from './yaml-position.js';

/** A schema of the model; which library makes them is the model's own matter. */
export type Schema = Parameters<typeof metaOf>[0];

interface Inner {
  type?: string;
  shape?: Record<string, Schema>;
  element?: Schema;
  valueType?: Schema;
}

/** Where a caret stands in the YAML of a document, and what its schema says of that place. */
export interface SchemaPosition extends YamlPosition {
  kind: Kind | undefined;
  /** The path with the model's names. */
  model: (string | number)[];
  /** Of the value at the path; for a key, of what holds it. */
  schema: Schema | undefined;
}

/** The kind that a text says it is, if there is such a kind. */
export function kindOf(source: Source): Kind | undefined {
  const word = declaredKind(source)?.word;
  return kinds.find((kind) => word === `${kind}/v1`);
}

/** The part of a text that is YAML: all of it, or the front matter of Markdown. */
export function yamlPart(source: Source): { from: number; to: number } | undefined {
  const { text } = source;
  if (formOf(source) === 'yaml') return { from: 0, to: text.length };
  const { yaml, yamlStart } = partFrontMatter(text);
  return yamlStart === 0 ? undefined : { from: yamlStart, to: yamlStart + yaml.length };
}

/** What stands at `offset`, if that is in YAML. */
export function schemaPosition(source: Source, offset: number): SchemaPosition | undefined {
  const part = yamlPart(source);
  if (!part || offset < part.from || offset > part.to) return undefined;
  const position = yamlPosition(source.text, part.from, part.to, offset);
  if (!position) return undefined;
  const kind = kindOf(source);
  const model: (string | number)[] = [];
  let schema: Schema | undefined = kind && schemas[kind];
  for (const step of position.path) {
    const inner = innerOf(schema);
    if (typeof step === 'number') {
      schema = inner?.element;
      model.push(step);
      continue;
    }
    const named = fieldNamed(schema, step);
    model.push(named?.name ?? step);
    schema = named?.schema ?? inner?.valueType;
    // One value where a list is expected is a list of one.
  }
  return { ...position, kind, model, schema };
}

/** What a schema is made of, without its wrappers. */
export const innerOf = (schema: Schema | undefined): Inner | undefined => schema && (unwrap(schema)._zod.def as Inner);

/** The field of an object schema that a key written in either language means. */
export function fieldNamed(schema: Schema | undefined, key: string): { name: string; schema: Schema } | undefined {
  const shape = innerOf(schema)?.shape;
  if (!shape) return undefined;
  const wanted = fold(key).replace(/[-_]/g, ' ');
  const found = Object.entries(shape).find(
    ([name, field]) =>
      name.toLowerCase() === wanted || name === key || metaOf(field).sv?.replace(/[-_]/g, ' ') === wanted,
  );
  return found && { name: found[0], schema: found[1] };
}

/** The name of a field in a language. */
export const nameIn = (name: string, schema: Schema, language: Language): string =>
  language === 'sv' ? (metaOf(schema).sv ?? name) : name;

/** What a field is for, in a language, if the schema says. */
export function describedIn(schema: Schema, language: Language): string | undefined {
  const { about, hint } = metaOf(schema);
  return about?.[language] ?? hint?.[language];
}

/** The words that a value may be, those of the language first. */
export function wordsOf(
  schema: Schema | undefined,
  language: Language,
): { word: string; value: string; preferred: boolean }[] {
  if (!schema) return [];
  const { words } = metaOf(schema);
  if (words) {
    return Object.entries(words).flatMap(([value, [first = value, ...others]]) => [
      { word: language === 'sv' ? first : value, value, preferred: true },
      { word: language === 'sv' ? value : first, value, preferred: false },
      ...others.map((word) => ({ word, value, preferred: false })),
    ]);
  }
  if (innerOf(schema)?.type !== 'boolean') return [];
  const pairs =
    language === 'sv'
      ? [
          ['ja', 'true'],
          ['nej', 'false'],
        ]
      : [
          ['true', 'true'],
          ['false', 'false'],
        ];
  return pairs.map(([word = '', value = '']) => ({ word, value, preferred: true }));
}
