import { createHash } from 'node:crypto';
import { readCertificate } from '../cms/certificate.js';
import { digestIdentifier } from '../cms/signature-algorithm.js';
import type { SignatureHash } from '../cms/signature-algorithm.js';
import { largestSignature } from '../cms/signing-certificate.js';
import { children, oidOf, readWhole } from '../cms/verify-der.js';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import { checked } from './_checked.js';
import type { Signer, SignerOptions, SignerSource } from './_contract.js';
import { cscClient } from './_csc-client.js';
import type { CscClient } from './_csc-client.js';
import { chooseCredential, readCredential } from './_csc-credential.js';
import type { AuthObject, Credential } from './_csc-credential.js';
import { lines, words } from './_csc-json.js';
import type { Json } from './_csc-json.js';
import { oauthAccess } from './_csc-oauth.js';
import type { Access } from './_csc-oauth.js';
import { unfitAnswer } from './_csc-refusals.js';

/** How long an answer may take (ms) where a person approves on another device meanwhile, or many values are made. */
const patience = 180_000;

/** A service, ready to be asked for signatures with one key. */
interface Desk {
  client: CscClient;
  /** Names of version 1 of the API instead of version 2. */
  old: boolean;
  methods: string[];
  token: string;
  access: Access;
  credential: Credential;
  options: SignerOptions;
}

function hashOid(hash: SignatureHash): string {
  const [id] = children(readWhole(digestIdentifier(hash)));
  return id ? oidOf(id) : '';
}

/** Asks the person for a secret of the key, after the service has been asked to send it where it has to be. */
async function secretOf(
  { client, token, methods, credential, options }: Desk,
  { id, kind, label }: AuthObject,
): Promise<string> {
  const what = label ?? id;
  if (kind === 'pin') {
    const question = text(`${what} för ${credential.id}: `, `${what} for ${credential.id}: `);
    return options.passphrase({ question, variable: 'FARDPLAN_PIN' });
  }
  const send = ['credentials/getChallenge', 'credentials/sendOTP'].find((method) => methods.includes(method));
  if (kind === 'sent' && send) await client.post(send, { credentialID: credential.id }, { token, once: true });
  const question = text(`Engångskod (${what}): `, `One-time code (${what}): `);
  const code = await options.secret?.({ question, variable: 'FARDPLAN_CSC_OTP' });
  if (code) return code;
  throw new Failure(
    text(
      'Nyckeln kräver en engångskod, och det finns ingen terminal att fråga i.',
      'The key needs a one-time code, and there is no terminal to ask at.',
    ),
    text(
      'Sätt FARDPLAN_CSC_OTP, eller kör kommandot i en terminal.',
      'Set FARDPLAN_CSC_OTP, or run the command in a terminal.',
    ),
  );
}

const rest = (seconds: number): Promise<void> => new Promise((settle) => setTimeout(settle, seconds * 1000));

/** Waits for an approval that the person gives elsewhere (11.7). */
async function approvedElsewhere({ client, token }: Desk, handle: string): Promise<string> {
  for (let tries = 0; tries < 90; tries += 1) {
    const answer = await client.post('credentials/authorizeCheck', { handle }, { token });
    const sad = words(answer, 'SAD');
    if (sad !== undefined) return sad;
    await rest(2);
  }
  throw new Failure(
    text('Ingen godkände undertecknandet i tid.', 'Nobody approved the signing in time.'),
    text('Försök igen.', 'Try again.'),
  );
}

/** Signature Activation Data that is bound to these hashes (11.6), from the person who has the key. */
async function authorize(desk: Desk, hashes: readonly string[], pins: Map<string, string>): Promise<string> {
  const { client, old, token, credential, access } = desk;
  const numSignatures = hashes.length;
  const hashAlgorithmOID = hashOid(credential.algorithm.hash);
  if (credential.mode === 'oauth2code') {
    const urls = hashes.map((hash) => Buffer.from(hash, 'base64').toString('base64url')).join(',');
    const about = { credentialID: credential.id, numSignatures: String(numSignatures) };
    return access.credential({ ...about, ...(old ? { hash: urls } : { hashes: urls, hashAlgorithmOID }) });
  }
  const given: [id: string, value: string][] = [];
  for (const each of credential.secrets) {
    const value = pins.get(each.id) ?? (await secretOf(desk, each));
    // A one-time code is for one time.
    if (each.kind === 'pin') pins.set(each.id, value);
    given.push([each.id, value]);
  }
  if (credential.mode === 'implicit')
    desk.options.say?.(text('Godkänn undertecknandet på din enhet.', 'Approve the signing on your device.'));
  const body: Json = old
    ? { credentialID: credential.id, numSignatures, hash: hashes, ...Object.fromEntries(given) }
    : {
        credentialID: credential.id,
        numSignatures,
        hashes,
        hashAlgorithmOID,
        ...(given.length > 0 ? { authData: given.map(([id, value]) => ({ id, value })) } : {}),
      };
  const answer = await client.post('credentials/authorize', body, { token, once: true, patience });
  const handle = words(answer, 'handle');
  const sad = words(answer, 'SAD') ?? (handle === undefined ? undefined : await approvedElsewhere(desk, handle));
  if (sad === undefined) throw unfitAnswer(client.url, 'SAD');
  return sad;
}

