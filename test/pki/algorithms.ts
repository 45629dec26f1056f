import { constants, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { context, int, nil, oid, seq } from './der.js';

/** The hashes that the test PKI signs with. */
export type Hash = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** Object identifiers of hashes. */
export const hashIds: Record<Hash, string> = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};

/** The hash of an object identifier, if it is known. */
export const hashOf = (id: string): Hash | undefined =>
  (Object.keys(hashIds) as Hash[]).find((hash) => hashIds[hash] === id);

const lengths = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 };
const rsaIds = { sha1: 5, sha256: 11, sha384: 12, sha512: 13 };
const ecIds = { sha1: '1', sha256: '3.2', sha384: '3.3', sha512: '3.4' };

/** AlgorithmIdentifier of a signature by this key. */
export function signatureIdentifier(key: KeyObject, hash: Hash, scheme?: 'PSS'): Uint8Array {
  if (key.asymmetricKeyType === 'ed25519') return seq(oid('1.3.101.112'));
  if (key.asymmetricKeyType === 'ec') return seq(oid(`1.2.840.10045.4.${ecIds[hash]}`));
  if (!scheme) return seq(oid(`1.2.840.113549.1.1.${rsaIds[hash]}`), nil);
  const digest = seq(oid(hashIds[hash]), nil);
  return seq(
    oid('1.2.840.113549.1.1.10'),
    seq(context(0, digest), context(1, seq(oid('1.2.840.113549.1.1.8'), digest)), context(2, int(lengths[hash]))),
  );
}

/** A signature value over these bytes. */
export function signatureValue(key: KeyObject, hash: Hash, bytes: Uint8Array, scheme?: 'PSS'): Uint8Array {
  if (key.asymmetricKeyType === 'ed25519') return sign(null, bytes, key);
  if (!scheme) return sign(hash, bytes, key);
  return sign(hash, bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: lengths[hash] });
}
