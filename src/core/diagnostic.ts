import type { Place } from './source.js';
import type { Text } from './text.js';

/** An error makes `check` fail; a warning and an info do not. */
export type Severity = 'error' | 'warning' | 'info';

/** One finding about one document, at one place. */
export interface Diagnostic extends Place {
  file: string;
  /** The rule's id, or the step that found it (`syntax`, `schema`, `read`). */
  rule: string;
  severity: Severity;
  message: Text;
  /** What to do about it. */
  help?: Text;
}
