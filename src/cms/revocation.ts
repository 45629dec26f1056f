import { Malformed } from '../core/malformed.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import type { ReadCrl } from './read-crl.js';
import type { ReadOcsp } from './read-ocsp.js';
import { crlFinding } from './revocation-crl.js';
import { clockSkew, ocspFinding } from './revocation-ocsp.js';
import type { ReadCertificate } from './verify-certificate.js';
import { equalBytes } from './verify-der.js';

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
  /** How old evidence may be at `at`, in milliseconds, whatever its nextUpdate; left out: until that, or 24 hours when it has none. */
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

const reasons: readonly (RevocationReason | undefined)[] = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  undefined,
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
];

/** Evidence without a nextUpdate can be had anew at any time, so it grows old in a day. */
const usualFreshness = 24 * 3_600_000;

/** What one piece of evidence says, when it was made by somebody who may say it. */
interface Evidence {
  revoked: { at: Date; reason: RevocationReason | null; invalidAt: Date | null } | null;
  /** Why it does not show the certificate to be good, though it does not say that it is revoked. */
  notGood: Text | null;
  source: 'ocsp' | 'crl';
  der: Uint8Array;
  producedAt: Date;
  thisUpdate: Date;
  nextUpdate: Date | null;
  signer: ReadCertificate;
}

const day = (date: Date): string => date.toISOString().slice(0, 10);

/** Why the times of evidence keep it from showing that the certificate is good; `null` when they do not. */
function untimely(
  { thisUpdate, nextUpdate }: Pick<Evidence, 'thisUpdate' | 'nextUpdate'>,
  keptSince: Date | null,
  { certificate, at, freshness }: RevocationQuestion,
): Text | null {
  const until = nextUpdate ?? new Date(thisUpdate.getTime() + usualFreshness);
  const tooOld = freshness === undefined ? at > until : at.getTime() - thisUpdate.getTime() > freshness;
  if (tooOld)
    return text(`Det är från ${day(thisUpdate)} och för gammalt.`, `It is from ${day(thisUpdate)} and too old.`);
  // Of certificates that have expired, most issuers keep nothing.
  if (thisUpdate > certificate.notAfter && !(keptSince && keptSince <= certificate.notAfter)) {
    return text(
      'Det är från tiden efter att certifikatet gick ut, och säger inte att utgångna certifikat finns kvar.',
      'It is from after the certificate expired, and does not say that expired certificates are kept.',
    );
  }
  return null;
}

/** Why evidence is not to be looked at, by its times alone. */
function impossible(thisUpdate: Date, producedAt: Date, nextUpdate: Date | null, now: Date): Text | null {
  const latest = now.getTime() + clockSkew;
  if (thisUpdate.getTime() > latest || producedAt.getTime() > latest)
    return text('Det är från framtiden.', 'It is from the future.');
  if ((nextUpdate && nextUpdate < thisUpdate) || thisUpdate.getTime() > producedAt.getTime() + clockSkew)
    return text('Dess tider går inte ihop.', 'Its times contradict each other.');
  return null;
}

async function fromOcsp(ocsp: ReadOcsp, question: RevocationQuestion): Promise<Evidence | Text | null> {
  const { certificate, issuer, others = [], nonce, at, now = at } = question;
  const found = await ocspFinding(ocsp, certificate, issuer, others);
  if (!found) return null;
  if ('problem' in found) return found.problem;
  const { response, signer } = found;
  const { thisUpdate, nextUpdate, status } = response;
  if (nonce && ocsp.nonce && !equalBytes(nonce, ocsp.nonce))
    return text(
      'Det svarar på en annan fråga än den som ställdes.',
      'It answers another question than the one that was asked.',
    );
  const wrong = impossible(thisUpdate, ocsp.producedAt, nextUpdate, now);
  if (wrong) return wrong;
  const unknown = text('Svararen känner inte till certifikatet.', 'The responder does not know the certificate.');
  return {
    revoked: response.revokedAt
      ? { at: response.revokedAt, reason: reasons[response.reason ?? -1] ?? null, invalidAt: null }
      : null,
    notGood: status === 'unknown' ? unknown : untimely(response, response.archiveCutoff, question),
    source: 'ocsp',
    der: ocsp.der,
    producedAt: ocsp.producedAt,
    thisUpdate,
    nextUpdate,
    signer,
  };
}

