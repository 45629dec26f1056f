import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../src/core/host.js';
import { gatherRevocation } from '../../src/sign/gather-revocation.js';
import type { Gathered } from '../../src/sign/gather-revocation.js';
import { openPki } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { startServers } from '../pki/servers.js';
import type { Servers } from '../pki/servers.js';
import { certificateOf, issuersOf, networkHost } from './network.js';

let pki: Pki;
let servers: Servers;
let host: Host;

beforeAll(async () => {
  pki = await openPki();
  servers = await startServers(pki);
  host = networkHost(pki.now);
});
afterEach(() => servers.setLies({}));
afterAll(() => servers.stop());

const gather = (id: string, others = issuersOf(pki, id)): Promise<Gathered> =>
  gatherRevocation(host, { leaves: [certificateOf(pki, id)], others, timeout: 3000 });
const told = ({ findings }: Gathered) =>
  findings.map(({ certificate, status, exempt }) => [
    certificate.subjectName?.replace(' (TEST)', ''),
    exempt ? 'exempt' : (status?.status ?? null),
    status?.source ?? null,
  ]);

it('asks for the signer, its issuer and the responder, and stops at the root', async () => {
  const found = await gather('p-256');
  expect(told(found)).toEqual([
    ['Elsa Exempel', 'good', 'ocsp'],
    ['Fardplan Test Issuer', 'good', 'crl'],
    ['Fardplan Test OCSP', 'exempt', null],
  ]);
  expect(found.certificates.map(({ subjectName }) => subjectName?.replace(' (TEST)', '')).sort()).toEqual([
    'Elsa Exempel',
    'Fardplan Test Issuer',
    'Fardplan Test OCSP',
    'Fardplan Test Root',
  ]);
  expect([found.ocsp.length, found.crls.length]).toEqual([1, 1]);
});

it('fetches issuers that are not there', async () => {
  const found = await gather('p-384', []);
  expect(told(found).map(([, status]) => status)).toEqual(['good', 'good', 'exempt']);
  expect(found.certificates).toHaveLength(4);
});

it('goes to the list when the responder gives nothing that holds', async () => {
  for (const lie of [
    'bad-signature',
    'wrong-nonce',
    'not-authorised',
    'wrong-certificate',
    'stale',
    'garbage',
    'page',
    'error',
  ] as const) {
    await servers.setLies({ ocsp: lie });
    expect([lie, ...(told(await gather('p-256'))[0] ?? [])]).toEqual([lie, 'Elsa Exempel', 'good', 'crl']);
  }
}, 30_000);

it('says why, when nothing holds', async () => {
  await servers.setLies({ ocsp: 'bad-signature', crl: 'bad-signature' });
  const [leaf] = (await gather('p-256')).findings;
  expect(leaf?.status).toBe(null);
  expect(leaf?.problems.length).toBeGreaterThan(1);
  await servers.setLies({ ocsp: 'endless', crl: 'endless' });
  const [other] = (await gather('p-256')).findings;
  expect(other?.status).toBe(null);
  expect(other?.problems.some(({ en }) => en.includes('larger than'))).toBe(true);
}, 30_000);

describe('tells of', () => {
  it.each([
    ['revoked-before', 'revoked'],
    ['on-hold', 'revoked'],
    ['revoked-crl-only', 'revoked'],
    ['revoked-after', 'good'],
    ['no-revocation', 'exempt'],
    ['no-source', null],
  ])('%s: %s', async (id, status) => {
    expect(told(await gather(id))[0]?.[1]).toBe(status);
  });

  it('an issuer that is revoked', async () => {
    expect(told(await gather('under-revoked')).map(([, status]) => status)).toContain('revoked');
  });
});

it('asks nobody again for what is known and holds', async () => {
  const first = await gather('p-521');
  const before = (await servers.requests()).length;
  const again = await gatherRevocation(host, {
    leaves: [certificateOf(pki, 'p-521')],
    others: first.certificates,
    known: first,
  });
  expect(told(again)).toEqual(told(first));
  expect((await servers.requests()).length).toBe(before);
});
