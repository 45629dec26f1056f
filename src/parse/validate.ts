import type * as z from 'zod';
import type { Fix } from '../core/diagnostic.js';
import type { Locations, ModelPath } from '../core/locations.js';
import { nearest } from '../core/nearest.js';
import type { Span } from '../core/source.js';
import { text, type Text } from '../core/text.js';
import { metaOf, schemaAt, unwrap } from '../model/field.js';
import { keyLanguage, missingPlace, type PlacedText, placeholderFor } from './missing-place.js';

/** Something in the value that the schema does not allow, told in words. */
export interface SchemaFinding {
  path: ModelPath;
  span: Span;
  message: Text;
  help?: Text;
  /** Nothing is written at `path`: an author may choose to put it in. */
  missing?: boolean;
  suggestions?: readonly Fix[];
}

/**
 * Validates `value` and repairs it until the schema accepts it: a wrong value is taken away, a missing one becomes empty. So there is
 * always a model to go on with, and every repair is a finding. `silent` says which paths somebody else already reported; with the `written`
 * text, what is missing points at the place where it belongs.
 */
export function validate<S extends z.ZodType>(
  schema: S,
  value: unknown,
  locations: Locations,
  silent: (path: ModelPath) => boolean = () => false,
  written?: PlacedText,
): { model: z.infer<S>; findings: SchemaFinding[] } {
  const findings: SchemaFinding[] = [];
  const repaired = new Set<string>();
  let current: unknown = value ?? {};
  for (let round = 0; round < 8; round += 1) {
    const result = schema.safeParse(current);
    if (result.success) return { model: result.data, findings };
    current = structuredClone(current);
    for (const issue of result.error.issues) {
      const path = issue.path as ModelPath;
      const key = JSON.stringify(path);
      // What a repair itself leaves behind (an empty id, a period without its years) is not the author's second fault.
      const known = path.some((_, index) => repaired.has(JSON.stringify(path.slice(0, index + 1))));
      if (!known && !repaired.has(key) && !silent(path))
        findings.push(told(schema, issue, valueAt(current, path), locations, written));
      repaired.add(key);
      current = repair(schema, issue, current, path);
    }
  }
  // Eight rounds repair any tree of ours, but for what is too short. Rules trust the model's shape, so any other shape is not passed on.
  const { error } = schema.safeParse(current);
  const misshapen = error?.issues.some(({ code }) => code === 'invalid_type' || code === 'invalid_union');
  if (misshapen && value !== undefined) return { model: validate(schema, undefined, locations).model, findings };
  fillDefaults(schema, current);
  return { model: current as z.infer<S>, findings };
}

/** What a schema that accepts a value would have put in: also where a list stays too short to be accepted. */
function fillDefaults(schema: z.core.$ZodType, value: unknown): void {
  const { type, shape, element } = unwrap(schema)._zod.def as {
    type: string;
    shape?: Record<string, z.core.$ZodType>;
    element?: z.core.$ZodType;
  };
  if (type === 'array' && element && Array.isArray(value)) for (const each of value) fillDefaults(element, each);
  if (type !== 'object' || typeof value !== 'object' || value === null) return;
  const holder = value as Record<string, unknown>;
  for (const [name, field] of Object.entries(shape ?? {})) {
    const { type: outer, defaultValue } = field._zod.def as { type: string; defaultValue?: unknown };
    if (outer === 'default') holder[name] ??= structuredClone(defaultValue);
    if (holder[name] !== undefined) fillDefaults(field, holder[name]);
  }
}

function valueAt(root: unknown, path: ModelPath): unknown {
  return path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | undefined)?.[step], root);
}

function repair(schema: z.ZodType, issue: z.core.$ZodIssue, root: unknown, path: ModelPath): unknown {
  const wanted = schemaAt(schema, path);
  const last = path.at(-1);
  if (last === undefined || !wanted) return empty(schema);
  const holder = valueAt(root, path.slice(0, -1)) as Record<string | number, unknown> | undefined;
  if (!holder || typeof holder !== 'object') return root;
  if (issue.code === 'unrecognized_keys') {
    const target = valueAt(root, path) as Record<string, unknown>;
    for (const key of issue.keys) Reflect.deleteProperty(target, key);
    return root;
  }
  const optional = (wanted._zod as { optin?: string }).optin === 'optional';
  if (optional && !Array.isArray(holder)) Reflect.deleteProperty(holder, last);
  else holder[last] = empty(wanted);
  return root;
}

/** The plainest value a schema takes; for formats that take nothing empty, a value that cannot be mistaken for real. */
function empty(schema: z.core.$ZodType): unknown {
  const inner = unwrap(schema);
  const def = inner._zod.def as {
    type: string;
    entries?: Record<string, string>;
    values?: unknown[];
    format?: string;
    minimum?: number;
  };
  switch (def.type) {
    case 'object':
    case 'record':
      return {};
    case 'array':
      return [];
    case 'enum':
      return Object.values(def.entries ?? {})[0];
    case 'literal':
      return def.values?.[0];
    case 'boolean':
      return false;
    case 'number':
      return 1;
    default: {
      for (const candidate of ['-', 'x', '0000-01-01', '0000', '0'.repeat(64)]) {
        if ((inner as z.ZodType).safeParse(candidate).success) return candidate;
      }
      return '';
    }
  }
}

