import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStrictCertificate } from '../../src/cms/verify-certificate.js';
import type { Host } from '../../src/core/host.js';
import { fetchTimestamp, tryAuthority } from '../../src/sign/fetch-timestamp.js';
import { openPki } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { startServers } from '../pki/servers.js';
import type { Servers } from '../pki/servers.js';
import { refusal } from './helpers.js';
import { networkHost } from './network.js';

let pki: Pki;
let servers: Servers;
let host: Host;
const stamped = { hash: 'SHA-256' as const, digest: createHash('sha256').update('beslut').digest() };

beforeAll(async () => {
  pki = await openPki();
  servers = await startServers(pki);
  host = networkHost(pki.now);
});
afterAll(() => servers.stop());

const policy = '1.3.6.1.4.1.32473.2.1';

it.each(['tsa', 'tsa-rsa', 'tsa-next'])('a token by %s, checked up to the root', async (id) => {
  const anchors = [readStrictCertificate(pki.root)];
  const answer = await fetchTimestamp(host, { url: servers.tsa({ id }), policy, anchors }, stamped);
  expect(answer.signer.der).toEqual(new Uint8Array(pki.get(id).certificate));
  expect(Math.abs(answer.time.getTime() - host.now().getTime())).toBeLessThan(60_000);
  const { room } = await tryAuthority(host, { url: servers.tsa({ id }) });
  expect(room).toBeGreaterThan(answer.token.length + 400);
});

it('nothing but a digest leaves the machine', async () => {
  await fetchTimestamp(host, { url: servers.tsa() }, stamped);
  const seen = (await servers.requests()).at(-1);
  expect(seen?.headers['content-type']).toBe('application/timestamp-query');
  expect(seen?.body.length).toBeLessThan(80);
  expect(Buffer.from(seen?.body ?? []).includes(stamped.digest)).toBe(true);
});

describe('an authority that lies is not believed', () => {
  it.each([
    ['wrong-nonce', 'wrong nonce'],
    ['no-nonce', 'wrong nonce'],
    ['wrong-imprint', 'about other content'],
    ['wrong-hash', 'about other content'],
    ['wrong-policy', 'It was issued under 1.3.6.1.4.1.32473.9'],
    ['no-purpose', 'is not'],
    ['expired', 'certificate'],
    ['no-certificate', 'certificate is missing'],
    ['bad-signature', 'signature of the time-stamp does not hold'],
    ['wrong-content', 'not accepted'],
    ['past', 'not accepted'],
    ['future', 'not accepted'],
  ] as const)('%s', async (lie, words) => {
    const refused = await refusal(fetchTimestamp(host, { url: servers.tsa({ lie }), policy }, stamped));
    expect(refused.text.en).toContain(words);
    expect(refused.text.en).toContain(`127.0.0.1:${pki.port}`);
    expect(refused.help?.sv).toContain('Inget har skrivits');
    expect(refused.code).toBe(1);
  });

  it('with an issuer that is not among those pointed out', async () => {
    const anchors = [readStrictCertificate(pki.root)];
    const source = { url: servers.tsa({ lie: 'wrong-issuer' }), anchors };
    expect((await refusal(fetchTimestamp(host, source, stamped))).text.en).toContain('is not trusted');
  });
});

describe('an authority that gives nothing', () => {
  it.each([
    ['rejection', 'the request is not accepted'],
    ['page', 'not'],
    ['garbage', 'is not a time-stamp'],
    ['empty', 'is not a time-stamp'],
    ['error', 'status 500'],
    ['busy', 'status'],
    ['hang-up', 'cannot be reached'],
    ['endless', 'larger than'],
    ['huge-length', 'larger than'],
    ['redirect-loop', 'refers elsewhere'],
  ] as const)('%s', async (lie, words) => {
    const source = { url: servers.tsa({ lie }), timeout: 5000 };
    const refused = await refusal(fetchTimestamp(host, source, stamped));
    expect(refused.text.en).toContain(words);
  });

  it.each(['slow', 'drip'] as const)('%s', async (lie) => {
    const source = { url: servers.tsa({ lie }), timeout: 400 };
    expect((await refusal(fetchTimestamp(host, source, stamped))).text.en).toContain('within 0.4 seconds');
  });

  it('once, and then does', async () => {
    const answer = await fetchTimestamp(host, { url: servers.tsa({ lie: 'flaky' }) }, stamped);
    expect(answer.token.length).toBeGreaterThan(500);
  });

  it('for a policy that it does not have', async () => {
    const source = { url: servers.tsa(), policy: '1.2.3.4' };
    const refused = await refusal(fetchTimestamp(host, source, stamped));
    expect(refused.text.en).toContain('the policy is not supported');
    expect(refused.help?.en).toContain('--tsa-policy');
  });
});
