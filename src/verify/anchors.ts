import type { Purpose } from '../cms/chain.js';
import { readStrictCertificate } from '../cms/verify-certificate.js';
import type { ReadCertificate } from '../cms/verify-certificate.js';

/** A time during which a service of a trusted list had a status that lets it be relied on; ISO 8601 in UTC, `until` not included. */
export interface TrustPeriod {
  from: string | null;
  until: string | null;
}

/** A certificate the user trusts, with what for and when. Plain data. */
export interface TrustAnchor {
  /** DER. */
  certificate: Uint8Array;
  origin: 'file' | 'system' | 'list';
  /** What it may be relied on for; `null`: everything. */
  purposes: readonly Purpose[] | null;
  /** When; `null`: always. Periods follow from the status history of a trusted list. */
  periods: readonly TrustPeriod[] | null;
  /** The service of a trusted list that it stands for. */
  service: { territory: string; provider: string; name: string; type: string; qualified: boolean } | null;
}

/** An anchor for everything and always, as a file of certificates gives it. */
export const plainAnchor = (certificate: Uint8Array, origin: TrustAnchor['origin'] = 'file'): TrustAnchor => ({
  certificate,
  origin,
  purposes: null,
  periods: null,
  service: null,
});

const covers = (periods: TrustAnchor['periods'], at: Date): boolean =>
  periods === null ||
  periods.some(
    ({ from, until }) => (from === null || new Date(from) <= at) && (until === null || at < new Date(until)),
  );

const remembered = new WeakMap<Uint8Array, { certificate: ReadCertificate; key: string }>();

/** Lists and machines trust hundreds, which are asked for with every signature. */
function readOnce(der: Uint8Array): { certificate: ReadCertificate; key: string } {
  const known = remembered.get(der);
  if (known) return known;
  const made = { certificate: readStrictCertificate(der), key: Buffer.from(der).toString('latin1') };
  remembered.set(der, made);
  return made;
}

/** The anchors that may be relied on for a purpose at a time, as certificates; each certificate once. */
export function anchorsFor(anchors: readonly TrustAnchor[], purpose: Purpose, at: Date): ReadCertificate[] {
  const found = new Map<string, ReadCertificate>();
  for (const { certificate: der, purposes, periods } of anchors) {
    if ((purposes !== null && !purposes.includes(purpose)) || !covers(periods, at)) continue;
    const { certificate, key } = readOnce(der);
    if (!found.has(key)) found.set(key, certificate);
  }
  return [...found.values()];
}
