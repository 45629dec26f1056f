import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeHost } from '../../src/cli/node-host.js';
import type { Host } from '../../src/core/host.js';
import { signFile } from '../../src/sign/sign-file.js';
import type { SignFileOptions } from '../../src/sign/sign-file.js';
import { signFiles } from '../../src/sign/sign-files.js';
import type { ServiceOptions } from '../../src/signers/_contract.js';
import { fardplan, folder, rubbish } from '../cli/run.js';
import { openPki } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { holds, plainPdf, refusal, signaturesIn } from '../sign/helpers.js';
import { startCsc } from './csc-service.js';
import type { CscService } from './csc-service.js';

let pki: Pki;
let service: CscService;
let pdf: Uint8Array;
const out = folder();
const path = (name: string): string => join(out, name);
const asked: string[] = [];
const said: string[] = [];

beforeAll(async () => {
  pki = await openPki();
  service = await startCsc(pki);
  pdf = await plainPdf([{ name: 'ordforande' }]);
  for (const name of ['ett', 'två', 'tre']) writeFileSync(path(`${name}.pdf`), pdf);
  writeFileSync(path('trasig.pdf'), 'inte en pdf');
});
afterAll(() => service.stop());

/** A host whose terminal answers the question that contains the key; without answers there is no terminal. */
const host = (
  answers: Record<string, string | ((question: string) => Promise<string>)> = {},
  env: Record<string, string> = {},
): Host => ({
  ...nodeHost({ cwd: out }),
  env: { FARDPLAN_CSC_TOKEN: 'fardigt-intyg', ...env },
  now: () => pki.now,
  secret: async (question) => {
    asked.push(question);
    const found = Object.entries(answers).find(([part]) => question.includes(part))?.[1];
    return typeof found === 'function' ? found(question) : found;
  },
});
const pin = { PIN: '1234' };

let number = 0;
const options = (service_: ServiceOptions, more: Partial<SignFileOptions> = {}): SignFileOptions => ({
  input: path('ett.pdf'),
  output: path(`ut-${(number += 1)}.pdf`),
  signer: 'csc',
  signerOptions: { service: { url: service.url(), ...service_ }, say: (message) => said.push(message.en) },
  ...more,
});

const hash = { 'p-256': 'sha256', 'rsa-2048': 'sha256' } as const;
const expectSigned = (file: string, id: keyof typeof hash, pss = false): void => {
  const bytes = readFileSync(file);
  const [found, ...more] = signaturesIn(bytes);
  expect(more).toEqual([]);
  expect(found && holds(bytes, found, pki.get(id).certificate, hash[id], pss)).toBe(true);
};
const since = async (from: number) => (await service.log()).slice(from);
const mark = async (): Promise<number> => (await service.log()).length;

