import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import type { Hash } from './verify-algorithm.js';
import type { ReadSignedData } from './verify-signed-data.js';

/** A time-stamp token (RFC 3161, 2.4.2), read strictly; whether it holds is for `verifyTimestamp` to say. */
export interface ReadTimestamp {
  /** The token as it stands, without padding. */
  der: Uint8Array;
  /** The signature of the authority. */
  cms: ReadSignedData;
  /** TSTInfo in DER: what was signed. */
  info: Uint8Array;
  /** Object identifier of the policy it was issued under. */
  policy: string;
  /** Digest of what was stamped; `hash` is `undefined` for a function that is not known. */
  imprint: { hash: Hash | undefined; value: Uint8Array };
  serial: Uint8Array;
  /** When it was stamped (genTime). */
  time: Date;
  /** How far from `time` the true time may be, in milliseconds; `null` when not said. */
  accuracy: number | null;
  ordering: boolean;
  nonce: Uint8Array | null;
  /** Name of the authority: a GeneralName in DER. */
  authority: Uint8Array | null;
  /** Critical extensions, none of which is known. */
  unhandled: string[];
}

/** What an authority answered (RFC 3161, 2.4.2). */
export interface TimestampAnswer {
  /** PKIStatus: 0 granted, 1 granted with changes, 2 rejected, 3 waiting … */
  status: number;
  /** Its own words, if any. */
  words: string | null;
  /** PKIFailureInfo, as the bits that are set: 0 badAlg, 2 badRequest, 5 badDataFormat, 14 timeNotAvailable, 15 unacceptedPolicy, 16, 17, 25. */
  failure: number[];
  /** The token in DER; `null` when it was refused. */
  token: Uint8Array | null;
}

/** Reads a token in DER, followed by nothing (or, `padded`, by zeros, as in /Contents). Throws {@link Malformed}. */
export function readTimestampToken(der: Uint8Array, options: { padded?: boolean } = {}): ReadTimestamp {
  throw new Malformed(text('ännu inte', `not yet ${String(options.padded)}`), der.length);
}

/** Reads TimeStampResp; the token in it is not looked into. Throws {@link Malformed}. */
export function readTimestampResponse(der: Uint8Array): TimestampAnswer {
  throw new Malformed(text('ännu inte', 'not yet'), der.length);
}
