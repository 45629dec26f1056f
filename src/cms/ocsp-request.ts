import { createHash } from 'node:crypto';
import { element, nothing, octets, oid, sequence } from './der.js';
import type { ReadCertificate } from './verify-certificate.js';
import { bitsOf, children, context, fieldsOf, readWhole, tags } from './verify-der.js';

/** The certificate that is asked about, and the one whose key issued it. */
export interface OcspQuestion {
  certificate: ReadCertificate;
  issuer: ReadCertificate;
  /** Random bytes, which the answer should repeat; 1 to 32 (RFC 9654, 2.1). */
  nonce?: Uint8Array | undefined;
}

/** The bits of a certificate's public key, which CertID hashes (RFC 6960, 4.1.1). */
function publicKeyBits({ signed }: ReadCertificate): Uint8Array {
  const fields = fieldsOf(readWhole(signed));
  fields.optional(context(0));
  fields.take(tags.integer);
  // Algorithm, issuer, validity, subject.
  for (let skipped = 0; skipped < 4; skipped += 1) fields.take(tags.sequence);
  const [, bits] = children(fields.take(tags.sequence));
  return bits ? bitsOf(bits).bytes : new Uint8Array();
}

const sha1 = (bytes: Uint8Array): Uint8Array => octets(createHash('sha1').update(bytes).digest());

/**
 * OCSPRequest in DER (RFC 6960, 4.1.1) about one certificate. Its issuer is named with SHA-1, the one function that every responder knows
 * (RFC 5019, 2.1.1): a name, not a signature.
 */
export function ocspRequest({ certificate, issuer, nonce }: OcspQuestion): Uint8Array<ArrayBuffer> {
  const id = sequence(
    sequence(oid('1.3.14.3.2.26'), nothing),
    sha1(issuer.subject),
    sha1(publicKeyBits(issuer)),
    element(0x02, certificate.serial),
  );
  const list = sequence(sequence(id));
  if (!nonce) return sequence(sequence(list));
  const extension = sequence(oid('1.3.6.1.5.5.7.48.1.2'), octets(octets(nonce)));
  return sequence(sequence(list, element(0xa2, sequence(extension))));
}
