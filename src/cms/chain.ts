import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { isIssuedBy } from './issued-by.js';
import { weaknesses } from './verify-algorithm.js';
import type { ReadCertificate } from './verify-certificate.js';
import { equalBytes } from './verify-der.js';

/** Why a path that was found may not be relied on. */
export interface PathProblem {
  kind: 'expired' | 'not-yet-valid' | 'constraints' | 'weak';
  /** Which certificate of the path: 0 is the leaf. */
  index: number;
  what: Text;
}

/** What the leaf shall be used for: sign documents, sign time-stamps (RFC 3161, 2.3), OCSP responses (RFC 6960, 4.2.2.2) or revocation lists. */
export type Purpose = 'sign' | 'timestamp' | 'ocsp' | 'crl';

/** A path from a certificate to a trust anchor, both included (RFC 5280, 6.1); `null` when there is none. */
export interface CertificatePath {
  path: ReadCertificate[] | null;
  problems: PathProblem[];
  /** Certificate policies that hold along the whole path, as the leaf's issuer names them; `2.5.29.32.0` is any. */
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

const longestPath = 8;
const mostChecks = 200;

const same = (one: ReadCertificate, other: ReadCertificate): boolean => equalBytes(one.der, other.der);

const called = (certificate: ReadCertificate): string => certificate.subjectName ?? '?';
const day = (date: Date): string => date.toISOString().slice(0, 10);

function checkPeriod(certificate: ReadCertificate, at: Date): PathProblem[] {
  const name = called(certificate);
  if (at > certificate.notAfter) {
    const until = day(certificate.notAfter);
    return [
      {
        kind: 'expired',
        index: 0,
        what: text(`Certifikatet för ${name} gick ut ${until}.`, `The certificate of ${name} expired on ${until}.`),
      },
    ];
  }
  if (at < certificate.notBefore) {
    const from = day(certificate.notBefore);
    return [
      {
        kind: 'not-yet-valid',
        index: 0,
        what: text(
          `Certifikatet för ${name} gäller först från ${from}.`,
          `The certificate of ${name} is not valid until ${from}.`,
        ),
      },
    ];
  }
  return [];
}

const constraint = (sv: string, en: string): PathProblem => ({ kind: 'constraints', index: 0, what: text(sv, en) });

function checkIssuer(certificate: ReadCertificate, below: number): PathProblem[] {
  const name = called(certificate);
  const found: PathProblem[] = [];
  if (!certificate.authority) {
    found.push(constraint(`${name} får inte utfärda certifikat.`, `${name} may not issue certificates.`));
  } else if (certificate.authority.path !== null && below > certificate.authority.path) {
    found.push(
      constraint(`Kedjan under ${name} är längre än tillåtet.`, `The chain below ${name} is longer than allowed.`),
    );
  }
  // Bit 5 is keyCertSign.
  if (certificate.keyUsage && !certificate.keyUsage.has(5)) {
    found.push(
      constraint(
        `Nyckeln för ${name} får inte användas för att utfärda certifikat.`,
        `The key of ${name} may not be used to issue certificates.`,
      ),
    );
  }
  return found;
}

/** Purposes of machines: serverAuth, codeSigning, timeStamping, OCSPSigning. */
const machinePurposes = new Set([1, 3, 8, 9].map((last) => `1.3.6.1.5.5.7.3.${last}`));

function checkSigner(certificate: ReadCertificate): PathProblem[] {
  const name = called(certificate);
  const { keyUsage, purposes } = certificate;
  // Bit 0 is digitalSignature, bit 1 nonRepudiation.
  if (
    (keyUsage && !keyUsage.has(0) && !keyUsage.has(1)) ||
    purposes?.every((purpose) => machinePurposes.has(purpose))
  ) {
    return [
      constraint(
        `Certifikatet för ${name} är inte till för underskrifter.`,
        `The certificate of ${name} is not meant for signatures.`,
      ),
    ];
  }
  return [];
}

function checkStrength(certificate: ReadCertificate): PathProblem[] {
  const { scheme, key } = certificate;
  const name = called(certificate);
  const weak: PathProblem = {
    kind: 'weak',
    index: 0,
    what: text(
      `Certifikatet för ${name} vilar på för svag kryptering.`,
      `The certificate of ${name} rests on cryptography that is too weak.`,
    ),
  };
  // The key that signed it is judged with the certificate it stands in.
  const ownKey = weaknesses(scheme, scheme?.hash ?? undefined, key).filter((each) => each !== 'wrong-key');
  return ownKey.length > 0 ? [weak] : [];
}

function judge(path: readonly ReadCertificate[], at: Date): PathProblem[] {
  return path.flatMap((certificate, index) => {
    const found = checkPeriod(certificate, at);
    if (certificate.unhandled.length > 0) {
      const ids = certificate.unhandled.join(', ');
      const name = called(certificate);
      found.push(
        constraint(
          `Certifikatet för ${name} ställer villkor som inte kan prövas (${ids}).`,
          `The certificate of ${name} sets conditions that cannot be checked (${ids}).`,
        ),
      );
    }
    if (index === 0) found.push(...checkSigner(certificate));
    else {
      const between = path.slice(1, index).filter((each) => !equalBytes(each.subject, each.issuer));
      found.push(...checkIssuer(certificate, between.length));
    }
    // An anchor is trusted for its key alone; nobody relies on the signature on it.
    if (index < path.length - 1) found.push(...checkStrength(certificate));
    return found;
  });
}

/** Finds a path from the leaf to an anchor: one without problems if there is one, else the first (RFC 4158). */
export async function findPath({ leaf, others, anchors, at }: PathSearch): Promise<CertificatePath> {
  let best: CertificatePath = { path: null, problems: [], policies: [] };
  let checks = 0;
  const search = async (path: readonly ReadCertificate[]): Promise<boolean> => {
    const last = path.at(-1) ?? leaf;
    const anchored = anchors.find((anchor) => same(anchor, last));
    if (anchored) {
      const problems = judge(path, at);
      if (!best.path || problems.length === 0) best = { path: [...path], problems, policies: [] };
      return problems.length === 0;
    }
    if (path.length >= longestPath) return false;
    for (const issuer of [...anchors, ...others]) {
      if (path.some((each) => same(each, issuer)) || !equalBytes(last.issuer, issuer.subject)) continue;
      checks += 1;
      if (checks > mostChecks) return false;
      if ((await isIssuedBy(last, issuer)) && (await search([...path, issuer]))) return true;
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
