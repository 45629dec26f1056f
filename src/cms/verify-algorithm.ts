import { constants, createHash, createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  bitsOf,
  children,
  context,
  equalBytes,
  fieldsOf,
  integerBytes,
  oidOf,
  readWhole,
  smallInteger,
  tags,
} from './verify-der.js';
import type { Der } from './verify-der.js';

/** Digest algorithms that are known; SHA-1 only to be refused by name. */
export type Hash = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';

/** What an AlgorithmIdentifier of a signature says. `hash` is `null` when it is left to the digest algorithm (rsaEncryption). */
export type Scheme =
  | { name: 'RSASSA-PKCS1-v1_5'; hash: Hash | null }
  | { name: 'RSA-PSS'; hash: Hash; salt: number }
  | { name: 'ECDSA'; hash: Hash }
  | { name: 'Ed25519'; hash: 'SHA-512' };

/** Something about an algorithm that makes a signature too weak, or impossible to check here. */
export type Weakness = 'unknown-digest' | 'unknown-signature' | 'sha1' | 'short-key' | 'unknown-key' | 'wrong-key';

const digests = new Map<string, Hash>([
  ['1.3.14.3.2.26', 'SHA-1'],
  ['2.16.840.1.101.3.4.2.1', 'SHA-256'],
  ['2.16.840.1.101.3.4.2.2', 'SHA-384'],
  ['2.16.840.1.101.3.4.2.3', 'SHA-512'],
]);

