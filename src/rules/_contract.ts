import type { Fix, Severity } from '../core/diagnostic.js';
import type { ModelPath } from '../core/locations.js';
import type { Span } from '../core/source.js';
import type { Text } from '../core/text.js';
import type { Kind, ModelOf } from '../model/kinds.js';
import type { Profile } from '../model/profile.js';
import type { Settings } from '../model/settings.js';
import type { Words } from '../model/words.js';
import type { Parsed } from '../parse/parsed.js';

/** What a rule has found: where (a model path, its key or heading, or a span), what is wrong, what to do. */
export interface Finding {
  /** For something that is missing: the empty span where it belongs. */
  at: ModelPath | { key: ModelPath } | Span;
  message: Text;
  help?: Text;
  /** Which line of the profile, of the configuration or of the document kind's schema asks for it. */
  askedBy?: AskedBy;
  /** Other places that it has to do with: the first of two that clash, the date that another is held against. */
  related?: readonly SecondPlace[];
  /** Safe to make unasked: titles to the canonical form, an id that is written out, composed letters. */
  fix?: Fix;
  /** For an author to choose among, such as the word that was probably meant. */
  suggestions?: readonly Fix[];
}

/** A place in the finding's own document, or in another one. */
export interface SecondPlace {
  at: Finding['at'];
  document?: Parsed;
  message: Text;
}

/** A path into the model of the roadmap's profile, into the workspace's configuration, or into a document of the finding's own kind. */
export type AskedBy = { profile: ModelPath } | { settings: ModelPath } | { schema: ModelPath };

/** A roadmap of the workspace, in short. */
export interface RoadmapName {
  id: string;
  /** The id of its profile. */
  profile: string;
  path: string;
  /** It can be relied on: readable, and with a profile that is known. */
  sound: boolean;
}

/** Everything a rule may look at beside its own document. */
export interface RuleContext {
  /** The profile the roadmap names, when it is known. */
  profile: Profile | undefined;
  /** The workspace's own configuration, `fardplan.yaml`; empty where there is none. */
  settings: Settings;
  /** The words that rules on wording look for: the workspace's own list, or the built-in one. */
  words: Words;
  /** Ids of every profile that could have been named. */
  profileIds: readonly string[];
  /** Ids and codes of every rule, for what names rules. */
  ruleNames: readonly string[];
  /**
   * The readable documents of the workspace, as far as they may matter here. Judging a roadmap: the roadmap itself, and all that are no
   * roadmaps. Judging anything else: all that are no roadmaps (this document too), and the roadmaps that these name by id. Nothing else can
   * be seen, so that a workspace of any size can be judged in slices with the same result.
   */
  documents: readonly Parsed[];
  /** Every roadmap of the workspace, in short; none where a roadmap is judged. */
  roadmaps: readonly RoadmapName[];
  /**
   * A document that another one refers to, by path relative to `from` or as `REV:PATH`: parsed beforehand, so that rules stay pure.
   * `undefined` when it cannot be read; the run says that once, itself.
   */
  referred(from: Parsed, source: string): Parsed | undefined;
  /** What a link of `from` leads to, by its path with `/`: looked up beforehand. `undefined` when that was not done. */
  linked?(from: Parsed, path: string): LinkedFile | undefined;
}

/** A file or folder that a link leads to. */
export type LinkedFile =
  /** `name` where the file is kept under a name of other code points; `anchors` of a Markdown file, when a link asks for one. */
  | { kind: 'file' | 'folder'; name?: string; anchors?: ReadonlySet<string> }
  /** `meant`: the path that was probably meant; `certain` when only capitals differ. */
  | { kind: 'missing'; meant?: string; certain?: boolean };

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
