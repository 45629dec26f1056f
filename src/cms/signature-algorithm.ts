import { element, integer, nothing, oid, sequence, unsigned } from './der.js';

/** Hash functions a signature may use; nothing weaker (ETSI TS 119 312). */
export type SignatureHash = 'SHA-256' | 'SHA-384' | 'SHA-512';

/** How a signature value is made, in the names of WebCrypto. With Ed25519, `hash` is that of the message digest: always SHA-512 (RFC 8419, 3.1). */
export interface SignatureAlgorithm {
  scheme: 'RSASSA-PKCS1-v1_5' | 'RSA-PSS' | 'ECDSA' | 'Ed25519';
  hash: SignatureHash;
}

const hashes = {
  'SHA-256': { id: '2.16.840.1.101.3.4.2.1', length: 32 },
  'SHA-384': { id: '2.16.840.1.101.3.4.2.2', length: 48 },
  'SHA-512': { id: '2.16.840.1.101.3.4.2.3', length: 64 },
} as const;

const rsaIds = {
  'SHA-256': '1.2.840.113549.1.1.11',
  'SHA-384': '1.2.840.113549.1.1.12',
  'SHA-512': '1.2.840.113549.1.1.13',
} as const;

const ecdsaIds = {
  'SHA-256': '1.2.840.10045.4.3.2',
  'SHA-384': '1.2.840.10045.4.3.3',
  'SHA-512': '1.2.840.10045.4.3.4',
} as const;

/** Bytes of a digest. */
export const digestLength = (hash: SignatureHash): number => hashes[hash].length;

/** AlgorithmIdentifier of a digest, without parameters (RFC 5754, 2). */
export const digestIdentifier = (hash: SignatureHash): Uint8Array => sequence(oid(hashes[hash].id));

/** AlgorithmIdentifier of a signature (RFC 5754, 3; RFC 4056 for PSS, the salt as long as the digest; RFC 8419, 2.2). */
export function signatureIdentifier(algorithm: SignatureAlgorithm): Uint8Array {
  const { scheme, hash } = algorithm;
  if (scheme === 'Ed25519') return sequence(oid('1.3.101.112'));
  if (scheme === 'ECDSA') return sequence(oid(ecdsaIds[hash]));
  if (scheme === 'RSASSA-PKCS1-v1_5') return sequence(oid(rsaIds[hash]), nothing);
  const digest = digestIdentifier(hash);
  return sequence(
    oid('1.2.840.113549.1.1.10'),
    sequence(
      element(0xa0, digest),
      element(0xa1, sequence(oid('1.2.840.113549.1.1.8'), digest)),
      element(0xa2, integer(hashes[hash].length)),
    ),
  );
}

/** An ECDSA value as WebCrypto and most tokens give it (r‖s) as CMS wants it: Ecdsa-Sig-Value in DER (RFC 5753, 2.1.1). */
export const ecdsaValue = (raw: Uint8Array): Uint8Array =>
  sequence(unsigned(raw.subarray(0, raw.length / 2)), unsigned(raw.subarray(raw.length / 2)));
