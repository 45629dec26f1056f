import { Malformed } from '../core/malformed.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { weakSignature } from './algorithm-strength.js';
import { isIssuedBy } from './issued-by.js';
import { sameName } from './general-name.js';
import type { OcspSingle, ReadOcsp } from './read-ocsp.js';
import { checkSignature, digest } from './verify-algorithm.js';
import { readStrictCertificate } from './verify-certificate.js';
import type { ReadCertificate } from './verify-certificate.js';
import { equalBytes } from './verify-der.js';

/** Clocks of responders and verifiers may differ by this much, in milliseconds. */
export const clockSkew = 5 * 60_000;

const ocspSigning = '1.3.6.1.5.5.7.3.9';

/** The response about a certificate, if there is one: its serial number, and the name and key of its issuer (RFC 6960, 4.1.1). */
async function aboutCertificate(
  { responses }: ReadOcsp,
  certificate: ReadCertificate,
  issuer: ReadCertificate,
): Promise<OcspSingle | undefined> {
  for (const response of responses) {
    const { hash, serial } = response;
    if (!hash || !equalBytes(serial, certificate.serial)) continue;
    if (!equalBytes(response.issuerNameHash, await digest(hash, certificate.issuer))) continue;
    if (equalBytes(response.issuerKeyHash, await digest(hash, issuer.publicKey))) return response;
  }
  return undefined;
}

async function isResponder({ responder }: ReadOcsp, certificate: ReadCertificate): Promise<boolean> {
  if ('name' in responder) return sameName(responder.name, certificate.subject);
  return equalBytes(responder.keyHash, await digest('SHA-1', certificate.publicKey));
}

/** Why a certificate that is not the issuer's own may not answer for it (RFC 6960, 4.2.2.2); `null` when it may. */
async function unauthorised(
  certificate: ReadCertificate,
  issuer: ReadCertificate,
  producedAt: Date,
): Promise<Text | null> {
  if (equalBytes(certificate.publicKey, issuer.publicKey) && sameName(certificate.subject, issuer.subject)) return null;
  if (!(await isIssuedBy(certificate, issuer)))
    return text(
      'Svararens certifikat är inte utfärdat av samma utfärdare.',
      "The responder's certificate is not from the same issuer.",
    );
  if (
    !certificate.purposes?.includes(ocspSigning) ||
    (certificate.keyUsage && !certificate.keyUsage.has(0) && !certificate.keyUsage.has(1))
  )
    return text(
      'Svararens certifikat är inte till för OCSP-svar.',
      "The responder's certificate is not meant for OCSP responses.",
    );
  if (producedAt < certificate.notBefore || producedAt > certificate.notAfter)
    return text(
      'Svararens certifikat gällde inte när svaret gavs.',
      "The responder's certificate was not valid when it answered.",
    );
  if (certificate.unhandled.length > 0)
    return text(
      'Svararens certifikat ställer villkor som inte kan prövas.',
      "The responder's certificate sets conditions that cannot be checked.",
    );
  return weakSignature(certificate.scheme, undefined, issuer.key, producedAt);
}

/** Reads what can be read as certificates. */
export function readable(certificates: readonly Uint8Array[]): ReadCertificate[] {
  return certificates.flatMap((der) => {
    try {
      return [readStrictCertificate(der)];
    } catch (error) {
      if (error instanceof Malformed) return [];
      throw error;
    }
  });
}

/** What a response says of a certificate, with who signed it; or why it is not to be relied on. `null` when it is about others. */
export type OcspFinding = { response: OcspSingle; signer: ReadCertificate } | { problem: Text };

/** Does the response speak of the certificate, and was it made by somebody who may? Rejects with `Malformed` for ill-formed parts. */
export async function ocspFinding(
  ocsp: ReadOcsp,
  certificate: ReadCertificate,
  issuer: ReadCertificate,
  others: readonly ReadCertificate[],
): Promise<OcspFinding | null> {
  const response = await aboutCertificate(ocsp, certificate, issuer);
  if (!response) return null;
  if (ocsp.unhandled.length + response.unhandled.length > 0) {
    return { problem: text('Det ställer villkor som inte kan prövas.', 'It sets conditions that cannot be checked.') };
  }
  let problem = text('Det är inte klart vem som har gett det.', 'It is not clear who gave it.');
  // More certificates than these would only keep the verifier busy.
  const candidates = [issuer, ...readable(ocsp.certificates.slice(0, 20)), ...others.slice(0, 200)];
  for (const candidate of candidates) {
    if (!(await isResponder(ocsp, candidate))) continue;
    const holds = await checkSignature(ocsp.scheme, undefined, candidate.key, ocsp.signature, ocsp.signed);
    if (holds !== true) {
      problem = text('Dess signatur stämmer inte.', 'Its signature does not hold.');
      continue;
    }
    const why =
      weakSignature(ocsp.scheme, undefined, candidate.key, ocsp.producedAt) ??
      (await unauthorised(candidate, issuer, ocsp.producedAt));
    if (!why) return { response, signer: candidate };
    problem = why;
  }
  return { problem };
}
