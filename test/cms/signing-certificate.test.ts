import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCertificate } from '../../src/cms/certificate.js';
import type { CertificateFacts } from '../../src/cms/certificate.js';
import { issueCertificate } from '../../src/cms/issue-certificate.js';
import type { Issuer } from '../../src/cms/issue-certificate.js';
import { readPkcs12 } from '../../src/cms/pkcs12.js';
import { checkUsable, signingAlgorithm } from '../../src/cms/signing-certificate.js';
import { at, identity, passphrase, refusal } from '../sign/helpers.js';

const { subtle } = globalThis.crypto;
let issuer: Issuer;

beforeAll(async () => {
  const { keys, certificates } = readPkcs12((await identity()).authorityP12, passphrase, 'x');
  const key = createPrivateKey({ key: Buffer.from(keys[0]?.pkcs8 ?? []), format: 'der', type: 'pkcs8' });
  const pkcs8 = key.export({ format: 'der', type: 'pkcs8' });
  const privateKey = await subtle.importKey('pkcs8', pkcs8, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  issuer = { certificate: certificates[0], privateKey };
});

async function certificate(publicKey: KeyObject, role: 'authority' | 'signer' = 'signer'): Promise<CertificateFacts> {
  const der = await issueCertificate(
    {
      commonName: 'Bo Ek',
      publicKey: publicKey.export({ format: 'der', type: 'spki' }),
      role,
      notBefore: new Date('2022-03-01T00:00:00Z'),
      notAfter: new Date('2022-03-31T21:59:59Z'),
      serial: new Uint8Array(16),
    },
    issuer,
    subtle,
  );
  return readCertificate(der);
}

const ec = (namedCurve: string): KeyObject => generateKeyPairSync('ec', { namedCurve }).publicKey;
const rsa = (modulusLength: number): KeyObject => generateKeyPairSync('rsa', { modulusLength }).publicKey;

describe('chooses the algorithm by the key', () => {
  it.each([
    ['prime256v1', 'SHA-256'],
    ['secp384r1', 'SHA-384'],
    ['secp521r1', 'SHA-512'],
  ])('%s with %s', async (curve, hash) => {
    expect(signingAlgorithm(await certificate(ec(curve)))).toEqual({ scheme: 'ECDSA', hash });
  });

  it('RSA, PKCS #1 v1.5 unless PSS is asked for', async () => {
    const facts = await certificate(rsa(2048));
    expect(signingAlgorithm(facts)).toEqual({ scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' });
    expect(signingAlgorithm(facts, 'RSA-PSS')).toEqual({ scheme: 'RSA-PSS', hash: 'SHA-256' });
  });
});

describe('refuses', () => {
  it('RSA under 2048 bits', async () => {
    const facts = await certificate(rsa(1024));
    expect((await refusal(() => signingAlgorithm(facts))).text.sv).toContain('bara 1024 bitar');
  });

  it('other curves', async () => {
    const facts = await certificate(ec('secp256k1'));
    expect((await refusal(() => signingAlgorithm(facts))).text.en).toContain('of a kind that is not used');
  });

  it('an expired certificate, and says when it expired, in Swedish time', async () => {
    const facts = await certificate(ec('prime256v1'));
    const { text } = await refusal(() => checkUsable(facts, new Date('2022-04-01T00:00:00Z')));
    expect(text.sv).toContain('gick ut 2022-03-31 23:59');
    expect(text.en).toContain('expired on 2022-03-31 23:59');
  });

  it('a certificate that is not valid yet', async () => {
    const facts = await certificate(ec('prime256v1'));
    const { text } = await refusal(() => checkUsable(facts, new Date('2022-02-28T00:00:00Z')));
    expect(text.sv).toContain('börjar gälla först 2022-03-01 01:00');
  });

  it('a key usage that is not for signing', async () => {
    const facts = await certificate(ec('prime256v1'), 'authority');
    expect((await refusal(() => checkUsable(facts, at))).text.sv).toContain('keyUsage');
  });
});

it('accepts a signer within its period', async () => {
  const facts = await certificate(ec('prime256v1'));
  expect(() => checkUsable(facts, at)).not.toThrow();
});
