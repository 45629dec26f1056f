import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readTimestampToken } from '../../src/cms/read-timestamp.js';
import { readStrictCertificate } from '../../src/cms/verify-certificate.js';
import { readSignedData } from '../../src/cms/verify-signed-data.js';
import type { Host } from '../../src/core/host.js';
import type { Text } from '../../src/core/text.js';
import { readBase } from '../../src/pdf/incremental-base.js';
import { readStore } from '../../src/pdf/validation-store.js';
import { signatureValues } from '../../src/pdf/signature-values.js';
import { addDocumentTimestamp, timeStamping } from '../../src/sign/time-stamping.js';
import type { TimeStamping } from '../../src/sign/time-stamping.js';
import { extendPdf, raiseFromT } from '../../src/sign/raise-level.js';
import type { SignatureLevel } from '../../src/sign/raise-level.js';
import { refuseRevokedSigner } from '../../src/sign/add-validation-data.js';
import { signPdf } from '../../src/sign/sign-pdf.js';
import { verifyPdf } from '../../src/verify/verify.js';
import { openPki } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { startServers } from '../pki/servers.js';
import type { Servers } from '../pki/servers.js';
import { decision } from './documents.js';
import { installed, plainPdf, refusal } from './helpers.js';
import { networkHost, signerOf } from './network.js';

let pki: Pki;
let servers: Servers;
let host: Host;
let stamping: TimeStamping;
let typeset: Uint8Array;
const folder = mkdtempSync(join(tmpdir(), 'levels-'));

beforeAll(async () => {
  pki = await openPki();
  servers = await startServers(pki);
  host = networkHost(pki.now);
  stamping = timeStamping(host, { url: servers.tsa(), anchors: [readStrictCertificate(pki.root)] });
  typeset = await decision();
}, 60_000);
afterEach(() => servers.setLies({}));
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await servers.stop();
});

async function sign(pdf: Uint8Array, id: string, level: SignatureLevel, scheme?: 'RSA-PSS') {
  const signer = await signerOf(pki, id, scheme ? { scheme } : {});
  if (level === 'B-B') return (await signPdf(pdf, { signer, at: host.now() })).pdf;
  const lasting = level !== 'B-T';
  const approve = lasting
    ? (chain: Parameters<typeof refuseRevokedSigner>[1]) => refuseRevokedSigner(host, chain, {})
    : undefined;
  const signed = await signPdf(pdf, { signer, at: host.now(), stamping, approve });
  return raiseFromT(host, signed.pdf, level, { stamping });
}

const startsWith = (whole: Uint8Array, start: Uint8Array): boolean =>
  Buffer.from(whole.subarray(0, start.length)).equals(start);
const revisions = (pdf: Uint8Array): number => Buffer.from(pdf).toString('latin1').split('%%EOF').length - 1;
/** What verification says of each signature; the sample decision's roadmap is nowhere to be found, so the file as a whole is not asked about. */
async function verdict(pdf: Uint8Array, at = host.now()) {
  const options = { file: 'beslut.pdf', trust: [pki.root], at };
  const { signatures, changesAfterSigning } = await verifyPdf(pdf, options);
  expect(changesAfterSigning.filter(({ allowed }) => !allowed)).toEqual([]);
  return signatures.map(({ indication, level }) => [indication, level?.replace('PAdES-', '')]);
}

describe.each(['p-256', 'rsa-3072', 'p-384', 'p-521', 'ed25519', 'rsa-4096'])('signed by %s', (id) => {
  it.each(['B-T', 'B-LT', 'B-LTA'] as const)('at %s', async (level) => {
    const pdf = await sign(typeset, id, level);
    expect(startsWith(pdf, typeset)).toBe(true);
    const steps = { 'B-T': 1, 'B-LT': 2, 'B-LTA': 3 }[level];
    expect(revisions(pdf) - revisions(typeset)).toBe(steps);
    const [own, stamp, ...more] = signatureValues(readBase(pdf));
    const cms = readSignedData(own?.contents ?? new Uint8Array());
    expect(cms.timestamps).toHaveLength(1);
    expect(Boolean(stamp)).toBe(level === 'B-LTA');
    expect(more).toEqual([]);
    if (stamp) expect(readTimestampToken(stamp.contents, { padded: true }).policy).toBe('1.3.6.1.4.1.32473.2.1');
    const store = readStore(readBase(pdf));
    if (level !== 'B-T') {
      expect(store.certificates.length).toBeGreaterThan(3);
      expect(store.ocsp.length + store.crls.length).toBeGreaterThan(2);
    }
    // Without revocation data it stays open offline whether the signer was revoked.
    expect(await verdict(pdf)).toEqual([[level === 'B-T' ? 'INDETERMINATE' : 'TOTAL-PASSED', level]]);
  });
});

