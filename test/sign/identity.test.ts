import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPkcs12 } from '../../src/cms/pkcs12.js';
import { keyTypes, testAuthority } from '../../src/sign/identity.js';
import { at, identity, installed, passphrase, refusal, run } from './helpers.js';

const certificates = (p12: Uint8Array): X509Certificate[] =>
  readPkcs12(p12, passphrase, 'x').certificates.map((der) => new X509Certificate(der));

describe('a test identity', () => {
  it.each(keyTypes)('%s: a signer under an authority that both say what they are worth', async (keyType) => {
    const made = await identity({ keyType, organisation: 'Exempelregionen' });
    const [signer, authority] = certificates(made.p12);
    expect(signer?.subject).toBe('O=Exempelregionen\nCN=Åsa Exempelsson (TEST)');
    expect(authority?.subject).toBe(`CN=${testAuthority}`);
    expect(signer?.checkIssued(authority as X509Certificate)).toBe(true);
    expect(signer?.verify((authority as X509Certificate).publicKey)).toBe(true);
    expect(authority?.verify(authority.publicKey)).toBe(true);
    expect([signer?.ca, authority?.ca]).toEqual([false, true]);
    expect(signer?.publicKey.asymmetricKeyType).toBe(keyType.split('-')[0]);
    const { namedCurve, modulusLength } = signer?.publicKey.asymmetricKeyDetails ?? {};
    const sizes = { ec: 'prime256v1', 'ec-384': 'secp384r1', 'ec-521': 'secp521r1', rsa: 3072, 'rsa-4096': 4096 };
    expect(namedCurve ?? modulusLength).toBe({ ...sizes, ed25519: undefined }[keyType]);
    expect(new Date(signer?.validTo ?? '').getTime()).toBe(at.getTime() + 30 * 86_400_000);
    expect(new X509Certificate(made.authorityPem).fingerprint256).toBe(authority?.fingerprint256);
  });

  it('several signers share one authority', async () => {
    const first = await identity();
    const authority = { p12: first.authorityP12, file: 'ca.p12' };
    const second = await identity({ name: 'Bo Ek', authority });
    expect(second.authorityPem).toBe(first.authorityPem);
    expect(second.authorityP12).toBe(first.authorityP12);
    const [own, issuer] = certificates(second.p12);
    expect(own?.verify((issuer as X509Certificate).publicKey)).toBe(true);
  });

  it('does not issue under somebody else’s key', async () => {
    const { p12 } = await identity();
    const failure = await refusal(identity({ authority: { p12, file: 'annan.p12' } }));
    expect(failure.text.sv).toContain('annan.p12 är inte en utfärdare');
  });

  it('an empty passphrase is refused: it would not protect the key', async () => {
    expect((await refusal(identity({ passphrase: '' }))).text.sv).toContain('tom lösenfras');
  });

  it.skipIf(!installed('openssl', 'version'))('openssl reads the key file (skipped without openssl)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fardplan-'));
    try {
      const file = join(folder, 'nyckel.p12');
      writeFileSync(file, (await identity()).p12);
      const told = run('openssl', 'pkcs12', '-in', file, '-passin', `pass:${passphrase}`, '-noenc');
      expect(told).toContain('BEGIN PRIVATE KEY');
      expect(told.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
