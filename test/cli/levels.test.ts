import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPki, passphrase } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { startServers } from '../pki/servers.js';
import type { Servers } from '../pki/servers.js';
import { plainPdf } from '../sign/helpers.js';
import { fardplan, folder, rubbish } from './run.js';

let pki: Pki;
let servers: Servers;
let cwd: string;
let tsa: string;
const env = { FARDPLAN_PASSPHRASE: passphrase };

beforeAll(async () => {
  pki = await openPki();
  servers = await startServers(pki);
  tsa = servers.tsa();
});
beforeEach(async () => {
  cwd = folder();
  pki.write(join(cwd, 'pki'));
  writeFileSync(join(cwd, 'a.pdf'), await plainPdf());
});
afterEach(() => servers.setLies({}));
afterAll(() => servers.stop());

const run = (args: string[], more: Record<string, string> = {}, lang: 'sv' | 'en' = 'en') => {
  const outcome = fardplan(args, { cwd, env: { ...env, ...more }, lang });
  expect(outcome.stderr).not.toMatch(rubbish);
  return outcome;
};
const sign = (level: string, args: string[], more: Record<string, string> = {}, lang?: 'sv' | 'en') =>
  run(['sign', 'a.pdf', '-o', 'b.pdf', '--p12', 'pki/p-256.p12', '--level', level, ...args], more, lang);
const verify = (file: string) => {
  const { code, stdout } = run(['verify', file, '--trust', 'pki/root.pem', '--format', 'json']);
  const { signatures } = JSON.parse(stdout) as { signatures: { level: string; indication: string }[] };
  return { code, signatures: signatures.map(({ level, indication }) => `${level} ${indication}`) };
};
const read = (name: string): Buffer => readFileSync(join(cwd, name));

describe('sign', () => {
  test.each(['B-LT', 'B-LTA'])('at %s, which then verifies without a network', (level) => {
    const { code, stderr } = sign(level, ['--tsa', tsa, '--tsa-ca', 'pki/root.pem', '--trust', 'pki/root.pem']);
    expect(stderr).toContain(`b.pdf: signed by Elsa Exempel (TEST) in the field Signature1 (PAdES ${level}).`);
    expect(stderr).toContain(`Time-stamp from 127.0.0.1:${pki.port}: 2`);
    expect(stderr).toContain('Fetched for later validation: ');
    expect(code).toBe(0);
    expect(verify('b.pdf')).toEqual({ code: 0, signatures: [`PAdES-${level} TOTAL-PASSED`] });
  });

  test('the authority may stand in the environment or a file, with a password only there', async () => {
    const secret = tsa.replace('//', '//anna:hemligt@');
    expect(sign('B-T', [], { FARDPLAN_TSA: secret }).code).toBe(0);
    writeFileSync(join(cwd, 'tsa.txt'), `${secret}\n`);
    expect(sign('B-T', ['--tsa-file', 'tsa.txt', '--force']).code).toBe(0);
    const seen = (await servers.requests()).at(-1);
    expect(seen?.headers['authorization']).toBe(`Basic ${Buffer.from('anna:hemligt').toString('base64')}`);
    const refused = sign('B-T', ['--tsa', secret, '--force'], {}, 'sv');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('innehåller ett lösenord');
    expect(refused.stderr).not.toContain('hemligt');
  });

  test('several files, with one stamp to try and one for each', async () => {
    writeFileSync(join(cwd, 'c.pdf'), read('a.pdf'));
    const before = (await servers.requests()).length;
    const args = [
      'sign',
      'a.pdf',
      'c.pdf',
      '-o',
      'ut',
      '--p12',
      'pki/rsa-2048.p12',
      '--pss',
      '--level',
      'B-T',
      '--tsa',
      tsa,
    ];
    expect(run(args).code).toBe(0);
    expect(readdirSync(join(cwd, 'ut')).sort()).toEqual(['a.pdf', 'c.pdf']);
    expect((await servers.requests()).length - before).toBe(3);
  });

  test.each([
    ['no authority', [], 'The level B-T needs a time-stamping authority', 2],
    ['an address that is none', ['--tsa', 'tsa.example'], 'tsa.example is not an address', 2],
    ['a policy that is none', ['--tsa', 'http://127.0.0.1:9', '--tsa-policy', 'good'], 'not an object identifier', 2],
    ['a time that is none', ['--tsa', 'http://127.0.0.1:9', '--timeout', 'soon'], 'not a number of seconds', 2],
    ['nobody at the address', ['--tsa', 'http://127.0.0.1:9'], '127.0.0.1:9 cannot be reached', 3],
  ])('refuses %s, and writes nothing', (_, args, words, code) => {
    const refused = sign('B-T', args);
    expect(refused.stderr).toContain(words);
    expect(refused.code).toBe(code);
    expect(existsSync(join(cwd, 'b.pdf'))).toBe(false);
  });

  test.each([
    ['an authority that lies', ['wrong-nonce'], 'B-T', 'is not accepted', 1],
    ['an authority that is revoked', ['revoked'], 'B-LT', 'has been revoked since', 1],
  ])('refuses %s, and writes nothing', (_, [lie], level, words, code) => {
    const refused = sign(level, ['--tsa', servers.tsa({ lie: lie as 'revoked' })]);
    expect(refused.stderr).toContain(words);
    expect(refused.code).toBe(code);
    expect(readdirSync(cwd).sort()).toEqual(['a.pdf', 'pki']);
  });
});

