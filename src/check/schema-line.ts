import type { ModelPath } from '../core/locations.js';
import type { Place } from '../core/source.js';
import type { Language } from '../core/text.js';
import { metaOf, schemaAt } from '../model/field.js';
import { type Kind, schemas } from '../model/kinds.js';

type Json = Record<string, unknown>;

/** A schema as it comes with the program: JSON, two spaces for a level, one member of an object or list a line. */
export interface SchemaFile {
  /** As shown to the user. */
  path: string;
  text: string;
}

/**
 * Where a schema asks for the value at `path` of a model: its line under `required` if that is where it stands, else the property's own.
 * `undefined` if the schema has no such property.
 */
export function schemaLine(file: SchemaFile, kind: Kind, path: ModelPath, language: Language): Place | undefined {
  const root = JSON.parse(file.text) as Json;
  let node: Json | undefined = root;
  let at: (string | number)[] = [];
  let asked: (string | number)[] | undefined;
  const enter = (steps: (string | number)[]): void => {
    at = steps;
    node = valueAt(root, at);
    const ref = node?.['$ref'];
    if (typeof ref === 'string') enter(ref.replace(/^#\/?/, '').split('/').filter(Boolean));
  };
  for (const [index, step] of path.entries()) {
    if (!node) return undefined;
    if (typeof step === 'number') {
      enter([...at, 'items']);
      asked = at;
      continue;
    }
    const field = schemaAt(schemas[kind], path.slice(0, index + 1));
    const name = language === 'sv' && field ? (metaOf(field).sv ?? step) : step;
    const required = (node['required'] as string[] | undefined)?.indexOf(name) ?? -1;
    const inside = valueAt(root, [...at, 'properties', name]) ? ['properties', name] : ['additionalProperties'];
    asked = required >= 0 ? [...at, 'required', required] : [...at, ...inside];
    enter([...at, ...inside]);
  }
  return asked && lineOf(file.text, asked);
}

const valueAt = (root: Json, path: readonly (string | number)[]): Json | undefined =>
  path.reduce<unknown>((at, step) => (at as Json | undefined)?.[step], root) as Json | undefined;

/** The line of a member, found by its indentation: how the file is written says where everything stands. */
function lineOf(text: string, path: readonly (string | number)[]): Place | undefined {
  const lines = text.split('\n');
  let line = 0;
  for (const [depth, step] of path.entries()) {
    const indent = ' '.repeat(2 * (depth + 1));
    const head = typeof step === 'string' ? `${indent}${JSON.stringify(step)}:` : indent;
    let index = typeof step === 'number' ? step : 0;
    for (line += 1; ; line += 1) {
      const written = lines[line];
      // The end of what holds it.
      if (written === undefined || !written.startsWith(indent)) return undefined;
      if (!written.startsWith(head) || written[indent.length] === ' ' || '}]'.includes(written[indent.length] ?? '}'))
        continue;
      if (index === 0) break;
      index -= 1;
    }
  }
  const found = lines[line] ?? '';
  const column = found.search(/\S/) + 1;
  return { line: line + 1, column, endLine: line + 1, endColumn: found.replace(/,$/, '').length + 1 };
}