const schemes = new Map<string, Scheme>([
  ['1.2.840.113549.1.1.1', { name: 'RSASSA-PKCS1-v1_5', hash: null }],
  ['1.2.840.113549.1.1.5', { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1' }],
  ['1.2.840.113549.1.1.11', { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }],
  ['1.2.840.113549.1.1.12', { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' }],
  ['1.2.840.113549.1.1.13', { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' }],
  ['1.2.840.10045.4.1', { name: 'ECDSA', hash: 'SHA-1' }],
  ['1.2.840.10045.4.3.2', { name: 'ECDSA', hash: 'SHA-256' }],
  ['1.2.840.10045.4.3.3', { name: 'ECDSA', hash: 'SHA-384' }],
  ['1.2.840.10045.4.3.4', { name: 'ECDSA', hash: 'SHA-512' }],
  // The hash is part of the scheme, and the only one that CMS may name beside it (RFC 8419, 3.1).
  ['1.3.101.112', { name: 'Ed25519', hash: 'SHA-512' }],
]);

const curves = new Map([
  ['1.2.840.10045.3.1.7', { name: 'P-256', size: 32 }],
  ['1.3.132.0.34', { name: 'P-384', size: 48 }],
  ['1.3.132.0.35', { name: 'P-521', size: 66 }],
  ['1.3.36.3.3.2.8.1.1.7', { name: 'brainpoolP256r1', size: 32 }],
  ['1.3.36.3.3.2.8.1.1.11', { name: 'brainpoolP384r1', size: 48 }],
  ['1.3.36.3.3.2.8.1.1.13', { name: 'brainpoolP512r1', size: 64 }],
]);

function noParameters(parameters: Der | undefined): boolean {
  return !parameters || (parameters.tag === tags.null && parameters.contents.length === 0);
}

/** The identifier and the parameters of an AlgorithmIdentifier (RFC 5280, 4.1.1.2). */
function parts(element: Der): { id: string; parameters: Der | undefined } {
  const [id, parameters, ...more] = element.tag === tags.sequence ? children(element) : [];
  return { id: id && more.length === 0 ? oidOf(id) : '', parameters };
}

/** The hash that a digest AlgorithmIdentifier names, parameters absent or NULL (RFC 5754, 2). */
export function digestOf(element: Der): Hash | undefined {
  const { id, parameters } = parts(element);
  return noParameters(parameters) ? digests.get(id) : undefined;
}

function pssOf(parameters: Der | undefined): Scheme | undefined {
  // The defaults of RFC 4055, 3.1 are SHA-1, so every field but the trailer has to be there.
  if (parameters?.tag !== tags.sequence || parameters.contents.length === 0) return undefined;
  const fields = fieldsOf(parameters);
  const [hashElement] = children(fields.take(context(0)));
  const [maskElement] = children(fields.take(context(1)));
  const [saltElement] = children(fields.take(context(2)));
  fields.end();
  const hash = hashElement && digestOf(hashElement);
  const mask = maskElement && parts(maskElement);
  if (!hash || !saltElement || mask?.id !== '1.2.840.113549.1.1.8' || !mask.parameters) return undefined;
  if (digestOf(mask.parameters) !== hash) return undefined;
  return { name: 'RSA-PSS', hash, salt: smallInteger(saltElement) };
}

/** The scheme that a signature AlgorithmIdentifier names; `undefined` when this verifier does not know it. */
export function schemeOf(element: Der): Scheme | undefined {
  const { id, parameters } = parts(element);
  if (id === '1.2.840.113549.1.1.10') return pssOf(parameters);
  const scheme = schemes.get(id);
  if (!scheme) return undefined;
  // RFC 5754, 3 and RFC 8410, 3: NULL with RSA, nothing with the others.
  if (scheme.name !== 'RSASSA-PKCS1-v1_5') return parameters ? undefined : scheme;
  return parameters && noParameters(parameters) ? scheme : undefined;
}

/** A public key as far as strength and checking need it; `spki` is in DER, without what limits an RSA key to PSS. */
export type KeyFacts =
  | { kind: 'rsa'; bits: number; onlyPss: boolean; pss: { hash: Hash; salt: number } | null; spki: Uint8Array }
  | { kind: 'ec'; curve: string; size: number; spki: Uint8Array }
  | { kind: 'ed25519'; spki: Uint8Array }
  | { kind: 'unknown' };

/** Longer keys exist only to keep a verifier busy; OpenSSL stops here too. */
const longestRsa = 16384;

/** The same key without the mark that it is for PSS only, which is judged here. */
function plainRsa(key: Uint8Array): Uint8Array {
  const algorithm = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
  const length = algorithm.length + key.length;
  return Uint8Array.from([0x30, 0x82, length >> 8, length & 0xff, ...algorithm, ...key]);
}

function rsaFacts(bits: Der, spki: Uint8Array, pssParameters: Der | null | undefined): KeyFacts {
  const numbers = fieldsOf(readWhole(bitsOf(bits).bytes));
  const modulus = integerBytes(numbers.take(tags.integer));
  const exponent = integerBytes(numbers.take(tags.integer));
  numbers.end();
  const significant = modulus[0] === 0 ? modulus.subarray(1) : modulus;
  const length = significant.length * 8 - Math.clz32(significant[0] ?? 0) + 24;
  const odd = ((exponent.at(-1) ?? 0) & 1) === 1;
  const one = exponent.length === 1 && exponent[0] === 1;
  // With an exponent of one, everybody can sign.
  if (
    !odd ||
    one ||
    (exponent[0] ?? 0) >= 0x80 ||
    exponent.length > 9 ||
    (modulus[0] ?? 0) >= 0x80 ||
    length > longestRsa
  )
    return { kind: 'unknown' };
  if (pssParameters === null) return { kind: 'rsa', bits: length, onlyPss: false, pss: null, spki };
  const limits = pssParameters && pssOf(pssParameters);
  if (pssParameters && limits?.name !== 'RSA-PSS') return { kind: 'unknown' };
  const pss = limits?.name === 'RSA-PSS' ? { hash: limits.hash, salt: limits.salt } : null;
  return { kind: 'rsa', bits: length, onlyPss: true, pss, spki: plainRsa(bits.whole) };
}

/** Reads SubjectPublicKeyInfo (RFC 5280, 4.1.2.7; RFC 8410, 4). */
export function keyFacts(spki: Uint8Array): KeyFacts {
  const fields = fieldsOf(readWhole(spki));
  const { id, parameters } = parts(fields.take(tags.sequence));
  const bits = fields.take(tags.bitString);
  const key = bitsOf(bits).bytes;
  fields.end();
  if (id === '1.2.840.113549.1.1.10') return rsaFacts(bits, spki, parameters);
  if (id === '1.2.840.113549.1.1.1' && noParameters(parameters)) return rsaFacts(bits, spki, null);
  if (id === '1.3.101.112' && !parameters && key.length === 32) return { kind: 'ed25519', spki };
  const curve = id === '1.2.840.10045.2.1' && parameters?.tag === tags.oid ? curves.get(oidOf(parameters)) : undefined;
  return curve ? { kind: 'ec', curve: curve.name, size: curve.size, spki } : { kind: 'unknown' };
}

/** Whether the scheme is one that keys of this kind are for; a key with PSS parameters asks for its hash and at least its salt (RFC 4055, 3.3). */
function fits(scheme: Scheme, key: KeyFacts): boolean {
  if (key.kind === 'ec') return scheme.name === 'ECDSA';
  if (key.kind === 'ed25519') return scheme.name === 'Ed25519';
  if (key.kind !== 'rsa') return false;
  if (scheme.name === 'RSA-PSS') return !key.pss || (key.pss.hash === scheme.hash && scheme.salt >= key.pss.salt);
  return scheme.name === 'RSASSA-PKCS1-v1_5' && !key.onlyPss;
}

/** What is too weak, or unknown, in signing with this scheme and key (ETSI TS 119 312); empty when nothing is. */
export function weaknesses(scheme: Scheme | undefined, digest: Hash | undefined, key: KeyFacts): Weakness[] {
  const found: Weakness[] = [];
  if (!digest) found.push('unknown-digest');
  if (!scheme) found.push('unknown-signature');
  if (digest === 'SHA-1' || scheme?.hash === 'SHA-1') found.push('sha1');
  if (key.kind === 'unknown') found.push('unknown-key');
  if (key.kind === 'rsa' && key.bits < 2048) found.push('short-key');
  if (scheme && key.kind !== 'unknown' && !fits(scheme, key)) found.push('wrong-key');
  return found;
}

/** Ecdsa-Sig-Value (RFC 3279, 2.2.3), which has to be DER, as r and s at the length of the curve. */
function rawEcdsa(value: Uint8Array, size: number): Uint8Array | undefined {
  const fields = fieldsOf(readWhole(value));
  const raw = new Uint8Array(size * 2);
  for (const place of [1, 2]) {
    const bytes = integerBytes(fields.take(tags.integer));
    const positive = bytes[0] === 0 ? bytes.subarray(1) : bytes;
    if ((bytes[0] ?? 0) >= 0x80 || positive.length > size) return undefined;
    raw.set(positive, place * size - positive.length);
  }
  fields.end();
  return raw;
}

const mostKeys = 200;
const keys = new Map<string, KeyObject>();

/** A key as Node has it. Authorities sign many certificates, and many files of a batch have the same signer: each key is read once. */
function importedKey(spki: Uint8Array): KeyObject {
  const der = Buffer.from(spki);
  const name = der.toString('latin1');
  const known = keys.get(name);
  if (known) return known;
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  if (keys.size >= mostKeys) keys.clear();
  keys.set(name, key);
  return key;
}

/** How Node is asked to verify by this scheme. */
function withKey(scheme: Scheme, key: KeyObject): Parameters<typeof verify>[2] {
  if (scheme.name === 'ECDSA') return { key, dsaEncoding: 'ieee-p1363' };
  if (scheme.name === 'RSA-PSS') return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.salt };
  return scheme.name === 'Ed25519' ? key : { key, padding: constants.RSA_PKCS1_PADDING };
}

/** Whether `signature` (r and s joined, for ECDSA) is one over `data`; `undefined` when the key is not one for this scheme. */
export function checkValue(
  scheme: Scheme,
  hash: Hash,
  key: KeyFacts,
  signature: Uint8Array,
  data: Uint8Array,
): boolean | undefined {
  if (key.kind === 'unknown' || !fits(scheme, key)) return undefined;
  try {
    const imported = importedKey(key.spki);
    const name = scheme.name === 'Ed25519' ? null : hash.replace('-', '');
    return verify(name, data, withKey(scheme, imported), signature);
  } catch {
    // A point that is not on its curve, a modulus that is no number, a salt longer than the key: nothing can have been signed so.
    return false;
  }
}

/**
 * Whether `value` is a signature over `data` by the key; `undefined` when scheme, digest or key is one this verifier cannot compute with.
 * `digest` is what rsaEncryption leaves open. Rejects with `Malformed` for an ill-formed key or value.
 */
export async function checkSignature(
  scheme: Scheme | undefined,
  digest: Hash | undefined,
  key: KeyFacts,
  value: Uint8Array,
  data: Uint8Array,
): Promise<boolean | undefined> {
  const hash = scheme?.hash ?? digest;
  if (!scheme || !hash || key.kind === 'unknown' || !fits(scheme, key)) return undefined;
  const signature = key.kind === 'ec' ? rawEcdsa(value, key.size) : value;
  return Promise.resolve(signature ? checkValue(scheme, hash, key, signature, data) : false);
}

/** The digest of `data`, at once. */
export const digestNow = (hash: Hash, data: Uint8Array): Uint8Array =>
  new Uint8Array(createHash(hash.replace('-', '')).update(data).digest());

/** The digest of `data`. */
export const digest = (hash: Hash, data: Uint8Array): Promise<Uint8Array> => Promise.resolve(digestNow(hash, data));

/** Whether two AlgorithmIdentifiers are the same octets. */
export const sameAlgorithm = (one: Der, other: Der): boolean => equalBytes(one.contents, other.contents);
