import { Failure } from '../core/failure.js';
import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import { readStrictCertificate } from './verify-certificate.js';
import type { ReadCertificate } from './verify-certificate.js';
import { equalBytes } from './verify-der.js';

/** A certificate to sign with, or of its issuers, read as strictly as verification reads it: what it could not read shall not sign. */
export type CertificateFacts = ReadCertificate;

/** Reads a certificate in DER. Refuses what is not one. */
export function readCertificate(der: Uint8Array): CertificateFacts {
  try {
    return readStrictCertificate(der);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new Failure(
      text(`Certifikatet går inte att läsa. ${error.text.sv}`, `The certificate cannot be read. ${error.text.en}`),
      text(
        'Exportera nyckeln och certifikatet på nytt från den som har utfärdat dem.',
        'Export the key and the certificate again from whoever issued them.',
      ),
    );
  }
}

/** What people call the subject. */
export const subjectName = (certificate: CertificateFacts): string => certificate.subjectName ?? '?';

/** The certificate and its issuers, in order, as far as `others` goes; a root ends the chain (RFC 5280, 6.1). */
export function chainOf(leaf: CertificateFacts, others: readonly CertificateFacts[]): CertificateFacts[] {
  const chain = [leaf];
  for (let last = leaf; !equalBytes(last.subject, last.issuer);) {
    const issuer = others.find((other) => equalBytes(other.subject, last.issuer) && !chain.includes(other));
    if (!issuer) break;
    chain.push(issuer);
    last = issuer;
  }
  return chain;
}

/** PEM of a certificate (RFC 7468, 5). */
export function certificatePem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
