import { digestIdentifier } from './signature-algorithm.js';
import type { SignatureHash } from './signature-algorithm.js';
import { element, integer, octets, oid, sequence, unsigned } from './der.js';

/** What a time-stamp is asked for. */
export interface TimestampRequest {
  hash: SignatureHash;
  /** Digest of what shall be stamped: all that leaves the machine. */
  digest: Uint8Array;
  /** Random bytes, which the answer has to repeat. */
  nonce: Uint8Array;
  /** Object identifier of the policy it shall be issued under; default: the authority's own. */
  policy?: string | undefined;
}

/** BOOLEAN TRUE. */
const yes = element(0x01, Uint8Array.of(0xff));

/** TimeStampReq in DER (RFC 3161, 2.4.1); asks for the authority's certificate, without which nobody could check the token later. */
export function timestampRequest({ hash, digest, nonce, policy }: TimestampRequest): Uint8Array<ArrayBuffer> {
  const imprint = sequence(digestIdentifier(hash), octets(digest));
  return sequence(integer(1), imprint, ...(policy === undefined ? [] : [oid(policy)]), unsigned(nonce), yes);
}
