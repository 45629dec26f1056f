import { constants, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { weakHash, weakKey, weakSignature } from '../../src/cms/algorithm-strength.js';
import { checkSignature, keyFacts, schemeOf, weaknesses } from '../../src/cms/verify-algorithm.js';
import type { Scheme } from '../../src/cms/verify-algorithm.js';
import { readWhole } from '../../src/cms/verify-der.js';
import { bits, int, nil, oid, seq, tlv } from '../pki/der.js';

const data = Buffer.from('Beslut');
const facts = (key: KeyObject) => keyFacts(new Uint8Array(key.export({ type: 'spki', format: 'der' })));
const sha256 = seq(oid('2.16.840.1.101.3.4.2.1'));
const pss = (salt: number, mask = sha256): Uint8Array =>
  seq(
    oid('1.2.840.113549.1.1.10'),
    seq(tlv(0xa0, sha256), tlv(0xa1, seq(oid('1.2.840.113549.1.1.8'), mask)), tlv(0xa2, int(salt))),
  );

describe('signatures are checked', () => {
  it.each(['prime256v1', 'secp384r1', 'secp521r1', 'brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1'])(
    'with ECDSA on %s',
    async (namedCurve) => {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
      const value = sign('sha512', data, privateKey);
      const scheme: Scheme = { name: 'ECDSA', hash: 'SHA-512' };
      expect(await checkSignature(scheme, undefined, facts(publicKey), value, data)).toBe(true);
      expect(await checkSignature(scheme, undefined, facts(publicKey), value, Buffer.from('annat'))).toBe(false);
    },
  );

  it('with Ed25519, which goes with SHA-512 and with its own keys', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const scheme = schemeOf(readWhole(seq(oid('1.3.101.112'))));
    expect(scheme).toEqual({ name: 'Ed25519', hash: 'SHA-512' });
    expect(schemeOf(readWhole(seq(oid('1.3.101.112'), nil)))).toBeUndefined();
    const value = sign(null, data, privateKey);
    expect(await checkSignature(scheme, undefined, facts(publicKey), value, data)).toBe(true);
    value[0] = (value[0] ?? 0) ^ 1;
    expect(await checkSignature(scheme, undefined, facts(publicKey), value, data)).toBe(false);
    const ec = facts(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
    expect(await checkSignature(scheme, undefined, ec, value, data)).toBeUndefined();
    expect(weaknesses(scheme, 'SHA-512', ec)).toEqual(['wrong-key']);
  });

  it('with RSA-PSS and any salt the key has room for', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = facts(publicKey);
    for (const saltLength of [0, 20, 32, 64, 222]) {
      const value = sign('sha256', data, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
      const scheme = schemeOf(readWhole(pss(saltLength)));
      expect(await checkSignature(scheme, undefined, key, value, data)).toBe(true);
      // The salt that is named is the salt that has to be there.
      expect(await checkSignature(schemeOf(readWhole(pss(saltLength + 1))), undefined, key, value, data)).toBe(false);
    }
    for (const salt of [223, 100_000, 2 ** 31 - 1])
      expect(await checkSignature(schemeOf(readWhole(pss(salt))), undefined, key, new Uint8Array(256), data)).toBe(
        false,
      );
    expect(schemeOf(readWhole(pss(32, seq(oid('2.16.840.1.101.3.4.2.3')))))).toBeUndefined();
    expect(schemeOf(readWhole(seq(oid('1.2.840.113549.1.1.10'), seq())))).toBeUndefined();
  });

  it('with keys that are for PSS only, as they ask', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa-pss', {
      modulusLength: 2048,
      hashAlgorithm: 'sha256',
      mgf1HashAlgorithm: 'sha256',
      // The types say text; Node takes nothing but a number.
      saltLength: 32 as unknown as string,
    });
    const key = facts(publicKey);
    expect(key).toMatchObject({ kind: 'rsa', onlyPss: true, pss: { hash: 'SHA-256', salt: 32 } });
    const value = sign('sha256', data, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 40 });
    expect(await checkSignature({ name: 'RSA-PSS', hash: 'SHA-256', salt: 40 }, undefined, key, value, data)).toBe(
      true,
    );
    for (const scheme of [
      { name: 'RSA-PSS', hash: 'SHA-256', salt: 31 },
      { name: 'RSA-PSS', hash: 'SHA-512', salt: 64 },
      { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    ] as const)
      expect(await checkSignature(scheme, undefined, key, value, data)).toBeUndefined();
  });
});

describe('keys that prove nothing', () => {
  const rsaKey = (modulus: Uint8Array, exponent: Uint8Array) =>
    keyFacts(
      new Uint8Array(seq(seq(oid('1.2.840.113549.1.1.1'), nil), bits(seq(tlv(0x02, modulus), tlv(0x02, exponent))))),
    );
  const modulus = Uint8Array.from({ length: 257 }, (_, index) => (index === 0 ? 0 : 0xc1));
  it('are not taken for keys', () => {
    expect(rsaKey(modulus, Uint8Array.of(1, 0, 1))).toMatchObject({ kind: 'rsa', bits: 2048 });
    for (const exponent of [[1], [2], [0x81], [1, 0, 0], Array.from({ length: 40 }, () => 0x11)])
      expect(rsaKey(modulus, Uint8Array.from(exponent))).toEqual({ kind: 'unknown' });
    expect(
      rsaKey(
        Uint8Array.from({ length: 40_000 }, (_, index) => (index === 0 ? 0 : 0xc1)),
        Uint8Array.of(1, 0, 1),
      ),
    ).toEqual({ kind: 'unknown' });
  });
});

describe('strength by date (ETSI TS 119 312)', () => {
  const on = (day: string): Date => new Date(day);
  const rsa = (size: number) =>
    ({ kind: 'rsa', bits: size, onlyPss: false, pss: null, spki: new Uint8Array() }) as const;
  it.each([
    [1024, '2010-12-31', true],
    [1024, '2011-01-01', false],
    [512, '1999-01-01', false],
    [2048, '2028-12-31', true],
    [2048, '2029-01-01', false],
    [3072, '2040-01-01', true],
  ])('RSA %d on %s: %s', (size, day, enough) => {
    expect(weakKey(rsa(size), on(day)) === null).toBe(enough);
  });
  it('hash functions', () => {
    expect(weakHash('SHA-1', on('2012-07-31'))).toBeNull();
    expect(weakHash('SHA-1', on('2012-08-01'))?.en).toMatch(/SHA-1 is held too weak since 2012-08-01/);
    expect(weakHash('SHA-256', on('2040-01-01'))).toBeNull();
  });
  it('what is not known is not strong', () => {
    expect(weakSignature(undefined, 'SHA-256', rsa(4096), on('2026-01-01'))).not.toBeNull();
    expect(weakSignature({ name: 'ECDSA', hash: 'SHA-256' }, undefined, rsa(4096), on('2026-01-01'))?.en).toMatch(
      /does not belong/,
    );
    expect(
      weakSignature({ name: 'RSASSA-PKCS1-v1_5', hash: null }, undefined, rsa(4096), on('2026-01-01')),
    ).not.toBeNull();
    expect(weakKey({ kind: 'unknown' }, on('2026-01-01'))).not.toBeNull();
  });
});
