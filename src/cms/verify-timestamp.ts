import { Malformed } from '../core/malformed.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { weakHash, weakSignature } from './algorithm-strength.js';
import { findPath, unaccounted } from './chain.js';
import type { CertificatePath } from './chain.js';
import { generalName, sameName } from './general-name.js';
import { readTimestampToken } from './read-timestamp.js';
import type { ReadTimestamp } from './read-timestamp.js';
import { readable } from './revocation-ocsp.js';
import type { CertificateHash } from './signer-info.js';
import { checkSignature, digest } from './verify-algorithm.js';
import type { Hash } from './verify-algorithm.js';
import type { ReadCertificate } from './verify-certificate.js';
import { equalBytes, readWhole } from './verify-der.js';

/** A token and what it is said to be about. */
export interface TimestampQuestion {
  /** In DER, or as it was read. */
  token: Uint8Array | ReadTimestamp;
  /** In a document time-stamp, zeros follow the token. */
  padded?: boolean;
  /** What was stamped, or its digest with the hash function that `hash` names. */
  stamped: Uint8Array | { hash: Hash; digest: Uint8Array };
  anchors: readonly ReadCertificate[];
  /** Certificates beyond those in the token (from the DSS, from a signature): never trusted in themselves. */
  others?: readonly ReadCertificate[];
  /** When the path has to hold; the time it states is not used by itself, since nobody vouches for it yet. */
  at: Date;
}

/** Why a time-stamp proves nothing, and what kind of reason it is. */
export interface TimestampProblem {
  /**
   * `format` it cannot be read; `imprint` it is about something else; `signature` its signature does not hold; `certificate` no certificate for it, or
   * another than it names; `path` no path to an anchor; `period` the path has expired (a proof of existence may mend that); `constraints`, `weak`.
   */
  kind: 'format' | 'imprint' | 'signature' | 'certificate' | 'path' | 'period' | 'constraints' | 'weak';
  what: Text;
}

/** Everything observed about a time-stamp; it proves existence at `time` when there are no problems and its path is not revoked. */
export interface TimestampFacts {
  read: ReadTimestamp | null;
  time: Date | null;
  signer: ReadCertificate | null;
  /** Certificates in the token that could be read. */
  certificates: ReadCertificate[];
  imprintMatches: boolean | null;
  /** The signature covers TSTInfo, and its value holds. */
  signatureHolds: boolean | null;
  /** signing-certificate (v2) names the signer (RFC 3161, 2.4.1; RFC 5816). */
  certificateHashMatches: boolean | null;
  path: CertificatePath;
  /** Certificates in the token that nothing vouches for. */
  looseCertificates: number;
  problems: TimestampProblem[];
}

const nothing: TimestampFacts = {
  read: null,
  time: null,
  signer: null,
  certificates: [],
  imprintMatches: null,
  signatureHolds: null,
  certificateHashMatches: null,
  path: { path: null, problems: [], policies: [] },
  looseCertificates: 0,
  problems: [],
};

const problem = (kind: TimestampProblem['kind'], sv: string, en: string): TimestampProblem => ({
  kind,
  what: text(sv, en),
});

/** Runs `read`; what is ill-formed becomes `otherwise`. */
async function attempt<T, O>(read: () => T | Promise<T>, otherwise: (error: Malformed) => O): Promise<T | O> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Malformed) return otherwise(error);
    throw error;
  }
}

async function matchesImprint(read: ReadTimestamp, stamped: TimestampQuestion['stamped']): Promise<boolean | null> {
  const { hash, value } = read.imprint;
  if (!hash) return null;
  if ('hash' in stamped) return stamped.hash === hash && equalBytes(stamped.digest, value);
  return equalBytes(await digest(hash, stamped), value);
}

const pointsAt = ({ cms }: ReadTimestamp, certificate: ReadCertificate): boolean =>
  'issuer' in cms.signer
    ? equalBytes(cms.signer.issuer, certificate.issuer) && equalBytes(cms.signer.serial, certificate.serial)
    : certificate.subjectKeyId !== null && equalBytes(cms.signer.subjectKeyId, certificate.subjectKeyId);

async function holds({ cms, info }: ReadTimestamp, signer: ReadCertificate): Promise<boolean | null> {
  if (!cms.digest || !cms.messageDigest || cms.contentType !== cms.content.type) return false;
  if (!equalBytes(await digest(cms.digest, info), cms.messageDigest)) return false;
  const value = await attempt(
    () => checkSignature(cms.scheme, cms.digest, signer.key, cms.value, cms.signed),
    () => false,
  );
  return value ?? null;
}

async function isNamed(named: CertificateHash | undefined, signer: ReadCertificate): Promise<boolean | null> {
  if (!named) return null;
  return named.hash !== undefined && equalBytes(await digest(named.hash, signer.der), named.value);
}

/** Whether the name that TSTInfo gives, if any, is one of the certificate's (RFC 3161, 2.4.2). */
function isCalled({ authority }: ReadTimestamp, signer: ReadCertificate): boolean {
  if (!authority) return true;
  const { kind, value } = generalName(readWhole(authority));
  if (kind === 4 && sameName(value, signer.subject)) return true;
  return signer.extensions.alternativeNames.some((name) => name.kind === kind && equalBytes(name.value, value));
}