describe('signs', () => {
  test('with a PIN', async () => {
    const done = await signFile(host(pin), options({ credential: 'ec-pin' }));
    expect(done.signer).toBe('Elsa Exempel (TEST)');
    expectSigned(done.output, 'p-256');
  });

  test('with the only key of a user', async () => {
    expectSigned((await signFile(host(pin), options({ user: 'elsa' }))).output, 'p-256');
  });

  test('with a PIN and a one-time code, which the service is asked to send', async () => {
    const from = await mark();
    const done = await signFile(host({ ...pin, 'Kod i mobilen': '987654' }), options({ credential: 'rsa-otp' }));
    expectSigned(done.output, 'rsa-2048');
    expect((await since(from)).map(({ method }) => method)).toEqual([
      'info',
      'credentials/info',
      'credentials/getChallenge',
      'credentials/authorize',
      'signatures/signHash',
    ]);
  });

  test('with PIN and code from the environment, and no terminal', async () => {
    const env = { FARDPLAN_PIN: '1234', FARDPLAN_CSC_OTP: '987654' };
    expectSigned((await signFile(host({}, env), options({ credential: 'rsa-otp' }))).output, 'rsa-2048');
  });

  test('with RSA-PSS where the key can nothing else', async () => {
    expectSigned((await signFile(host(pin), options({ credential: 'pss' }))).output, 'rsa-2048', true);
  });

  test('with r‖s, as some services write ECDSA', async () => {
    expectSigned((await signFile(host(pin), options({ credential: 'raw' }))).output, 'p-256');
  });

  test('with an approval on another device, at once or after a while', async () => {
    said.length = 0;
    expectSigned((await signFile(host(), options({ credential: 'implicit' }))).output, 'p-256');
    expect(said).toEqual(['Approve the signing on your device.']);
    expectSigned((await signFile(host(), options({ credential: 'elsewhere' }))).output, 'p-256');
  });

  test('by version 1 of the API', async () => {
    const url = service.url('v1');
    expectSigned((await signFile(host(pin), options({ url, credential: 'ec-pin' }))).output, 'p-256');
    const answers = { PIN: '1234', OTP: '987654' };
    expectSigned((await signFile(host(answers), options({ url, credential: 'rsa-otp' }))).output, 'rsa-2048');
  });

  test('after a service that was too busy has had its time', async () => {
    const from = await mark();
    expectSigned((await signFile(host(pin), options({ credential: 'busy' }))).output, 'p-256');
    const methods = (await since(from)).map(({ method }) => method);
    // The PIN is sent once.
    expect(methods.filter((method) => method === 'credentials/authorize')).toHaveLength(1);
    expect(methods.filter((method) => method === 'signatures/signHash')).toHaveLength(2);
  });
});

describe('gets access', () => {
  const noToken = (given: Host): Host => ({
    ...given,
    env: { FARDPLAN_PIN: '1234', FARDPLAN_CSC_SECRET: 'hemligt-värde' },
  });

  test('with the credentials of the client', async () => {
    const done = await signFile(noToken(host()), options({ credential: 'ec-pin', clientId: 'fardplan-test' }));
    expectSigned(done.output, 'p-256');
  });

  test('with a secret and a token from files', async () => {
    writeFileSync(path('hemlighet.txt'), 'hemligt-värde\r\n');
    writeFileSync(path('intyg.txt'), 'fardigt-intyg\n');
    const bare = { ...host(), env: { FARDPLAN_PIN: '1234' } };
    const given = { credential: 'ec-pin', clientId: 'fardplan-test', secretFile: path('hemlighet.txt') };
    expectSigned((await signFile(bare, options(given))).output, 'p-256');
    expectSigned(
      (await signFile(bare, options({ credential: 'ec-pin', tokenFile: path('intyg.txt') }))).output,
      'p-256',
    );
  });

  /** What a browser does: goes to the address that was shown, and comes back to another. */
  const browser = async (): Promise<string> => {
    const shown = /http\S+$/.exec(said.at(-1) ?? '')?.[0] ?? '';
    const answer = await fetch(shown, { redirect: 'manual' });
    return answer.headers.get('location') ?? '';
  };

  test('by a person in a browser, with PKCE; the same person approves the hashes', async () => {
    const bare = { ...host({ Paste: browser }), env: {} };
    const given = { credential: 'oauth', clientId: 'fardplan-test', redirect: 'https://fardplan.example/klart' };
    expectSigned((await signFile(bare, options(given))).output, 'p-256');
  });

  test('never with an answer to somebody else’s question', async () => {
    const bare = { ...host({ Paste: async () => (await browser()).replace(/state=[^&]+/, 'state=annat') }), env: {} };
    const given = { credential: 'oauth', clientId: 'fardplan-test', redirect: 'https://fardplan.example/klart' };
    const refused = await refusal(signFile(bare, options(given)));
    expect(refused.text.en).toMatch(/does not belong to this approval/);
  });

  test.each<[string, ServiceOptions, Record<string, string>, RegExp]>([
    ['no client and no token', {}, {}, /wants to know who asks/],
    [
      'a wrong secret',
      { clientId: 'fardplan-test' },
      { FARDPLAN_CSC_SECRET: 'fel' },
      /does not know the program.*Client authentication failed/,
    ],
    [
      'a token that is not valid',
      {},
      { FARDPLAN_CSC_TOKEN: 'gammalt' },
      /does not accept the access token.*expired, revoked/,
    ],
    ['a browser needed but no terminal', { clientId: 'fardplan-test' }, {}, /no terminal to paste the code/],
  ])('refuses %s', async (_, given, env, message) => {
    const refused = await refusal(signFile({ ...host(), env }, options({ credential: 'ec-pin', ...given })));
    expect(refused.text.en).toMatch(message);
    expect(refused.help).toBeDefined();
  });

  test('sends no secret where anybody can listen', async () => {
    const refused = await refusal(signFile(host(pin), options({ url: 'http://tjanst.example/csc/v2' })));
    expect(refused.text.en).toMatch(/not an address that secrets may be sent to/);
  });
});

