import { formOf } from '../core/form.js';
import type * as z from 'zod';
import type { Edit } from '../core/diagnostic.js';
import type { Locations, ModelPath } from '../core/locations.js';
import type { Source, Span } from '../core/source.js';
import type { Language } from '../core/text.js';
import { metaOf, schemaAt, unwrap } from '../model/field.js';
import { partFrontMatter } from './front-matter.js';

/** A text with the places of its values: as much of a document as is needed to say where something belongs in it. */
export interface PlacedText {
  text: string;
  locations: Locations;
  /** Where the YAML stands: the whole file, or the front matter. */
  yaml: Span;
}

/** Where what is missing belongs: an empty span, and how a line of its own, or an entry among others, is put in there. */
export interface MissingPlace {
  span: Span;
  /** The edit that puts `key: value` there. */
  insert(value: string): Edit;
}

/** The YAML of a file: its front matter if it is Markdown, else all of it. */
export function yamlSpan(source: Source): Span {
  const { text } = source;
  if (formOf(source) === 'yaml') return { start: 0, end: text.length };
  const { yaml, yamlStart } = partFrontMatter(text);
  return { start: yamlStart, end: yamlStart + yaml.length };
}

/**
 * Where the key at `path` belongs when it is missing: after the key before it in the schema's order that is there, else before the first.
 * `undefined` where its map is not written in YAML, such as a row of a table.
 */
export function missingPlace(document: PlacedText, schema: z.core.$ZodType, path: ModelPath): MissingPlace | undefined {
  const { text, locations, yaml } = document;
  const parent = path.slice(0, -1);
  const name = path.at(-1);
  const holder = schemaAt(schema, parent);
  const shape = holder && (unwrap(holder)._zod.def as { shape?: Record<string, z.core.$ZodType> }).shape;
  const span = parent.length === 0 ? yaml : locations.get(parent);
  if (typeof name !== 'string' || !shape || !span || !within(span, yaml)) return undefined;
  const names = Object.keys(shape);
  const siblings = names.flatMap((each, rank): Sibling[] => {
    const value = locations.get([...parent, each]);
    const key = locations.key([...parent, each]);
    return value && within(key, span) ? [{ rank, key, end: endOf(text, value, key) }] : [];
  });
  const open = span.start + text.slice(span.start, span.end).search(/\S|$/);
  const wanted = names.indexOf(name);
  const before = siblings.filter(({ rank }) => rank < wanted).toSorted((one, two) => two.rank - one.rank)[0];
  const first = siblings.toSorted((one, two) => one.key.start - two.key.start)[0];
  if (text[open] === '{') return inFlow(open, before, first);
  if (before) return afterLine(text, before, yaml);
  return first ? beforeKey(text, first) : atStart(text, yaml, parent);
}

interface Sibling {
  rank: number;
  key: Span;
  /** Where its value ends, or the key if there is none. */
  end: number;
}

const within = (inner: Span, outer: Span): boolean => inner.start >= outer.start && inner.end <= outer.end;
const empty = (at: number): Span => ({ start: at, end: at });

function endOf(text: string, value: Span, key: Span): number {
  const end = value.start + text.slice(value.start, value.end).trimEnd().length;
  return Math.max(end, key.end);
}

function inFlow(open: number, before: Sibling | undefined, first: Sibling | undefined): MissingPlace {
  const span = empty(before ? before.end : first ? first.key.start : open + 1);
  return {
    span,
    insert: (value) => ({ span, text: before ? `, ${value}` : first ? `${value}, ` : ` ${value} ` }),
  };
}

const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);

function afterLine(text: string, { key, end }: Sibling, yaml: Span): MissingPlace {
  const indent = ' '.repeat(columnOf(text, key.start));
  const rest = /^[^\r\n]*(\r\n|\r|\n)?/.exec(text.slice(end));
  const span = empty(Math.min(end + (rest?.[0].length ?? 0), Math.max(yaml.end, end)));
  const broken = rest?.[1] !== undefined;
  return {
    span,
    insert: (value) => ({ span, text: broken ? `${indent}${value}\n` : `\n${indent}${value}` }),
  };
}

function beforeKey(text: string, { key }: Sibling): MissingPlace {
  const span = empty(key.start);
  const indent = ' '.repeat(columnOf(text, key.start));
  return { span, insert: (value) => ({ span, text: `${value}\n${indent}` }) };
}

function atStart(text: string, yaml: Span, parent: ModelPath): MissingPlace | undefined {
  if (parent.length > 0) return undefined;
  const span = empty(yaml.start);
  // A Markdown text without front matter has no place for keys yet.
  const bare = yaml.start === 0 && yaml.end === 0 && text !== '';
  return { span, insert: (value) => ({ span, text: bare ? `---\n${value}\n---\n\n` : `${value}\n` }) };
}

/** The language that a document's keys are written in: that of the first key which tells. */
export function keyLanguage({ text, locations, yaml }: PlacedText, schema: z.core.$ZodType): Language {
  const { shape = {} } = unwrap(schema)._zod.def as { shape?: Record<string, z.core.$ZodType> };
  for (const [name, field] of Object.entries(shape)) {
    const { sv } = metaOf(field);
    if (sv === undefined || sv === name || !locations.get([name])) continue;
    const key = locations.key([name]);
    if (!within(key, yaml)) continue;
    const written = text.slice(key.start, key.end).replace(/["']/g, '').toLowerCase();
    if (written === name.toLowerCase()) return 'en';
    if (written === sv) return 'sv';
  }
  return 'sv';
}

/** `key: …` for the field at `path`, with what must stand in it and a mark for what an author fills in. */
export function placeholderFor(schema: z.core.$ZodType, path: ModelPath, language: Language): string {
  const field = schemaAt(schema, path);
  const name = String(path.at(-1));
  const key = language === 'sv' && field ? (metaOf(field).sv ?? name) : name;
  return `${key}: ${field ? valueFor(field, language) : '…'}`;
}

function valueFor(schema: z.core.$ZodType, language: Language): string {
  const def = unwrap(schema)._zod.def as {
    type: string;
    shape?: Record<string, z.core.$ZodType>;
    entries?: Record<string, string>;
    values?: unknown[];
  };
  switch (def.type) {
    case 'enum': {
      const first = Object.keys(def.entries ?? {})[0] ?? '…';
      return language === 'sv' ? (metaOf(schema).words?.[first]?.[0] ?? first) : first;
    }
    case 'literal':
      return String(def.values?.[0]);
    case 'boolean':
      return language === 'sv' ? 'nej' : 'no';
    case 'array':
    case 'record':
      return def.type === 'array' ? '[…]' : '{ … }';
    case 'object': {
      const required = Object.entries(def.shape ?? {}).filter(([, field]) => isRequired(field));
      const inner = required.map(([name, field]) => {
        const key = language === 'sv' ? (metaOf(field).sv ?? name) : name;
        return `${key}: ${valueFor(field, language)}`;
      });
      return inner.length > 0 ? `{ ${inner.join(', ')} }` : '{}';
    }
    default:
      return '…';
  }
}

const isRequired = (schema: z.core.$ZodType): boolean => (schema._zod as { optin?: string }).optin !== 'optional';
