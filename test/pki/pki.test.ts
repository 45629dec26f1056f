import { X509Certificate, sign, verify } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { readPkcs12 } from '../../src/cms/pkcs12.js';
import { openPki } from './pki.js';
import type { Pki } from './pki.js';

let pki: Pki;
beforeAll(async () => {
  pki = await openPki({ now: new Date('2026-03-18T08:16:11.500Z') });
});

const certificate = (id: string): X509Certificate => new X509Certificate(pki.get(id).certificate);

describe('the test PKI', () => {
  test('every certificate is signed by its issuer, and ends at a root', () => {
    for (const id of pki.ids) {
      const own = certificate(id);
      const above = pki.get(id).chain.map((der) => new X509Certificate(der));
      [own, ...above].forEach((each, index, path) => {
        const issuer = path[index + 1] ?? each;
        expect([id, each.checkIssued(issuer), each.verify(issuer.publicKey)]).toEqual([id, true, true]);
      });
      const hash = own.publicKey.asymmetricKeyType === 'ed25519' ? null : 'sha256';
      const value = sign(hash, Buffer.from('prov'), pki.get(id).key);
      expect([id, verify(hash, Buffer.from('prov'), own.publicKey, value)]).toEqual([id, true]);
    }
    expect(Buffer.from(pki.get('p-256').chain.at(-1) ?? []).equals(pki.root)).toBe(true);
  });

  test('times follow from the given now, in whole seconds', () => {
    expect(pki.now.toISOString()).toBe('2026-03-18T08:16:11.000Z');
    expect(certificate('short').validTo).toBe('Mar 28 08:16:11 2026 GMT');
    expect(certificate('expired').validTo).toBe('Feb 16 08:16:11 2026 GMT');
    expect(pki.at(-1).toISOString()).toBe('2026-03-17T08:16:11.000Z');
  });

  test('certificates name the servers of their PKI', async () => {
    expect(certificate('p-256').infoAccess).toContain(`${pki.base}/ocsp/issuer`);
    expect(certificate('no-revocation').infoAccess).toBeUndefined();
    const other = await openPki({ now: pki.now });
    expect(other.port).not.toBe(pki.port);
    expect(other.get('p-256').key.equals(pki.get('p-256').key)).toBe(true);
  });

  test('key files open with their passphrase', () => {
    const { p12, p12Alone, passphrase, chain, key } = pki.get('person');
    const { keys, certificates } = readPkcs12(p12, passphrase, 'person.p12');
    expect(certificates).toHaveLength(1 + chain.length);
    expect(keys.map(({ pkcs8 }) => Buffer.from(pkcs8))).toEqual([key.export({ type: 'pkcs8', format: 'der' })]);
    expect(readPkcs12(p12Alone, passphrase, 'person.p12').certificates).toHaveLength(1);
    expect(() => readPkcs12(p12, 'fel', 'person.p12')).toThrow();
  });

  test('an unknown id is refused', () => {
    expect(() => pki.get('nobody')).toThrow('nobody');
  });
});
