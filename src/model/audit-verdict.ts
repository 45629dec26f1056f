import type { Text } from '../core/text.js';
import type { Indication } from './verdict.js';

/** A time-stamp over the log as it stood before it. */
export interface AnchorVerdict {
  /** Number of its event; all events before it existed at `time`. */
  event: number;
  /** ISO 8601 in UTC; `null` when the token cannot be read. */
  time: string | null;
  authority: string | null;
  /** It is over this log, and its signature holds. */
  holds: boolean;
  /** It leads to an issuer that the user trusts. */
  trusted: boolean;
}

/** The verdict on an event log: whether it is whole, and whether it is about this file. */
export interface AuditVerdict {
  /** As the user wrote it. */
  log: string;
  indication: Indication;
  case: string | null;
  events: number;
  /** SHA-256 of the last line; `null` when there is none. */
  head: string | null;
  state: 'open' | 'completed' | 'cancelled';
  /** Every line is linked to the one before. */
  chainHolds: boolean;
  /** A case file beside the log, or the closing event, vouches that no lines are missing at the end. */
  endKnown: boolean;
  /** The file begins with exactly the bytes that the log names, at every step. */
  belongsToFile: boolean;
  signatures: { event: number; field: string; role: string | null; at: string; matches: boolean }[];
  anchors: AnchorVerdict[];
  reasons: Text[];
}