/** What is wrong with the token in itself, whoever made it. */
function judgeToken(facts: TimestampFacts, read: ReadTimestamp, at: Date): TimestampProblem[] {
  const found: TimestampProblem[] = read.cms.unprotected.map((what) => ({ kind: 'format', what }));
  if (read.unhandled.length > 0)
    found.push(
      problem(
        'format',
        'Tidsstämpeln ställer villkor som inte kan prövas.',
        'The time-stamp sets conditions that cannot be checked.',
      ),
    );
  if (facts.imprintMatches === null)
    found.push(
      problem(
        'weak',
        'Tidsstämpelns hashfunktion känns inte igen.',
        'The hash function of the time-stamp is not known.',
      ),
    );
  if (facts.imprintMatches === false)
    found.push(
      problem('imprint', 'Tidsstämpeln gäller något annat innehåll.', 'The time-stamp is about other content.'),
    );
  const weak = read.imprint.hash ? weakHash(read.imprint.hash, at) : null;
  if (weak) found.push({ kind: 'weak', what: weak });
  return found;
}

/** What is wrong with who made it, and how. */
function judgeSigner(
  facts: TimestampFacts,
  read: ReadTimestamp,
  signer: ReadCertificate,
  at: Date,
): TimestampProblem[] {
  const found: TimestampProblem[] = [];
  if (facts.signatureHolds !== true)
    found.push(
      problem('signature', 'Tidsstämpelns signatur stämmer inte.', 'The signature of the time-stamp does not hold.'),
    );
  if (facts.certificateHashMatches === null)
    found.push(
      problem(
        'certificate',
        'Tidsstämpeln binder inte sitt certifikat.',
        'The time-stamp does not bind its certificate.',
      ),
    );
  if (facts.certificateHashMatches === false || !pointsAt(read, signer))
    found.push(
      problem(
        'certificate',
        'Tidsstämpeln pekar ut ett annat certifikat.',
        'The time-stamp names another certificate.',
      ),
    );
  if (!isCalled(read, signer))
    found.push(
      problem(
        'certificate',
        'Tidsstämpeln uppger ett annat namn än certifikatet.',
        'The time-stamp states another name than the certificate.',
      ),
    );
  const weak = weakSignature(read.cms.scheme, read.cms.digest, signer.key, at);
  if (weak) found.push({ kind: 'weak', what: weak });
  // What an authority states beyond its certificate's life, it had no right to state.
  if (read.time < signer.notBefore || read.time > signer.notAfter)
    found.push(
      problem(
        'constraints',
        'Tidsstämpeln anger en tid då dess certifikat inte gällde.',
        'The time-stamp states a time at which its certificate was not valid.',
      ),
    );
  return found;
}

function judgePath({ path: { path, problems } }: TimestampFacts): TimestampProblem[] {
  if (!path)
    return [
      problem(
        'path',
        'Den som har utfärdat tidsstämpeln är inte betrodd.',
        'The issuer of the time-stamp is not trusted.',
      ),
    ];
  return problems.map(({ kind, what }) => ({
    kind: kind === 'expired' || kind === 'not-yet-valid' ? 'period' : kind,
    what,
  }));
}

async function check(read: ReadTimestamp, question: TimestampQuestion): Promise<TimestampFacts> {
  const { stamped, anchors, others = [], at } = question;
  const certificates = readable(read.cms.certificates);
  const facts: TimestampFacts = { ...nothing, read, time: read.time, certificates };
  facts.imprintMatches = await matchesImprint(read, stamped);
  facts.problems = judgeToken(facts, read, at);
  const known = [...certificates, ...others];
  const named = read.cms.signingCertificate ?? read.cms.oldSigningCertificate;
  const candidates = known.filter((certificate) => pointsAt(read, certificate));
  // Issuer and serial number can be copied into another certificate; its hash cannot.
  const hashes = await Promise.all(candidates.map((certificate) => isNamed(named, certificate)));
  const signer = candidates[Math.max(0, hashes.indexOf(true))];
  if (!signer) {
    facts.problems.push(
      problem('certificate', 'Tidsstämpelns certifikat saknas.', "The time-stamp's certificate is missing."),
    );
    return facts;
  }
  facts.signer = signer;
  facts.signatureHolds = await holds(read, signer);
  facts.certificateHashMatches = await isNamed(named, signer);
  facts.path = await findPath({ leaf: signer, others: known, anchors, at, purpose: 'timestamp' });
  const loose = facts.path.path ? await unaccounted(certificates, facts.path.path, anchors) : [];
  facts.looseCertificates = loose.length + read.cms.certificates.length - certificates.length;
  facts.problems.push(...judgeSigner(facts, read, signer, at), ...judgePath(facts));
  return facts;
}

/**
 * Checks a time-stamp token (RFC 3161, 2.4.2): imprint, signature, signer, path. Revocation of `path` is for `revocationStatus`. Never throws for
 * the token's sake.
 */
export async function verifyTimestamp(question: TimestampQuestion): Promise<TimestampFacts> {
  const { token, padded = false } = question;
  const illFormed = (error: Malformed): TimestampFacts => ({
    ...nothing,
    problems: [{ kind: 'format', what: error.text }],
  });
  return attempt(async () => {
    const read = token instanceof Uint8Array ? readTimestampToken(token, { padded }) : token;
    return check(read, question);
  }, illFormed);
}
