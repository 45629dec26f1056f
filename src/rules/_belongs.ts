import { formOf } from '../core/form.js';
import type { Fix } from '../core/diagnostic.js';
import type { ModelPath } from '../core/locations.js';
import type { Span } from '../core/source.js';
import { text } from '../core/text.js';
import { metaOf, schemaAt, wordFor } from '../model/field.js';
import { schemas } from '../model/kinds.js';
import type { Roadmap } from '../model/roadmap.js';
import { type ItemKind, itemKinds } from '../model/section.js';
import { keyLanguage, missingPlace, placeholderFor, yamlSpan } from '../parse/missing-place.js';
import type { Parsed } from '../parse/parsed.js';
import { headOf, type Placed, sectionsOf } from './_sections.js';

/** Where something that is missing belongs, and the text to put in there, for an author to fill in. */
export interface Belongs {
  at: Span;
  suggestions?: readonly Fix[];
}

const empty = (at: number): Span => ({ start: at, end: at });
const lineStart = (source: string, at: number): number => source.lastIndexOf('\n', at - 1) + 1;

/** The start of the line after the one that `at` stands on, or the end of the text. */
export function nextLine(source: string, at: number): number {
  const rest = /^[^\r\n]*(?:\r\n|\r|\n)?/.exec(source.slice(at))?.[0].length ?? 0;
  return at + rest;
}

/** Where a key belongs in the front matter or the YAML of a document: after the one before it in the order of the schema. */
export function keyBelongs(document: Parsed, path: ModelPath, value?: string): Belongs {
  const { source, locations, kind } = document;
  const schema = schemas[kind];
  const written = { text: source.text, locations, yaml: yamlSpan(source) };
  const place = missingPlace(written, schema, path);
  if (!place) return { at: path.length > 1 ? empty(locations.nearest(path).start) : headOf(document) };
  const language = keyLanguage(written, schema);
  const field = schemaAt(schema, path);
  const name = String(path.at(-1));
  const key = language === 'sv' && field ? (metaOf(field).sv ?? name) : name;
  const line = value === undefined ? placeholderFor(schema, path, language) : `${key}: ${value}`;
  return {
    at: place.span,
    suggestions: [{ title: text(`Lägg till ”${line}”`, `Add “${line}”`), edits: [place.insert(line)] }],
  };
}

/** What a section that is missing is to be. */
interface Wanted {
  id: string;
  title: string;
  kind: ItemKind;
}

/**
 * Where a section belongs: before `next`, the one that follows it in the profile's order, else last under its parent, or in the document.
 */
export function sectionBelongs(
  document: Parsed<Roadmap>,
  wanted: Wanted,
  parent: Placed | undefined,
  next: Placed | undefined,
): Belongs {
  const list: ModelPath = parent ? [...parent.path, 'sections'] : ['sections'];
  const inYaml = formOf(document.source) === 'yaml';
  // Without the list there is no place in it yet.
  if (inYaml && !document.locations.get(list)) return keyBelongs(document, list);
  const { at, insert } = inYaml
    ? entryPlace(document, wanted, list, next)
    : headingPlace(document, wanted, parent, next);
  if (insert === undefined) return { at };
  const title = text(`Lägg till rubriken ”${wanted.title}”`, `Add the heading “${wanted.title}”`);
  return { at, suggestions: [{ title, edits: [{ span: at, text: insert }] }] };
}

interface Place {
  at: Span;
  insert?: string;
}

/** Number signs before a heading; a heading that is underlined counts as one of level 2. */
function depthOf({ source, locations }: Parsed, { path }: Placed): number {
  const start = lineStart(source.text, locations.nearest([...path, 'title']).start);
  return /^ {0,3}(#{1,6})/.exec(source.text.slice(start, start + 12))?.[1]?.length ?? 2;
}

function headingPlace(
  document: Parsed<Roadmap>,
  { title }: Wanted,
  parent: Placed | undefined,
  next: Placed | undefined,
): Place {
  const source = document.source.text;
  const sibling = next ?? sectionsOf(document.model).find(({ path }) => path.length === (parent?.path.length ?? 0) + 2);
  const depth = sibling ? depthOf(document, sibling) : parent ? depthOf(document, parent) + 1 : 2;
  const heading = `${'#'.repeat(Math.min(depth, 6))} ${title}`;
  if (next) {
    const at = lineStart(source, document.locations.nearest([...next.path, 'title']).start);
    return { at: empty(at), insert: `${heading}\n\n` };
  }
  const end = parent ? document.locations.nearest(parent.path).end : source.length;
  const follows = source.slice(end).trim() !== '' && lineStart(source, end) === end;
  if (follows) return { at: empty(end), insert: `${heading}\n\n` };
  const written = source.slice(0, end).trimEnd().length;
  const at = nextLine(source, written);
  return { at: empty(at), insert: `${at === written ? '\n' : ''}\n${heading}\n` };
}

function entryPlace({ source, locations }: Parsed, wanted: Wanted, list: ModelPath, next: Placed | undefined): Place {
  const { id, title, kind } = wanted;
  const all = locations.nearest(list);
  const fields = [`id: ${id}`, `titel: ${title}`, `typ: ${wordFor(itemKinds, kind)}`];
  const first = next ? locations.get(next.path) : undefined;
  if (
    first &&
    /^\s*$/.test(source.text.slice(lineStart(source.text, first.start), first.start).replace(/^(\s*)- /, '$1'))
  ) {
    const at = lineStart(source.text, first.start);
    return { at: empty(at), insert: entry(fields, / *(?=- )/.exec(source.text.slice(at))?.[0] ?? '') };
  }
  if (first) return { at: empty(first.start), insert: `{ ${fields.join(', ')} }, ` };
  const last = locations.get([...list, 0]);
  const end = all.start + source.text.slice(all.start, all.end).trimEnd().length;
  // A list within brackets, or a key without a list, has no line of its own to begin.
  if (!last || source.text[all.start] === '[' || !locations.get(list)) return { at: empty(nextLine(source.text, end)) };
  const indent = / *(?=- )/.exec(source.text.slice(lineStart(source.text, last.start)))?.[0] ?? '';
  const at = nextLine(source.text, end);
  return { at: empty(at), insert: `${at === end ? '\n' : ''}${entry(fields, indent)}` };
}

const entry = (fields: readonly string[], indent: string): string =>
  fields.map((field, index) => `${indent}${index === 0 ? '- ' : '  '}${field}\n`).join('');

/** The place after a record of a list or table, such as the last row: the start of the line after it. */
export function afterRecord({ source, locations }: Parsed, path: ModelPath): Span {
  const { start, end } = locations.nearest(path);
  return empty(nextLine(source.text, start + source.text.slice(start, end).trimEnd().length));
}

/** The place before a record of a list or table: the start of its line. */
export const beforeRecord = ({ source, locations }: Parsed, path: ModelPath): Span =>
  empty(lineStart(source.text, locations.nearest(path).start));

/** Where more would be written under a section: the line after its last one, before what follows. */
export function endOfSection({ source, locations }: Parsed, { path }: Placed): Span {
  const { start, end } = locations.nearest(path);
  return empty(nextLine(source.text, start + source.text.slice(start, end).trimEnd().length));
}
