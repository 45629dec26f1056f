import type { Diagnostic, Edit } from '../core/diagnostic.js';
import type { Locations, ModelPath } from '../core/locations.js';
import type { Source, Span } from '../core/source.js';
import type { Kind, ModelOf } from '../model/kinds.js';

/** Something the reader noticed that a rule shall judge; the reader itself does not say how bad it is. */
export type Remark =
  /** A key that the schema does not know, in the map at `within`; `known` are the names it could have been. */
  | { type: 'unknown-key'; span: Span; key: string; known: string[]; within: ModelPath }
  /** A column that no field takes. */
  | { type: 'unknown-column'; span: Span; column: string; known: string[] }
  /** A row with too few cells, or an empty cell where a value is needed. */
  | { type: 'missing-cell'; span: Span; column: string; needed: boolean }
  /** A cell beyond the last column. */
  | { type: 'extra-cell'; span: Span; text: string }
  /** A pattern of a configuration that no file matched, in a folder that was searched in whole. */
  | { type: 'unmatched-pattern'; span: Span; pattern: string }
  /** A suppression, or some of the rules in it, that suppresses nothing; `edit` takes it away. */
  | { type: 'unused-suppression'; span: Span; names: string[]; edit: Edit };

/** A finding of the reader; where the schema asked for something, the path of it in the model, for the second place. */
export interface ReadDiagnostic extends Diagnostic {
  schema?: ModelPath;
}

/** One document as read: always a usable model, with a diagnostic for everything that had to be guessed or left out. */
export interface Parsed<M = ModelOf<Kind>> {
  kind: Kind;
  source: Source;
  model: M;
  locations: Locations;
  /** What could not be read as it stands: syntax, types, missing fields. */
  diagnostics: ReadDiagnostic[];
  remarks: Remark[];
}

/** Narrows a parsed document to one kind. */
export function isKind<K extends Kind>(document: Parsed, kind: K): document is Parsed<ModelOf<K>> & { kind: K } {
  return document.kind === kind;
}