/** Signs as many as one approval covers (11.10); only their digests are sent. */
async function signTogether(desk: Desk, tbs: readonly Uint8Array[], pins: Map<string, string>): Promise<Uint8Array[]> {
  const { client, old, token, credential } = desk;
  const { id, algorithm, chain, signAlgo, signAlgoParams } = credential;
  const name = algorithm.hash.replace('-', '').toLowerCase();
  const hashes = tbs.map((each) => createHash(name).update(each).digest('base64'));
  const SAD = await authorize(desk, hashes, pins);
  const oid = hashOid(algorithm.hash);
  const parameters = signAlgoParams ? { signAlgoParams: Buffer.from(signAlgoParams).toString('base64') } : {};
  const named = old ? { hash: hashes, hashAlgo: oid } : { hashes, hashAlgorithmOID: oid, operationMode: 'S' };
  const body = { credentialID: id, SAD, ...named, signAlgo, ...parameters };
  const answer = await client.post('signatures/signHash', body, { token, once: true, patience });
  const values = lines(answer, 'signatures').map((each) => new Uint8Array(Buffer.from(each, 'base64')));
  if (values.length !== tbs.length) throw unfitAnswer(client.url, `signatures: ${values.length} ≠ ${tbs.length}`);
  return tbs.map((each, index) => checked(chain[0], algorithm, each, values[index] ?? new Uint8Array()));
}

async function openDesk(options: SignerOptions, host: Parameters<SignerSource['open']>[1]): Promise<Desk> {
  const { url, credential: wanted, user } = options.service ?? {};
  if (!url)
    throw new Failure(
      text('Ingen undertecknandetjänst är angiven.', 'No signing service is given.'),
      text(
        'Ange dess adress med --csc-url, ofta https://VÄRD/csc/v2.',
        'Give its address with --csc-url, often https://HOST/csc/v2.',
      ),
    );
  const client = cscClient(host, url);
  const info = await client.post('info', {});
  const methods = lines(info, 'methods');
  if (methods.length > 0 && !methods.includes('signatures/signHash'))
    throw new Failure(
      text(
        'Tjänsten undertecknar inte kondensat (signatures/signHash).',
        'The service does not sign digests (signatures/signHash).',
      ),
      text(
        'Använd en tjänst som gör det: inget dokument lämnar datorn.',
        'Use one that does: no document leaves this machine.',
      ),
    );
  const access = oauthAccess(host, info, client.url, options);
  const token = await access.service();
  const id = await chooseCredential(client, token, wanted ?? options.key, user);
  const credential = await readCredential(client, token, id, options.scheme);
  const old = /^[01]\./.test(words(info, 'specs') ?? '');
  return { client, old, methods, token, access, credential, options };
}

/** Signs with a key in a signing service, by the Cloud Signature Consortium's API v2 (or v1). Needs `service.url`; only digests are sent. */
export const csc: SignerSource = {
  title: text('undertecknandetjänst (CSC API)', 'signing service (CSC API)'),

  async open(options, host): Promise<Signer> {
    const desk = await openDesk(options, host);
    const { chain, algorithm, most } = desk.credential;
    const pins = new Map<string, string>();
    const signMany = async (tbs: readonly Uint8Array[]): Promise<Uint8Array[]> => {
      const values: Uint8Array[] = [];
      for (let at = 0; at < tbs.length; at += most)
        values.push(...(await signTogether(desk, tbs.slice(at, at + most), pins)));
      return values;
    };
    return {
      chain,
      algorithm,
      signatureLength: largestSignature(readCertificate(chain[0])),
      signMany,
      async sign(tbs) {
        const [value] = await signMany([tbs]);
        return value ?? new Uint8Array();
      },
    };
  },
};
