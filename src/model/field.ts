import * as z from 'zod';
import { lazily } from '../core/lazily.js';
import { fold, text, type Text } from '../core/text.js';

// A run validates each schema a few times at most: compiling a function for it would cost more than it gives.
z.config({ jitless: true });

/** What a schema says about itself beside its type: the Swedish name authors may use, and what it is for. */
export interface FieldMeta {
  sv?: string;
  /** Swedish words for the values of a choice: English value → Swedish words, the first one preferred. */
  words?: Record<string, string[]>;
  /** Prose keeps its line ends; other strings are one line. */
  markdown?: boolean;
  /** How a value is written, for messages. */
  hint?: Text;
  /** What the field is for, in plain words. */
  about?: Text;
  /** The names that a phrase may hold in braces. */
  holds?: readonly string[];
}

/** A property with its Swedish name, which authors may write instead of the English one, and what it is for. */
export function field<S extends z.ZodType>(sv: string, schema: S, about?: Text): S {
  const meta = about === undefined ? { sv } : { sv, about };
  // `meta` makes the schema anew, which takes time at every start; a wrapper stands in one field only, and can be told in place.
  const isOwn = schema._zod.def.type === 'optional' && !z.globalRegistry.has(schema);
  if (!isOwn) return schema.meta(meta) as S;
  z.globalRegistry.add(schema, meta);
  return schema;
}

/** A closed set of values, each with the Swedish words that mean it. */
export function choice<const V extends Record<string, string | readonly string[]>>(
  values: V,
): z.ZodEnum<{ [K in keyof V & string]: K }> {
  const names = Object.keys(values) as [keyof V & string, ...(keyof V & string)[]];
  const words = Object.fromEntries(Object.entries(values).map(([name, word]) => [name, [word].flat()]));
  return z.enum(names).meta({ words }) as unknown as z.ZodEnum<{ [K in keyof V & string]: K }>;
}

const metas = new WeakMap<z.core.$ZodType, FieldMeta>();

/** The meta of a schema, looking through optional and default wrappers. */
export function metaOf(schema: z.core.$ZodType): FieldMeta {
  const known = metas.get(schema);
  if (known) return known;
  let meta: FieldMeta = {};
  for (let at: z.core.$ZodType | undefined = schema; at; at = unwrapOnce(at)) {
    meta = { ...((z.globalRegistry.get(at) as FieldMeta | undefined) ?? {}), ...meta };
  }
  metas.set(schema, meta);
  return meta;
}

function unwrapOnce(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  const def = schema._zod.def as { type: string; innerType?: z.core.$ZodType };
  if (def.type === 'optional' || def.type === 'default' || def.type === 'nullable' || def.type === 'readonly') {
    return def.innerType;
  }
  // The one the schema keeps: asking its definition would build it anew each time.
  return def.type === 'lazy' ? (schema as z.core.$ZodLazy)._zod.innerType : undefined;
}

/** The schema inside optional, default and lazy wrappers. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  for (let at = schema; ;) {
    const inner = unwrapOnce(at);
    if (!inner) return at;
    at = inner;
  }
}

/** The English value that an author's word means, or the word itself. */
export function meant(words: Record<string, string[]>, word: string): string {
  let names = folded.get(words);
  if (!names) {
    names = new Map();
    for (const [name, alternatives] of Object.entries(words))
      for (const each of [name, ...alternatives]) if (!names.has(fold(each))) names.set(fold(each), name);
    folded.set(words, names);
  }
  return names.get(fold(word)) ?? word;
}

/** The words of a choice as they are compared, with what each means. */
const folded = new WeakMap<Record<string, string[]>, Map<string, string>>();

/** The Swedish word for a value of a choice. */
export function wordFor(schema: z.core.$ZodType, value: string): string {
  return metaOf(schema).words?.[value]?.[0] ?? value;
}

/** One line of text. */
export const line = lazily(() => z.string().min(1));

/** Prose in Markdown, one or more blocks. */
export const markdown = lazily(() => z.string().meta({ markdown: true }));

/** A year, a month or a day that exists: `2028`, `2028-05`, `2028-05-17`. The 29th of February needs a leap year. */
export const moment = lazily(() =>
  z
    .string()
    .regex(
      /^(?:\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1\d|2[0-8]))?)?|\d{4}-(?:0[13-9]|1[0-2])-(?:29|30)|\d{4}-(?:0[13578]|1[02])-31|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)$/,
    )
    .meta({
      hint: text(
        'Skriv ett år, en månad eller en dag: 2028, 2028-05 eller 2028-05-17.',
        'Write a year, a month or a day: 2028, 2028-05 or 2028-05-17.',
      ),
    }),
);

/** A day: `2022-03-18`. */
export const day = lazily(() =>
  z.iso.date().meta({
    hint: text('Skriv ett datum som finns, till exempel 2022-03-18.', 'Write a date that exists, such as 2022-03-18.'),
  }),
);

/** An id: letters, digits and single hyphens, as in an anchor. */
export const id = lazily(() =>
  z
    .string()
    .regex(/^[\p{L}\p{N}]+([-_.:][\p{L}\p{N}]+)*$/u)
    .meta({
      hint: text(
        'Ett id består av bokstäver, siffror och bindestreck, till exempel mobila-team.',
        'An id is made of letters, digits and hyphens, such as mobila-team.',
      ),
    }),
);

/** The names a key may have under an object schema, in both languages; empty for other schemas. */
export function fieldNames(schema: z.core.$ZodType | undefined): string[] {
  const def = (schema && unwrap(schema)._zod.def) as { shape?: Record<string, z.core.$ZodType> } | undefined;
  return Object.entries(def?.shape ?? {}).flatMap(([name, value]) => {
    const { sv } = metaOf(value);
    return sv === undefined || sv === name ? [name] : [sv, name];
  });
}

interface Inner {
  shape?: Record<string, z.core.$ZodType>;
  element?: z.core.$ZodType;
  valueType?: z.core.$ZodType;
}

/** The schema of the value at `path` inside `schema`, if there is one. */
export function schemaAt(
  schema: z.core.$ZodType,
  path: readonly (string | number | symbol)[],
): z.core.$ZodType | undefined {
  let at: z.core.$ZodType | undefined = schema;
  for (const step of path) {
    const def: Inner | undefined = at && (unwrap(at)._zod.def as Inner);
    at = typeof step === 'number' ? def?.element : (def?.shape?.[String(step)] ?? def?.valueType);
  }
  return at;
}
