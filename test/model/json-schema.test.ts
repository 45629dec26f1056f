import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Language } from '../../src/core/text.js';
import { jsonSchema, jsonSchemaText } from '../../src/model/json-schema.js';
import { type Kind, kinds, markdownKinds } from '../../src/model/kinds.js';
import { partFrontMatter } from '../../src/parse/front-matter.js';
import { declaredKind } from '../../src/parse/parse-document.js';
import { root } from '../cli/run.js';

type Json = Record<string, unknown>;
const languages: readonly Language[] = ['sv', 'en'];

/** Every property in a schema, with its path. */
function* properties(node: unknown, path: string): Generator<{ path: string; property: Json }> {
  if (Array.isArray(node)) for (const item of node) yield* properties(item, path);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'properties') {
      for (const [name, property] of Object.entries(value as Record<string, Json>))
        yield { path: `${path}/${name}`, property };
    }
    yield* properties(value, `${path}/${key}`);
  }
}

const ajv = () => new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false, allErrors: true });

describe.each(kinds)('%s', (kind) => {
  test.each(languages)('is a valid schema in %s, in which every field says what it is for', (language) => {
    const schema = jsonSchema(kind, language);
    expect(() => ajv().compile(schema)).not.toThrow();
    const silent = [...properties(schema, '')].filter(
      ({ property }) => typeof property['description'] !== 'string' && property['$ref'] === undefined,
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
    // Only the wordings of templates may be told by their names alone.
    if (!kind.endsWith('template')) expect(JSON.stringify(schema)).not.toMatch(/Ordalydelsen|Wording of/);
  });

  test('says it in both languages', () => {
    const [sv, en] = languages.map((language) =>
      [...properties(jsonSchema(kind, language), '')].map(({ property }) => property['description']),
    );
    expect(sv?.length).toBe(en?.length);
    for (const [index, description] of (sv ?? []).entries())
      if (description !== undefined) expect(description).not.toBe(en?.[index]);
  });

  test('is the file that comes with the program', () => {
    for (const language of languages) {
      const file = join(root, 'dist', 'schemas', `${kind}.${language}.json`);
      expect(readFileSync(file, 'utf8')).toBe(jsonSchemaText(kind, language));
    }
  });
});

/** What stands in the body of a Markdown document, and not in its front matter. */
const inBody = new Set([
  'titel',
  'title',
  'ingress',
  'lead',
  'avsnitt',
  'sections',
  'delar',
  'parts',
  'synpunkter',
  'id',
]);

const documents = ['roadmaps', 'templates'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).flatMap((path) => {
    if (!/\.(?:md|ya?ml)$/.test(path) || path.endsWith('README.md')) return [];
    const text = readFileSync(join(root, folder, path), 'utf8');
    const word = declaredKind({ path, text })?.word;
    const kind = kinds.find((one) => word === `${one}/v1`);
    // What init copies has names in it that are filled in.
    return kind && !text.includes('{{') ? [{ path: `${folder}/${path}`, text, kind }] : [];
  }),
);

test('there are documents of most kinds to try', () => {
  expect(new Set(documents.map(({ kind }) => kind)).size).toBeGreaterThan(11);
});

test.each(documents)('$path is accepted by the Swedish schema of its kind', ({ path, text, kind }) => {
  const validate = validator(kind, path.endsWith('.md'));
  validate(parse(path.endsWith('.md') ? partFrontMatter(text).yaml : text) as unknown);
  expect(
    validate.errors?.map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`),
  ).toEqual(undefined);
});

test('a key that nobody knows, a word that is none of the choices and a field that is missing are refused', () => {
  const good = documents.find(({ path }) => path.endsWith('vastra-gotaland/adoption.yaml'));
  const value = parse(good?.text ?? '') as Json;
  const validate = validator('adoption', false);
  expect(validate({ ...value, besult: [] })).toBe(false);
  expect(validate({ ...value, beslut: [{ huvudman: 'ale', status: 'antaget' }] })).toBe(false);
  const rest = Object.entries(value).filter(([key]) => key !== 'register');
  expect(validate(Object.fromEntries(rest))).toBe(false);
});

function validator(kind: Kind, markdown: boolean) {
  const schema = jsonSchema(kind, 'sv');
  if (markdown && markdownKinds.includes(kind))
    schema['required'] = (schema['required'] as string[]).filter((name) => !inBody.has(name));
  return ajv().compile(schema);
}
