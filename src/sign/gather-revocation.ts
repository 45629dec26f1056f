import { isIssuedBy } from '../cms/issued-by.js';
import type { ReadCrl } from '../cms/read-crl.js';
import type { ReadOcsp } from '../cms/read-ocsp.js';
import { revocationStatus } from '../cms/revocation.js';
import type { RevocationStatus } from '../cms/revocation.js';
import type { ReadCertificate } from '../cms/verify-certificate.js';
import { equalBytes } from '../cms/verify-der.js';
import type { Host } from '../core/host.js';
import type { Text } from '../core/text.js';
import { fetchCertificates, fetchCrl, fetchOcsp } from './fetch-revocation.js';

/** Whose validity shall be provable later, and what is known already. */
export interface RevocationSearch {
  /** Certificates of signers, time-stamping authorities, responders. */
  leaves: readonly ReadCertificate[];
  /** Certificates among which issuers may be: never trusted in themselves. */
  others?: readonly ReadCertificate[] | undefined;
  /** Where paths end; a certificate that issued itself ends one too. */
  anchors?: readonly ReadCertificate[] | undefined;
  /** Evidence that need not be fetched if it still holds. */
  known?: { ocsp: readonly ReadOcsp[]; crls: readonly ReadCrl[] } | undefined;
  /** The most milliseconds for each question. */
  timeout?: number | undefined;
}

/** What was found about one certificate. */
export interface RevocationFinding {
  certificate: ReadCertificate;
  /** `null` when nobody could be found that issued it. */
  issuer: ReadCertificate | null;
  /** `null` when its issuer tells nobody (`exempt`), or names no place to ask. */
  status: RevocationStatus | null;
  /** noRevAvail, short-term, or ocsp-nocheck of a responder: nothing is to be asked for. */
  exempt: boolean;
  /** Why sources that were asked gave nothing that can be relied on. */
  problems: Text[];
}

/** Everything a later verifier needs, each piece once: certificates (the leaves included), OCSP responses and lists in DER. */
export interface Gathered {
  certificates: ReadCertificate[];
  ocsp: ReadOcsp[];
  crls: ReadCrl[];
  findings: RevocationFinding[];
}

const same = (one: { der: Uint8Array }, other: { der: Uint8Array }): boolean => equalBytes(one.der, other.der);
const mostCertificates = 40;
/** Who asks about a stranger's certificate shall not be sent round the world by it. */
const mostPlaces = 4;

function addTo<T extends { der: Uint8Array }>(list: T[], item: T): void {
  if (!list.some((each) => same(each, item))) list.push(item);
}

async function issuerAmong(certificate: ReadCertificate, known: readonly ReadCertificate[]) {
  for (const each of known) if (!same(each, certificate) && (await isIssuedBy(certificate, each))) return each;
  return undefined;
}

interface Progress {
  host: Host;
  timeout: number | undefined;
  known: { ocsp: readonly ReadOcsp[]; crls: readonly ReadCrl[] };
  /** Certificates that may be issuers or responders. */
  pool: ReadCertificate[];
  /** Lists by address, since one is often about many certificates. */
  lists: Map<string, ReadCrl | Text>;
}

async function findIssuer(progress: Progress, certificate: ReadCertificate, problems: Text[]) {
  const { host, pool, timeout } = progress;
  const near = await issuerAmong(certificate, pool);
  if (near) return near;
  for (const url of certificate.extensions.issuerUrls.slice(0, mostPlaces)) {
    const answer = await fetchCertificates(host, url, timeout);
    if ('problem' in answer) {
      problems.push(answer.problem);
      continue;
    }
    pool.push(...answer.certificates);
    const fetched = await issuerAmong(certificate, answer.certificates);
    if (fetched) return fetched;
  }
  return null;
}

interface Proof {
  status: RevocationStatus;
  ocsp?: ReadOcsp | undefined;
  crl?: ReadCrl | undefined;
}

