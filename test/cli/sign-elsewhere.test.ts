import { createSign } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SigningRequest } from '../../src/model/signing-request.js';
import { openPki, passphrase, pem } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { startServers } from '../pki/servers.js';
import type { Servers } from '../pki/servers.js';
import { startCsc } from '../signers/csc-service.js';
import type { CscService } from '../signers/csc-service.js';
import { plainPdf, signaturesIn } from '../sign/helpers.js';
import { fardplan, folder, rubbish } from './run.js';

let pki: Pki;
let servers: Servers;
let service: CscService;
const out = folder();
const path = (name: string): string => join(out, name);
const env = { FARDPLAN_PIN: '1234', FARDPLAN_CSC_TOKEN: 'fardigt-intyg', FARDPLAN_PASSPHRASE: passphrase };
const run = (...args: string[]) => fardplan(args, { cwd: out, env });

beforeAll(async () => {
  pki = await openPki();
  servers = await startServers(pki);
  service = await startCsc(pki);
  writeFileSync(path('beslut.pdf'), await plainPdf([{ name: 'ordforande' }]));
  writeFileSync(path('elsa.pem'), pem(pki.get('p-256').certificate));
  writeFileSync(path('elsa.p12'), pki.get('p-256').p12);
  writeFileSync(path('chain.pem'), pki.get('p-256').chain.map(pem).join(''));
  writeFileSync(path('root.pem'), pki.rootPem);
});
afterAll(async () => {
  service.stop();
  await servers.stop();
});

const prepare = (name: string, ...more: string[]): SigningRequest => {
  const done = run('sign', 'prepare', 'beslut.pdf', '-o', `${name}.pdf`, '--request', `${name}.json`, ...more);
  if (done.code !== 0) throw new Error(done.stderr);
  return JSON.parse(readFileSync(path(`${name}.json`), 'utf8')) as SigningRequest;
};
const sign = (name: string, request: SigningRequest): void => {
  const value = createSign('sha256').update(Buffer.from(request.toBeSigned.attributes, 'base64'));
  writeFileSync(path(`${name}.b64`), value.sign(pki.get('p-256').key, 'base64'));
};
const finish = (name: string, ...more: string[]) =>
  run(
    'sign',
    'finish',
    `${name}.pdf`,
    '--request',
    `${name}.json`,
    '--signature',
    `${name}.b64`,
    '-o',
    `${name}-klar.pdf`,
    ...more,
  );
const verdict = (file: string, ...more: string[]) => {
  const { stdout } = run('verify', file, '--trust', 'root.pem', '--format', 'json', ...more);
  return JSON.parse(stdout) as {
    indication: string;
    subIndication: string;
    signatures: { level: string; indication: string }[];
  };
};

