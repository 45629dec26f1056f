import { createHash } from 'node:crypto';
import { nothing, octets, sequence } from '../cms/der.js';
import { digestIdentifier, digestLength } from '../cms/signature-algorithm.js';
import type { SignatureAlgorithm, SignatureHash } from '../cms/signature-algorithm.js';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import type { Mechanism } from './_pkcs11-module.js';

/** What the token is asked to do: the mechanism, and what it is given. ECDSA comes back as r‖s. */
export interface TokenOperation {
  mechanism: Mechanism;
  input(tbs: Uint8Array): Uint8Array;
}

/** CKM_SHA*, CKG_MGF1_SHA*, and the place of the hash in families of mechanisms that hash for themselves. */
const hashes: Record<SignatureHash, { mechanism: number; mask: number; place: number }> = {
  'SHA-256': { mechanism: 0x250, mask: 2, place: 0 },
  'SHA-384': { mechanism: 0x260, mask: 3, place: 1 },
  'SHA-512': { mechanism: 0x270, mask: 4, place: 2 },
};

/** Each scheme's mechanism for a ready digest, and the first of those that hash (PKCS #11 v2.40, current mechanisms; v3.0 for EdDSA). */
const families: Record<string, { ready: number; hashing: number }> = {
  'RSASSA-PKCS1-v1_5': { ready: 0x1, hashing: 0x40 },
  'RSA-PSS': { ready: 0xd, hashing: 0x43 },
  ECDSA: { ready: 0x1041, hashing: 0x1044 },
};
const eddsa = 0x1057;

const same = (bytes: Uint8Array): Uint8Array => bytes;

/** DigestInfo (RFC 8017, 9.2): the algorithm with NULL, then the digest. */
const digestInfo = (hash: SignatureHash, digest: Uint8Array): Uint8Array =>
  sequence(sequence(digestIdentifier(hash).subarray(2), nothing), octets(digest));

/** The operation among those the token has; a ready digest before mechanisms that hash, since fewer tokens have those. */
export function chooseOperation(algorithm: SignatureAlgorithm, available: ReadonlySet<number>): TokenOperation {
  const { scheme, hash } = algorithm;
  const family = families[scheme];
  if (!family && available.has(eddsa)) return { mechanism: { id: eddsa }, input: same };
  const { mechanism, mask, place } = hashes[hash];
  const parameters = scheme === 'RSA-PSS' ? { parameters: [mechanism, mask, digestLength(hash)] } : {};
  const digest = (tbs: Uint8Array): Uint8Array => createHash(hash.replace('-', '').toLowerCase()).update(tbs).digest();
  if (family && available.has(family.ready))
    return {
      mechanism: { id: family.ready, ...parameters },
      input: (tbs) => (scheme === 'RSASSA-PKCS1-v1_5' ? digestInfo(hash, digest(tbs)) : digest(tbs)),
    };
  if (family && available.has(family.hashing + place))
    return { mechanism: { id: family.hashing + place, ...parameters }, input: same };
  throw new Failure(
    text(`Kortet kan inte underteckna med ${scheme} och ${hash}.`, `The token cannot sign with ${scheme} and ${hash}.`),
    text('Välj en annan nyckel eller ett annat sätt.', 'Choose another key or another way.'),
  );
}