/** Asks what is known, then each place that the certificate names, until one of them settles it. */
async function findProof(
  progress: Progress,
  certificate: ReadCertificate,
  issuer: ReadCertificate,
  problems: Text[],
): Promise<Proof | null> {
  const { host, known, pool, lists, timeout } = progress;
  const judge = (ocsp: readonly ReadOcsp[], crls: readonly ReadCrl[], nonce?: Uint8Array): Promise<RevocationStatus> =>
    revocationStatus({ certificate, issuer, ocsp, crls, at: host.now(), others: pool, ...(nonce ? { nonce } : {}) });
  const old = await judge(known.ocsp, known.crls);
  if (old.status !== 'unknown') {
    const stated = ({ der }: { der: Uint8Array }): boolean => old.evidence !== null && equalBytes(der, old.evidence);
    return { status: old, ocsp: known.ocsp.find(stated), crl: known.crls.find(stated) };
  }
  const { ocspUrls, crlUrls } = certificate.extensions;
  for (const url of ocspUrls.slice(0, mostPlaces)) {
    for (const method of ['POST', 'GET'] as const) {
      const answer = await fetchOcsp(host, { url, method, certificate, issuer, timeout });
      if ('problem' in answer) {
        problems.push(answer.problem);
        continue;
      }
      const status = await judge([answer.response], [], answer.nonce);
      if (status.status !== 'unknown') return { status, ocsp: answer.response };
      problems.push(...status.problems);
      // Who answers wrongly is not asked in another way, which would leave out the nonce.
      break;
    }
  }
  for (const url of crlUrls.slice(0, mostPlaces)) {
    const list = lists.get(url) ?? (await fetchCrl(host, url, timeout));
    lists.set(url, list);
    const status = 'sv' in list ? undefined : await judge([], [list]);
    if (status && status.status !== 'unknown' && !('sv' in list)) return { status, crl: list };
    problems.push(...('sv' in list ? [list] : (status?.problems ?? [])));
  }
  return null;
}

/**
 * Looks for proof that certificates are not revoked: theirs, their issuers', and those of whoever signed the proof, until a root, an anchor or a
 * certificate that is exempt. OCSP first, then lists; what is missing of issuers is fetched by authorityInfoAccess. Nothing is judged here: a revoked
 * certificate, or one without proof, is a finding. Never throws for what servers do.
 */
export async function gatherRevocation(host: Host, search: RevocationSearch): Promise<Gathered> {
  const { leaves, others = [], anchors = [], known = { ocsp: [], crls: [] }, timeout } = search;
  const pool = [...leaves, ...others, ...anchors];
  const progress: Progress = { host, timeout, known, pool, lists: new Map() };
  const found: Gathered = { certificates: [], ocsp: [], crls: [], findings: [] };
  const open = [...leaves];
  for (let certificate = open.shift(); certificate; certificate = open.shift()) {
    const one = certificate;
    if (found.certificates.some((each) => same(each, one)) || found.certificates.length >= mostCertificates) continue;
    found.certificates.push(one);
    if (anchors.some((anchor) => same(anchor, one)) || (await isIssuedBy(one, one))) continue;
    const problems: Text[] = [];
    const exempt = one.extensions.noCheck || one.extensions.noRevocation;
    const issuer = await findIssuer(progress, one, problems);
    if (issuer) open.push(issuer);
    const proof = issuer && !exempt ? await findProof(progress, one, issuer, problems) : null;
    if (proof?.ocsp) addTo(found.ocsp, proof.ocsp);
    if (proof?.crl) addTo(found.crls, proof.crl);
    // Who signed the proof has to be proved as well; its issuer mostly is on the path already.
    if (proof?.status.signer) open.push(proof.status.signer);
    found.findings.push({ certificate: one, issuer, status: proof?.status ?? null, exempt, problems });
  }
  return found;
}
