import { Malformed } from '../core/malformed.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { readCrl } from '../cms/read-crl.js';
import { readOcspResponse } from '../cms/read-ocsp.js';
import { revocationStatus } from '../cms/revocation.js';
import type { RevocationStatus } from '../cms/revocation.js';
import { readStrictCertificate } from '../cms/verify-certificate.js';
import type { ReadCertificate } from '../cms/verify-certificate.js';
import { equalBytes } from '../cms/verify-der.js';
import type { Context } from './context.js';
import { outlived } from './crypto-policy.js';
import { addItem, itemOf, provenAt } from './material.js';

/** A certificate on a path, asked about for one time. */
export interface Inquiry {
  certificate: ReadCertificate;
  issuer: ReadCertificate;
  /** The next one above the issuer, if the issuer is not an anchor. */
  above: ReadCertificate | undefined;
  /** When it has to have been good. */
  at: Date;
  /** Take evidence whose nextUpdate has passed too: for time-stamps, whose newest link nobody vouches for. */
  stale: boolean;
  /** Whether the certificate of a delegated responder or list issuer holds at a time; answered by the caller, which builds paths. */
  holds: (signer: ReadCertificate, at: Date, source: 'ocsp' | 'crl') => Promise<boolean>;
}

/** What was found out. */
export interface Finding extends RevocationStatus {
  /** Whether the evidence stood in the file; `null` without evidence. */
  embedded: boolean | null;
  /** It was out of date at the time asked about. */
  outdated: boolean;
}

/** No freshness is asked for: a hundred years. */
const anyAge = 36_525 * 86_400_000;
const mostTries = 5;

/** Certificates whose issuer gives no revocation information at all: nothing can be asked (RFC 9608; ETSI EN 319 412-1; RFC 6960, 4.2.2.2.1). */
export function namesNoSource({ extensions }: ReadCertificate): boolean {
  const { noRevocation, ocspUrls, crlUrls, crlPoints } = extensions;
  return noRevocation || (ocspUrls.length === 0 && crlUrls.length === 0 && crlPoints.length === 0);
}

const passedOver = {
  expired: text(
    'En uppgift om spärrning räknas inte: den som undertecknade den har gått ut eller spärrats, och inget bevisar att uppgiften är äldre.',
    'Revocation information does not count: whoever signed it has expired or was revoked, and nothing proves that the information is older.',
  ),
};

/** Whether what the issuer signed may still be relied on, given when it is proven to have existed (EN 319 102-1, 5.6.2.2). */
async function issuerHeld(context: Context, { issuer, above }: Inquiry, proven: Date): Promise<boolean> {
  if (proven > issuer.notAfter) return false;
  if (!above) return true;
  const { ocsp, crls } = evidenceIn(context, []);
  const question = { certificate: issuer, issuer: above, ocsp, crls, at: proven, now: context.now, freshness: anyAge };
  return (await revocationStatus(question)).status !== 'revoked';
}

const evidenceIn = ({ material }: Context, except: readonly Uint8Array[]) => {
  const kept = <T extends { der: Uint8Array; read: unknown }>(items: readonly T[]): T['read'][] =>
    items.filter(({ der }) => !except.some((each) => equalBytes(each, der))).map(({ read }) => read);
  return {
    ocsp: kept(material.ocsp) as (typeof material.ocsp)[number]['read'][],
    crls: kept(material.crls) as (typeof material.crls)[number]['read'][],
  };
};

async function look(context: Context, inquiry: Inquiry, stale: boolean): Promise<Finding> {
  const { certificate, issuer, at } = inquiry;
  const others = context.material.certificates.map(({ read }) => read);
  const except: Uint8Array[] = [];
  const problems: Text[] = [];
  for (let tries = 0; ; tries += 1) {
    const { ocsp, crls } = evidenceIn(context, except);
    const base = { certificate, issuer, ocsp, crls, at, now: context.now, others };
    const status = await revocationStatus(stale ? { ...base, freshness: anyAge } : base);
    const { evidence, signer } = status;
    const item = evidence && (itemOf(context.material.ocsp, evidence) ?? itemOf(context.material.crls, evidence));
    const found = {
      ...status,
      problems: [...problems, ...status.problems],
      embedded: item ? item.origins.some(({ revision }) => revision !== null) : null,
      outdated: stale,
    };
    if (!evidence || !signer || !item) return found;
    const proven = provenAt(item.origins, context.proofs, context.now);
    const byIssuer = equalBytes(signer.der, issuer.der);
    const late = outlived(text('Uppgiften', 'The information'), item.read.scheme, undefined, signer.key, proven);
    const held =
      !late &&
      (byIssuer
        ? await issuerHeld(context, inquiry, proven)
        : await inquiry.holds(signer, proven, status.source ?? 'ocsp'));
    if (held) return found;
    problems.push(passedOver.expired);
    except.push(evidence);
    if (tries >= mostTries) return { ...found, status: 'unknown', evidence: null, source: null };
  }
}

/** Reads what was fetched into the material; what cannot be read is left out. */
export async function fetchInto(
  context: Context,
  certificate: ReadCertificate,
  issuer: ReadCertificate | null,
): Promise<boolean> {
  const { fetch, material, asked } = context;
  if (!fetch || asked.has(certificate)) return false;
  asked.add(certificate);
  const origin = { place: 'given', revision: null, coveredFrom: null } as const;
  const fetched = await fetch({ certificate: certificate.der, issuer: issuer?.der ?? null });
  const add = (ders: readonly Uint8Array[] | undefined, keep: (der: Uint8Array) => void): void => {
    for (const der of ders ?? []) {
      try {
        keep(der);
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
        material.unreadable += 1;
      }
    }
  };
  add(fetched.certificates, (der) => addItem(material, material.certificates, readStrictCertificate(der), origin));
  add(fetched.ocsp, (der) => {
    const read = { ...readOcspResponse(der), der };
    addItem(material, material.ocsp, read, origin);
    for (const inside of read.certificates)
      addItem(material, material.certificates, readStrictCertificate(inside), { ...origin, place: 'response' });
  });
  add(fetched.crls, (der) => addItem(material, material.crls, readCrl(der), origin));
  return true;
}

/**
 * Was a certificate revoked at a time, by evidence that itself can be relied on (EN 319 102-1, 5.2.5 and 5.2.6)? What is lacking is fetched
 * if that is allowed. `unknown` when nothing usable answers.
 */
export async function inquire(context: Context, inquiry: Inquiry): Promise<Finding> {
  let found = await look(context, inquiry, false);
  if (found.status === 'unknown' && (await fetchInto(context, inquiry.certificate, inquiry.issuer)))
    found = await look(context, inquiry, false);
  return found.status === 'unknown' && inquiry.stale ? look(context, inquiry, true) : found;
}
