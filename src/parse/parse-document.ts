import { formOf } from '../core/form.js';
import type * as z from 'zod';
import type { Diagnostic } from '../core/diagnostic.js';
import type { ModelPath } from '../core/locations.js';
import { nearest } from '../core/nearest.js';
import { place, type Source, type Span } from '../core/source.js';
import { slug, text, type Text } from '../core/text.js';
import { metaOf, schemaAt } from '../model/field.js';
import { type Kind, kinds, markdownKinds, type ModelOf, schemas } from '../model/kinds.js';
import type { Profile } from '../model/profile.js';
import { partFrontMatter } from './front-matter.js';
import { yamlSpan } from './missing-place.js';
import { isMisspelt } from './misspelt.js';
import type { Parsed, ReadDiagnostic, Remark } from './parsed.js';
import { readDecisionBody } from './read-decision.js';
import { readMissiveBody } from './read-missive.js';
import { readResponseBody } from './read-response.js';
import { readRoadmapBody } from './read-roadmap.js';
import { readYaml, type YamlReading } from './read-yaml.js';
import { withoutSuppressions } from './suppressions.js';
import { tangle } from './tangle.js';
import { validate } from './validate.js';

/** The profile to match headings with: the one the document names, looked up by the caller. */
export type ProfileLookup = (id: string | undefined) => Profile | undefined;

