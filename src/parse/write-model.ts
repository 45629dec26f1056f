import { Document, isMap, isScalar, parseDocument, Scalar, visit } from 'yaml';
import type * as z from 'zod';
import type { Language } from '../core/text.js';
import { metaOf, unwrap } from '../model/field.js';
import { layOutFlow } from './format-yaml.js';

/** How a model is written: in which language keys and words stand, and which of its properties are left out. */
export interface ModelForm {
  language?: Language;
  omit?: readonly string[];
}

/** A list or group that fits within this stands on one line. */
const width = 110;

/**
 * A model as YAML, the counterpart of `readYaml`: its properties in the order of the schema, without those that say what goes without saying.
 * Swedish keys and words unless told otherwise.
 */
export function writeModel(
  schema: z.core.$ZodType,
  model: unknown,
  { language = 'sv', omit = [] }: ModelForm = {},
): string {
  const value = plainValue(schema, model, language, new Set(omit));
  return yamlText(value);
}

/** Plain values as YAML as people lay it out: short groups on one line, the rest on lines of their own, prose as it stands. */
function yamlText(value: unknown): string {
  const document = new Document(value, { version: '1.2', schema: 'core', aliasDuplicateObjects: false });
  layOut(document);
  layOutFlow(document);
  return document.toString({ lineWidth: 0, singleQuote: false });
}

/** Sets how the collections and texts of a document are written. */
function layOut(document: Document): void {
  const short = (node: unknown): number => {
    if (isScalar(node)) return String(node.value).includes('\n') ? Infinity : String(node.value).length + 2;
    return Infinity;
  };
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== 'string' || node.type !== undefined) return;
      // Years are written as people write them; the reader takes them as text all the same.
      if (/^(?:19|20|21)\d\d$/.test(node.value)) {
        node.value = Number(node.value);
        return;
      }
      if (/^(?:y|n|yes|no|on|off|ja|nej)$/i.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
      else if (node.value.includes('\n')) node.type = Scalar.BLOCK_LITERAL;
    },
    Map(key, node) {
      // Groups within lists, and pairs such as a period, are read at a glance.
      const total = node.items.reduce(
        (sum, pair) => sum + String((pair.key as Scalar).value).length + 3 + short(pair.value),
        0,
      );
      if (
        key !== null &&
        node.items.length > 0 &&
        total <= width &&
        (typeof key === 'number' || node.items.length <= 3)
      )
        node.flow = true;
    },
    Seq(_key, node) {
      const total = node.items.reduce<number>((sum, item) => sum + short(item), 0);
      const words = node.items.every((item) => isScalar(item) && !/\s/.test(String(item.value)));
      if (node.items.length === 0 || (words && total <= width)) node.flow = true;
    },
  });
}

interface Def {
  type: string;
  shape?: Record<string, z.core.$ZodType>;
  element?: z.core.$ZodType;
  defaultValue?: unknown;
}

const defOf = (schema: z.core.$ZodType): Def => schema._zod.def as unknown as Def;

/** The model's value with the names and words of a language; `undefined` where nothing need be written. */
function plainValue(
  outer: z.core.$ZodType,
  value: unknown,
  language: Language,
  omit: ReadonlySet<string> = new Set(),
): unknown {
  if (value === undefined || value === null) return undefined;
  const schema = unwrap(outer);
  const def = defOf(schema);
  if (Array.isArray(value)) {
    const { element } = def;
    return element ? value.map((each) => plainValue(element, each, language)) : value;
  }
  if (def.type === 'object' && def.shape && typeof value === 'object') {
    const record: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(def.shape)) {
      const own = (value as Record<string, unknown>)[name];
      if (own === undefined || omit.has(name) || isDefault(field, own)) continue;
      record[language === 'sv' ? (metaOf(field).sv ?? name) : name] = plainValue(field, own, language);
    }
    return record;
  }
  if (def.type === 'enum' && language === 'sv' && typeof value === 'string')
    return metaOf(outer).words?.[value]?.[0] ?? value;
  return value;
}

function isDefault(schema: z.core.$ZodType, value: unknown): boolean {
  const def = defOf(schema);
  if (def.type === 'lazy') return isDefault(unwrap(schema), value);
  if (def.type !== 'default') return false;
  return JSON.stringify(def.defaultValue) === JSON.stringify(value);
}

/** Whether the author writes English keys: most of those at the top that differ between the languages. */
export function languageOf(schema: z.core.$ZodType, yaml: string): Language {
  const { shape = {} } = defOf(unwrap(schema));
  const swedish = new Map(Object.entries(shape).map(([name, field]) => [metaOf(field).sv ?? name, name]));
  let balance = 0;
  for (const key of topKeys(yaml)) {
    if (Object.hasOwn(shape, key) && !swedish.has(key)) balance += 1;
    else if (swedish.has(key) && !Object.hasOwn(shape, key)) balance -= 1;
  }
  return balance > 0 ? 'en' : 'sv';
}

function topKeys(yaml: string): string[] {
  const { contents } = parseDocument(yaml);
  return isMap(contents) ? contents.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : [])) : [];
}
