import { readCrl } from '../cms/read-crl.js';
import type { ReadCrl } from '../cms/read-crl.js';
import { readOcspResponse } from '../cms/read-ocsp.js';
import type { ReadOcsp } from '../cms/read-ocsp.js';
import { readable } from '../cms/revocation-ocsp.js';
import { revocationStatus } from '../cms/revocation.js';
import type { ReadCertificate } from '../cms/verify-certificate.js';
import { equalBytes } from '../cms/verify-der.js';
import { exit, Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { Malformed } from '../core/malformed.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { readBase } from '../pdf/incremental-base.js';
import { addValidationData as writeStore, readStore } from '../pdf/validation-store.js';
import type { ValidationData } from '../pdf/validation-store.js';
import { gatherRevocation } from './gather-revocation.js';
import type { Gathered, RevocationFinding } from './gather-revocation.js';
import { heldSignatures } from './held-signatures.js';

/** What else is known when validation data are gathered. */
export interface ValidationOptions {
  /** Issuers where paths end; default: roots. */
  anchors?: readonly ReadCertificate[] | undefined;
  timeout?: number | undefined;
  say?: ((message: Text) => void) | undefined;
  /** Who will put a document time-stamp over these data: what is needed to validate that one goes in as well. */
  authority?: { signer: ReadCertificate; certificates: readonly ReadCertificate[] } | undefined;
}

const called = ({ subjectName }: ReadCertificate): string => subjectName ?? '?';
const day = (date: Date): string => date.toISOString().slice(0, 10);

/** Refuses a certificate that is revoked, unless all that rests on it is proved to be older. */
function refuseRevoked({ certificate, status }: RevocationFinding, provenAt: Date | null): void {
  if (status?.status !== 'revoked' || !status.revokedAt) return;
  if (provenAt && provenAt < status.revokedAt) return;
  const since = day(status.revokedAt);
  const why = status.reason ? ` (${status.reason})` : '';
  throw new Failure(
    text(
      `Certifikatet för ${called(certificate)} är spärrat sedan ${since}${why}, så underskriften skulle inte godkännas.`,
      `The certificate of ${called(certificate)} has been revoked since ${since}${why}, so the signature would not be accepted.`,
    ),
    text(
      'Inget har skrivits. Skaffa ett nytt certifikat, eller tala med utfärdaren om spärren är ett misstag.',
      'Nothing has been written. Get a new certificate, or speak to its issuer if the revocation is a mistake.',
    ),
    exit.findings,
  );
}

const about = (problems: readonly Text[], language: 'sv' | 'en'): string =>
  [...new Set(problems.map((problem) => problem[language]))].slice(0, 4).join(' ');

/** Refuses a certificate that names places to ask, or whose issuer is not known, when nothing was learnt; notes one that names none. */
function refuseUnproven(
  { certificate, issuer, status, exempt, problems }: RevocationFinding,
  say: ValidationOptions['say'],
): void {
  if (status || exempt) {
    if (issuer) return;
  }
  const name = called(certificate);
  const { ocspUrls, crlUrls } = certificate.extensions;
  if (issuer && ocspUrls.length + crlUrls.length === 0) {
    say?.(
      text(
        `Certifikatet för ${name} säger inte var spärrar meddelas, så inget kan hämtas om det.`,
        `The certificate of ${name} does not say where revocations are told, so nothing can be fetched about it.`,
      ),
    );
    return;
  }
  if (!issuer)
    throw new Failure(
      text(
        `Utfärdaren av certifikatet för ${name} hittas inte. ${about(problems, 'sv')}`.trim(),
        `The issuer of the certificate of ${name} is not found. ${about(problems, 'en')}`.trim(),
      ),
      text('Ange utfärdarens certifikat med --trust.', "Give the issuer's certificate with --trust."),
      exit.unsettled,
    );
  throw new Failure(
    text(
      `Det går inte att få veta om certifikatet för ${name} är spärrat. ${about(problems, 'sv')}`.trim(),
      `It cannot be learnt whether the certificate of ${name} is revoked. ${about(problems, 'en')}`.trim(),
    ),
    text(
      'Inget har skrivits. Försök igen senare, eller underteckna på nivå B-T och höj nivån sedan med fardplan extend.',
      'Nothing has been written. Try again later, or sign at level B-T and raise the level afterwards with fardplan extend.',
    ),
    exit.unsettled,
  );
}

/** What belongs to some certificates: themselves, their issuers, the proof, and whoever signed that. */
function partOf({ findings, ocsp, crls, certificates }: Gathered, leaves: readonly ReadCertificate[]): ValidationData {
  const same = (one: { der: Uint8Array }, other: { der: Uint8Array }): boolean => equalBytes(one.der, other.der);
  const open = [...leaves];
  const part = { certificates: [] as ReadCertificate[], proof: [] as Uint8Array[] };
  for (let next = open.shift(); next; next = open.shift()) {
    const one = next;
    if (part.certificates.some((each) => same(each, one))) continue;
    if (!certificates.some((each) => same(each, one))) continue;
    part.certificates.push(one);
    const finding = findings.find((each) => same(each.certificate, one));
    if (finding?.issuer) open.push(finding.issuer);
    if (finding?.status?.signer) open.push(finding.status.signer);
    if (finding?.status?.evidence) part.proof.push(finding.status.evidence);
  }
  const among = (list: readonly { der: Uint8Array }[]): Uint8Array[] =>
    list.flatMap(({ der }) => (part.proof.some((each) => equalBytes(each, der)) ? [der] : []));
  return { certificates: part.certificates.map(({ der }) => der), ocsp: among(ocsp), crls: among(crls) };
}

/** The pieces of a store that can be read. */
function readAll<T>(list: readonly Uint8Array[], read: (der: Uint8Array) => T): T[] {
  return list.flatMap((der) => {
    try {
      return [read(der)];
    } catch (error) {
      if (error instanceof Malformed) return [];
      throw error;
    }
  });
}

/** Whether the file itself already holds proof about a certificate, from a time when that could be had. */
async function alreadyProved(
  { certificate, issuer }: RevocationFinding,
  held: { ocsp: ReadOcsp[]; crls: ReadCrl[] },
  now: Date,
): Promise<boolean> {
  if (!issuer) return false;
  for (const piece of held.ocsp) {
    for (const { thisUpdate } of piece.responses) {
      const status = await revocationStatus({ certificate, issuer, ocsp: [piece], crls: [], at: thisUpdate, now });
      if (status.status === 'good') return true;
    }
  }
  for (const piece of held.crls) {
    const status = await revocationStatus({ certificate, issuer, ocsp: [], crls: [piece], at: piece.thisUpdate, now });
    if (status.status === 'good') return true;
  }
  return false;
}

/** Refuses when one of these certificates, or one above it, is revoked. Asked before anybody signs; what cannot be learnt is left for later. */
export async function refuseRevokedSigner(
  host: Host,
  [leaf, ...others]: readonly ReadCertificate[],
  { anchors, timeout }: ValidationOptions,
): Promise<void> {
  if (!leaf) return;
  const { findings } = await gatherRevocation(host, { leaves: [leaf], others, anchors, timeout });
  for (const finding of findings) refuseRevoked(finding, null);
}

/**
 * Appends a revision with what is needed to validate everything signed in the file once its certificates have expired: certificates, OCSP responses and
 * revocation lists, asked for now (ETSI EN 319 142-1, 5.4). Refuses a revoked signer, and proof that cannot be had.
 */
export async function addValidationData(
  host: Host,
  pdf: Uint8Array,
  options: ValidationOptions,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { anchors, timeout, say, authority } = options;
  const base = readBase(pdf);
  const held = heldSignatures(base);
  const store = readStore(base);
  const signers = held.flatMap((each) => each.signers);
  const leaves = [...signers.map(({ certificate }) => certificate), ...(authority ? [authority.signer] : [])];
  const others = [
    ...held.flatMap(({ certificates }) => certificates),
    ...(authority?.certificates ?? []),
    ...readable(store.certificates),
  ];
  const gathered = await gatherRevocation(host, { leaves, others, anchors, timeout });
  const known = { ocsp: readAll(store.ocsp, readOcspResponse), crls: readAll(store.crls, readCrl) };
  const resting = [...signers, ...(authority ? [{ certificate: authority.signer, provenAt: null }] : [])].map(
    ({ certificate, provenAt }) => ({ provenAt, certificates: partOf(gathered, [certificate]).certificates }),
  );
  for (const finding of gathered.findings) {
    // A certificate counts for the least proved of what rests on it.
    const times = resting
      .filter(({ certificates }) => certificates.some((der) => equalBytes(der, finding.certificate.der)))
      .map(({ provenAt }) => provenAt?.getTime() ?? Infinity);
    const latest = Math.max(...times);
    refuseRevoked(finding, Number.isFinite(latest) ? new Date(latest) : null);
    const settled = finding.status ?? (finding.exempt || (await alreadyProved(finding, known, host.now())));
    if (!settled || !finding.issuer) refuseUnproven(finding, say);
  }
  say?.(
    text(
      `Hämtat för senare prövning: ${gathered.certificates.length} certifikat, ${gathered.ocsp.length} OCSP-svar, ${gathered.crls.length} ${gathered.crls.length === 1 ? 'spärrlista' : 'spärrlistor'}.`,
      `Fetched for later validation: ${gathered.certificates.length} certificates, ${gathered.ocsp.length} OCSP ${gathered.ocsp.length === 1 ? 'response' : 'responses'}, ${gathered.crls.length} ${gathered.crls.length === 1 ? 'revocation list' : 'revocation lists'}.`,
    ),
  );
  const whole = partOf(gathered, leaves);
  const parts = held.map(({ contents, signers: own }) => ({
    contents,
    ...partOf(
      gathered,
      own.map(({ certificate }) => certificate),
    ),
  }));
  return writeStore(base, whole, parts);
}
