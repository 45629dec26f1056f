import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeHost } from '../../src/cli/node-host.js';
import type { Host } from '../../src/core/host.js';
import { signFile } from '../../src/sign/sign-file.js';
import type { SignFileOptions } from '../../src/sign/sign-file.js';
import { at, identity, passphrase, plainPdf, refusal, signaturesIn } from './helpers.js';

let folder: string;
let host: Host;
let asked: number;
const path = (name: string): string => join(folder, name);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fardplan-'));
  asked = 0;
  const secret = (): Promise<string> => {
    asked += 1;
    return Promise.resolve(passphrase);
  };
  host = { ...nodeHost(), cwd: folder, env: {}, now: () => at, secret };
  writeFileSync(path('beslut.pdf'), await plainPdf([{ name: 'ordforande' }]));
  writeFileSync(path('trasig.pdf'), 'inte en pdf');
  writeFileSync(path('nyckel.p12'), (await identity()).p12);
});
afterEach(() => rmSync(folder, { recursive: true }));

const sign = (options: Partial<SignFileOptions> = {}) =>
  signFile(host, {
    input: path('beslut.pdf'),
    output: path('signerad.pdf'),
    signerOptions: { file: path('nyckel.p12') },
    ...options,
  });

it('signs one file into another and says what it did', async () => {
  const report = await sign();
  const signer = 'Åsa Exempelsson (TEST)';
  expect(report).toEqual({ output: path('signerad.pdf'), field: 'ordforande', signer, level: 'B-B', at });
  expect(signaturesIn(readFileSync(report.output))).toHaveLength(1);
  expect(signaturesIn(readFileSync(path('beslut.pdf')))).toHaveLength(0);
});

it('signs a file in place when told to', async () => {
  await sign({ output: path('beslut.pdf'), replace: true });
  await sign({ output: path('beslut.pdf'), replace: true });
  expect(signaturesIn(readFileSync(path('beslut.pdf')))).toHaveLength(2);
});

describe('refuses, writes nothing, and asks for no passphrase', () => {
  it.each<[string, () => Partial<SignFileOptions>, string]>([
    ['an output that exists', () => ({ output: path('trasig.pdf') }), 'exists already'],
    ['an input that does not exist', () => ({ input: path('saknas.pdf') }), 'does not exist'],
    ['an input that is not a PDF', () => ({ input: path('trasig.pdf') }), 'The file is not a PDF'],
    ['an unknown signer', () => ({ signer: 'pkcs2' }), 'There is no signer named pkcs2.'],
    [
      'a signer by the name of an object’s own property',
      () => ({ signer: 'constructor' }),
      'no signer named constructor',
    ],
    ['a level that nobody is named for', () => ({ level: 'B-LT' }), 'B-LT needs a time-stamping authority'],
    ['an unknown field', () => ({ field: 'sekreterare' }), 'no signature field named sekreterare'],
    ['no key file', () => ({ signerOptions: {} }), 'No key file is given'],
    ['a key file that does not exist', () => ({ signerOptions: { file: path('saknas.p12') } }), 'does not exist'],
  ])('%s', async (_, options, message) => {
    const before = readdirSync(folder);
    const failure = await refusal(sign(options()));
    expect(failure.text.en).toContain(message);
    expect(failure.help).toBeDefined();
    expect(asked).toBe(0);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('did you mean', async () => {
    expect((await refusal(sign({ signer: 'pkcs2' }))).help?.sv).toBe('Menade du pkcs12?');
  });
});

it('a folder that is missing: one message, nothing written', async () => {
  const failure = await refusal(sign({ output: join(folder, 'ingen', 'signerad.pdf') }));
  expect(failure.text.sv).toContain('mappen finns inte');
});
