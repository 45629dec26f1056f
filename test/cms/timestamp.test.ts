import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTimestampResponse, readTimestampToken } from '../../src/cms/read-timestamp.js';
import { readStrictCertificate } from '../../src/cms/verify-certificate.js';
import { verifyTimestamp } from '../../src/cms/verify-timestamp.js';
import type { TimestampFacts, TimestampQuestion } from '../../src/cms/verify-timestamp.js';
import { int, integer, nil, octets, oid, seq, tlv } from '../pki/der.js';
import { openPki, pem } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { startServers } from '../pki/servers.js';
import type { Servers } from '../pki/servers.js';
import type { TsaLie } from '../pki/server/messages.js';

let pki: Pki;
let servers: Servers;
let folder: string;
beforeAll(async () => {
  pki = await openPki({ now: new Date('2026-03-18T08:16:11Z') });
  servers = await startServers(pki);
  folder = mkdtempSync(join(tmpdir(), 'stamps-'));
});
afterAll(async () => {
  await servers.stop();
  rmSync(folder, { recursive: true, force: true });
});

const data = Buffer.from('Beslut om färdplan');
const ids = { sha256: '2.16.840.1.101.3.4.2.1', sha512: '2.16.840.1.101.3.4.2.3' };

async function answerFrom(url: string, hash: keyof typeof ids = 'sha256'): Promise<Uint8Array> {
  const imprint = seq(seq(oid(ids[hash]), nil), octets(createHash(hash).update(data).digest()));
  const query = seq(int(1), imprint, integer(Uint8Array.of(7, 7, 7)), tlv(0x01, Uint8Array.of(0xff)));
  const answer = await fetch(url, {
    method: 'POST',
    body: Buffer.from(query),
    headers: { 'content-type': 'application/timestamp-query' },
  });
  return new Uint8Array(await answer.arrayBuffer());
}

async function tokenFrom(options: { id?: string; lie?: TsaLie } = {}, hash?: keyof typeof ids): Promise<Uint8Array> {
  const { token } = readTimestampResponse(await answerFrom(servers.tsa(options), hash));
  if (!token) throw new Error('no token');
  return token;
}

const check = (token: Uint8Array, options: Partial<TimestampQuestion> = {}): Promise<TimestampFacts> =>
  verifyTimestamp({
    token,
    stamped: data,
    anchors: [readStrictCertificate(pki.root)],
    others: [readStrictCertificate(pki.get('tsa-issuer').certificate)],
    at: pki.now,
    ...options,
  });

const kinds = ({ problems }: TimestampFacts): string =>
  problems.map(({ kind, what }) => `${kind}: ${what.en}`).join('\n');

