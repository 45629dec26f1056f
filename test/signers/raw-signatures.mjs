// Signatures over a ready digest, which is all that a signing service is given; Node itself wants the data.
import { constants, createHash, privateEncrypt, randomBytes } from 'node:crypto';

const p = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const base = [
  0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
];

const modulo = (value, m) => ((value % m) + m) % m;
const number = (bytes) => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
const bytesOf = (value, length) => Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex');

function inverse(value, m) {
  let [a, b, x, y] = [modulo(value, m), m, 1n, 0n];
  while (a > 1n) [a, b, x, y] = [b % a, a, y - (b / a) * x, x];
  return modulo(x, m);
}

function add(one, other) {
  if (!one || !other) return one ?? other;
  const [x1, y1] = one;
  const [x2, y2] = other;
  if (x1 === x2 && modulo(y1 + y2, p) === 0n) return undefined;
  const slope =
    x1 === x2 ? (3n * x1 * x1 - 3n) * inverse(2n * y1, p) : modulo(y2 - y1, p) * inverse(modulo(x2 - x1, p), p);
  const x = modulo(slope * slope - x1 - x2, p);
  return [x, modulo(slope * (x1 - x) - y1, p)];
}

function times(scalar, point) {
  let [sum, step] = [undefined, point];
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = add(sum, step);
    step = add(step, step);
  }
  return sum;
}

/** INTEGER of a number. */
function integer(value) {
  const hex = value.toString(16);
  const even = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  const signed = even[0] >= 0x80 ? Buffer.concat([Buffer.of(0), even]) : even;
  return Buffer.concat([Buffer.of(2, signed.length), signed]);
}

/** ECDSA on P-256 over a ready digest: r and s. */
export function ecdsa(key, digest) {
  const d = number(Buffer.from(key.export({ format: 'jwk' }).d, 'base64url'));
  for (;;) {
    const k = modulo(number(randomBytes(40)), n - 1n) + 1n;
    const r = modulo(times(k, base)[0], n);
    const s = modulo(inverse(k, n) * (number(digest) + r * d), n);
    if (r > 0n && s > 0n) return { raw: Buffer.concat([bytesOf(r, 32), bytesOf(s, 32)]), der: derOf(r, s) };
  }
}

const derOf = (r, s) => {
  const parts = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.of(0x30, parts.length), parts]);
};

/** RSASSA-PKCS1-v1_5 over a ready SHA-256 digest. */
export const rsa = (key, digest) =>
  privateEncrypt(
    { key, padding: constants.RSA_PKCS1_PADDING },
    Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), digest]),
  );

/** RSASSA-PSS over a ready SHA-256 digest, with a salt as long (RFC 8017, 9.1.1). */
export function pss(key, digest) {
  const length = key.asymmetricKeyDetails.modulusLength / 8;
  const salt = randomBytes(32);
  const hash = createHash('sha256').update(Buffer.alloc(8)).update(digest).update(salt).digest();
  const block = Buffer.concat([Buffer.alloc(length - 66), Buffer.of(1), salt]);
  for (let at = 0, round = 0; at < block.length; round += 1) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(round);
    for (const byte of createHash('sha256').update(hash).update(counter).digest()) {
      if (at < block.length) block[at] ^= byte;
      at += 1;
    }
  }
  block[0] &= 0x7f;
  const encoded = Buffer.concat([block, hash, Buffer.of(0xbc)]);
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encoded);
}