describe('several files', () => {
  const many = (names: string[], credential: string, target: string) => {
    const { signer, signerOptions } = options({ credential });
    return { signer, signerOptions, inputs: names.map((name) => path(`${name}.pdf`)), folder: path(target) };
  };

  test('one approval, bound to their hashes', async () => {
    const from = await mark();
    asked.length = 0;
    const done = await signFiles(host(pin), many(['ett', 'två', 'tre'], 'ec-pin', 'mapp'));
    expect(done.failed).toEqual([]);
    for (const { output } of done.signed) expectSigned(output, 'p-256');
    expect(asked).toHaveLength(1);
    const log = await since(from);
    const [approval] = log.filter(({ method }) => method === 'credentials/authorize');
    expect(approval?.body).toMatchObject({ numSignatures: 3 });
    expect(log.filter(({ method }) => method === 'signatures/signHash')).toHaveLength(1);
  });

  test('one approval each where the key allows no more, and a new code each time', async () => {
    asked.length = 0;
    const done = await signFiles(
      host({ ...pin, 'Kod i mobilen': '987654' }),
      many(['ett', 'två'], 'rsa-otp', 'mapp-2'),
    );
    expect(done.signed).toHaveLength(2);
    expect(asked).toHaveLength(3);
  });

  test('nobody is asked, and nothing is made, unless all can be signed', async () => {
    const from = await mark();
    asked.length = 0;
    const refused = await refusal(signFiles(host(pin), many(['ett', 'trasig', 'två'], 'ec-pin', 'mapp-3')));
    expect(refused.text.en).toMatch(/trasig\.pdf: The file is not a PDF/);
    expect([asked, await since(from), existsSync(path('mapp-3'))]).toEqual([[], [], false]);
  });

  test('two that would become one are refused', async () => {
    const refused = await refusal(signFiles(host(pin), many(['ett', 'ett'], 'ec-pin', 'mapp-4')));
    expect(refused.text.en).toMatch(/Two of the files would become/);
  });

  test('a wrong PIN is said once, and tried once', async () => {
    const from = await mark();
    const refused = await refusal(signFiles(host({ PIN: '0000' }), many(['ett', 'två', 'tre'], 'ec-pin', 'mapp-5')));
    expect(refused.text.en).toMatch(/^Wrong PIN\./);
    expect((await since(from)).filter(({ method }) => method === 'credentials/authorize')).toHaveLength(1);
  });
});

