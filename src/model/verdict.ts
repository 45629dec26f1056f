import type { Text } from '../core/text.js';
import type { AuditVerdict } from './audit-verdict.js';

/** EN 319 102-1, clause 5.1.3. */
export type Indication = 'TOTAL-PASSED' | 'INDETERMINATE' | 'TOTAL-FAILED';

/** EN 319 102-1, clause 5.1.3, the sub-indications this verifier gives. */
export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'REVOKED'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'OUT_OF_BOUNDS_NOT_REVOKED'
  | 'NO_POE'
  | 'TRY_LATER'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'SIGNED_DATA_NOT_FOUND';

/** Baseline level of ETSI EN 319 142-1, 6; `CMS` for a signature that is none of them. */
export type SignatureLevel = 'PAdES-B-B' | 'PAdES-B-T' | 'PAdES-B-LT' | 'PAdES-B-LTA' | 'CMS';

/** One certificate of a path, and whether it was revoked at the time that counts. */
export interface CertificateVerdict {
  subject: string | null;
  issuer: string | null;
  /** Serial number in hex. */
  serial: string;
  /** SHA-256 of the certificate in hex. */
  sha256: string;
  /** ISO 8601 in UTC. */
  notBefore: string;
  notAfter: string;
  /** A trust anchor ends the path, and nobody is asked about it. */
  anchor: boolean;
  /** When it has to have been valid: the time of verification, or an earlier one that is proven. */
  validAt: string;
  /** `not-asked`: an anchor. `no-source`: its issuer says nowhere where to ask, or that there is nothing to ask. */
  revocation: 'good' | 'revoked' | 'unknown' | 'no-source' | 'not-asked';
  revokedAt: string | null;
  revocationReason: string | null;
  /** What was relied on, when it was made, and whether it stood in the file. */
  source: 'ocsp' | 'crl' | null;
  producedAt: string | null;
  embedded: boolean | null;
}

/** The verdict on one time-stamp. */
export interface TimestampVerdict {
  /** `signature`: over a signature value. `document`: over all of the file before it. */
  kind: 'signature' | 'document';
  /** The field of the signature it stands in, or its own. */
  field: string;
  /** Number of the revision it stands in, from 1. */
  revision: number;
  /** ISO 8601 in UTC. */
  time: string | null;
  /** Who the certificate says made it. */
  authority: string | null;
  indication: Indication;
  subIndication: SubIndication | null;
  chain: CertificateVerdict[];
  reasons: Text[];
}

/** What a signature allows to be done to the file afterwards (ISO 32000-2, 12.8.2.2 and 12.8.2.4). */
export interface PermissionFacts {
  /** DocMDP: 1 nothing, 2 forms and signatures, 3 annotations too; `null` when it does not certify. */
  certification: 1 | 2 | 3 | null;
  /** FieldMDP, or the field's /Lock: which fields may not change. */
  locks: { action: 'All' | 'Include' | 'Exclude'; fields: string[] }[];
}

/** The verdict on one signature. */
export interface SignatureVerdict {
  /** Name of the signature field. */
  field: string;
  /** Number of the revision that holds it, from 1. */
  revision: number;
  /** Who the certificate says signed: its subject's common name. */
  signer: string | null;
  /** Who the document says should sign here, if it says so. */
  declaredSigner: string | null;
  /** Whether the name in the certificate occurs in what the document says; `null` when one of them is missing. */
  signerMatches: boolean | null;
  issuer: string | null;
  level: SignatureLevel | null;
  /** ISO 8601 in UTC: the earliest time that is proven, else the one the signer states. */
  signedAt: string | null;
  /** What `signedAt` rests on. */
  timeSource: 'claimed' | 'timestamp' | null;
  /** The time that the signer states. */
  claimedAt: string | null;
  indication: Indication;
  subIndication: SubIndication | null;
  coversWholeFile: boolean;
  /** What was signed is proven to be unchanged, whoever signed it: the signature holds, and no later change was more than is allowed. */
  untouched: boolean;
  permissions: PermissionFacts;
  /** From the signer's certificate to a trust anchor; empty when there is no such path. */
  chain: CertificateVerdict[];
  /** Time-stamps over this signature's value. */
  timestamps: TimestampVerdict[];
  reasons: Text[];
}

/** What a later revision touched. */
export type ChangeKind =
  | 'signature'
  | 'timestamp'
  | 'field'
  | 'validation-data'
  | 'nothing'
  | 'page'
  | 'annotation'
  | 'form'
  | 'metadata'
  | 'structure'
  | 'attachment'
  | 'action'
  | 'outline'
  | 'catalog'
  | 'prepared'
  | 'object'
  | 'bytes';

/** Something that was done to the file after a signature: what, and whether it may be. */
export interface LaterChange {
  /** Number of the revision, from 1. */
  revision: number;
  allowed: boolean;
  kind: ChangeKind;
  what: Text;
}

/** What the document says it is bound to, and whether that holds. */
export interface RoadmapVerdict {
  id: string | null;
  version: string | null;
  commit: string | null;
  sha256: string | null;
  draft: boolean;
  /** The attached file has the recorded hash; `null` when there is none. */
  attachmentMatches: boolean | null;
  /** The named commit holds the very same file; `null` when it could not be looked up. */
  commitMatches: boolean | null;
}

