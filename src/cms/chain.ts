import { sameName } from './general-name.js';
import { isIssuedBy } from './issued-by.js';
import { judgePath } from './path-judgement.js';
import type { PathProblem, Purpose } from './path-judgement.js';
import type { ReadCertificate } from './verify-certificate.js';
import { equalBytes } from './verify-der.js';

export type { PathProblem, Purpose } from './path-judgement.js';

/** A path from a certificate to a trust anchor, both included (RFC 5280, 6.1); `null` when there is none. */
export interface CertificatePath {
  path: ReadCertificate[] | null;
  problems: PathProblem[];
  /** Certificate policies that hold along the whole path, in the terms of the anchor; `2.5.29.32.0` is any. */
  policies: string[];
}

/** What a path is looked for in, and the time it has to hold at. */
export interface PathSearch {
  leaf: ReadCertificate;
  /** Certificates that came with the signature: never trusted in themselves. */
  others: readonly ReadCertificate[];
  anchors: readonly ReadCertificate[];
  at: Date;
  /** `sign` if left out. */
  purpose?: Purpose;
  /** Policies of which one has to hold along the path; left out: any or none. */
  policies?: readonly string[];
}

const longestPath = 10;
const mostChecks = 200;
/** Paths that were found and did not hold, before the search gives up: cross-certificates can make very many. */
const mostPaths = 50;

const same = (one: ReadCertificate, other: ReadCertificate): boolean => equalBytes(one.der, other.der);

/** The same key under the same name: a path that holds it twice goes in a circle (RFC 4158, 5.2). */
const sameEntity = (one: ReadCertificate, other: ReadCertificate): boolean =>
  equalBytes(one.publicKey, other.publicKey) && sameName(one.subject, other.subject);

/** Whether the key identifiers, where both are given, say that `issuer` is another (RFC 5280, 4.2.1.1): to be tried last. */
const isUnlikely = (certificate: ReadCertificate, issuer: ReadCertificate): boolean => {
  const { authorityKeyId } = certificate.extensions;
  return authorityKeyId !== null && issuer.subjectKeyId !== null && !equalBytes(authorityKeyId, issuer.subjectKeyId);
};

/** The certificates by the issuer they might be, anchors first, the likely ones before the others. */
function issuersOf(certificate: ReadCertificate, pool: readonly ReadCertificate[]): ReadCertificate[] {
  const named = pool.filter((each) => sameName(certificate.issuer, each.subject));
  return [
    ...named.filter((each) => !isUnlikely(certificate, each)),
    ...named.filter((each) => isUnlikely(certificate, each)),
  ];
}

/** Finds a path from the leaf to an anchor: one without problems if there is one, else the first (RFC 4158). */
export async function findPath(wanted: PathSearch): Promise<CertificatePath> {
  const { leaf, others, anchors, at, purpose = 'sign', policies } = wanted;
  let best: CertificatePath = { path: null, problems: [], policies: [] };
  const pool = [...anchors, ...others];
  const issued = new Map<string, Promise<boolean>>();
  let checks = 0;
  let paths = 0;
  const vouches = (certificate: ReadCertificate, issuer: ReadCertificate): Promise<boolean> => {
    const key = `${pool.indexOf(certificate)} ${pool.indexOf(issuer)}`;
    const known = issued.get(key);
    if (known) return known;
    checks += 1;
    const answer = checks > mostChecks ? Promise.resolve(false) : isIssuedBy(certificate, issuer);
    issued.set(key, answer);
    return answer;
  };
  const search = async (path: readonly ReadCertificate[]): Promise<boolean> => {
    const last = path.at(-1) ?? leaf;
    if (anchors.some((anchor) => same(anchor, last))) {
      const judged = judgePath(path, { at, purpose, policies });
      paths += 1;
      if (!best.path || judged.problems.length === 0) best = { path: [...path], ...judged };
      // An anchor may also stand below another, through which the path might hold.
      if (judged.problems.length === 0) return true;
    }
    if (path.length >= longestPath) return false;
    for (const issuer of issuersOf(last, pool)) {
      if (paths >= mostPaths || checks > mostChecks) return false;
      if (path.some((each) => same(each, issuer) || (each !== leaf && sameEntity(each, issuer)))) continue;
      if ((await vouches(last, issuer)) && (await search([...path, issuer]))) return true;
    }
    return false;
  };
  await search([leaf]);
  return best;
}

/**
 * Of the certificates that came with a signature, those that nothing vouches for: not on the path, no anchor, and not an issuer above it
 * whose own signature holds. A change in them would go unseen.
 */
export async function unaccounted(
  others: readonly ReadCertificate[],
  path: readonly ReadCertificate[],
  anchors: readonly ReadCertificate[],
): Promise<ReadCertificate[]> {
  const known = [...path, ...anchors];
  let open = others.filter((each) => !known.some((one) => same(one, each)));
  for (let found = true; found && open.length > 0 && open.length < 50;) {
    found = false;
    for (const candidate of open) {
      const vouchers = [candidate, ...known];
      const issued = await anyOf(known, (each) => isIssuedBy(each, candidate));
      if (!issued || !(await anyOf(vouchers, (each) => isIssuedBy(candidate, each)))) continue;
      known.push(candidate);
      found = true;
    }
    open = open.filter((each) => !known.includes(each));
  }
  return open;
}

async function anyOf<T>(items: readonly T[], holds: (item: T) => Promise<boolean>): Promise<boolean> {
  for (const item of items) if (await holds(item)) return true;
  return false;
}