describe('a time-stamp', () => {
  it.each([
    ['tsa', 'sha256'],
    ['tsa', 'sha512'],
    ['tsa-rsa', 'sha256'],
    ['tsa-next', 'sha512'],
  ] as const)('of %s with %s holds', async (id, hash) => {
    const facts = await check(await tokenFrom({ id }, hash));
    expect(kinds(facts)).toBe('');
    expect(facts).toMatchObject({
      imprintMatches: true,
      signatureHolds: true,
      certificateHashMatches: true,
      looseCertificates: 0,
    });
    expect(facts.path.path?.at(-1)?.der).toEqual(pki.root);
    expect(Math.abs(Number(facts.time) - pki.now.getTime())).toBeLessThan(600_000);
    expect(facts.read?.nonce).toEqual(Uint8Array.of(7, 7, 7));
  });

  it('may be given with the digest of what was stamped, or with zeros after it', async () => {
    const token = await tokenFrom();
    const digest = new Uint8Array(createHash('sha256').update(data).digest());
    expect(kinds(await check(token, { stamped: { hash: 'SHA-256', digest } }))).toBe('');
    const padded = new Uint8Array(token.length + 40);
    padded.set(token);
    expect(kinds(await check(padded, { padded: true }))).toBe('');
    expect(kinds(await check(padded))).toMatch(/^format/);
    padded[token.length + 20] = 1;
    expect(kinds(await check(padded, { padded: true }))).toMatch(/^format/);
  });

  it('of other content proves nothing about this', async () => {
    expect(kinds(await check(await tokenFrom(), { stamped: Buffer.from('annat') }))).toMatch(/^imprint/);
  });

  it('needs a path: to an anchor, at the time that counts', async () => {
    const token = await tokenFrom({ id: 'tsa-short' });
    expect(kinds(await check(token, { others: [], anchors: [] }))).toMatch(/^path/);
    expect(kinds(await check(token))).toBe('');
    expect(kinds(await check(token, { at: pki.at(41) }))).toMatch(/^period: .*expired/);
    const facts = await check(token, { anchors: [readStrictCertificate(pki.get('tsa-short').certificate)] });
    expect([kinds(facts), facts.path.path?.length]).toEqual(['', 1]);
  });

  it.each<[TsaLie, RegExp]>([
    ['wrong-imprint', /^imprint/],
    ['wrong-hash', /^imprint|^weak/],
    ['wrong-issuer', /^path/],
    ['expired', /certificate was not valid|expired/],
    ['no-purpose', /not meant for time-stamps/],
    ['no-certificate', /certificate: .*missing/],
    ['bad-signature', /^signature/],
    ['wrong-content', /./],
    ['past', /./],
  ])('from an authority that lies (%s) is not accepted', async (lie, why) => {
    const answer = readTimestampResponse(await answerFrom(servers.tsa({ lie })));
    if (answer.token) expect(kinds(await check(answer.token))).toMatch(why);
    else expect(answer.status).toBeGreaterThan(1);
  });

  it('a refusal is told', async () => {
    const answer = readTimestampResponse(await answerFrom(servers.tsa({ lie: 'rejection' })));
    expect(answer).toMatchObject({ token: null });
    expect(answer.status).toBe(2);
  });
});

const openssl = (() => {
  try {
    return execFileSync('openssl', ['version']).toString().startsWith('OpenSSL 3');
  } catch {
    return false;
  }
})();

describe.skipIf(!openssl)(`openssl ts${openssl ? '' : ' (skipped without openssl)'}`, () => {
  const run = (...args: string[]): string =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }).toString();

  it('accepts our servers’ tokens, and its own tokens are accepted here', async () => {
    writeFileSync(join(folder, 'data'), data);
    writeFileSync(join(folder, 'root.pem'), pem(pki.root));
    writeFileSync(join(folder, 'issuer.pem'), pem(pki.get('tsa-issuer').certificate));
    writeFileSync(join(folder, 'token.der'), await tokenFrom());
    const time = String(Math.floor(pki.now.getTime() / 1000));
    const verify = [
      'ts',
      '-verify',
      '-data',
      'data',
      '-in',
      'token.der',
      '-token_in',
      '-CAfile',
      'root.pem',
      '-untrusted',
      'issuer.pem',
    ];
    expect(run(...verify, '-attime', time)).toMatch(/OK/);
    for (const id of ['tsa', 'tsa-rsa']) {
      const { certificate, key } = pki.get(id);
      writeFileSync(join(folder, 'tsa.pem'), pem(certificate));
      writeFileSync(join(folder, 'key.pem'), key.export({ type: 'pkcs8', format: 'pem' }));
      writeFileSync(join(folder, 'serial'), '01');
      writeFileSync(
        join(folder, 'ts.cnf'),
        '[tsa]\ndefault_tsa=t\n[t]\nserial=serial\ndigests=sha256\nsigner_digest=sha256\ndefault_policy=1.2.3.4\naccuracy=secs:1,millisecs:500,microsecs:100\nordering=yes\ntsa_name=yes\ness_cert_id_chain=yes\n',
      );
      run('ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'query.tsq');
      run(
        'ts',
        '-reply',
        '-config',
        'ts.cnf',
        '-queryfile',
        'query.tsq',
        '-signer',
        'tsa.pem',
        '-inkey',
        'key.pem',
        '-chain',
        'issuer.pem',
        '-token_out',
        '-out',
        'own.der',
      );
      const token = new Uint8Array(readFileSync(join(folder, 'own.der')));
      const facts = await check(token, { at: new Date() });
      expect(kinds(facts)).toBe('');
      expect(readTimestampToken(token)).toMatchObject({ policy: '1.2.3.4', accuracy: 1501, ordering: true });
    }
  });
});
