import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCrl } from '../../src/cms/read-crl.js';
import { readOcspResponse } from '../../src/cms/read-ocsp.js';
import { revocationStatus } from '../../src/cms/revocation.js';
import type { RevocationQuestion, RevocationStatus } from '../../src/cms/revocation.js';
import { readStrictCertificate } from '../../src/cms/verify-certificate.js';
import type { ReadCertificate } from '../../src/cms/verify-certificate.js';
import { keyHash } from '../pki/certificate.js';
import { integer, nil, octets, oid, seq, tlv } from '../pki/der.js';
import { createHash } from 'node:crypto';
import { openPki } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { startServers } from '../pki/servers.js';
import type { Servers } from '../pki/servers.js';
import type { CrlLie, OcspLie } from '../pki/server/messages.js';

let pki: Pki;
let servers: Servers;
beforeAll(async () => {
  pki = await openPki({ now: new Date('2026-03-18T08:16:11Z') });
  servers = await startServers(pki);
});
afterAll(() => servers.stop());

const issuerOf = (id: string): string => pki.get(id).row.issuer ?? '';

const ocspQuery = (id: string, hash: 'sha1' | 'sha256', nonce?: Uint8Array): Uint8Array => {
  const issuer = pki.issued.get(issuerOf(id));
  const own = pki.issued.get(id);
  if (!issuer || !own) throw new Error(id);
  const ids = { sha1: '1.3.14.3.2.26', sha256: '2.16.840.1.101.3.4.2.1' };
  const name = createHash(hash).update(issuer.subject).digest();
  const certId = seq(seq(oid(ids[hash]), nil), octets(name), octets(keyHash(issuer.key, hash)), integer(own.serial));
  const extensions = nonce ? [tlv(0xa2, seq(seq(oid('1.3.6.1.5.5.7.48.1.2'), octets(octets(nonce)))))] : [];
  return seq(seq(seq(seq(certId)), ...extensions));
};

async function ocspOf(
  id: string,
  lie?: OcspLie,
  hash: 'sha1' | 'sha256' = 'sha1',
  nonce?: Uint8Array,
): Promise<Uint8Array> {
  const answer = await fetch(servers.ocsp({ authority: issuerOf(id), ...(lie ? { lie } : {}) }), {
    method: 'POST',
    body: Buffer.from(ocspQuery(id, hash, nonce)),
    headers: { 'content-type': 'application/ocsp-request' },
  });
  return new Uint8Array(await answer.arrayBuffer());
}

async function crlOf(id: string, lie?: CrlLie): Promise<Uint8Array> {
  const answer = await fetch(servers.crl({ authority: issuerOf(id), ...(lie ? { lie } : {}) }));
  return new Uint8Array(await answer.arrayBuffer());
}

const certificate = (id: string): ReadCertificate => readStrictCertificate(pki.get(id).certificate);

const ask = (
  id: string,
  evidence: { ocsp?: Uint8Array[]; crls?: Uint8Array[] } & Partial<Omit<RevocationQuestion, 'ocsp' | 'crls'>>,
): Promise<RevocationStatus> => {
  const { ocsp = [], crls = [], ...more } = evidence;
  return revocationStatus({
    certificate: certificate(id),
    issuer: certificate(issuerOf(id)),
    ocsp: ocsp.map(readOcspResponse),
    crls: crls.map(readCrl),
    at: pki.now,
    now: new Date(pki.now.getTime() + 60_000),
    ...more,
  });
};

const told = ({ problems }: RevocationStatus): string => problems.map(({ en }) => en).join('\n');

