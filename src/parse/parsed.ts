import type { Diagnostic } from '../core/diagnostic.js';
import type { Locations } from '../core/locations.js';
import type { Source } from '../core/source.js';
import type { Kind, ModelOf } from '../model/kinds.js';

/** One document as read: always a usable model, with a diagnostic for everything that had to be guessed or left out. */
export interface Parsed<M = ModelOf<Kind>> {
  kind: Kind;
  source: Source;
  model: M;
  locations: Locations;
  diagnostics: Diagnostic[];
}

/** Narrows a parsed document to one kind. */
export function isKind<K extends Kind>(document: Parsed, kind: K): document is Parsed<ModelOf<K>> & { kind: K } {
  return document.kind === kind;
}