it('RSA-PSS, and a certificate that was issued with it', async () => {
  for (const [id, scheme] of [
    ['rsa-2048', 'RSA-PSS'],
    ['pss-issued', undefined],
  ] as const) {
    expect(await verdict(await sign(typeset, id, 'B-LT', scheme))).toEqual([['TOTAL-PASSED', 'B-LT']]);
  }
});

it('several signers, each at a level of their own, and the data of all of them in one store', async () => {
  const first = await sign(typeset, 'p-256', 'B-LT');
  const second = await sign(first, 'rsa-4096', 'B-LT');
  const third = await sign(second, 'p-384', 'B-LTA');
  expect(startsWith(third, second) && startsWith(second, first)).toBe(true);
  const stores = [first, second, third].map((pdf) => readStore(readBase(pdf)));
  for (const [index, store] of stores.entries()) {
    const certificates = store.certificates.map((der) => Buffer.from(der).toString('hex'));
    expect(new Set(certificates).size).toBe(certificates.length);
    const before = stores[index - 1]?.certificates ?? [];
    expect(before.every((der) => certificates.includes(Buffer.from(der).toString('hex')))).toBe(true);
  }
  expect((await verdict(third)).map(([indication]) => indication)).toEqual(Array(3).fill('TOTAL-PASSED'));
}, 30_000);

describe('extend', () => {
  it.each(['B-T', 'B-LT', 'B-LTA'] as const)('two signatures at B-B to %s', async (level) => {
    const plain = await sign(await sign(typeset, 'p-256', 'B-B'), 'rsa-2048', 'B-B');
    const { pdf, signatures, steps } = await extendPdf(host, plain, level, { stamping });
    expect(startsWith(pdf, plain)).toBe(true);
    expect([signatures, steps.length]).toEqual([2, { 'B-T': 1, 'B-LT': 2, 'B-LTA': 3 }[level]]);
    expect(await verdict(pdf)).toEqual(Array(2).fill([level === 'B-T' ? 'INDETERMINATE' : 'TOTAL-PASSED', level]));
  });

  it('renews an archive time-stamp: first the data of the one before, then a new one', async () => {
    const old = await sign(typeset, 'p-256', 'B-LTA');
    const next = timeStamping(host, { url: servers.tsa({ id: 'tsa-next' }) });
    const { pdf, steps } = await extendPdf(host, old, 'B-LTA', { stamping: next });
    expect(startsWith(pdf, old)).toBe(true);
    expect(steps.map(({ en }) => en.split(' ')[0])).toEqual(['data', 'document']);
    expect(await verdict(pdf)).toEqual([['TOTAL-PASSED', 'B-LTA']]);
  });

  it('does nothing to what is at the level already, or is not signed', async () => {
    const stamped = await sign(typeset, 'p-256', 'B-T');
    expect((await refusal(extendPdf(host, stamped, 'B-T', { stamping }))).text.en).toContain('B-T or higher already');
    expect((await refusal(extendPdf(host, typeset, 'B-LT', { stamping }))).text.sv).toContain('inte undertecknad');
  });

  it('goes on after the signer was revoked only when a time-stamp is older than that', async () => {
    const later = networkHost(pki.at(20));
    const plain = await sign(typeset, 'revoked-after', 'B-B');
    const stamped = await sign(typeset, 'revoked-after', 'B-T');
    await servers.setNow(pki.at(20));
    const then = timeStamping(later, { url: servers.tsa() });
    try {
      const refused = await refusal(extendPdf(later, plain, 'B-LT', { stamping: then }));
      expect(refused.text.en).toContain('has been revoked since');
      expect((await extendPdf(later, stamped, 'B-LTA', { stamping: then })).signatures).toBe(1);
    } finally {
      await servers.setNow(pki.now);
    }
  });
});

