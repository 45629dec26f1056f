import type { Text } from '../core/text.js';

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
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'REVOKED'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'SIGNED_DATA_NOT_FOUND';

/** The verdict on one signature. */
export interface SignatureVerdict {
  /** Name of the signature field. */
  field: string;
  /** Who the certificate says signed: its subject's common name. */
  signer: string | null;
  /** Who the document says should sign here, if it says so. */
  declaredSigner: string | null;
  issuer: string | null;
  level: 'PAdES-B-B' | 'PAdES-B-T' | 'CMS' | null;
  /** ISO 8601 in UTC. */
  signedAt: string | null;
  timeSource: 'claimed' | 'timestamp' | null;
  indication: Indication;
  subIndication: SubIndication | null;
  coversWholeFile: boolean;
  /** What was signed is proven to be unchanged, whoever signed it: the signature holds, and no later change was more than is allowed. */
  untouched: boolean;
  reasons: Text[];
}

/** Something that was done to the file after a signature: what, and whether it may be. */
export interface LaterChange {
  /** Number of the revision, from 1. */
  revision: number;
  allowed: boolean;
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

/** The verdict on a file: the worst of its signatures and of what happened after them. */
export interface Verdict {
  file: string;
  indication: Indication;
  subIndication: SubIndication | null;
  signatures: SignatureVerdict[];
  changesAfterSigning: LaterChange[];
  roadmap: RoadmapVerdict | null;
  /** Reasons that concern the file as a whole. */
  reasons: Text[];
}