describe('what evidence says', () => {
  it.each(['sha1', 'sha256'] as const)('good, by OCSP with %s', async (hash) => {
    const der = await ocspOf('p-256', undefined, hash);
    const status = await ask('p-256', { ocsp: [der] });
    expect(status).toMatchObject({ status: 'good', source: 'ocsp', revokedAt: null, problems: [] });
    expect(status.evidence).toEqual(der);
    expect(status.signer?.extensions.noCheck).toBe(true);
  });

  it('good, by a list', async () => {
    expect(await ask('rsa-4096', { crls: [await crlOf('rsa-4096')] })).toMatchObject({
      status: 'good',
      source: 'crl',
      problems: [],
    });
  });

  it.each([
    ['revoked-before', 'keyCompromise'],
    ['on-hold', 'certificateHold'],
  ])('%s, by both', async (id, reason) => {
    for (const evidence of [{ ocsp: [await ocspOf(id)] }, { crls: [await crlOf(id)] }]) {
      expect(await ask(id, evidence)).toMatchObject({
        status: 'revoked',
        reason,
        revokedAt: pki.at(-10),
        problems: [],
      });
    }
  });

  it('revoked later than the time that counts: good then', async () => {
    await servers.setNow(pki.at(11));
    const evidence = { ocsp: [await ocspOf('revoked-after')], crls: [await crlOf('revoked-after')], now: pki.at(12) };
    await servers.setNow(pki.now);
    expect(await ask('revoked-after', evidence)).toMatchObject({ status: 'good', revokedAt: pki.at(10) });
    expect(await ask('revoked-after', { ...evidence, at: pki.at(10) })).toMatchObject({ status: 'revoked' });
  });

  it('a final revocation outweighs what says good', async () => {
    const ocsp = [await ocspOf('revoked-before', 'always-good')];
    const crls = [await crlOf('revoked-before')];
    expect(await ask('revoked-before', { ocsp })).toMatchObject({ status: 'good' });
    expect(await ask('revoked-before', { ocsp, crls })).toMatchObject({ status: 'revoked', source: 'crl' });
  });

  it('nothing is said of others', async () => {
    const evidence = { ocsp: [await ocspOf('p-384')], crls: [await crlOf('rsa-4096')] };
    expect(await ask('p-256', evidence)).toMatchObject({ status: 'unknown', source: null });
  });

  it('old evidence shows what was revoked, not what is good', async () => {
    const late = { at: pki.at(30), now: pki.at(30) };
    const good = await ask('p-256', { ocsp: [await ocspOf('p-256')], crls: [await crlOf('p-256')], ...late });
    expect(good).toMatchObject({ status: 'unknown' });
    expect(told(good)).toMatch(/OCSP response is not used.*too old[^]*revocation list is not used.*too old/);
    expect(await ask('revoked-before', { crls: [await crlOf('revoked-before')], ...late })).toMatchObject({
      status: 'revoked',
    });
  });

  it('freshness may be asked for', async () => {
    const ocsp = [await ocspOf('p-256')];
    const later = { at: new Date(pki.now.getTime() + 600_000), now: new Date(pki.now.getTime() + 600_000) };
    expect((await ask('p-256', { ocsp, ...later, freshness: 3_600_000 })).status).toBe('good');
    expect((await ask('p-256', { ocsp, ...later, freshness: 60_000 })).status).toBe('unknown');
  });

  it('evidence from after the certificate expired shows nothing', async () => {
    const evidence = { ocsp: [await ocspOf('expired')], crls: [await crlOf('expired')] };
    const status = await ask('expired', evidence);
    expect(status.status).toBe('unknown');
    expect(told(status)).toMatch(/after the certificate expired/);
  });

  it('a nonce has to be the one that was sent', async () => {
    const nonce = Uint8Array.from({ length: 16 }, (_, index) => index);
    expect((await ask('p-256', { ocsp: [await ocspOf('p-256', undefined, 'sha1', nonce)], nonce })).status).toBe(
      'good',
    );
    expect((await ask('p-256', { ocsp: [await ocspOf('p-256', 'no-nonce', 'sha1', nonce)], nonce })).status).toBe(
      'good',
    );
    const wrong = await ask('p-256', { ocsp: [await ocspOf('p-256', 'wrong-nonce', 'sha1', nonce)], nonce });
    expect(wrong.status).toBe('unknown');
    expect(told(wrong)).toMatch(/another question/);
  });
});

describe('evidence that lies is not used', () => {
  it.each<[OcspLie, RegExp | null]>([
    ['wrong-issuer', /not clear who|not from the same issuer|^$/],
    ['wrong-certificate', null],
    ['expired', /responder's certificate was not valid/],
    ['not-authorised', /not meant for OCSP/],
    ['stale', /too old|was not valid when it answered/],
    ['future', /from the future/],
    ['unknown', /does not know/],
    ['bad-signature', /signature does not hold/],
  ])('OCSP: %s', async (lie, why) => {
    const status = await ask('p-256', { ocsp: [await ocspOf('p-256', lie)] });
    expect(status).toMatchObject({ status: 'unknown', source: null, evidence: null });
    if (why) expect(told(status)).toMatch(why);
  });

  it('OCSP: a refusal is no response', async () => {
    const der = await ocspOf('p-256', 'rejection');
    expect(() => readOcspResponse(der)).toThrow(/gave no answer/);
  });

  it.each<[CrlLie, RegExp | null]>([
    ['wrong-issuer', null],
    ['stale', /too old/],
    ['future', /from the future/],
    ['delta', /delta/],
    ['indirect', /indirect/],
    ['scope', /other kinds|another part/],
    ['bad-signature', /signature does not hold/],
  ])('list: %s', async (lie, why) => {
    const status = await ask('p-256', { crls: [await crlOf('p-256', lie)] });
    expect(status).toMatchObject({ status: 'unknown', source: null });
    if (why) expect(told(status)).toMatch(why);
  });
});
