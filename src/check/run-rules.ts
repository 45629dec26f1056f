import type { Diagnostic, Severity } from '../core/diagnostic.js';
import type { ModelPath } from '../core/locations.js';
import { place, type Place } from '../core/source.js';
import type { Profile } from '../model/profile.js';
import type { Settings } from '../model/settings.js';
import type { Words } from '../model/words.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import type { Finding, LinkedFile, RoadmapName, Rule, RuleContext } from '../rules/_contract.js';
import { registry } from '../rules/_registry.js';
import { withoutLostToLetters } from './odd-letters.js';
import type { SchemaFile } from './schema-line.js';
import { isHiddenByMisspelling, secondPlaces, spanOf, withSchemaLine } from './second-place.js';
import { suppressed } from './suppress.js';
import { viewOf } from './what-rules-see.js';

/** Every rule by its id. */
export const rules = registry as unknown as Readonly<Record<string, Rule>>;

const ruleNames = Object.entries(rules).flatMap(([id, { code }]) => (code === undefined ? [id] : [id, code]));

/** The documents of one run and what they refer to; everything is read beforehand, so that rules stay pure. */
export interface Workspace {
  documents: readonly Parsed[];
  /** Every roadmap, in short, where some are not among the documents: they are judged elsewhere. */
  roadmaps?: readonly RoadmapName[];
  profile(id: string): Profile | undefined;
  /** Ids of every profile that could have been named. */
  profileIds: readonly string[];
  /** The configuration and the words that hold for a document; `configuration` is the file itself, for the second place of a finding. */
  settingsFor(document: Parsed): { settings: Settings; words: Words; configuration?: Parsed<Settings> | undefined };
  /** Where the value at `path` of the profile `id` stands, for the second place of a finding. */
  profilePlace(id: string, path: ModelPath): (Place & { file: string }) | undefined;
  /** A schema that comes with the program, by name: `roadmap.sv.json`. */
  schemaFile?(name: string): SchemaFile | undefined;
  /** A document that `from` refers to by path or `REV:PATH`. */
  referred(from: Parsed, source: string): Parsed | undefined;
  /** What a link of `from` leads to; absent where links were not looked up. */
  linked?(from: Parsed, path: string): LinkedFile | undefined;
}

/** Runs every rule on every document, or on those given; the answer is sorted by file, place and rule. */
export function runRules(workspace: Workspace, judged: readonly Parsed[] = workspace.documents): Diagnostic[] {
  return sorted(judged.flatMap((document) => judgeDocument(document, workspace)));
}

/** What there is to say about one document: what its reading gave, and what the rules find, but for what the author has suppressed. */
export function judgeDocument(document: Parsed, workspace: Workspace): Diagnostic[] {
  const read = document.diagnostics.map((diagnostic) => withSchemaLine(diagnostic, document, workspace));
  const told = suppressed(
    document,
    [...read, ...judge(document, workspace)],
    { ruleNames, codeOf: (rule) => rules[rule]?.code },
    (remarks) => judge({ ...document, remarks, diagnostics: [] }, workspace, ['unused-suppression']),
  );
  return withoutLostToLetters(told);
}

// By code unit: a collator for a language takes longer to load than all the rules take to run.
const order = (one: string, two: string): number => (one < two ? -1 : one > two ? 1 : 0);

/** Diagnostics in the order a reader meets them, each told once. */
export function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics
    .toSorted(
      (one, two) =>
        order(one.file, two.file) || one.line - two.line || one.column - two.column || order(one.rule, two.rule),
    )
    .filter((diagnostic) => {
      const key = `${diagnostic.file}:${diagnostic.line}:${diagnostic.column}:${diagnostic.rule}:${diagnostic.message.en}`;
      return seen.size < seen.add(key).size;
    });
}

function judge(document: Parsed, workspace: Workspace, only?: readonly string[]): Diagnostic[] {
  // After a syntax error the model is half guessed; judging it would hide the cause among its effects.
  if (document.diagnostics.some(({ rule }) => rule === 'syntax')) return [];
  const profile = profileOf(document, workspace);
  const view = viewOf(workspace);
  const seen = view.seenFrom(document);
  const { settings, words } = workspace.settingsFor(document);
  const context: RuleContext = {
    profile,
    settings,
    words,
    profileIds: view.profileIds(seen),
    ruleNames,
    documents: seen,
    roadmaps: isKind(document, 'roadmap') ? [] : view.roadmaps,
    referred: (from, source) => workspace.referred(from, source),
    linked: (from, path) => workspace.linked?.(from, path),
  };
  const found: Diagnostic[] = [];
  for (const [id, rule] of Object.entries(rules)) {
    if (!rule.kinds.includes(document.kind) || (only && !only.includes(id))) continue;
    const severity = severityOf(id, rule, profile, settings);
    if (severity === 'off') continue;
    for (const finding of rule.check(document, context)) {
      if (isHiddenByMisspelling(document, finding.askedBy)) continue;
      const related = secondPlaces(document, profile, finding, workspace);
      found.push({ ...diagnostic(document, id, severity, finding), ...(related.length > 0 ? { related } : {}) });
    }
  }
  return found;
}

/** The profile of the roadmap that the document is, or is about: its severities hold for the whole workspace. */
function profileOf(document: Parsed, workspace: Workspace): Profile | undefined {
  const id = profileIdOf(document, workspace);
  return id === undefined ? undefined : workspace.profile(id);
}

function profileIdOf(document: Parsed, workspace: Workspace): string | undefined {
  if (isKind(document, 'roadmap')) return document.model.profile;
  if (isKind(document, 'decision')) {
    const referred = workspace.referred(document, document.model.roadmap.source);
    return referred && isKind(referred, 'roadmap') ? referred.model.profile : undefined;
  }
  const { roadmaps } = viewOf(workspace);
  const named = isKind(document, 'round') || isKind(document, 'plan') ? document.model.roadmap : undefined;
  const id = isKind(document, 'adoption') ? document.model.roadmap.id : named;
  if (id !== undefined) return roadmaps.find((roadmap) => roadmap.id === id)?.profile;
  // Answers, dispositions and registers name no roadmap; they belong to the only one there is.
  const [only, ...more] = new Set(roadmaps.map(({ profile }) => profile));
  return more.length === 0 ? only : undefined;
}

function severityOf(id: string, rule: Rule, profile: Profile | undefined, settings: Settings): Severity | 'off' {
  for (const chosen of [settings.severities, profile?.severities]) {
    const named = chosen?.[id] ?? (rule.code === undefined ? undefined : chosen?.[rule.code]);
    if (named !== undefined) return named;
  }
  return rule.severity;
}

function diagnostic(document: Parsed, rule: string, severity: Severity, finding: Finding): Diagnostic {
  return {
    file: document.source.path,
    ...place(document.source, spanOf(document, finding.at)),
    rule,
    severity,
    message: finding.message,
    ...(finding.help ? { help: finding.help } : {}),
    ...(finding.fix ? { fix: finding.fix } : {}),
    ...(finding.suggestions ? { suggestions: finding.suggestions } : {}),
  };
}
