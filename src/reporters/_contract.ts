import type { ChalkInstance } from 'chalk';
import type { CaseState } from '../case/case-state.js';
import type { OpenCase } from '../case/open-log.js';
import type { AdoptionStatus } from '../adoption/adoption-status.js';
import type { AssembledRound } from '../consultation/assemble-round.js';
import type { BindingPlan } from '../consultation/plan-bindings.js';
import type { CellFinding } from '../consultation/import-dispositions.js';
import type { ImportOutcome } from '../consultation/import-plan.js';
import type { RoundStatus } from '../consultation/round-status.js';
import type { Trace } from '../consultation/trace.js';
import type { Diagnostic } from '../core/diagnostic.js';
import type { Source } from '../core/source.js';
import type { Language, Text } from '../core/text.js';
import type { Adoption } from '../model/adoption.js';
import type { Conflict } from '../merge/conflict.js';
import type { Change } from '../model/change.js';
import type { Round } from '../model/consultation.js';
import type { Dispositions } from '../model/consultation.js';
import type { Party } from '../model/party.js';
import type { Verdict } from '../model/verdict.js';
import type { Parsed } from '../parse/parsed.js';

/** How a reporter shall speak. */
export interface Manner {
  language: Language;
  /** Paints, or leaves the text alone where there is no terminal. */
  paint: ChalkInstance;
  /** Width of the terminal in columns. */
  width: number;
  /** The program's own version, for formats that name the tool. */
  version?: string;
}

/** The outcome of `check`. */
export interface CheckResult {
  /** Number of documents read. */
  files: number;
  diagnostics: readonly Diagnostic[];
  /** The texts by file, for excerpts. */
  sources: ReadonlyMap<string, Source>;
}

/** The outcome of `diff`. */
export interface DiffResult {
  before: string;
  after: string;
  changes: readonly Change[];
  /** Names of responders by response id, for causes. */
  responders: ReadonlyMap<string, string>;
}

/** The outcome of `consult trace`. */
export interface TraceResult {
  round: AssembledRound & { parties: readonly Party[] };
  trace: Trace;
  diagnostics: readonly Diagnostic[];
  /** The texts by file, for excerpts. */
  sources: ReadonlyMap<string, Source>;
  /** Each change is to be told, also those that nothing is the matter with. */
  all: boolean;
}

/** The outcome of `merge`. */
export interface MergeResult {
  /** What the file is called. */
  path: string;
  conflicts: readonly Conflict[];
  /** What cannot be read in the merged text, though it could in both sides. */
  faults: readonly Diagnostic[];
  /** The merged text, when it goes nowhere else. */
  text?: string;
}

/** The outcome of `consult bind`; `wrote` if the plan was carried out. */
export interface BindResult {
  dispositions: Parsed<Dispositions>;
  plan: BindingPlan;
  wrote: boolean;
}

/** Something about one file. */
export interface FileRemark {
  file: string;
  message: Text;
  help?: Text;
}

/** What came of a sheet of dispositions. */
export interface SheetOutcome {
  file: string;
  /** The dispositions. */
  path: string;
  /** `response-id#comment-id` of the comments whose disposition is new or changed. */
  changed: string[];
  findings: readonly CellFinding[];
}

/** The outcome of `consult import`. */
export interface ImportResult {
  round: Round;
  /** Nothing was written. */
  dryRun: boolean;
  outcomes: ImportOutcome[];
  sheets: SheetOutcome[];
  /** Files that hold no answer, or cannot be read. */
  unread: FileRemark[];
  /** What was odd about a file, but stops nothing. */
  remarks: FileRemark[];
}

/** What each command that has reporters hands to them. */
export interface Results {
  check: CheckResult;
  diff: DiffResult;
  import: ImportResult;
  merge: MergeResult;
  trace: TraceResult;
  status: RoundStatus;
  bind: BindResult;
  verify: readonly Verdict[];
  adoption: { register: Adoption; status: AdoptionStatus };
  /** `file`: whether the newest file is what the log says it is. */
  case: { open: OpenCase; state: CaseState; file: 'same' | 'changed' | 'missing' };
}

/** One way to show one command's result; the file's stem is `<command>-<format>`. Returns whole lines, with a last line end. */
export type Reporter<C extends keyof Results> = (result: Results[C], manner: Manner) => string;
