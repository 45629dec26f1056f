// The library: what the program is made of, for those who build on it. Importing it starts nothing and reads nothing; whatever
// touches the world outside takes a `Host`, and `nodeHost()` is the one the program itself uses.

export { exit, Failure } from './core/failure.js';
export { Locations } from './core/locations.js';
export { readRevision } from './core/revision.js';
export { place } from './core/source.js';
export * from './core/text.js';
export type { Diagnostic, Severity } from './core/diagnostic.js';
export type { Entry, Files, GitAnswer, Host, HttpAnswer, HttpRequest } from './core/host.js';
export type { ModelPath } from './core/locations.js';
export type { Revision } from './core/revision.js';
export type { Place, Source, Span } from './core/source.js';

export { jsonSchema, jsonSchemaText } from './model/json-schema.js';
export { kinds, schemas } from './model/kinds.js';
export type { Kind, ModelOf } from './model/kinds.js';
export { readReceipt, receiptSchema } from './model/receipt.js';
export type { Receipt } from './model/receipt.js';
export { allSections } from './model/roadmap.js';
export type { Adoption, AdoptionEntry } from './model/adoption.js';
export type { Change, ChangeItem, ChangeKind, ChangeSide, Weight, Word } from './model/change.js';
export type { Comment, Disposition, Dispositions, Response, Round } from './model/consultation.js';
export type { Clause, Decision, Signer as DecisionSigner } from './model/decision.js';
export type { Attachment, Binding, Block, CopyReference, DecisionDocument, Inline, Origin } from './model/document.js';
export type { Parties, Party } from './model/party.js';
export type { Activity, Plan } from './model/plan.js';
export type { Profile, ProfileItem, ProfileItems, ProfileSection } from './model/profile.js';
export type { Roadmap } from './model/roadmap.js';
export type { Indicator, ItemKind, Milestone, Organ, Section, Statement } from './model/section.js';
export type { Template } from './model/template.js';
export type {
  CertificateVerdict,
  ChangesVerdict,
  ChangeKind as LaterChangeKind,
  Diagnostic as VerificationFacts,
  Indication,
  LaterChange,
  RebuildVerdict,
  PermissionFacts,
  RoadmapVerdict,
  SignatureVerdict,
  SubIndication,
  TimestampVerdict,
  Verdict,
} from './model/verdict.js';

export { decode } from './parse/decode.js';
export { parseDocument } from './parse/parse-document.js';
export type { ProfileLookup } from './parse/parse-document.js';
export { isKind } from './parse/parsed.js';
export type { Parsed, Remark } from './parse/parsed.js';

export { loadDocument, loadKind } from './check/load-document.js';
export type { LoadedDocument } from './check/load-document.js';
export { loadRound } from './check/load-round.js';
export { loadWorkspace } from './check/load-workspace.js';
export type { Loaded } from './check/load-workspace.js';
export { rules, runRules, sorted } from './check/run-rules.js';
export type { Workspace } from './check/run-rules.js';
export { explainRule } from './check/explain.js';
export type { Example, Finding, Rule, RuleContext } from './rules/_contract.js';

export { applyChanges } from './diff/apply-changes.js';
export { canonicalRoadmap } from './diff/canonical-roadmap.js';
export { diffRoadmaps } from './diff/diff-roadmaps.js';
export { reverseChanges } from './diff/reverse-changes.js';
export type { DiffOptions } from './diff/diff-roadmaps.js';
export { mergeFiles } from './merge/merge-files.js';
export { mergeTexts } from './merge/merge-texts.js';
export type { Conflict, ConflictKind, Said } from './merge/conflict.js';
export type { Marks } from './merge/join-chunks.js';
export type { MergedFile, MergeInput } from './merge/merge-files.js';
export type { Merged, MergeOptions, Texts, Unreadable } from './merge/merge-texts.js';
export { assembleRounds } from './consultation/assemble-round.js';
export type { AssembledRound } from './consultation/assemble-round.js';
export { trace } from './consultation/trace.js';
export type { Trace } from './consultation/trace.js';
export { checkReceipt } from './receipt/check-receipt.js';
export type { CheckedReceipt, ReceiptProblem } from './receipt/check-receipt.js';
export { makeReceipt, receiptBytes } from './receipt/make-receipt.js';
export type { ReceiptInput } from './receipt/make-receipt.js';

export { composeDecision } from './compose/compose.js';
export type { ComposeInput } from './compose/compose.js';
export { gatherDecision } from './compose/gather-decision.js';
export type { GatheredDecision } from './compose/gather-decision.js';
export { loadLayout, loadTemplate } from './compose/load-template.js';
export { registry as formats } from './formats/_registry.js';
export type { Format, Resources } from './formats/_contract.js';

export { signPdf } from './sign/sign-pdf.js';
export type { Signed, SignRequest } from './sign/sign-pdf.js';
export { timeStamping } from './sign/time-stamping.js';
export type { TimeStamping } from './sign/time-stamping.js';
export type { TimestampSource } from './sign/fetch-timestamp.js';
export { extendPdf, raiseFromT } from './sign/raise-level.js';
export type { Extended, LevelOptions, SignatureLevel } from './sign/raise-level.js';
export { prepareExternal } from './sign/prepare-external.js';
export type { Prepared, PrepareRequest } from './sign/prepare-external.js';
export { finishExternal } from './sign/finish-external.js';
export type { Finished, ForeignSignature } from './sign/finish-external.js';
export { readSigningRequest, signingRequestSchema } from './model/signing-request.js';
export type { SigningRequest } from './model/signing-request.js';
export { gatherSignatures } from './sign/gather-signatures.js';
export type { Gathering } from './sign/gather-signatures.js';
export { registry as signers } from './signers/_registry.js';
export type { SecretRequest, ServiceOptions, Signer, SignerOptions, SignerSource } from './signers/_contract.js';

export type { TrustAnchor } from './verify/anchors.js';
export type { FetchMaterial } from './verify/context.js';
export { fetchMaterial } from './verify/fetch-material.js';
export { gitLookup } from './verify/git-lookup.js';
export type { Lookup } from './verify/roadmap.js';
export { readTrust } from './verify/trust.js';
export { verdictExit, verifyPdf } from './verify/verify.js';
export type { VerifyOptions } from './verify/verify.js';

export { rebuildPdf } from './verify/rebuild.js';
export { personalData } from './core/personal-data.js';
export { personalDataInPdf } from './publish/personal-data-in-pdf.js';
export type { CheckedPdf } from './publish/personal-data-in-pdf.js';
export { publishPdf, renderCopy } from './publish/publish-pdf.js';
export type { PublishRequest } from './publish/publish-pdf.js';
export { refersTo } from './publish/refers-to.js';
export type { Reference } from './publish/refers-to.js';

export { adoptionStatus } from './adoption/adoption-status.js';
export type { AdoptionRow, AdoptionStatus } from './adoption/adoption-status.js';

export { nodeHost } from './cli/node-host.js';