describe('sign prepare, sign finish', () => {
  test('one file, then the other, and what to do in between', () => {
    const done = run(
      'sign',
      'prepare',
      'beslut.pdf',
      '-o',
      'ett.pdf',
      '--request',
      'ett.json',
      '--certificate',
      'elsa.pem',
    );
    expect([done.code, done.stdout]).toEqual([0, '']);
    expect(done.stderr).toMatch(
      /^ett\.pdf: prepared in the field ordforande\. Hand ett\.json to the signing service, .* until \d{4}-\d\d-\d\d\.\n$/,
    );
    sign('ett', JSON.parse(readFileSync(path('ett.json'), 'utf8')) as SigningRequest);
    const finished = finish('ett');
    expect(finished.stderr).toBe('ett-klar.pdf: signed by Elsa Exempel (TEST) in the field ordforande (PAdES B-B).\n');
    expect(finished.code).toBe(0);
    expect(signaturesIn(readFileSync(path('ett-klar.pdf')))).toHaveLength(1);
    expect(verdict('ett-klar.pdf').signatures).toMatchObject([{ level: 'PAdES-B-B' }]);
  });

  test.each([
    ['B-T', 'PAdES-B-T'],
    ['B-LTA', 'PAdES-B-LTA'],
  ])('at level %s', (level, told) => {
    const name = `niva-${level}`;
    sign(name, prepare(name, '--certificate', 'elsa.pem', '--chain', 'chain.pem'));
    const done = finish(name, '--level', level, '--tsa', servers.tsa(), '--trust', 'root.pem');
    expect(done.code, done.stderr).toBe(0);
    const { indication, signatures } = verdict(`${name}-klar.pdf`);
    expect(signatures).toMatchObject([{ level: told }]);
    // Without what tells of revocation the answer waits for it.
    expect(indication).toBe(level === 'B-LTA' ? 'TOTAL-PASSED' : 'INDETERMINATE');
  });

  test('a level without an authority is refused, and nothing is written', () => {
    sign('utan', prepare('utan', '--certificate', 'elsa.pem'));
    const done = finish('utan', '--level', 'B-T');
    expect([done.code, existsSync(path('utan-klar.pdf'))]).toEqual([2, false]);
    expect(done.stderr).toMatch(/needs a time-stamping authority/);
  });

  test('a file that waits is neither signed nor prepared once more', () => {
    prepare('vantar', '--certificate', 'elsa.pem');
    for (const args of [
      ['sign', 'vantar.pdf', '--p12', 'elsa.p12', '-o', 'aldrig.pdf'],
      ['sign', 'prepare', 'vantar.pdf', '-o', 'aldrig.pdf', '--request', 'aldrig.json'],
    ]) {
      const done = run(...args);
      expect(done.stderr).toMatch(/ordforande is prepared for a signature that is made elsewhere[\s\S]*sign finish/);
      expect([done.code, existsSync(path('aldrig.pdf')), existsSync(path('aldrig.json'))]).toEqual([2, false, false]);
    }
    expect(verdict('vantar.pdf').indication).toBe('TOTAL-FAILED');
  });

  test.each<[string, string[], RegExp]>([
    ['no output', ['sign', 'prepare', 'beslut.pdf', '--request', 'x.json'], /-o, --output <file> must be given/],
    ['no request', ['sign', 'prepare', 'beslut.pdf', '-o', 'x.pdf'], /--request <file> must be given/],
    ['no file', ['sign', 'prepare', '-o', 'x.pdf', '--request', 'x.json'], /argument “pdf” is missing/],
    [
      'no signature',
      ['sign', 'finish', 'beslut.pdf', '-o', 'x.pdf', '--request', 'x.json'],
      /--signature <file> must be given/,
    ],
    [
      'too many days',
      ['sign', 'prepare', 'beslut.pdf', '-o', 'x.pdf', '--request', 'x.json', '--days', '4000'],
      /--days is not from 1 to 366/,
    ],
    [
      'an unknown algorithm',
      ['sign', 'prepare', 'beslut.pdf', '-o', 'x.pdf', '--request', 'x.json', '--algorithm', 'md5'],
      /cannot have that value/,
    ],
    [
      'an option of another command',
      ['sign', 'prepare', 'beslut.pdf', '-o', 'x.pdf', '--request', 'x.json', '--p12', 'elsa.p12'],
      /no option --p12/,
    ],
    [
      'an option of sign before the command',
      ['sign', '--p12', 'elsa.p12', 'finis', '-o', 'x.pdf'],
      /finis cannot be read: does not exist/,
    ],
    ['nothing at all', ['sign'], /-o must be given|argument “pdf” is missing/],
  ])('says what is wrong with %s', (_, args, message) => {
    const done = run(...args);
    expect(done.stderr).toMatch(message);
    expect(done.stderr + done.stdout).not.toMatch(rubbish);
    expect([done.code, existsSync(path('x.pdf')), existsSync(path('x.json'))]).toEqual([2, false, false]);
  });

  test('in Swedish, from either place', () => {
    copyFileSync(path('beslut.pdf'), path('sv.pdf'));
    const done = run(
      'sign',
      'finish',
      '--lang',
      'sv',
      'sv.pdf',
      '-o',
      'x.pdf',
      '--request',
      'elsa.pem',
      '--signature',
      'elsa.pem',
    );
    expect(done.stderr).toMatch(/elsa\.pem är ingen begäran om underskrift/);
  });

  test('help for all three', () => {
    expect(run('sign', '--help').stdout).toMatch(
      /--csc-url[\s\S]*prepare \[options\] <pdf>[\s\S]*finish \[options\] <pdf>/,
    );
    expect(run('sign', 'prepare', '--help').stdout).toMatch(/--algorithm/);
    expect(run('help', 'sign').stdout).toMatch(/--module/);
  });

  test('the schema of a request is that of what is written', () => {
    const schema = JSON.parse(run('schema', 'signing-request').stdout) as { properties: object; required: string[] };
    const request = prepare('schema', '--certificate', 'elsa.pem');
    expect(Object.keys(request).toSorted()).toEqual(Object.keys(schema.properties).toSorted());
    expect(schema.required.toSorted()).toEqual(Object.keys(request).toSorted());
  });
});

describe('sign with several files', () => {
  test('by a signing service at B-LTA, each file with its own time-stamps', async () => {
    for (const name of ['a', 'b']) copyFileSync(path('beslut.pdf'), path(`${name}.pdf`));
    const before = (await service.log()).length;
    const args = ['--signer', 'csc', '--csc-url', service.url(), '--csc-credential', 'ec-pin'];
    const done = run(
      'sign',
      'a.pdf',
      'b.pdf',
      ...args,
      '--level',
      'B-LTA',
      '--tsa',
      servers.tsa(),
      '--trust',
      'root.pem',
      '-o',
      'mapp',
    );
    expect(done.code, done.stderr).toBe(0);
    for (const name of ['a', 'b'])
      expect(verdict(`mapp/${name}.pdf`)).toMatchObject({
        indication: 'TOTAL-PASSED',
        signatures: [{ level: 'PAdES-B-LTA' }],
      });
    const methods = (await service.log()).slice(before).map(({ method }) => method);
    expect(methods.filter((method) => method === 'credentials/authorize')).toHaveLength(1);
  });

  test('by a key file, all or none', () => {
    writeFileSync(path('trasig.pdf'), 'nej');
    const done = run('sign', 'beslut.pdf', 'trasig.pdf', '--p12', 'elsa.p12', '-o', 'mapp-2');
    expect([done.code, existsSync(path('mapp-2'))]).toEqual([2, false]);
    expect(done.stderr).toMatch(/trasig\.pdf: The file is not a PDF/);
    expect(run('sign', 'beslut.pdf', '--p12', 'elsa.p12', '-o', 'mapp-2').code).toBe(0);
    // Into what is a file there, not a folder.
    expect(run('sign', 'beslut.pdf', 'a.pdf', '--p12', 'elsa.p12', '-o', 'mapp-2').stderr).toMatch(/mapp-2 is a file/);
  });

  test('what stands in the folder already is left alone', () => {
    expect(run('sign', 'a.pdf', 'b.pdf', '--p12', 'elsa.p12', '-o', 'mapp-3').code).toBe(0);
    const before = readFileSync(path('mapp-3/a.pdf'));
    const done = run('sign', 'a.pdf', 'b.pdf', '--p12', 'elsa.p12', '-o', 'mapp-3');
    expect(done.stderr).toMatch(/exists already[\s\S]*--force/);
    expect(readFileSync(path('mapp-3/a.pdf')).equals(before)).toBe(true);
  });
});
