import { X509Certificate, constants, verify } from 'node:crypto';
import { ecdsaValue } from '../cms/signature-algorithm.js';
import type { SignatureAlgorithm } from '../cms/signature-algorithm.js';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';

/** The kinds of key, in Node's words, that each scheme is for. */
const kinds: Record<string, string[]> = {
  'RSASSA-PKCS1-v1_5': ['rsa'],
  'RSA-PSS': ['rsa', 'rsa-pss'],
  ECDSA: ['ec'],
  Ed25519: ['ed25519'],
};

/** Whether `value` is a signature over `tbs` with the certificate's key. */
function matches(
  certificate: Uint8Array,
  { scheme, hash }: SignatureAlgorithm,
  tbs: Uint8Array,
  value: Uint8Array,
): boolean {
  const key = new X509Certificate(certificate).publicKey;
  const kind = key.asymmetricKeyType ?? '';
  // Node would take a value of one scheme under the name of another.
  if (!(kinds[scheme] ?? []).includes(kind)) return false;
  const padding =
    scheme === 'RSA-PSS'
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : {};
  // Ed25519 hashes by itself.
  const name = kind === 'ed25519' ? null : hash.replace('-', '').toLowerCase();
  try {
    return verify(name, tbs, { key, dsaEncoding: 'der', ...padding }, value);
  } catch {
    return false;
  }
}

/**
 * The value as CMS has it: as given, or put into DER when it is an ECDSA value as r‖s, as some services and tokens write it; `undefined` when it
 * is no signature over `tbs` with the certificate's key.
 */
export function signatureValue(
  certificate: Uint8Array,
  algorithm: SignatureAlgorithm,
  tbs: Uint8Array,
  value: Uint8Array,
): Uint8Array | undefined {
  if (matches(certificate, algorithm, tbs, value)) return value;
  if (algorithm.scheme !== 'ECDSA' || value.length % 2 !== 0 || value.length === 0) return undefined;
  const written = ecdsaValue(value);
  return matches(certificate, algorithm, tbs, written) ? written : undefined;
}

/** The value, once it is known to be what was asked for: keys that live elsewhere are not taken at their word. */
export function checked(
  certificate: Uint8Array,
  algorithm: SignatureAlgorithm,
  tbs: Uint8Array,
  value: Uint8Array,
): Uint8Array {
  const found = signatureValue(certificate, algorithm, tbs, value);
  if (found) return found;
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
