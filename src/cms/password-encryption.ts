import { createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto';
import { bytesOf, idOf, numberOf, partsOf } from './ber.js';
import type { Ber } from './ber.js';
import { joined } from '../core/bytes.js';
import { decryptRc2 } from './rc2.js';

/** A file that nobody can open in reasonable time is a broken or hostile one. */
const mostIterations = 10_000_000;

/** An algorithm of the file that this program does not have; `id` is its object identifier. */
export class UnknownAlgorithm extends Error {
  constructor(readonly id: string) {
    super(id);
  }
}

const prfs: Record<string, string> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

const ciphers: Record<string, { name: string; key: number }> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', key: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', key: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', key: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', key: 24 },
};

const oldCiphers: Record<string, { name: 'des-ede3-cbc' | 'rc2'; key: number }> = {
  '1.2.840.113549.1.12.1.3': { name: 'des-ede3-cbc', key: 24 },
  '1.2.840.113549.1.12.1.4': { name: 'des-ede3-cbc', key: 16 },
  '1.2.840.113549.1.12.1.5': { name: 'rc2', key: 16 },
  '1.2.840.113549.1.12.1.6': { name: 'rc2', key: 5 },
};

const limited = (iterations: number): number => {
  if (iterations < 1 || iterations > mostIterations) throw new RangeError('iterations');
  return iterations;
};

/** A passphrase as PKCS #12 itself uses it: UTF-16, big-endian, with a closing zero (RFC 7292, B.1). */
function widened(passphrase: string): Uint8Array {
  const bytes = Buffer.from(`${passphrase}\0`, 'utf16le');
  return bytes.swap16();
}

const filled = (value: Uint8Array, block: number): Uint8Array =>
  Uint8Array.from({ length: block * Math.ceil(value.length / block) }, (_, index) => value[index % value.length] ?? 0);

/** Key material from a passphrase for one purpose: 1 key, 2 initial vector, 3 MAC key (RFC 7292, B.2). */
export function pkcs12Key(
  purpose: 1 | 2 | 3,
  passphrase: string,
  salt: Uint8Array,
  iterations: number,
  length: number,
  hash: string,
): Uint8Array {
  const block = hash === 'sha384' || hash === 'sha512' ? 128 : 64;
  const diversifier = new Uint8Array(block).fill(purpose);
  const input = joined([filled(salt, block), filled(widened(passphrase), block)]);
  const parts: Uint8Array[] = [];
  for (let made = 0; made < length;) {
    let digest: Uint8Array = createHash(hash).update(diversifier).update(input).digest();
    for (let round = 1; round < limited(iterations); round += 1) digest = createHash(hash).update(digest).digest();
    parts.push(digest);
    made += digest.length;
    const addend = filled(digest, block).subarray(0, block);
    for (let start = 0; start < input.length; start += block) {
      let carry = 1;
      for (let index = block - 1; index >= 0; index -= 1) {
        carry += (input[start + index] ?? 0) + (addend[index] ?? 0);
        input[start + index] = carry & 0xff;
        carry >>= 8;
      }
    }
  }
  return joined(parts).subarray(0, length);
}

const decipher = (name: string, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array => {
  const cipher = createDecipheriv(name, key, iv);
  return joined([cipher.update(data), cipher.final()]);
};

/** PBES2 with PBKDF2 (RFC 8018, 6.2 and appendix A). */
function decryptModern(parameters: Ber | undefined, passphrase: string, data: Uint8Array): Uint8Array {
  const [derivation, encryption] = partsOf(parameters);
  const [derivationId, pbkdf2] = partsOf(derivation);
  if (idOf(derivationId) !== '1.2.840.113549.1.5.12') throw new UnknownAlgorithm(idOf(derivationId));
  const [salt, iterations, ...optional] = partsOf(pbkdf2);
  // A key length may stand before the function, which is HMAC with SHA-1 when it is left out.
  const named = optional.find((part) => part.tag & 0x20);
  const prfId = named ? idOf(partsOf(named)[0]) : '1.2.840.113549.2.7';
  const [schemeId, iv] = partsOf(encryption);
  const prf = prfs[prfId];
  const cipher = ciphers[idOf(schemeId)];
  if (!prf) throw new UnknownAlgorithm(prfId);
  if (!cipher) throw new UnknownAlgorithm(idOf(schemeId));
  const key = pbkdf2Sync(passphrase, bytesOf(salt), limited(numberOf(iterations)), cipher.key, prf);
  return decipher(cipher.name, key, bytesOf(iv), data);
}

/** The encryption that PKCS #12 had of its own, with SHA-1 (RFC 7292, appendix C): what older Windows and macOS write. */
function decryptOld(id: string, parameters: Ber | undefined, passphrase: string, data: Uint8Array): Uint8Array {
  const cipher = oldCiphers[id];
  if (!cipher) throw new UnknownAlgorithm(id);
  const [saltPart, iterations] = partsOf(parameters);
  const salt = bytesOf(saltPart);
  const rounds = numberOf(iterations);
  const key = pkcs12Key(1, passphrase, salt, rounds, cipher.key, 'sha1');
  const iv = pkcs12Key(2, passphrase, salt, rounds, 8, 'sha1');
  if (cipher.name === 'rc2') return decryptRc2(key, iv, data);
  // Two-key triple DES repeats its first key.
  return decipher(cipher.name, cipher.key === 16 ? joined([key, key.subarray(0, 8)]) : key, iv, data);
}

/**
 * Decrypts what a passphrase protects in a PKCS #12 file, by its AlgorithmIdentifier. Throws {@link UnknownAlgorithm} for what it does not
 * have, other errors when the passphrase is wrong or the file is damaged.
 */
export function decryptWithPassphrase(algorithm: Ber | undefined, passphrase: string, data: Uint8Array): Uint8Array {
  const [idPart, parameters] = partsOf(algorithm);
  const id = idOf(idPart);
  return id === '1.2.840.113549.1.5.13'
    ? decryptModern(parameters, passphrase, data)
    : decryptOld(id, parameters, passphrase, data);
}
