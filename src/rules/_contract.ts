import type { Severity } from '../core/diagnostic.js';
import type { ModelPath } from '../core/locations.js';
import type { Span } from '../core/source.js';
import type { Text } from '../core/text.js';
import type { Kind, ModelOf } from '../model/kinds.js';
import type { Profile } from '../model/profile.js';
import type { Parsed } from '../parse/parsed.js';

/** What a rule has found: where (a model path, its key or heading, or a span), what is wrong, what to do. */
export interface Finding {
  at: ModelPath | { key: ModelPath } | Span;
  message: Text;
  help?: Text;
}

/** Everything a rule may look at beside its own document. */
export interface RuleContext {
  /** The profile the roadmap names, when it is known. */
  profile: Profile | undefined;
  /** Ids of every profile that could have been named. */
  profileIds: readonly string[];
  /** Ids and codes of every rule, for what names rules. */
  ruleNames: readonly string[];
  /** Every readable document of the run, for rules that look across documents. */
  documents: readonly Parsed[];
  /**
   * A document that another one refers to, by path relative to `from` or as `REV:PATH`: parsed beforehand, so that rules stay pure.
   * `undefined` when it cannot be read; the run says that once, itself.
   */
  referred(from: Parsed, source: string): Parsed | undefined;
}

/** Files of an example by path; a single text is `fardplan.md`. Front matter that an example leaves out is filled in. */
export type Example = string | Record<string, string>;

/** One judgement about documents of one or more kinds. Pure; the file's stem is its id. */
export interface Rule<K extends Kind = Kind> {
  /** The number in the domain's list, where it has one (`R01`). */
  code?: string;
  kinds: readonly K[];
  severity: Severity;
  title: Text;
  /** Why it matters, in words a strategist understands. */
  why: Text;
  /** Passes this rule; runs as a test and is shown by `explain`. */
  good: Example;
  /** Trips this rule at least once. */
  bad: Example;
  check(document: Parsed<ModelOf<K>>, context: RuleContext): Iterable<Finding>;
}

/** Helps the compiler infer the kinds of a rule. */
export const rule = <K extends Kind>(definition: Rule<K>): Rule<K> => definition;