describe('says what is wrong, and writes nothing', () => {
  test.each<[string, string, Record<string, string>, RegExp]>([
    ['a wrong PIN', 'locking', { PIN: '0000' }, /^Wrong PIN\. 127\.0\.0\.1:\d+ says: “The PIN is invalid”/],
    ['a wrong code', 'rsa-otp', { ...pin, Kod: '111111' }, /^Wrong one-time code\./],
    ['no terminal for the PIN', 'ec-pin', {}, /A secret is missing/],
    ['no terminal for the code', 'rsa-otp', pin, /needs a one-time code/],
    ['an approval that has expired', 'short', pin, /has expired.*SAD expired/],
    ['a signature by another key', 'lying', pin, /does not match the certificate/],
    ['a value that is no signature', 'rubbish', pin, /does not match the certificate/],
    ['too few signatures', 'fewer', pin, /does not follow the CSC API: signatures: 0 ≠ 1/],
    ['a service that stays busy', 'flooded', pin, /takes no more requests just now/],
    ['a disabled key', 'disabled', pin, /cannot be used: the service calls it “disabled”/],
    ['an unknown key', 'finns-inte', pin, /refused.*Invalid parameter credentialID/],
  ])('%s', async (_, credential, answers, message) => {
    const chosen = options({ credential });
    const refused = await refusal(signFile(host(answers), chosen));
    expect(refused.text.en).toMatch(message);
    for (const words of [refused.text.en, refused.text.sv, refused.help?.sv ?? '']) expect(words).not.toMatch(rubbish);
    expect(existsSync(chosen.output)).toBe(false);
  });

  test('several keys: lists them, over several pages', async () => {
    const refused = await refusal(signFile(host(pin), options({})));
    expect(refused.text.en).toMatch(/several keys at 127\.0\.0\.1:\d+; say which with --csc-credential/);
    expect(refused.help?.en).toMatch(/ec-pin.*locking/);
  });

  test('a service that does not answer in time', async () => {
    const given = host(pin);
    const impatient: Host = { ...given, http: (request) => given.http({ ...request, timeout: 1000 }) };
    const refused = await refusal(signFile(impatient, options({ credential: 'slow' })));
    expect(refused.text.en).toMatch(/127\.0\.0\.1/);
  });

  test('an address where there is no such service', async () => {
    const url = service.url().replace('/csc/v2', '/annat');
    expect((await refusal(signFile(host(pin), options({ url })))).text.en).toMatch(/no signing service at/);
    const closed = await refusal(signFile(host(pin), options({ url: 'http://127.0.0.1:9/csc/v2' })));
    expect(closed.text.en).toMatch(/127\.0\.0\.1/);
  });
});

test('only digests and what they are for have left the machine', async () => {
  const sent = JSON.stringify(await service.log());
  const allowed = new Set([
    ...[
      'credentialID',
      'certificates',
      'certInfo',
      'authInfo',
      'pageToken',
      'userID',
      'numSignatures',
      'hashes',
      'hash',
      'hashAlgorithmOID',
    ],
    ...['hashAlgo', 'authData', 'PIN', 'OTP', 'SAD', 'operationMode', 'signAlgo', 'signAlgoParams', 'handle'],
  ]);
  for (const { body } of await service.log()) {
    expect(Object.keys(body).filter((name) => !allowed.has(name))).toEqual([]);
    for (const hashed of [body['hashes'], body['hash']].flat())
      if (typeof hashed === 'string') expect(Buffer.from(hashed, 'base64')).toHaveLength(32);
  }
  // Not even the digest of the document itself, which is inside what is hashed.
  for (const bytes of [pdf, readFileSync(path('ut-1.pdf'))])
    expect(sent).not.toContain(createHash('sha256').update(bytes).digest('base64'));
});

test('as a program, with every setting as an option or in the environment', () => {
  const env = { FARDPLAN_PIN: '1234', FARDPLAN_CSC_TOKEN: 'fardigt-intyg' };
  const args = [
    'sign',
    path('ett.pdf'),
    path('två.pdf'),
    '--signer',
    'csc',
    '--csc-url',
    service.url(),
    '--csc-credential',
    'ec-pin',
  ];
  const done = fardplan([...args, '-o', path('program')], { env });
  expect(done.stderr).toMatch(/ett\.pdf: signed by Elsa Exempel \(TEST\)[\s\S]*två\.pdf: signed by/);
  expect(done.code).toBe(0);
  const wrong = fardplan([...args, '-o', path('aldrig')], { env: { ...env, FARDPLAN_PIN: '9' }, lang: 'sv' });
  expect(wrong.stderr).toMatch(/Fel PIN-kod/);
  expect([wrong.code, existsSync(path('aldrig'))]).toEqual([2, false]);
});
