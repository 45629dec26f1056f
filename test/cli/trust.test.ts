import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.js';
import type { Text } from '../../src/core/text.js';
import { nodeHost } from '../../src/cli/node-host.js';
import type { Session } from '../../src/cli/session.js';
import { trustAnchors } from '../../src/cli/trust.js';
import type { TrustAnchor } from '../../src/verify/anchors.js';
import { openPki, pem } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { listXml, signXml } from '../verify/support/trusted-lists.js';

let pki: Pki;
let folder: string;
let server: Server;
let base: string;
let asked: string[] = [];
let pages: Record<string, string> = {};
let clock = new Date('2026-03-18T08:16:11Z');
let notes: Text[] = [];

beforeAll(async () => {
  pki = await openPki({ now: clock });
  folder = mkdtempSync(join(tmpdir(), 'trust-'));
  writeFileSync(join(folder, 'root.pem'), pem(pki.root));
  writeFileSync(join(folder, 'operator.pem'), pem(pki.get('rsa-3072').certificate));
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const page = pages[request.url ?? ''];
    response.writeHead(page === undefined ? 404 : 200).end(page);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  rmSync(join(folder, 'cache'), { recursive: true, force: true });
  asked = [];
  notes = [];
  clock = new Date('2026-03-18T08:16:11Z');
  pages = { '/se.xml': list('SE', '2026-01-01T00:00:00Z') };
});

const service = (id: string, name: string) => ({
  name,
  type: 'CA/QC',
  certificate: pki.get(id).certificate,
  statuses: [{ status: 'granted', from: '2020-01-01T00:00:00Z' }],
});

const list = (territory: string, issued: string, signer = 'rsa-3072'): string =>
  signXml(listXml({ services: [service('issuer', `Service of ${territory}`)], territory, issued }), pki.get(signer));

const trusted = (options: Record<string, unknown>): Promise<TrustAnchor[]> => {
  const host = nodeHost({ cwd: folder, env: { FARDPLAN_CACHE: join(folder, 'cache'), NO_PROXY: '127.0.0.1' } });
  const session = { host: { ...host, now: () => clock }, say: (note: Text) => void notes.push(note), language: 'en' };
  return trustAnchors(session as unknown as Session, options);
};
const names = (anchors: TrustAnchor[]): (string | undefined)[] => anchors.map(({ service: found }) => found?.name);
const signer = { trustListSigner: ['operator.pem'] };

describe('what the user trusts', () => {
  it('files, and the machine', async () => {
    expect(await trusted({ trust: ['root.pem'] })).toMatchObject([{ origin: 'file', purposes: null, periods: null }]);
    const system = await trusted({ trust: ['system'] });
    expect(system.length).toBeGreaterThan(20);
    expect(new Set(system.map(({ origin }) => origin))).toEqual(new Set(['system']));
  });

  it('a list in a file, and never without its operator', async () => {
    writeFileSync(join(folder, 'list.xml'), pages['/se.xml'] ?? '');
    expect(names(await trusted({ trustList: ['list.xml'], ...signer }))).toEqual(['Service of SE']);
    await expect(trusted({ trustList: ['list.xml'] })).rejects.toThrow(/also needs --trust-list-signer/);
    await expect(trusted({ trustListSigner: ['operator.pem'] })).rejects.toThrow(/also needs --trust-list/);
    await expect(trusted({ trustList: ['list.xml'], trustListSigner: ['root.pem'] })).rejects.toThrow(/is not used/);
  });

  it('a list at an address: once a day, and without a network afterwards', async () => {
    const options = { trustList: [`${base}/se.xml`], ...signer };
    expect(names(await trusted(options))).toEqual(['Service of SE']);
    expect(names(await trusted(options))).toEqual(['Service of SE']);
    expect(asked).toEqual(['/se.xml']);
    clock = new Date('2026-03-20T08:16:11Z');
    await trusted(options);
    expect(asked).toEqual(['/se.xml', '/se.xml']);
    pages = {};
    clock = new Date('2026-03-22T08:16:11Z');
    expect(names(await trusted(options))).toEqual(['Service of SE']);
    expect(notes.map(({ en }) => en).join('\n')).toMatch(
      /gave no list \(HTTP 404\)\. The copy from 2026-03-20 is used/,
    );
  });

  it('an older list, or one of another operator, does not take the place of the copy', async () => {
    const options = { trustList: [`${base}/se.xml`], ...signer };
    await trusted(options);
    for (const [page, why] of [
      [list('SE', '2025-12-01T00:00:00Z'), /older than the one before/],
      [list('XX', '2026-03-01T00:00:00Z', 'rsa-2048'), /any of the given certificates/],
    ] as const) {
      notes = [];
      pages = { '/se.xml': page };
      clock = new Date('2026-03-20T08:16:11Z');
      expect(names(await trusted(options))).toEqual(['Service of SE']);
      expect(notes.map(({ en }) => en).join('\n')).toMatch(why);
    }
  });

  it('a damaged copy is not used', async () => {
    const options = { trustList: [`${base}/se.xml`], ...signer };
    await trusted(options);
    const cache = join(folder, 'cache', 'trusted-lists');
    const file = readdirSync(cache).find((name) => name.endsWith('.xml')) ?? '';
    writeFileSync(join(cache, file), list('XX', '2026-03-01T00:00:00Z'));
    expect(names(await trusted(options))).toEqual(['Service of SE']);
    expect(asked).toHaveLength(2);
  });

  it('a list of lists stands for those it points to', async () => {
    const operator = pki.get('rsa-2048').certificate;
    const pointers = ['SE', 'FI', 'NO'].map((territory) => ({
      territory,
      url: `${base}/${territory.toLowerCase()}.xml`,
      signer: operator,
    }));
    pages = {
      '/eu.xml': signXml(listXml({ pointers, type: 'EUlistofthelists', territory: 'EU' }), pki.get('rsa-3072')),
      '/se.xml': list('SE', '2026-01-01T00:00:00Z', 'rsa-2048'),
      '/fi.xml': list('FI', '2026-01-01T00:00:00Z', 'rsa-2048'),
      // Not signed by whom the list of lists says.
      '/no.xml': list('NO', '2026-01-01T00:00:00Z', 'rsa-3072'),
    };
    const options = { trustList: [`${base}/eu.xml`], ...signer };
    expect(names(await trusted(options))).toEqual(['Service of SE', 'Service of FI']);
    expect(notes.map(({ en }) => en).join('\n')).toMatch(/no\.xml is not used/);
    expect(names(await trusted({ ...options, trustListTerritory: ['fi'] }))).toEqual(['Service of FI']);
  });

  it('what cannot be had at all is a refusal', async () => {
    await expect(trusted({ trustList: [`${base}/none.xml`], ...signer })).rejects.toThrow(Failure);
  });
});
