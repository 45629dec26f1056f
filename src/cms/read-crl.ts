import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import type { Scheme } from './verify-algorithm.js';

/** Which certificates a list is about (issuingDistributionPoint, RFC 5280, 5.2.5). */
export interface CrlScope {
  /** Where the list is published: GeneralNames in DER; `null` when not said. */
  names: Uint8Array[] | null;
  /** The place is given relative to the issuer's name, which is not supported. */
  relative: boolean;
  onlyUsers: boolean;
  onlyAuthorities: boolean;
  onlyAttributes: boolean;
  /** The list also holds certificates of others, which is not supported. */
  indirect: boolean;
  /** Bits of the reasons it is limited to; `null`: all. */
  reasons: ReadonlySet<number> | null;
}

/** A revocation list (RFC 5280, 5.1), read strictly. The entries stay bytes: there may be millions; see {@link findInCrl}. */
export interface ReadCrl {
  der: Uint8Array;
  /** The part that the issuer signed. */
  signed: Uint8Array;
  scheme: Scheme | undefined;
  signature: Uint8Array;
  /** Distinguished name in DER. */
  issuer: Uint8Array;
  issuerName: string | null;
  thisUpdate: Date;
  nextUpdate: Date | null;
  authorityKeyId: Uint8Array | null;
  number: Uint8Array | null;
  /** A delta list says only what changed, so nothing follows from what it does not name. */
  delta: boolean;
  /** `null`: about all certificates of its issuer. */
  scope: CrlScope | null;
  /** Certificates that expired after this time are still listed (expiredCertsOnCRL, X.509, 9.5.2.8). */
  expiredSince: Date | null;
  /** How many certificates it lists. */
  count: number;
  /** The entries, one after another in DER. */
  entries: Uint8Array;
  /** Critical extensions (also of entries) that are not known. */
  unhandled: string[];
}

/** One revoked certificate of a list (RFC 5280, 5.3). */
export interface CrlEntry {
  serial: Uint8Array;
  revokedAt: Date;
  /** CRLReason; `null` when not said. */
  reason: number | null;
  /** Since when the key is suspected to have been misused (5.3.2). */
  invalidAt: Date | null;
}

/** Reads a CertificateList in DER; also looks through every entry. Throws {@link Malformed}. */
export function readCrl(der: Uint8Array): ReadCrl {
  throw new Malformed(text('ännu inte', 'not yet'), der.length);
}

/** The entry for a serial number (contents of the INTEGER); `null` when the list does not name it. */
export function findInCrl(crl: ReadCrl, serial: Uint8Array): CrlEntry | null {
  throw new Malformed(text('ännu inte', `not yet ${crl.count}`), serial.length);
}