async function fromCrl(crl: ReadCrl, question: RevocationQuestion): Promise<Evidence | Text | null> {
  const { certificate, issuer, others = [], at, now = at } = question;
  const found = await crlFinding(crl, certificate, issuer, others);
  if (!found) return null;
  if ('problem' in found) return found.problem;
  const { thisUpdate, nextUpdate } = crl;
  const wrong = impossible(thisUpdate, thisUpdate, nextUpdate, now);
  if (wrong) return wrong;
  const { entry, partial, signer } = found;
  const reason = reasons[entry?.reason ?? -1] ?? null;
  if (reason === 'removeFromCRL')
    return text(
      'Den tar bort en spärr, vilket bara en deltalista får.',
      'It lifts a revocation, which only a delta may.',
    );
  const limited = text('Den gäller bara vissa skäl för spärr.', 'It is limited to some reasons for revocation.');
  return {
    revoked: entry && { at: entry.revokedAt, reason, invalidAt: entry.invalidAt },
    notGood: partial ? limited : untimely(crl, crl.expiredSince, question),
    source: 'crl',
    der: crl.der,
    producedAt: thisUpdate,
    thisUpdate,
    nextUpdate,
    signer,
  };
}

/** Evidence from each piece that is about the certificate; what the others lack is added to `problems`. */
async function gather<T>(
  pieces: readonly T[],
  called: Text,
  read: (piece: T) => Promise<Evidence | Text | null>,
  problems: Text[],
): Promise<Evidence[]> {
  const found: Evidence[] = [];
  for (const piece of pieces) {
    const result = await read(piece).catch((error: unknown) => {
      if (error instanceof Malformed) return error.text;
      throw error;
    });
    if (result && 'sv' in result) problems.push(text(`${called.sv} ${result.sv}`, `${called.en} ${result.en}`));
    else if (result) found.push(result);
  }
  return found;
}

const nothing: Omit<RevocationStatus, 'problems'> = {
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
};

/** The piece to go by: a final revocation, the earliest one; else the latest that was made, and of those the one that settles it. */
function best(found: readonly Evidence[]): Evidence | undefined {
  const final = found.filter(({ revoked }) => revoked && revoked.reason !== 'certificateHold');
  const [earliest] = final.sort((one, two) => Number(one.revoked?.at ?? 0) - Number(two.revoked?.at ?? 0));
  if (earliest) return earliest;
  const usable = found.filter(({ revoked, notGood }) => revoked ?? !notGood);
  return usable.toSorted((one, two) => two.thisUpdate.getTime() - one.thisUpdate.getTime())[0];
}

/** Is the certificate revoked, by evidence that may be relied on (RFC 6960, 3.2 and 4.2.2.2; RFC 5280, 6.3)? Never throws for the evidence's sake. */
export async function revocationStatus(question: RevocationQuestion): Promise<RevocationStatus> {
  const problems: Text[] = [];
  const called = {
    ocsp: text('Ett OCSP-svar används inte.', 'An OCSP response is not used.'),
    crl: text('En spärrlista används inte.', 'A revocation list is not used.'),
  };
  const found = [
    ...(await gather(question.ocsp, called.ocsp, (each) => fromOcsp(each, question), problems)),
    ...(await gather(question.crls, called.crl, (each) => fromCrl(each, question), problems)),
  ];
  for (const { notGood, revoked, source } of found) {
    if (!notGood || revoked) continue;
    problems.push(text(`${called[source].sv} ${notGood.sv}`, `${called[source].en} ${notGood.en}`));
  }
  const chosen = best(found);
  if (!chosen) return { ...nothing, problems };
  const { revoked, source, der, producedAt, thisUpdate, nextUpdate, signer } = chosen;
  return {
    status: revoked && revoked.at <= question.at ? 'revoked' : 'good',
    revokedAt: revoked?.at ?? null,
    reason: revoked?.reason ?? null,
    invalidAt: revoked?.invalidAt ?? null,
    source,
    evidence: der,
    producedAt,
    thisUpdate,
    nextUpdate,
    signer,
    problems,
  };
}
