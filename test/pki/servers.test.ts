import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { elements, inside, int, integer, nil, octets, oid, seq, tlv } from './der.js';
import { hashIds } from './algorithms.js';
import { keyHash } from './certificate.js';
import { openPki } from './pki.js';
import type { Pki } from './pki.js';
import { startServers } from './servers.js';
import type { Servers } from './servers.js';

let pki: Pki;
let servers: Servers;
beforeAll(async () => {
  pki = await openPki({ now: new Date('2026-03-18T08:16:11Z') });
  servers = await startServers(pki);
});
afterAll(() => servers.stop());

const post = async (url: string, body: Uint8Array, type: string): Promise<Buffer> => {
  const answer = await fetch(url, { method: 'POST', body: Buffer.from(body), headers: { 'content-type': type } });
  return Buffer.from(await answer.arrayBuffer());
};

const nonce = Uint8Array.of(0x12, 0x34, 0x56);
const stamped = Buffer.from(integer(nonce));
const query = (hash: keyof typeof hashIds = 'sha256'): Uint8Array =>
  seq(
    int(1),
    seq(seq(oid(hashIds[hash]), nil), octets(createHash(hash).update('prov').digest())),
    integer(nonce),
    tlv(0x01, Uint8Array.of(0xff)),
  );
const stamp = (url: string, body = query()): Promise<Buffer> => post(url, body, 'application/timestamp-query');

const ocspQuery = (id: string): Uint8Array => {
  const sha1 = (bytes: Uint8Array): Uint8Array => createHash('sha1').update(bytes).digest();
  const issuer = pki.issued.get(pki.get(id).row.issuer ?? '');
  const own = pki.issued.get(id);
  if (!issuer || !own) throw new Error(id);
  const certId = seq(
    seq(oid(hashIds.sha1), nil),
    octets(sha1(issuer.subject)),
    octets(keyHash(issuer.key)),
    integer(own.serial),
  );
  return seq(seq(seq(seq(certId))));
};

/** The tag of CertStatus (RFC 6960, 4.2.1): good, revoked or unknown. */
function status(response: Uint8Array): string {
  const [, bytes] = inside(elements(response)[0]);
  const basic = inside(inside(bytes)[0])[1];
  const data = inside(elements(basic?.contents ?? new Uint8Array())[0])[0];
  const single = inside(inside(data)[2])[0];
  const names: Record<number, string> = { 0x80: 'good', 0xa1: 'revoked', 0x82: 'unknown' };
  return names[inside(single)[1]?.tag ?? 0] ?? 'none';
}

const ask = async (id: string, lie?: 'always-good' | 'unknown'): Promise<string> =>
  status(await post(servers.ocsp(lie ? { lie } : {}), ocspQuery(id), 'application/ocsp-request'));

describe('the servers of the test PKI', () => {
  test('stamp a digest, with the nonce', async () => {
    for (const hash of ['sha256', 'sha384', 'sha512'] as const) {
      const answer = await stamp(servers.tsa(), query(hash));
      expect(inside(inside(elements(answer)[0])[0])[0]?.contents[0]).toBe(0);
      expect(answer.toString('hex')).toContain(createHash(hash).update('prov').digest('hex'));
      expect(answer.includes(stamped)).toBe(true);
      expect(answer.includes(Buffer.from('20260318081'))).toBe(true);
    }
  });

  test('refuse a weak digest, and what cannot be read', async () => {
    for (const body of [query('sha1'), Uint8Array.of(1, 2, 3)]) {
      expect(inside(inside(elements(await stamp(servers.tsa(), body))[0])[0])[0]?.contents[0]).toBe(2);
    }
  });

  test('tell who is revoked, by the clock they have', async () => {
    expect(await Promise.all(['p-256', 'revoked-before', 'revoked-after'].map((id) => ask(id)))).toEqual([
      'good',
      'revoked',
      'good',
    ]);
    const list = async (): Promise<Buffer> => Buffer.from(await (await fetch(servers.crl())).arrayBuffer());
    const before = await list();
    await servers.setNow(pki.at(11));
    expect(await ask('revoked-after')).toBe('revoked');
    const after = await list();
    const serial = Buffer.from(pki.issued.get('revoked-after')?.serial ?? []);
    expect([before.includes(serial), after.includes(serial)]).toEqual([false, true]);
    await servers.setNow(pki.now);
  });

  test('answer GET as well as POST', async () => {
    const path = encodeURIComponent(Buffer.from(ocspQuery('revoked-before')).toString('base64'));
    const answer = await fetch(`${servers.ocsp()}/${path}`);
    expect(status(Buffer.from(await answer.arrayBuffer()))).toBe('revoked');
  });

  test('lie when asked to', async () => {
    expect(await ask('revoked-before', 'always-good')).toBe('good');
    expect(await ask('p-256', 'unknown')).toBe('unknown');
    expect((await stamp(servers.tsa({ lie: 'wrong-nonce' }))).includes(stamped)).toBe(false);
    const digest = createHash('sha256').update('prov').digest();
    expect((await stamp(servers.tsa({ lie: 'wrong-imprint' }))).includes(digest)).toBe(false);
    await servers.setLies({ ocsp: 'always-good' });
    expect(await ask('revoked-before')).toBe('good');
    await servers.setLies({});
    expect(await ask('revoked-before')).toBe('revoked');
  });

  test('fail as networks do', async () => {
    const statusOf = (url: string): Promise<number> =>
      fetch(url, { redirect: 'manual' }).then((answer) => answer.status);
    expect(await statusOf(servers.crl({ lie: 'error' }))).toBe(500);
    const flaky = servers.crl({ lie: 'flaky' });
    expect([await statusOf(flaky), await statusOf(flaky)]).toEqual([500, 200]);
    expect(await statusOf(servers.crl({ lie: 'redirect-loop' }))).toBe(307);
    await expect(fetch(servers.crl({ lie: 'hang-up' }))).rejects.toThrow();
    await expect(fetch(servers.crl({ lie: 'truncated' })).then((answer) => answer.arrayBuffer())).rejects.toThrow();
    const endless = await fetch(servers.crl({ lie: 'endless' }));
    let length = 0;
    for await (const part of (endless.body ?? []) as AsyncIterable<Uint8Array>) {
      length += part.length;
      if (length > 1_000_000) break;
    }
    expect(length).toBeGreaterThan(1_000_000);
  });

  test('serve the certificates of issuers, and remember what was asked', async () => {
    const answer = await fetch(servers.authority('issuer'));
    expect(Buffer.from(await answer.arrayBuffer()).equals(pki.get('issuer').certificate)).toBe(true);
    const last = (await servers.requests()).at(-1);
    expect(last).toMatchObject({ method: 'GET', path: '/ca/issuer.cer' });
  });
});

test('stopped servers answer no more', async () => {
  const own = await openPki();
  const ran = await startServers(own);
  await ran.stop();
  await expect(fetch(ran.crl())).rejects.toThrow();
});
