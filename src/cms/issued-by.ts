import { Malformed } from '../core/malformed.js';
import { sameName } from './general-name.js';
import { checkSignature } from './verify-algorithm.js';
import type { ReadCertificate } from './verify-certificate.js';

/** Whether the key of `issuer` made the signature on `certificate`, and the names fit (RFC 5280, 6.1.3 a). */
export async function isIssuedBy(certificate: ReadCertificate, issuer: ReadCertificate): Promise<boolean> {
  try {
    if (!sameName(certificate.issuer, issuer.subject)) return false;
    const { scheme, signature, signed } = certificate;
    return (await checkSignature(scheme, undefined, issuer.key, signature, signed)) === true;
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}
