import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPath } from '../../src/cms/chain.js';
import type { CertificatePath, PathSearch } from '../../src/cms/chain.js';
import { readStrictCertificate } from '../../src/cms/verify-certificate.js';
import { openPki, pem } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';

let pki: Pki;
let folder: string;
beforeAll(async () => {
  pki = await openPki({ now: new Date('2026-03-18T08:16:11Z') });
  folder = mkdtempSync(join(tmpdir(), 'paths-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pathOf = (id: string, options: Partial<PathSearch> = {}): Promise<CertificatePath> => {
  const { certificate, chain } = pki.get(id);
  return findPath({
    leaf: readStrictCertificate(certificate),
    others: chain.map(readStrictCertificate),
    anchors: [readStrictCertificate(pki.root)],
    at: pki.now,
    ...options,
  });
};

const said = ({ problems }: CertificatePath): string =>
  problems.map(({ kind, what }) => `${kind}: ${what.en}`).join('\n');

describe('paths of the test PKI, for signatures', () => {
  it.each([
    'rsa-2048',
    'rsa-3072',
    'rsa-4096',
    'p-256',
    'p-384',
    'p-521',
    'ed25519',
    'pss-issued',
    'person',
    'policy-good',
    'constrained-permitted',
    'no-revocation',
    'no-source',
    'root-issued',
    'short',
    // Revocation is another question.
    'revoked-before',
    'under-revoked',
  ])('%s holds', async (id) => {
    const found = await pathOf(id);
    expect(said(found)).toBe('');
    expect(found.path?.length).toBe(pki.get(id).chain.length + 1);
  });

  it.each([
    ['expired', /^expired: .*expired on 2026-02-16/],
    ['not-yet-valid', /^not-yet-valid: .*not valid until 2026-04-17/],
    ['wrong-usage', /^constraints: .*not meant for signatures/],
    ['tls-only', /^constraints: .*not meant for signatures/],
    ['wrong-policy', /^constraints: .*not issued under the policy/],
    [
      'constrained-violating',
      /^constraints: Fardplan Test Constrained Issuer .* may not issue certificates for the name/,
    ],
    ['constrained-mail', /^constraints: .*eva@hemlig\.example/],
    ['weak-key', /^weak: .*RSA key of 1024 bits.*2011-01-01/],
    ['sha1-issued', /^weak: .*SHA-1.*2012-08-01/],
    ['too-deep', /^constraints: .*longer than allowed/],
    ['tsa', /^constraints: .*not meant for signatures/],
    ['ocsp', /^constraints: .*not meant for signatures/],
  ])('%s does not hold', async (id, why) => {
    const found = await pathOf(id);
    expect(found.path).not.toBeNull();
    expect(said(found)).toMatch(why);
    expect(found.problems).toHaveLength(1);
  });

  it('another root leads nowhere', async () => {
    expect((await pathOf('untrusted')).path).toBeNull();
  });

  it('a path holds at one time and not at another', async () => {
    expect(said(await pathOf('short', { at: pki.at(11) }))).toMatch(/^expired/);
    expect(said(await pathOf('expired', { at: pki.at(-31) }))).toBe('');
  });
});

describe('purposes', () => {
  it.each([
    ['tsa', 'timestamp', ''],
    ['tsa-rsa', 'timestamp', ''],
    ['tsa-no-purpose', 'timestamp', 'not meant for time-stamps'],
    ['p-256', 'timestamp', 'not meant for time-stamps'],
    ['ocsp', 'ocsp', ''],
    ['ocsp-not-authorised', 'ocsp', 'not meant for OCSP responses'],
    ['issuer', 'crl', ''],
    ['p-256', 'crl', 'not meant for revocation lists'],
  ] as const)('%s for %s: %s', async (id, purpose, problem) => {
    const found = await pathOf(id, { purpose });
    if (problem === '') expect(said(found)).toBe('');
    else expect(said(found)).toContain(problem);
  });
});

describe('policies', () => {
  const good = '1.3.6.1.4.1.32473.1.1';
  it('those that hold along the path are told', async () => {
    expect((await pathOf('policy-good')).policies).toEqual([good]);
    expect((await pathOf('p-256')).policies).toEqual([]);
  });
  it('one that is asked for has to hold', async () => {
    expect(said(await pathOf('policy-good', { policies: [good] }))).toBe('');
    expect(said(await pathOf('policy-good', { policies: ['1.2.3'] }))).toMatch(/not issued under the policy/);
    expect(said(await pathOf('p-256', { policies: [good] }))).toMatch(/not issued under the policy/);
  });
});

describe('what others say of the same certificates', () => {
  it('the strict reader and Node agree on what is in them', () => {
    for (const id of pki.ids) {
      const { certificate, chain } = pki.get(id);
      const ours = readStrictCertificate(certificate);
      const theirs = new X509Certificate(certificate);
      expect([
        id,
        ours.notBefore,
        ours.notAfter,
        ours.authority !== null,
        Buffer.from(ours.serial).toString('hex'),
      ]).toEqual([
        id,
        new Date(theirs.validFrom),
        new Date(theirs.validTo),
        theirs.ca,
        theirs.serialNumber.toLowerCase(),
      ]);
      const [issuer] = chain;
      if (issuer) expect(theirs.verify(new X509Certificate(issuer).publicKey)).toBe(true);
      for (const url of [...ours.extensions.ocspUrls, ...ours.extensions.issuerUrls])
        expect(theirs.infoAccess).toContain(url);
    }
  });

  const openssl = (() => {
    try {
      return execFileSync('openssl', ['version']).toString().startsWith('OpenSSL 3');
    } catch {
      return false;
    }
  })();

  it.skipIf(!openssl)(`openssl verify and we agree${openssl ? '' : ' (skipped without openssl)'}`, async () => {
    writeFileSync(join(folder, 'root.pem'), pem(pki.root));
    for (const id of pki.ids.filter((each) => each !== 'root')) {
      const { certificate, chain, row } = pki.get(id);
      // A CA is no signer to us, and SHA-1 is judged by security levels there.
      if (row.kind === 'authority' || id === 'sha1-issued') continue;
      writeFileSync(join(folder, 'leaf.pem'), pem(certificate));
      writeFileSync(join(folder, 'chain.pem'), chain.map(pem).join(''));
      const purpose = row.kind === 'tsa' ? 'timestamp' : row.kind === 'ocsp' ? 'ocsp' : 'sign';
      const names = { timestamp: 'timestampsign', ocsp: 'ocsphelper', sign: 'any' };
      let theirs = true;
      try {
        const time = String(Math.floor(pki.now.getTime() / 1000));
        const common = ['-x509_strict', '-policy_check', '-policy', '2.5.29.32.0', '-auth_level', '2', '-attime', time];
        const files = ['-CAfile', 'root.pem', '-untrusted', 'chain.pem', 'leaf.pem'];
        execFileSync('openssl', ['verify', ...common, '-purpose', names[purpose], ...files], {
          cwd: folder,
          stdio: 'pipe',
        });
      } catch {
        theirs = false;
      }
      const found = await pathOf(id, { purpose });
      // openssl does not know what a document signature needs.
      const ours = found.path !== null && (found.problems.length === 0 || ['wrong-usage', 'tls-only'].includes(id));
      expect([id, ours]).toEqual([id, theirs]);
    }
  });
});
