import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import { subjectName } from './certificate.js';
import type { CertificateFacts } from './certificate.js';
import type { SignatureAlgorithm, SignatureHash } from './signature-algorithm.js';

const curves: Record<string, { hash: SignatureHash; bytes: number }> = {
  prime256v1: { hash: 'SHA-256', bytes: 32 },
  secp384r1: { hash: 'SHA-384', bytes: 48 },
  secp521r1: { hash: 'SHA-512', bytes: 66 },
};

const newCertificate = text(
  'Skaffa ett nytt certifikat från utfärdaren. För prov går det att göra ett med fardplan identity create.',
  'Get a new certificate from its issuer. For trying out, fardplan identity create makes one.',
);

const refused = (sv: string, en: string): Failure => new Failure(text(sv, en), newCertificate);

const bound: Record<string, SignatureHash> = { sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };

const shown = (date: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', dateStyle: 'short', timeStyle: 'short' }).format(
    date,
  );

/**
 * Makes sure that a signature made with this certificate at `at` could be accepted: refuses a period that is over or has not begun,
 * and a keyUsage that is not for signing (RFC 5280, 4.1.2.5 and 4.2.1.3).
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
}

/** The algorithm to sign with. Refuses RSA keys under 2048 bits, and keys that are neither RSA nor on P-256, P-384 or P-521. */
export function signingAlgorithm(certificate: CertificateFacts, wanted?: 'RSA-PSS'): SignatureAlgorithm {
  const name = subjectName(certificate);
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = certificate.publicKey;
  if (kind === 'ec') {
    const curve = curves[details?.namedCurve ?? ''];
    if (curve) return { scheme: 'ECDSA', hash: curve.hash };
    throw refused(
      `Nyckeln för ${name} ligger på kurvan ${details?.namedCurve ?? '?'}; bara P-256, P-384 och P-521 används.`,
      `The key of ${name} is on the curve ${details?.namedCurve ?? '?'}; only P-256, P-384 and P-521 are used.`,
    );
  }
  if (kind === 'rsa' || kind === 'rsa-pss') {
    const length = details?.modulusLength ?? 0;
    if (length < 2048)
      throw refused(
        `RSA-nyckeln för ${name} har bara ${length} bitar; minst 2048 krävs.`,
        `The RSA key of ${name} has only ${length} bits; at least 2048 are needed.`,
      );
    const scheme = kind === 'rsa-pss' || wanted === 'RSA-PSS' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5';
    // A key that is made for PSS may be bound to one hash function (RFC 4055, 3.1).
    return { scheme, hash: bound[details?.hashAlgorithm ?? ''] ?? 'SHA-256' };
  }
  throw refused(
    `Nyckeln för ${name} är av slaget ${kind ?? '?'}; bara RSA och EC används.`,
    `The key of ${name} is of the kind ${kind ?? '?'}; only RSA and EC are used.`,
  );
}

/** The most bytes a signature value of this key can take in CMS: the modulus for RSA, two integers in DER for ECDSA. */
export function largestSignature(certificate: CertificateFacts): number {
  const { asymmetricKeyDetails: details } = certificate.publicKey;
  const curve = curves[details?.namedCurve ?? ''];
  return curve ? 2 * (curve.bytes + 3) + 3 : Math.ceil((details?.modulusLength ?? 4096) / 8);
}
