import type { Place, Span } from './source.js';
import type { Text } from './text.js';

/** An error makes `check` fail; a warning and an info do not. */
export type Severity = 'error' | 'warning' | 'info';

/** One replacement in a file; `span` in UTF-16 units of the text as it was read. */
export interface Edit {
  span: Span;
  text: string;
}

/** A change that mends a finding: what it does, in words, and the edits, which do not overlap. */
export interface Fix {
  title: Text;
  edits: readonly Edit[];
}

/** A second place that a finding has to do with: the line of the profile or schema that asks, the other of two clashing values. */
export interface Related extends Place {
  file: string;
  message: Text;
}

/** One finding about one document, at one place. */
export interface Diagnostic extends Place {
  file: string;
  /** The rule's id, or the step that found it (`syntax`, `schema`, `read`). */
  rule: string;
  severity: Severity;
  message: Text;
  /** What to do about it. */
  help?: Text;
  /** Other places, the one that asks for it first. */
  related?: readonly Related[];
  /** Safe: means the same to every reader, so that `check --fix` may make it unasked. */
  fix?: Fix;
  /** For an author to choose among, in an editor; any of them may change what is said. */
  suggestions?: readonly Fix[];
}
