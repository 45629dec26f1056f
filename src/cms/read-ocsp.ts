import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import type { Hash, Scheme } from './verify-algorithm.js';

/** What a responder said about one certificate (RFC 6960, 4.2.1, SingleResponse). */
export interface OcspSingle {
  /** CertID: `hash` is `undefined` for a function that is not known. */
  hash: Hash | undefined;
  issuerNameHash: Uint8Array;
  issuerKeyHash: Uint8Array;
  serial: Uint8Array;
  status: 'good' | 'revoked' | 'unknown';
  revokedAt: Date | null;
  /** CRLReason (RFC 5280, 5.3.1); `null` when not said. */
  reason: number | null;
  thisUpdate: Date;
  nextUpdate: Date | null;
  /** The responder keeps what it knows of certificates that expired after this time (4.4.4). */
  archiveCutoff: Date | null;
  /** Critical extensions that are not known. */
  unhandled: string[];
}

/** A BasicOCSPResponse (RFC 6960, 4.2.1), read strictly; whether it may be relied on is for `revocationStatus` to say. */
export interface ReadOcsp {
  /** The bytes that were read. */
  der: Uint8Array;
  /** The part that the responder signed. */
  signed: Uint8Array;
  scheme: Scheme | undefined;
  signature: Uint8Array;
  /** Who signed: a distinguished name in DER, or the SHA-1 of the public key. */
  responder: { name: Uint8Array } | { keyHash: Uint8Array };
  producedAt: Date;
  responses: OcspSingle[];
  nonce: Uint8Array | null;
  /** Certificates that came with it, in DER. */
  certificates: Uint8Array[];
  /** Critical extensions that are not known. */
  unhandled: string[];
}

/** OCSPResponseStatus (RFC 6960, 4.2.1). */
export type OcspStatus =
  'successful' | 'malformedRequest' | 'internalError' | 'tryLater' | 'sigRequired' | 'unauthorized';

/** What the responder answered, whether or not there is a response in it. Throws {@link Malformed}. */
export function ocspStatus(der: Uint8Array): OcspStatus {
  throw new Malformed(text('ännu inte', 'not yet'), der.length);
}

/** Reads an OCSPResponse in DER, which has to be a successful one of the basic type. Throws {@link Malformed}. */
export function readOcspResponse(der: Uint8Array): ReadOcsp {
  throw new Malformed(text('ännu inte', 'not yet'), der.length);
}

/** Reads a BasicOCSPResponse without the OCSPResponse around it, as some attributes hold. Throws {@link Malformed}. */
export function readBasicOcsp(der: Uint8Array): ReadOcsp {
  throw new Malformed(text('ännu inte', 'not yet'), der.length);
}