describe('in time', () => {
  it('what is at B-LTA outlives signer, revocation and, renewed, its authority; what is not does not', async () => {
    const brief = timeStamping(host, { url: servers.tsa({ id: 'tsa-short' }) });
    const signer = await signerOf(pki, 'short-revoked');
    const plain = (await signPdf(typeset, { signer, at: host.now() })).pdf;
    const signed = await signPdf(typeset, { signer, at: host.now(), stamping: brief });
    const kept = await raiseFromT(host, signed.pdf, 'B-LTA', { stamping: brief });
    // On day 5 the signer is revoked, on day 10 its certificate ends, on day 40 that of the authority.
    expect((await verdict(kept, pki.at(30)))[0]?.[0]).toBe('TOTAL-PASSED');
    expect((await verdict(plain, pki.at(30)))[0]?.[0]).not.toBe('TOTAL-PASSED');
    await servers.setNow(pki.at(30));
    const later = networkHost(pki.at(30));
    try {
      const next = timeStamping(later, { url: servers.tsa({ id: 'tsa-next' }) });
      const { pdf } = await extendPdf(later, kept, 'B-LTA', { stamping: next });
      expect((await verdict(pdf, pki.at(200)))[0]?.[0]).toBe('TOTAL-PASSED');
      expect((await verdict(kept, pki.at(200)))[0]?.[0]).not.toBe('TOTAL-PASSED');
    } finally {
      await servers.setNow(pki.now);
    }
  });
});

describe('refuses', () => {
  it.each([
    ['revoked-before', 'has been revoked since'],
    ['on-hold', 'certificateHold'],
    ['revoked-crl-only', 'has been revoked since'],
    ['under-revoked', 'has been revoked since'],
  ])('%s', async (id, words) => {
    const refused = await refusal(sign(await plainPdf(), id, 'B-LT'));
    expect(refused.text.en).toContain(words);
    expect(refused.code).toBe(1);
  });

  it.each([
    ['weak-key', 'bits; at least 2048'],
    ['sha1-issued', 'SHA-1'],
    ['wrong-usage', 'keyUsage'],
    ['tls-only', 'extKeyUsage'],
    ['expired', 'expired'],
    ['not-yet-valid', 'not valid until'],
  ])('%s', async (id, words) => {
    expect((await refusal(sign(await plainPdf(), id, 'B-B'))).text.en).toContain(words);
  });

  it('a level that cannot be reached, and says what could', async () => {
    await servers.setLies({ ocsp: 'garbage', crl: 'garbage' });
    const refused = await refusal(sign(await plainPdf(), 'p-256', 'B-LT'));
    expect(refused.text.en).toContain('It cannot be learnt whether');
    expect(refused.help?.en).toContain('B-T');
    expect(refused.code).toBe(3);
  });

  it('to renew with an authority that is revoked, however old the signatures are', async () => {
    const old = await sign(typeset, 'p-256', 'B-LTA');
    const revoked = timeStamping(host, { url: servers.tsa({ id: 'tsa-revoked' }) });
    const refused = await refusal(extendPdf(host, old, 'B-LTA', { stamping: revoked }));
    expect(refused.text.en).toContain('Fardplan Test Revoked TSA (TEST) has been revoked since');
  });

  it('before the signer is opened, when the authority does not answer as it should', async () => {
    let opened = false;
    const lying = timeStamping(host, { url: servers.tsa({ lie: 'wrong-nonce' }) });
    const signer = () => {
      opened = true;
      return signerOf(pki, 'p-256');
    };
    await refusal(signPdf(await plainPdf(), { signer, at: host.now(), stamping: lying }));
    expect(opened).toBe(false);
  });
});

it('asks again with more room when a token turns out larger than the first', async () => {
  const told: Text[] = [];
  const real = timeStamping(host, { url: servers.tsa() }, (message) => void told.push(message));
  const small = { ...real, room: () => Promise.resolve(100) };
  const signed = await signPdf(await plainPdf(), {
    signer: await signerOf(pki, 'p-256'),
    at: host.now(),
    stamping: small,
  });
  expect(told).toHaveLength(2);
  expect(await verdict(signed.pdf)).toEqual([['INDETERMINATE', 'B-T']]);
  const { pdf } = await addDocumentTimestamp(signed.pdf, small);
  expect(told).toHaveLength(4);
  expect(await verdict(pdf)).toEqual([['INDETERMINATE', 'B-T']]);
});

const skip = installed('qpdf', '--version') && installed('pdfsig', '-v') ? '' : ' (skipped without qpdf, pdfsig)';

it.skipIf(skip)(`qpdf and pdfsig find nothing wrong${skip}`, async () => {
  const file = join(folder, 'lta.pdf');
  for (const pdf of [await plainPdf(), await plainPdf([], true), typeset]) {
    writeFileSync(file, await sign(pdf, 'p-256', 'B-LTA'));
    expect(execFileSync('qpdf', ['--check', file], { encoding: 'utf8' })).toContain(
      'No syntax or stream encoding errors',
    );
    const said = execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8', stdio: 'pipe' });
    // Poppler does not check document time-stamps, but has to find them.
    expect([said, said.match(/Signature is Valid|has not yet been verified/g)?.length]).toEqual([said, 2]);
    expect(readFileSync(file).length).toBeGreaterThan(1000);
  }
});
