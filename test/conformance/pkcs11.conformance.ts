import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeHost } from '../../src/cli/node-host.js';
import type { Text } from '../../src/core/text.js';
import { signPdf } from '../../src/sign/sign-pdf.js';
import { pkcs11 } from '../../src/signers/pkcs11.js';
import { fardplan, folder, root, rubbish } from '../cli/run.js';
import { openPki, pem } from '../pki/pki.js';
import { startServers } from '../pki/servers.js';
import type { Pki } from '../pki/pki.js';
import { holds, plainPdf, refusal, signaturesIn } from '../sign/helpers.js';
import { openTokens, softHsm } from './token.js';
import type { Tokens } from './token.js';

const pin = '4711';
const module = softHsm ?? '';
const keys = {
  'rsa-2048': '01',
  'rsa-4096': '02',
  'p-256': '03',
  'p-384': '04',
  'p-521': '05',
  ed25519: '06',
} as const;
const digests = {
  'rsa-2048': 'sha256',
  'rsa-4096': 'sha256',
  'p-256': 'sha256',
  'p-384': 'sha384',
  'p-521': 'sha512',
} as const;

describe.skipIf(softHsm === undefined)(
  `tokens by PKCS #11${softHsm ? '' : ' (skipped without SoftHSM2 and OpenSC)'}`,
  () => {
    let pki: Pki;
    let tokens: Tokens;
    let pdf: Uint8Array;
    const out = folder();
    const before = process.env['SOFTHSM2_CONF'];

    beforeAll(async () => {
      pki = await openPki();
      tokens = openTokens();
      tokens.add('Region Exempel', pin);
      tokens.add('Ensam nyckel', pin);
      tokens.add('Utan certifikat', pin);
      tokens.add('Tomt kort', pin);
      for (const [id, number] of Object.entries(keys))
        tokens.put('Region Exempel', pin, pki.get(id), { id: number, label: `Nyckel ${id}` });
      tokens.put('Ensam nyckel', pin, pki.get('p-256'), { id: 'aa', label: 'Underskrift' });
      tokens.put('Utan certifikat', pin, pki.get('p-384'), { id: 'bb', label: 'Underskrift', certificate: false });
      pdf = await plainPdf([{ name: 'ordforande' }]);
      writeFileSync(join(out, 'beslut.pdf'), pdf);
      writeFileSync(join(out, 'p-384.pem'), pem(pki.get('p-384').certificate));
      process.env['SOFTHSM2_CONF'] = tokens.env.SOFTHSM2_CONF;
    });
    afterAll(() => {
      if (before === undefined) delete process.env['SOFTHSM2_CONF'];
      else process.env['SOFTHSM2_CONF'] = before;
    });

    const host = () => ({ ...nodeHost({ cwd: out }) });
    const said: Text[] = [];
    const open = (options: {
      slot?: string;
      key?: string;
      pin?: string;
      scheme?: 'RSA-PSS';
      certificates?: Uint8Array[];
    }) =>
      pkcs11.open(
        {
          module,
          slot: 'Region Exempel',
          ...options,
          passphrase: () => Promise.resolve(options.pin ?? pin),
          say: (message) => said.push(message),
        },
        host(),
      );
    const cli = (args: string[], env: Record<string, string> = { FARDPLAN_PIN: pin }) =>
      fardplan(['sign', join(out, 'beslut.pdf'), '--signer', 'pkcs11', ...args], { env: { ...tokens.env, ...env } });

    const schemes = [
      ...Object.keys(digests).map((id) => [id as keyof typeof digests, undefined] as const),
      ['rsa-2048', 'RSA-PSS'] as const,
    ];
    test.each(schemes)('signs with %s %s', async (id, scheme) => {
      const signer = await open({ key: `Nyckel ${id}`, ...(scheme ? { scheme } : {}) });
      const signed = await signPdf(pdf, { signer, at: pki.now }).finally(() => signer.close?.());
      const [found] = signaturesIn(signed.pdf);
      expect(signed.signer).toBe(`${pki.get(id).row.name} (TEST)`);
      expect(found && holds(signed.pdf, found, pki.get(id).certificate, digests[id], scheme !== undefined)).toBe(true);
    });

    test('signs with Ed25519, whose value the signer itself has checked', async () => {
      const signer = await open({ key: '06' });
      const value = await signer.sign(new TextEncoder().encode('vad som helst')).finally(() => signer.close?.());
      expect(value).toHaveLength(64);
    });

    test('signs as a program, with the only key of a token', () => {
      const file = join(out, 'ensam.pdf');
      const done = cli(['--module', module, '--slot', 'Ensam nyckel', '-o', file]);
      expect(done.stderr).toMatch(/signed by Elsa Exempel \(TEST\) in the field ordforande/);
      expect(done.code).toBe(0);
      expect(signaturesIn(readFileSync(file))).toHaveLength(1);
    });

    test('the library stays loaded while the network is waited for, however often memory is tidied', async () => {
      const servers = await startServers(pki);
      const file = join(out, 'stadat.pdf');
      const where = ['--signer', 'pkcs11', '--module', module, '--slot', 'Ensam nyckel', '-o', file];
      where.push('--level', 'B-T', '--tsa', servers.tsa());
      const tidy = join(out, 'tidy.cjs');
      writeFileSync(tidy, 'setInterval(() => globalThis.gc(), 2).unref();');
      const args = [
        '--expose-gc',
        '--require',
        tidy,
        join(root, 'bin', 'fardplan.js'),
        'sign',
        join(out, 'beslut.pdf'),
        ...where,
      ];
      const env = { PATH: process.env['PATH'], LANG: 'en_GB.UTF-8', ...tokens.env, FARDPLAN_PIN: pin };
      const { status, signal, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
      await servers.stop();
      expect({ status, signal }, stderr).toEqual({ status: 0, signal: null });
    });

    test('several files with one login', () => {
      writeFileSync(join(out, 'annat.pdf'), pdf);
      const target = join(out, 'undertecknade');
      const done = cli([join(out, 'annat.pdf'), '--slot', 'Ensam nyckel', '-o', target], {
        FARDPLAN_PIN: pin,
        FARDPLAN_PKCS11_MODULE: module,
      });
      expect(done.code, done.stderr).toBe(0);
      for (const name of ['beslut.pdf', 'annat.pdf'])
        expect(signaturesIn(readFileSync(join(target, name)))).toHaveLength(1);
    });

    test('takes the certificate from a file when the token has none', async () => {
      const refused = cli(['--module', module, '--slot', 'Utan certifikat', '-o', join(out, 'nej.pdf')]);
      expect(refused.stderr).toMatch(/certificate of the key Underskrift is not on the token[\s\S]*--chain/);
      const chain = join(out, 'p-384.pem');
      const done = cli(['--module', module, '--slot', 'Utan certifikat', '--chain', chain, '-o', join(out, 'ja.pdf')]);
      expect(done.stderr).toMatch(/signed by Erik Exempel/);
    });

    test('a certificate that is not of the key is found out, and nothing is written', async () => {
      const signer = await open({ slot: 'Utan certifikat', certificates: [pki.get('p-256').certificate] });
      const refused = await refusal(signPdf(pdf, { signer, at: pki.now }).finally(() => signer.close?.()));
      expect(refused.text.en).toMatch(/does not match the certificate/);
    });

    test.each<[string, string[], RegExp]>([
      ['several tokens', [], /several tokens; say which with --slot[\s\S]*Region Exempel \(\d+\)/],
      [
        'an unknown token',
        ['--slot', 'Region Exempl'],
        /no token named Region Exempl[\s\S]*Did you mean Region Exempel/,
      ],
      [
        'several keys',
        ['--slot', 'Region Exempel'],
        /several keys on Region Exempel; say which with --key-name[\s\S]*Nyckel p-256 \(03\)/,
      ],
      [
        'an unknown key',
        ['--slot', 'Region Exempel', '--key-name', 'Nyckel p256'],
        /no key named Nyckel p256[\s\S]*Did you mean Nyckel p-256/,
      ],
      ['a token without keys', ['--slot', 'Tomt kort'], /no key to sign with on Tomt kort/],
    ])('says what is wrong with %s', (_, args, message) => {
      const done = cli(['--module', module, '-o', join(out, 'aldrig.pdf'), ...args]);
      expect(done.stderr).toMatch(message);
      expect(done.stderr + done.stdout).not.toMatch(rubbish);
      expect(done.code).toBe(2);
      expect(existsSync(join(out, 'aldrig.pdf'))).toBe(false);
    });

    test('says what is wrong with the library', () => {
      const slot = ['--slot', 'Ensam nyckel', '-o', join(out, 'aldrig.pdf')];
      expect(cli(slot).stderr).toMatch(/No PKCS #11 library is given[\s\S]*--module/);
      expect(cli(['--module', join(out, 'finns-inte.so'), ...slot]).stderr).toMatch(/cannot be loaded/);
      expect(cli(['--module', join(out, 'beslut.pdf'), ...slot]).stderr).toMatch(/cannot be loaded/);
    });

    test('a wrong PIN is tried once, said plainly, and warned of the next time', async () => {
      tokens.add('Fel kod', pin);
      tokens.put('Fel kod', pin, pki.get('p-256'), { id: '01', label: 'Underskrift' });
      const wrong = cli(['--module', module, '--slot', 'Fel kod', '-o', join(out, 'aldrig.pdf')], {
        FARDPLAN_PIN: '0000',
      });
      expect(wrong.stderr).toMatch(/Wrong PIN\.\n.*No new attempt is made by itself/);
      expect(wrong.code).toBe(2);
      said.length = 0;
      const signer = await open({ slot: 'Fel kod' });
      await signer.close?.();
      expect(said.map(({ en }) => en)).toEqual(['The PIN of Fel kod has recently been given wrongly.']);
    });

    test('a PIN that is empty or missing is not tried', async () => {
      expect((await refusal(open({ slot: 'Ensam nyckel', pin: '' }))).text.en).toBe('The PIN is empty.');
      const missing = cli(['--module', module, '--slot', 'Ensam nyckel', '-o', join(out, 'aldrig.pdf')], {});
      expect(missing.stderr).toMatch(/no terminal[\s\S]*FARDPLAN_PIN/);
      said.length = 0;
      await open({ slot: 'Ensam nyckel' }).then((signer) => signer.close?.());
      expect(said).toEqual([]);
    });

    test('the library is let go of, also after a refusal', async () => {
      const koffi = await import('koffi');
      const library = koffi.load(module);
      const finalize = library.func('C_Finalize', 'ulong', ['void *']) as (nothing: null) => number;
      const notInitialized = 0x190;
      await refusal(open({ slot: 'finns inte' }));
      expect(finalize(null)).toBe(notInitialized);
      await refusal(open({ key: 'finns inte' }));
      expect(finalize(null)).toBe(notInitialized);
      await refusal(open({ slot: 'Ensam nyckel', pin: '0000' }));
      expect(finalize(null)).toBe(notInitialized);
      const signer = await open({ slot: 'Ensam nyckel' });
      await refusal(signPdf(new Uint8Array(3), { signer, at: pki.now }).finally(() => signer.close?.()));
      expect(finalize(null)).toBe(notInitialized);
    });
  },
);