/** What the document says has changed since an earlier revision, and whether that holds. */
export interface ChangesVerdict {
  /** SHA-256 of the attached receipt in hex; `null` when there is none although the document names one. */
  receipt: string | null;
  /** The two revisions that the receipt names; `null` when it cannot be read. */
  before: { version: string; commit: string | null; sha256: string } | null;
  after: { version: string; commit: string | null; sha256: string } | null;
  /** How many changes the receipt lists. */
  changes: number;
  /** The receipt is the one that the document names, and lists what revisions, comments and dispositions give; `null`: cannot be settled. */
  receiptMatches: boolean | null;
  /** Both revisions are attached, and are those that the receipt and the document name. */
  revisionsMatch: boolean | null;
  /** The section on changes says, as data and on the pages, what the two revisions give. */
  sectionMatches: boolean | null;
  problems: Text[];
}

/** The verdict on a file: the worst of its signatures and of what happened after them. */
export interface Verdict {
  file: string;
  /** The time the file was judged for; ISO 8601 in UTC. */
  at: string;
  indication: Indication;
  subIndication: SubIndication | null;
  signatures: SignatureVerdict[];
  /** Document time-stamps, in the order of their revisions. */
  timestamps: TimestampVerdict[];
  changesAfterSigning: LaterChange[];
  roadmap: RoadmapVerdict | null;
  /** Only when the document has a receipt of what changed. */
  changes?: ChangesVerdict;
  /** Only when it was asked for. */
  rebuild?: RebuildVerdict;
  /** The verdict on the event log of the signing case; only when it was asked for. */
  audit?: AuditVerdict;
  /** Reasons that concern the file as a whole. */
  reasons: Text[];
  /** Everything that was observed, before it was judged (EN 319 102-1, 4.1); `null` unless it was asked for. */
  diagnostic: Diagnostic | null;
}

/** Certificates and revocation data as they were found. */
export interface MaterialFacts {
  kind: 'certificate' | 'ocsp' | 'crl';
  /** SHA-256 in hex. */
  sha256: string;
  /** `signature`, `timestamp`: inside such a value. `dss`: in the document security store. `given`: not in the file. */
  origins: { place: 'signature' | 'timestamp' | 'dss' | 'response' | 'given'; revision: number | null }[];
  /** Subject of a certificate, issuer of a list; `null` for a response. */
  name: string | null;
  /** Validity of a certificate; thisUpdate and nextUpdate of a list or of a response's first answer. */
  from: string | null;
  until: string | null;
  /** The earliest time at which it is proven to have existed. */
  provenAt: string;
  /** DER in base64, only when personal numbers may be shown. */
  der: string | null;
}

/** Everything observed, as plain data: what a judgement can be checked against (EN 319 102-1, 4.1). */
export interface Diagnostic {
  length: number;
  sha256: string;
  revisions: { revision: number; start: number; end: number; objects: number; freed: number }[];
  problems: { start: number; end: number; what: Text }[];
  signatures: SignatureDiagnostic[];
  timestamps: TokenDiagnostic[];
  stores: { revision: number; certificates: number; ocsp: number; crls: number; vri: string[]; unreadable: number }[];
  material: MaterialFacts[];
}

/** Whether the pages are what their source gives when it is rendered again. */
export interface RebuildVerdict {
  /** What was rendered: the named commit of the repository, or (weaker) what is attached to the file itself; `null` when nothing could be. */
  source: 'commit' | 'attachment' | null;
  /** The full id of that commit. */
  commit: string | null;
  matches: boolean | null;
  /** What was compared: all that is seen of each page, or only its words. */
  compared: 'content' | 'text' | null;
  /** The first of what differs; `page` counts from 1 in the verified file. No words: the page looks different with the same words. */
  differences: { page: number; expected: string; found: string }[];
  /** How many more there are. */
  more: number;
  /** The answer in one sentence, then what it rests on. */
  reasons: Text[];
}

/** One signature as it was found. */
export interface SignatureDiagnostic {
  field: string;
  label: string | null;
  revision: number;
  subFilter: string | null;
  claimedAt: string | null;
  /** Offsets of the part that is not signed, and of the end of what is. */
  byteRange: { gapStart: number; gapEnd: number; end: number } | null;
  digest: string | null;
  algorithm: string | null;
  key: string | null;
  digestMatches: boolean | null;
  valueMatches: boolean | null;
  signerInfoMatches: boolean;
  certificateHashMatches: boolean | null;
  certificate: string | null;
  /** SHA-256 of the signature value in hex. */
  value: string | null;
  /** SHA-256 of the signed bytes in hex. */
  signed: string | null;
  unprotected: Text[];
  problem: Text | null;
}

/** One time-stamp token as it was found. */
export interface TokenDiagnostic {
  kind: 'signature' | 'document';
  field: string;
  revision: number;
  time: string | null;
  accuracy: number | null;
  policy: string | null;
  serial: string | null;
  digest: string | null;
  imprintMatches: boolean | null;
  signatureHolds: boolean | null;
  certificateHashMatches: boolean | null;
  certificate: string | null;
  /** SHA-256 of the token in hex. */
  sha256: string;
  /** Revisions whose bytes it is over; for one over a signature value, that signature's revision. */
  covers: { fromRevision: number; toRevision: number };
}
