import { Malformed } from '../core/malformed.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { weakKey, weakSignature } from './algorithm-strength.js';
import { policyOutcome } from './certificate-policies.js';
import { sameName } from './general-name.js';
import { forbiddenNames } from './name-constraints.js';
import type { ReadCertificate } from './verify-certificate.js';

/** Why a path that was found may not be relied on. */
export interface PathProblem {
  kind: 'expired' | 'not-yet-valid' | 'constraints' | 'weak';
  /** Which certificate of the path: 0 is the leaf. */
  index: number;
  what: Text;
}

/** What the leaf shall be used for: sign documents, sign time-stamps (RFC 3161, 2.3), OCSP responses (RFC 6960, 4.2.2.2) or revocation lists. */
export type Purpose = 'sign' | 'timestamp' | 'ocsp' | 'crl';

/** What a path shall hold for. */
export interface PathDemands {
  at: Date;
  purpose: Purpose;
  /** Policies of which one has to hold. */
  policies: readonly string[] | undefined;
}

type Finding = Omit<PathProblem, 'index'>;

const called = (certificate: ReadCertificate): string => certificate.subjectName ?? '?';
const day = (date: Date): string => date.toISOString().slice(0, 10);
const constraint = (sv: string, en: string): Finding => ({ kind: 'constraints', what: text(sv, en) });

function checkPeriod(certificate: ReadCertificate, at: Date): Finding[] {
  const name = called(certificate);
  if (at > certificate.notAfter) {
    const until = day(certificate.notAfter);
    const what = text(`Certifikatet för ${name} gick ut ${until}.`, `The certificate of ${name} expired on ${until}.`);
    return [{ kind: 'expired', what }];
  }
  if (at < certificate.notBefore) {
    const from = day(certificate.notBefore);
    const what = text(
      `Certifikatet för ${name} gäller först från ${from}.`,
      `The certificate of ${name} is not valid until ${from}.`,
    );
    return [{ kind: 'not-yet-valid', what }];
  }
  return [];
}

const purposeId = (last: number): string => `1.3.6.1.5.5.7.3.${last}`;
const timeStamping = purposeId(8);
const ocspSigning = purposeId(9);
const anyPurpose = '2.5.29.37.0';
/** Purposes of machines: serverAuth, codeSigning, timeStamping, OCSPSigning. */
const machinePurposes = new Set([1, 3, 8, 9].map(purposeId));
const clientAuth = purposeId(2);

/** Whether a certificate is for machines alone: a server's names client authentication too, which on its own says a person. */
function isForMachines(purposes: readonly string[]): boolean {
  if (purposes.every((each) => machinePurposes.has(each))) return true;
  return purposes.includes(purposeId(1)) && purposes.every((each) => machinePurposes.has(each) || each === clientAuth);
}

/** Whether the extended key usage of a CA leaves room for the purpose below it; no standard says so, but an issuer that limits itself means it. */
function leavesRoom({ purposes }: ReadCertificate, purpose: Purpose): boolean {
  if (!purposes || purpose === 'crl') return true;
  if (purpose === 'sign') return !isForMachines(purposes);
  return purposes.includes(anyPurpose) || purposes.includes(purpose === 'timestamp' ? timeStamping : ocspSigning);
}

function checkIssuer(certificate: ReadCertificate, below: number, purpose: Purpose): Finding[] {
  const name = called(certificate);
  const found: Finding[] = [];
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
  if (!leavesRoom(certificate, purpose)) {
    found.push(
      constraint(
        `${name} får inte utfärda certifikat för det här ändamålet.`,
        `${name} may not issue certificates for this purpose.`,
      ),
    );
  }
  return found;
}

/** Whether extended key usage lets the leaf be used so: for time-stamps it has to be critical and name nothing else (RFC 3161, 2.3). */
function isMeantFor({ purposes, extensions }: ReadCertificate, purpose: Purpose): boolean {
  if (purpose === 'timestamp')
    return extensions.purposesCritical && purposes?.length === 1 && purposes[0] === timeStamping;
  if (purpose === 'ocsp') return purposes?.includes(ocspSigning) ?? false;
  return purpose === 'crl' || !purposes || !isForMachines(purposes);
}