describe('extend', () => {
  test('from B-B to B-LTA and on, every step on top of the one before', () => {
    expect(sign('B-B', []).code).toBe(0);
    const raised = run(['extend', 'b.pdf', '-o', 'c.pdf', '--level', 'B-LTA', '--tsa', tsa], {}, 'sv');
    expect(raised.stderr).toContain('c.pdf: 1 underskrift på nivå PAdES B-LTA. Tillagt: tidsstämpel för dokumentet');
    expect(raised.code).toBe(0);
    expect(read('c.pdf').subarray(0, read('b.pdf').length).equals(read('b.pdf'))).toBe(true);
    expect(verify('c.pdf')).toEqual({ code: 0, signatures: ['PAdES-B-LTA TOTAL-PASSED'] });
    const next = servers.tsa({ id: 'tsa-next' });
    const renewed = run(['extend', 'c.pdf', '-o', 'd.pdf', '--level', 'B-LTA', '--trust', 'pki/root.pem'], {
      FARDPLAN_TSA: next,
    });
    expect(renewed.stderr).toContain('Added: data for later validation, document time-stamp');
    expect(verify('d.pdf')).toEqual({ code: 0, signatures: ['PAdES-B-LTA TOTAL-PASSED'] });
  });

  test('refuses what does not hold, what is not signed, and what it would overwrite', () => {
    expect(run(['extend', 'a.pdf', '-o', 'c.pdf', '--level', 'B-T', '--tsa', tsa]).stderr).toContain('not signed');
    expect(sign('B-B', []).code).toBe(0);
    const broken = read('b.pdf');
    const at = broken.indexOf('/MediaBox');
    broken[at + 12] = (broken[at + 12] ?? 0) ^ 1;
    writeFileSync(join(cwd, 'broken.pdf'), broken);
    const refused = run(['extend', 'broken.pdf', '-o', 'c.pdf', '--level', 'B-LTA', '--tsa', tsa]);
    expect(refused.stderr).toContain('do not hold, so they are not raised');
    expect(refused.code).toBe(1);
    const standing = run(['extend', 'b.pdf', '-o', 'a.pdf', '--level', 'B-T', '--tsa', tsa]);
    expect(standing.stderr).toContain('a.pdf exists already');
    expect(existsSync(join(cwd, 'c.pdf'))).toBe(false);
  });
});

test('a key of every kind that identity create makes signs', () => {
  for (const key of ['ec', 'ec-384', 'ec-521', 'rsa', 'rsa-4096', 'ed25519']) {
    expect(run(['identity', 'create', `Nyckel ${key}`, '--key', key, '-o', key]).code).toBe(0);
    const args = [
      'sign',
      'a.pdf',
      '-o',
      `${key}.pdf`,
      '--p12',
      `${key}/nyckel-${key}.p12`,
      '--level',
      'B-LT',
      '--tsa',
      tsa,
    ];
    expect(run(args)).toMatchObject({ code: 0 });
    const { code, stdout } = run([
      'verify',
      `${key}.pdf`,
      '--trust',
      `${key}/ca.pem`,
      '--trust',
      'pki/root.pem',
      '--format',
      'json',
    ]);
    expect([key, code, stdout.includes('PAdES-B-LT')]).toEqual([key, 0, true]);
  }
}, 60_000);
