import { X509Certificate, constants, verify } from 'node:crypto';
import type { SignatureAlgorithm } from '../cms/signature-algorithm.js';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';

/** Whether `value` is a signature over `tbs` with the certificate's key. */
export function matches(
  certificate: Uint8Array,
  { scheme, hash }: SignatureAlgorithm,
  tbs: Uint8Array,
  value: Uint8Array,
): boolean {
  const key = new X509Certificate(certificate).publicKey;
  const padding =
    scheme === 'RSA-PSS'
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : {};
  // Ed25519 and its like hash for themselves.
  const name = /^ed/.test(key.asymmetricKeyType ?? '') ? null : hash.replace('-', '').toLowerCase();
  try {
    return verify(name, tbs, { key, dsaEncoding: 'der', ...padding }, value);
  } catch {
    return false;
  }
}

/** The value, once it is known to be what was asked for: keys that live elsewhere are not taken at their word. */
export function checked(
  certificate: Uint8Array,
  algorithm: SignatureAlgorithm,
  tbs: Uint8Array,
  value: Uint8Array,
): Uint8Array {
  if (matches(certificate, algorithm, tbs, value)) return value;
  throw new Failure(
    text(
      'Signaturen som kom tillbaka stämmer inte med certifikatet, och används inte.',
      'The signature that came back does not match the certificate, and is not used.',
    ),
    text(
      'Kontrollera att certifikatet hör till nyckeln. Om det gör det är det fel på den som undertecknade.',
      'Check that the certificate belongs to the key. If it does, whoever signed is at fault.',
    ),
  );
}
