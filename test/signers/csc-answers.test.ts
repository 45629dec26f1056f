import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { nodeHost } from '../../src/cli/node-host.js';
import { Failure } from '../../src/core/failure.js';
import type { Host, HttpRequest } from '../../src/core/host.js';
import { csc } from '../../src/signers/csc.js';
import { rubbish } from '../cli/run.js';
import { openPki } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { runs } from '../setup/runs.js';

let pki: Pki;
beforeAll(async () => {
  pki = await openPki();
});

type Answers = Record<string, unknown>;

/** What an honest service says before the value itself. */
const honest = (): Answers => ({
  info: {
    specs: '2.0.0.2',
    authType: ['oauth2client'],
    oauth2: 'https://service.example',
    methods: ['signatures/signHash'],
  },
  'credentials/list': { credentialIDs: ['k'] },
  'credentials/info': {
    key: { status: 'enabled', algo: ['1.2.840.10045.4.3.2'] },
    cert: { status: 'valid', certificates: [Buffer.from(pki.get('p-256').certificate).toString('base64')] },
    auth: { mode: 'explicit', expression: 'PIN', objects: [{ type: 'Password', id: 'PIN' }] },
    multisign: 2,
  },
  'credentials/authorize': { SAD: 'x' },
  'signatures/signHash': { signatures: ['AAAA'] },
});

const hostThat = (answers: Answers, status = 200): Host => ({
  ...nodeHost(),
  http: ({ url }: HttpRequest) => {
    const method = Object.keys(answers).find((each) => url.endsWith(`/${each}`)) ?? '';
    const value = answers[method];
    const body = value instanceof Uint8Array ? value : new TextEncoder().encode(JSON.stringify(value ?? {}));
    return Promise.resolve({ status, headers: { 'retry-after': '100' }, body: new Uint8Array(body) });
  },
});

async function outcome(host: Host): Promise<Failure | undefined> {
  try {
    const signer = await csc.open(
      {
        service: { url: 'https://service.example/csc/v2' },
        passphrase: () => Promise.resolve('1234'),
        secret: () => Promise.resolve('secret'),
      },
      host,
    );
    await signer.sign(new Uint8Array(3));
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

const json = fc.oneof(
  fc.jsonValue(),
  fc.uint8Array({ maxLength: 40 }),
  fc.dictionary(
    fc.constantFrom('key', 'cert', 'auth', 'signatures', 'SAD', 'algo', 'certificates', 'multisign', 'mode'),
    fc.jsonValue(),
  ),
);

test('whatever a service answers, nothing is signed, and the reason is told in both languages', async () => {
  const methods = Object.keys(honest());
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...methods), json, async (method, value) => {
      const refused = await outcome(hostThat({ ...honest(), [method]: value }));
      expect(refused).toBeDefined();
      for (const words of [refused?.text.sv ?? '', refused?.text.en ?? '']) expect(words).not.toMatch(rubbish);
    }),
    runs(300),
  );
});

test('whatever error it answers with', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 300, max: 599 }), json, async (status, value) => {
      const answers = Object.fromEntries(Object.keys(honest()).map((method) => [method, value]));
      const refused = await outcome(hostThat(answers, status));
      expect(refused?.help).toBeDefined();
      expect(refused?.text.en).not.toMatch(rubbish);
    }),
    runs(200),
  );
});
