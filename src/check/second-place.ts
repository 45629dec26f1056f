import type { Diagnostic, Related } from '../core/diagnostic.js';
import type { ModelPath } from '../core/locations.js';
import { place, type Place, type Span } from '../core/source.js';
import { text } from '../core/text.js';
import { metaOf, schemaAt } from '../model/field.js';
import { schemas } from '../model/kinds.js';
import type { Profile } from '../model/profile.js';
import { keyLanguage, yamlSpan } from '../parse/missing-place.js';
import { isMisspelt } from '../parse/misspelt.js';
import type { Parsed, ReadDiagnostic } from '../parse/parsed.js';
import type { AskedBy, Finding, SecondPlace } from '../rules/_contract.js';
import type { Workspace } from './run-rules.js';
import { schemaLine } from './schema-line.js';

/** The other places that a finding has to do with, who asks for it first; empty when there are none. */
export function secondPlaces(
  document: Parsed,
  profile: Profile | undefined,
  finding: Finding,
  workspace: Workspace,
): Related[] {
  const asks = finding.askedBy && whoAsks(document, profile, finding.askedBy, workspace);
  return [...(asks ? [asks] : []), ...(finding.related ?? []).map((second) => relatedTo(document, second))];
}

function relatedTo(document: Parsed, { at, document: other = document, message }: SecondPlace): Related {
  return { file: other.source.path, ...head(place(other.source, spanOf(other, at))), message };
}

/** Where something begins: a whole section is no place to look at. */
const head = <P extends Place>(found: P): P =>
  found.endLine === found.line ? found : { ...found, endLine: found.line, endColumn: found.column };

/** Where something of a document stands. */
export function spanOf(document: Parsed, at: Finding['at']): Span {
  if ('start' in at) return at;
  if ('key' in at) return document.locations.key(at.key);
  const path: ModelPath = at;
  return document.locations.nearest(path);
}

/** Whether what a finding misses stands there under a name that is nearly right, which is told already. */
export function isHiddenByMisspelling({ kind, remarks }: Parsed, askedBy: AskedBy | undefined): boolean {
  if (!askedBy || !('schema' in askedBy) || remarks.length === 0) return false;
  const name = askedBy.schema.at(-1);
  const field = schemaAt(schemas[kind], askedBy.schema);
  if (typeof name !== 'string' || !field) return false;
  return isMisspelt(remarks, askedBy.schema.slice(0, -1), [name, metaOf(field).sv ?? name]);
}

/** What the reader found, with the line of the schema that asks. */
export function withSchemaLine(
  { schema, ...diagnostic }: ReadDiagnostic,
  document: Parsed,
  workspace: Workspace,
): Diagnostic {
  if (!schema) return diagnostic;
  const asks = whoAsks(document, undefined, { schema }, workspace);
  return asks ? { ...diagnostic, related: [asks, ...(diagnostic.related ?? [])] } : diagnostic;
}

/** The line that asks for what a finding misses, in the profile, the configuration or the schema of the document's kind; `undefined` when it has none. */
function whoAsks(
  document: Parsed,
  profile: Profile | undefined,
  askedBy: AskedBy,
  workspace: Workspace,
): Related | undefined {
  if ('profile' in askedBy) {
    const found = profile && workspace.profilePlace(profile.id, askedBy.profile);
    return found && { ...head(found), message: text('Kravet står i profilen', 'The profile asks for it here') };
  }
  if ('settings' in askedBy) {
    const { configuration } = workspace.settingsFor(document);
    if (!configuration) return undefined;
    const message = text('Kravet står i inställningarna', 'The configuration asks for it here');
    return relatedTo(document, { at: askedBy.settings, document: configuration, message });
  }
  const { kind, source, locations } = document;
  // The schema in the language that the keys are written in, so that its line bears the same words.
  const language = keyLanguage({ text: source.text, locations, yaml: yamlSpan(source) }, schemas[kind]);
  const file = workspace.schemaFile?.(`${kind}.${language}.json`);
  const found = file && schemaLine(file, kind, askedBy.schema, language);
  if (!file || !found) return undefined;
  const message = text(`Kravet står i schemat för ${kind}/v1`, `The schema of ${kind}/v1 asks for it here`);
  return { file: file.path, ...found, message };
}