const purposeWords: Record<Purpose, [string, string]> = {
  sign: ['underskrifter', 'signatures'],
  timestamp: ['tidsstämplar', 'time-stamps'],
  ocsp: ['OCSP-svar', 'OCSP responses'],
  crl: ['spärrlistor', 'revocation lists'],
};

function checkLeaf(certificate: ReadCertificate, purpose: Purpose): Finding[] {
  const name = called(certificate);
  const { keyUsage } = certificate;
  // Bit 0 is digitalSignature, bit 1 nonRepudiation, bit 6 cRLSign.
  const usable = !keyUsage || (purpose === 'crl' ? keyUsage.has(6) : keyUsage.has(0) || keyUsage.has(1));
  if (usable && isMeantFor(certificate, purpose)) return [];
  const [sv, en] = purposeWords[purpose];
  return [
    constraint(
      `Certifikatet för ${name} är inte till för ${sv}.`,
      `The certificate of ${name} is not meant for ${en}.`,
    ),
  ];
}

/** The signature on a certificate by the key of the next one; an anchor is relied on for its key alone. */
function checkStrength(path: readonly ReadCertificate[], index: number, at: Date): Finding[] {
  const [certificate, issuer] = path.slice(index, index + 2);
  if (!certificate) return [];
  const why =
    weakKey(certificate.key, at) ?? (issuer ? weakSignature(certificate.scheme, undefined, issuer.key, at) : null);
  const name = called(certificate);
  if (!why) return [];
  const what = text(
    `Certifikatet för ${name} vilar på för svag kryptering. ${why.sv}`,
    `The certificate of ${name} rests on cryptography that is too weak. ${why.en}`,
  );
  return [{ kind: 'weak', what }];
}

function checkOne(path: readonly ReadCertificate[], index: number, { at, purpose }: PathDemands): Finding[] {
  const certificate = path[index];
  if (!certificate) return [];
  const found = checkPeriod(certificate, at);
  const name = called(certificate);
  if (certificate.unhandled.length > 0) {
    const ids = certificate.unhandled.join(', ');
    found.push(
      constraint(
        `Certifikatet för ${name} ställer villkor som inte kan prövas (${ids}).`,
        `The certificate of ${name} sets conditions that cannot be checked (${ids}).`,
      ),
    );
  }
  if (index === 0) found.push(...checkLeaf(certificate, purpose));
  else {
    const between = path.slice(1, index).filter((each) => !sameName(each.subject, each.issuer));
    found.push(...checkIssuer(certificate, between.length, purpose));
  }
  return [...found, ...checkStrength(path, index, at)];
}

function checkNames(path: readonly ReadCertificate[]): PathProblem[] {
  return forbiddenNames(path).flatMap(({ index, by, name }) => {
    const [holder, limiter] = [path[index], path[by]];
    if (!holder || !limiter) return [];
    const shown = name === '' ? '' : ` (${name})`;
    const what = text(
      `${called(limiter)} får inte utfärda certifikat för det namn som ${called(holder)} har${shown}.`,
      `${called(limiter)} may not issue certificates for the name that ${called(holder)} has${shown}.`,
    );
    return [{ kind: 'constraints', index, what }];
  });
}

/** What is wrong with a path, leaf first and anchor last, and which policies hold along it (RFC 5280, 6.1). */
export function judgePath(
  path: readonly ReadCertificate[],
  demands: PathDemands,
): { problems: PathProblem[]; policies: string[] } {
  try {
    const problems = path.flatMap((_, index) =>
      checkOne(path, index, demands).map((finding): PathProblem => ({ ...finding, index })),
    );
    problems.push(...checkNames(path));
    const { valid, policies } = policyOutcome(path, demands.policies);
    const policy = constraint(
      'Certifikaten är inte utfärdade enligt den policy som krävs.',
      'The certificates are not issued under the policy that is required.',
    );
    if (!valid) problems.push({ ...policy, index: 0 });
    return { problems, policies };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { problems: [{ kind: 'constraints', index: 0, what: error.text }], policies: [] };
  }
}
