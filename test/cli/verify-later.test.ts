import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPki, passphrase } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { startServers } from '../pki/servers.js';
import type { Servers } from '../pki/servers.js';
import { plainPdf } from '../sign/helpers.js';
import { fardplan, folder, rubbish } from './run.js';

let pki: Pki;
let servers: Servers;
const cwd = folder();

const run = (args: string[], lang: 'sv' | 'en' = 'en') => {
  const outcome = fardplan(args, { cwd, env: { FARDPLAN_PASSPHRASE: passphrase }, lang });
  expect(outcome.stderr).not.toMatch(rubbish);
  return outcome;
};
const verify = (file: string, ...more: string[]) => run(['verify', file, '--trust', 'pki/root.pem', ...more]);

beforeAll(async () => {
  pki = await openPki();
  servers = await startServers(pki);
  pki.write(join(cwd, 'pki'));
  writeFileSync(join(cwd, 'a.pdf'), await plainPdf());
  // The signer is revoked after five days and expires after ten; the issuer expires after sixty.
  for (const level of ['B-B', 'B-T', 'B-LTA']) {
    const stamps =
      level === 'B-B' ? [] : ['--tsa', servers.tsa(), '--tsa-ca', 'pki/root.pem', '--trust', 'pki/root.pem'];
    const args = ['sign', 'a.pdf', '-o', `${level}.pdf`, '--p12', 'pki/short-revoked.p12', '--level', level, ...stamps];
    expect(run(args)).toMatchObject({ code: 0 });
  }
}, 120_000);
afterAll(() => servers.stop());

describe('verify', () => {
  test('at a later clock: a B-LTA file outlives its certificates, the others do not', { timeout: 60_000 }, () => {
    const later = pki.at(400).toISOString().slice(0, 19) + 'Z';
    const whole = verify('B-LTA.pdf', '--at', later);
    expect(whole.stdout).toMatch(
      /^✓ B-LTA\.pdf: Signed by Snart Spärrad \(TEST\), untouched, and from a trusted issuer\./,
    );
    expect(whole.code).toBe(0);
    for (const level of ['B-B', 'B-T']) {
      const { code, stdout } = verify(`${level}.pdf`, '--at', later);
      expect(code).toBe(3);
      expect(stdout).toMatch(/INDETERMINATE \(OUT_OF_BOUNDS_NO_POE\)/);
      expect(stdout).toMatch(/expired on .*Without a time-stamp there is no proof/);
    }
  });

  test('--online fetches what the file lacks; without it the question stays open', { timeout: 60_000 }, async () => {
    const offline = verify('B-B.pdf');
    expect(offline.code).toBe(3);
    expect(offline.stdout).toMatch(/^\? B-B\.pdf: .* but whether the certificate was revoked cannot be settled/);
    expect(verify('B-B.pdf', '--online')).toMatchObject({ code: 0 });
    await servers.setNow(pki.at(7));
    const revoked = verify('B-B.pdf', '--online', '--at', pki.at(7).toISOString().slice(0, 19) + 'Z');
    expect(revoked.stdout).toMatch(/REVOKED_NO_POE/);
    expect(revoked.code).toBe(3);
    await servers.setNow(pki.now);
    await servers.setLies({ ocsp: 'error', crl: 'error' });
    const silent = verify('B-B.pdf', '--online');
    expect(silent.stderr).toMatch(/127\.0\.0\.1:\d+ answered with status 500/);
    expect(silent.code).toBe(3);
    await servers.setLies({});
  });

  test('--format detail, json and etsi', () => {
    expect(verify('B-LTA.pdf', '--format', 'detail').stdout).toMatch(/Chain:\n +1\. Snart Spärrad/);
    const { diagnostic } = JSON.parse(verify('B-LTA.pdf', '--format', 'json').stdout) as { diagnostic: { stores: [] } };
    expect(diagnostic.stores.length).toBeGreaterThan(0);
    expect(verify('B-LTA.pdf', '--format', 'etsi').stdout).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<ValidationReport xmlns=/,
    );
    expect(verify('B-LTA.pdf', 'B-T.pdf', '--format', 'etsi')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('about one file') as string,
    });
  });

  test('--show-personal-numbers', () => {
    expect(run(['sign', 'a.pdf', '-o', 'person.pdf', '--p12', 'pki/person.p12']).code).toBe(0);
    const holds = (args: string[]): boolean => {
      const report = verify('person.pdf', '--format', 'etsi', ...args).stdout;
      return [...report.matchAll(/MII[\w+/=]+/g)].some(([der]) => Buffer.from(der, 'base64').includes('191212121212'));
    };
    expect(readFileSync(join(cwd, 'person.pdf'), 'latin1')).toContain(Buffer.from('191212121212').toString('hex'));
    expect(holds([])).toBe(false);
    expect(holds(['--show-personal-numbers'])).toBe(true);
  });

  test.each(['i morgon', '2026-02-30', '2026-13-01', '20260101'])('--at %s is wrong use', (time) => {
    const { code, stderr } = run(['verify', 'B-B.pdf', '--at', time], 'sv');
    expect(code).toBe(2);
    expect(stderr).toContain(`--at ${time} är ingen tid.`);
  });
});
