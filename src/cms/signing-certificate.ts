import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import { subjectName } from './certificate.js';
import type { CertificateFacts } from './certificate.js';
import { digestLength } from './signature-algorithm.js';
import type { SignatureAlgorithm, SignatureHash } from './signature-algorithm.js';

/** Each curve with the hash of its own strength (RFC 5753, 2.1.1). */
const hashes: Record<string, SignatureHash> = { 'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512' };

const newCertificate = text(
  'Skaffa ett nytt certifikat från utfärdaren. För prov går det att göra ett med fardplan identity create.',
  'Get a new certificate from its issuer. For trying out, fardplan identity create makes one.',
);

const refused = (sv: string, en: string): Failure => new Failure(text(sv, en), newCertificate);

const shown = (date: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', dateStyle: 'short', timeStyle: 'short' }).format(
    date,
  );

/** serverAuth, codeSigning, timeStamping, OCSPSigning (RFC 5280, 4.2.1.12). */
const machinePurposes = [1, 3, 8, 9].map((last) => `1.3.6.1.5.5.7.3.${last}`);
const clientAuth = '1.3.6.1.5.5.7.3.2';

function isForMachines({ purposes, keyUsage }: CertificateFacts): boolean {
  // Who may not deny what was signed is a signer, whatever else.
  if (!purposes || keyUsage?.has(1)) return false;
  const machine = purposes.filter((purpose) => machinePurposes.includes(purpose));
  return machine.length > 0 && purposes.every((purpose) => machine.includes(purpose) || purpose === clientAuth);
}

/**
 * Makes sure that a signature made with this certificate at `at` could be accepted: refuses a period that is over or has not begun,
 * a keyUsage that is not for signing, and an extKeyUsage that is for machines only (RFC 5280, 4.1.2.5, 4.2.1.3 and 4.2.1.12).
 */
export function checkUsable(certificate: CertificateFacts, at: Date): void {
  const name = subjectName(certificate);
  if (at > certificate.notAfter) {
    const when = shown(certificate.notAfter);
    throw refused(
      `Certifikatet för ${name} gick ut ${when}, så en underskrift med det skulle inte godkännas.`,
      `The certificate of ${name} expired on ${when}, so a signature made with it would not be accepted.`,
    );
  }
  if (at < certificate.notBefore) {
    const when = shown(certificate.notBefore);
    throw new Failure(
      text(
        `Certifikatet för ${name} börjar gälla först ${when}.`,
        `The certificate of ${name} is not valid until ${when}.`,
      ),
      text('Vänta till dess, eller kontrollera datorns klocka.', "Wait until then, or check the computer's clock."),
    );
  }
  // Bit 0 is digitalSignature, bit 1 nonRepudiation.
  if (certificate.keyUsage && !certificate.keyUsage.has(0) && !certificate.keyUsage.has(1))
    throw refused(
      `Certifikatet för ${name} är inte till för underskrifter: dess keyUsage tillåter det inte.`,
      `The certificate of ${name} is not meant for signatures: its keyUsage does not allow it.`,
    );
  if (isForMachines(certificate))
    throw refused(
      `Certifikatet för ${name} är till för maskiner, inte för underskrifter: dess extKeyUsage säger det.`,
      `The certificate of ${name} is meant for machines, not for signatures: its extKeyUsage says so.`,
    );
}

/** The algorithm to sign with. Refuses RSA keys under 2048 bits, keys on other curves than P-256, P-384, P-521 and Ed25519, and SHA-1. */
export function signingAlgorithm(certificate: CertificateFacts, wanted?: 'RSA-PSS'): SignatureAlgorithm {
  const name = subjectName(certificate);
  const { key, scheme } = certificate;
  if (scheme?.hash === 'SHA-1')
    throw refused(
      `Certifikatet för ${name} är utfärdat med SHA-1, som går att förfalska, så en underskrift med det skulle inte godkännas.`,
      `The certificate of ${name} was issued with SHA-1, which can be forged, so a signature made with it would not be accepted.`,
    );
  if (key.kind === 'ed25519') return { scheme: 'Ed25519', hash: 'SHA-512' };
  const curveHash = key.kind === 'ec' ? hashes[key.curve] : undefined;
  if (curveHash) return { scheme: 'ECDSA', hash: curveHash };
  if (key.kind !== 'rsa')
    throw refused(
      `Nyckeln för ${name} är av ett slag som inte används: bara RSA, Ed25519, och EC på P-256, P-384 eller P-521.`,
      `The key of ${name} is of a kind that is not used: only RSA, Ed25519, and EC on P-256, P-384 or P-521.`,
    );
  if (key.bits < 2048)
    throw refused(
      `RSA-nyckeln för ${name} har bara ${key.bits} bitar; minst 2048 krävs.`,
      `The RSA key of ${name} has only ${key.bits} bits; at least 2048 are needed.`,
    );
  const hash = key.pss?.hash ?? 'SHA-256';
  if (hash === 'SHA-1' || (key.pss && key.pss.salt > digestLength(hash)))
    throw refused(
      `Nyckeln för ${name} kräver en form av RSA-PSS som inte används.`,
      `The key of ${name} asks for a form of RSA-PSS that is not used.`,
    );
  return { scheme: key.onlyPss || wanted === 'RSA-PSS' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5', hash };
}

/** The most bytes a signature value of this key can take in CMS: the modulus for RSA, two integers in DER for ECDSA, 64 for Ed25519. */
export function largestSignature({ key }: CertificateFacts): number {
  if (key.kind === 'ed25519') return 64;
  if (key.kind === 'ec') return 2 * (key.size + 3) + 3;
  return key.kind === 'rsa' ? Math.ceil(key.bits / 8) : 0;
}