/** What a text says it is on its `fardplan:` line, or undefined when it does not say. */
export function declaredKind(source: Source): { word: string; span: Span } | undefined {
  const head = source.text.slice(0, 20_000);
  // In Markdown only the front matter speaks; prose may well mention the key.
  const match = /^["']?fardplan["']?[ \t]*:[ \t]*["']?([^\s"'#]+)/m.exec(
    formOf(source) === 'markdown' ? partFrontMatter(head).yaml : head,
  );
  if (!match?.[1]) return undefined;
  const start = source.text.indexOf(match[0]) + match[0].length - match[1].length;
  return { word: match[1], span: { start, end: start + match[1].length } };
}

/** The profile id a roadmap names, read quickly, so that the profile can be fetched before the roadmap is parsed. */
export function namedProfile(source: Source): string | undefined {
  return /^(?:profil|profile)[ \t]*:[ \t]*["']?([^\s"'#]+)/m.exec(source.text.slice(0, 20_000))?.[1];
}

/**
 * Parses one text into its model, with the place of every value. Never throws on content: what cannot be read becomes a diagnostic and
 * is left out. `undefined` when the text is no document of ours.
 */
export function parseDocument(
  source: Source,
  profiles: ProfileLookup = () => undefined,
): Parsed | { diagnostics: Diagnostic[] } {
  const diagnostics: ReadDiagnostic[] = [];
  const report = (rule: string, span: Span, message: Text, help?: Text, more: Partial<ReadDiagnostic> = {}) =>
    diagnostics.push({
      file: source.path,
      ...place(source, span),
      rule,
      severity: 'error',
      message,
      ...(help ? { help } : {}),
      ...more,
    });
  const declared = declaredKind(source);
  if (!declared) {
    // An empty file, or one without the line that says what it is.
    if (source.text.trim() === '') report('syntax', { start: 0, end: 0 }, text('Filen är tom', 'The file is empty'));
    else {
      const parted = partFrontMatter(source.text);
      if (parted.error) report('syntax', parted.error.span, parted.error.message, parted.error.help);
      report(
        'syntax',
        { start: 0, end: 0 },
        text('Filen säger inte vad den är', 'The file does not say what it is'),
        text(
          `Skriv till exempel ”fardplan: roadmap/v1” ${formOf(source) === 'yaml' ? 'på första raden' : 'överst, mellan två rader med ---'}.`,
          `Write for instance “fardplan: roadmap/v1” ${formOf(source) === 'yaml' ? 'on the first line' : 'at the top, between two lines of ---'}.`,
        ),
      );
    }
    return { diagnostics };
  }
  const kind = kinds.find((candidate) => declared.word === `${candidate}/v1`);
  if (!kind) {
    const known = kinds.map((candidate) => `${candidate}/v1`);
    const near = nearest(declared.word, known);
    report(
      'syntax',
      declared.span,
      text(`”${declared.word}” är inget känt slag av dokument`, `“${declared.word}” is no known kind of document`),
      text(
        `${near ? `Menade du ”${near}”? ` : ''}Kända slag: ${known.join(', ')}.`,
        `${near ? `Did you mean “${near}”? ` : ''}Known kinds: ${known.join(', ')}.`,
      ),
    );
    return { diagnostics };
  }
  const schema = schemas[kind] as z.ZodType;
  const hasFront = formOf(source) === 'markdown';
  const markdown = hasFront && markdownKinds.includes(kind);
  const parted = hasFront ? partFrontMatter(source.text) : undefined;
  if (parted?.error) report('syntax', parted.error.span, parted.error.message, parted.error.help);
  const reading = readYaml(parted?.yaml ?? source.text, schema, parted?.yamlStart ?? 0);
  for (const error of reading.errors) report('syntax', error.span, error.message, error.help);
  if (parted && !markdown) {
    report(
      'syntax',
      { start: 0, end: 0 },
      text(`Ett dokument av slaget ${kind} skrivs som YAML`, `A document of kind ${kind} is written as YAML`),
      text('Spara det som .yaml, utan rader med ---.', 'Save it as .yaml, without the lines of ---.'),
    );
  }
  reading.locations.set([], { start: 0, end: source.text.length });
  const value = (reading.value ?? {}) as Record<string, unknown>;
  const raw = typeof value === 'object' && !Array.isArray(value) ? value : {};
  const tangled = markdown && parted ? tangle(parted.body) : undefined;
  if (tangled) report('syntax', tangled.span, tangled.message, tangled.help);
  else if (markdown && parted) addBody(kind, raw, withoutSuppressions(parted.body), profiles, reading);
  fillIn(kind, raw, source.path);
  const missingCells = reading.remarks.flatMap((remark) => (remark.type === 'missing-cell' ? [remark.span] : []));
  const told = (path: ModelPath): boolean => {
    // The id of an answer is that of whoever answered, unless it has its own.
    if (kind === 'response' && path.length === 1 && path[0] === 'id' && raw['party'] === undefined) return true;
    const field = schemaAt(schema, path);
    const name = path.at(-1);
    if (typeof name === 'string' && field && !reading.locations.get(path)) {
      const names = [name, metaOf(field).sv ?? name];
      if (isMisspelt(reading.remarks, path.slice(0, -1), names)) return true;
    }
    // A cell that is missing has been remarked on; its empty value is the same fault.
    const row = reading.locations.get(path.slice(0, -1));
    return (
      row !== undefined &&
      missingCells.some((span) => span.start >= row.start && span.end <= row.end) &&
      path.length > 2 &&
      typeof path.at(-2) === 'number'
    );
  };
  const written = { text: source.text, locations: reading.locations, yaml: yamlSpan(source) };
  const { model, findings } = validate(schema, raw, reading.locations, told, written);
  // After a syntax error the rest of the YAML is guesswork; its missing fields would only hide the cause.
  if (reading.errors.length === 0 && !parted?.error && !tangled) {
    for (const { span, message, help, path, suggestions } of findings)
      report('schema', span, message, help, { schema: path, ...(suggestions ? { suggestions } : {}) });
  }
  return {
    kind,
    source,
    model: model as ModelOf<Kind>,
    locations: reading.locations,
    diagnostics,
    remarks: reading.remarks,
  };
}

function addBody(
  kind: Kind,
  raw: Record<string, unknown>,
  body: string,
  profiles: ProfileLookup,
  reading: YamlReading,
): void {
  const { locations, remarks } = reading;
  const named = typeof raw['profile'] === 'string' ? raw['profile'] : undefined;
  if (kind === 'roadmap') {
    const { title, lead, sections } = readRoadmapBody(body, profiles(named), locations, remarks as Remark[]);
    raw['title'] ??= title;
    raw['lead'] = lead;
    raw['sections'] = sections;
  } else if (kind === 'response') {
    const { summary, comments } = readResponseBody(body, profiles(undefined), locations);
    raw['summary'] ??= summary;
    raw['comments'] = comments;
  } else if (kind === 'decision') {
    const { title, parts } = readDecisionBody(body, locations);
    raw['title'] ??= title;
    raw['parts'] = parts;
  } else if (kind === 'missive') {
    const { title, lead, parts } = readMissiveBody(body, locations);
    raw['title'] ??= title;
    raw['lead'] = lead;
    raw['parts'] = parts;
  }
}

/** Ids that need not be written, since the file already says them. */
function fillIn(kind: Kind, raw: Record<string, unknown>, path: string): void {
  const stem = /([^/\\:]+?)\.[^.]+$/.exec(path)?.[1] ?? 'dokument';
  if (kind === 'response') raw['id'] ??= raw['party'];
  if (kind === 'decision') raw['id'] ??= slug(stem);
  if (raw['title'] === undefined) Reflect.deleteProperty(raw, 'title');
  if (raw['id'] === undefined) Reflect.deleteProperty(raw, 'id');
}
