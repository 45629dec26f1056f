import type { ReadCertificate } from '../cms/verify-certificate.js';
import type { TrustAnchor } from './anchors.js';
import type { Material, Proof } from './material.js';

/** What is asked of the network about one certificate; everything in DER. */
export interface FetchQuestion {
  certificate: Uint8Array;
  /** Who issued it; `null` when that is what is looked for. */
  issuer: Uint8Array | null;
}

/** What came back: validated like everything else. */
export interface Fetched {
  certificates?: readonly Uint8Array[];
  ocsp?: readonly Uint8Array[];
  crls?: readonly Uint8Array[];
}

/** Fetches what is lacking; what it cannot get it leaves out, and tells by itself. */
export type FetchMaterial = (question: FetchQuestion) => Promise<Fetched>;

/** What every judgement of one file shares. */
export interface Context {
  /** The time of verification. */
  now: Date;
  trust: readonly TrustAnchor[];
  material: Material;
  /** Grows as document time-stamps are found to hold, from the latest to the first. */
  proofs: Proof[];
  fetch: FetchMaterial | undefined;
  /** Certificates that the network has been asked about. */
  asked: Set<ReadCertificate>;
}