/** `true` for the stand-ins that {@link validate} puts where a required value is missing; rules pass them over. */
export const isStandIn = (value: string): boolean => value === '-' || value === 'x' || value.startsWith('0000');

function told(
  schema: z.ZodType,
  issue: z.core.$ZodIssue,
  value: unknown,
  locations: Locations,
  written: PlacedText | undefined,
): SchemaFinding {
  const path = issue.path as ModelPath;
  const wanted = schemaAt(schema, path);
  const last = path.at(-1);
  const english = typeof last === 'string' ? last : undefined;
  const swedish = (wanted && metaOf(wanted).sv) ?? english;
  const name = text(swedish ? `”${swedish}”` : 'Värdet', english ? `“${english}”` : 'The value');
  if (value === undefined) {
    return { path, ...lacking(schema, path, name, locations, written), ...helped(wanted) };
  }
  const span = locations.get(path) ?? locations.nearest(path);
  const shown = typeof value === 'object' ? '' : String(value).slice(0, 60);
  switch (issue.code) {
    case 'invalid_value': {
      const words = (wanted && metaOf(wanted).words) ?? {};
      const svWords = Object.values(words).map((list) => list[0] ?? '');
      const names = Object.keys(words);
      const options = names.length > 0 ? names : issue.values.map(String);
      const near = nearest(shown, [...Object.values(words).flat(), ...options]);
      return {
        path,
        span,
        message: text(`${name.sv} kan inte vara ”${shown}”`, `${name.en} cannot be “${shown}”`),
        help: text(
          `${near ? `Menade du ”${near}”? ` : ''}Välj bland: ${(svWords.length > 0 ? svWords : options).join(', ')}.`,
          `${near ? `Did you mean “${near}”? ` : ''}Choose from: ${options.join(', ')}.`,
        ),
      };
    }
    case 'invalid_type':
      return {
        path,
        span,
        message: text(
          `${name.sv} ska vara ${kindOf(issue.expected).sv}${shown ? `, inte ”${shown}”` : ''}`,
          `${name.en} must be ${kindOf(issue.expected).en}${shown ? `, not “${shown}”` : ''}`,
        ),
        ...groupHelp(schema, path, issue.expected),
      };
    case 'invalid_format':
    case 'invalid_union':
      return {
        path,
        span,
        message: text(`${name.sv} kan inte vara ”${shown}”`, `${name.en} cannot be “${shown}”`),
        ...helped(wanted),
      };
    case 'too_small':
      return {
        path,
        span,
        message: text(`${name.sv} är tom`, `${name.en} is empty`),
        help: text('Skriv ett värde eller ta bort nyckeln.', 'Write a value, or remove the key.'),
      };
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'not_multiple_of':
    case 'too_big':
    case 'unrecognized_keys':
      return { path, span, message: text(`${name.sv} kan inte vara ”${shown}”`, `${name.en} cannot be “${shown}”`) };
  }
}

/** What is not there: a key without a value points at itself, and anything else at the place where it belongs. */
function lacking(
  schema: z.ZodType,
  path: ModelPath,
  name: Text,
  locations: Locations,
  written: PlacedText | undefined,
): Pick<SchemaFinding, 'span' | 'message' | 'missing' | 'suggestions'> {
  const there = locations.get(path);
  if (typeof path.at(-1) === 'number') {
    const message = text('En punkt i listan är tom', 'An entry of the list is empty');
    return { span: there ?? locations.nearest(path), message };
  }
  if (there)
    return { span: locations.key(path), message: text(`${name.sv} har inget värde`, `${name.en} has no value`) };
  const message = text(`${name.sv} saknas`, `${name.en} is missing`);
  const place = written && missingPlace(written, schema, path);
  if (!place || !written) {
    const { start } = locations.key(path.slice(0, -1));
    return { span: { start, end: start }, message, missing: true };
  }
  const edit = place.insert(placeholderFor(schema, path, keyLanguage(written, schema)));
  const title = text(`Lägg till ${name.sv}`, `Add ${name.en}`);
  return { span: place.span, message, missing: true, suggestions: [{ title, edits: [edit] }] };
}

function kindOf(expected: string): Text {
  const names: Record<string, Text> = {
    string: text('text', 'text'),
    number: text('ett tal', 'a number'),
    int: text('ett heltal', 'a whole number'),
    boolean: text('ja eller nej', 'true or false'),
    array: text('en lista', 'a list'),
    object: text('en grupp av nycklar och värden', 'a group of keys and values'),
    record: text('en grupp av nycklar och värden', 'a group of keys and values'),
  };
  return names[expected] ?? text(expected, expected);
}

/** A value where keys are wanted is most often the one value that matters, written without its key. */
function groupHelp(schema: z.ZodType, path: ModelPath, expected: string): { help?: Text } {
  if (expected !== 'object' || typeof path.at(-1) !== 'string') return {};
  const [sv, en] = [placeholderFor(schema, path, 'sv'), placeholderFor(schema, path, 'en')];
  return { help: text(`Skriv så här: ${sv}`, `Write it like this: ${en}`) };
}

function helped(wanted: z.core.$ZodType | undefined): { help?: Text } {
  const hint = wanted && metaOf(wanted).hint;
  return hint ? { help: hint } : {};
}
