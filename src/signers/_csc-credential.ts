import { readCertificate } from '../cms/certificate.js';
import { signatureIdentifier } from '../cms/signature-algorithm.js';
import type { SignatureAlgorithm } from '../cms/signature-algorithm.js';
import { children, readWhole } from '../cms/verify-der.js';
import { signingAlgorithm } from '../cms/signing-certificate.js';
import { Failure } from '../core/failure.js';
import { nearest } from '../core/nearest.js';
import { listed, text } from '../core/text.js';
import type { CscClient } from './_csc-client.js';
import { count, inner, lines, objects, words } from './_csc-json.js';
import type { Json } from './_csc-json.js';
import { hostOf, unfitAnswer } from './_csc-refusals.js';

/** A secret that a person gives to use the key. */
export interface AuthObject {
  id: string;
  /** `sent`: a code that the service sends when it is asked to. */
  kind: 'pin' | 'code' | 'sent';
  label: string | undefined;
}

/** A key of a signing service (CSC API v2.0.0.2, 11.5). */
export interface Credential {
  id: string;
  /** In DER, the signer's own first. */
  chain: [Uint8Array, ...Uint8Array[]];
  algorithm: SignatureAlgorithm;
  /** How the service is told of the algorithm. */
  signAlgo: string;
  /** DER of the algorithm's parameters, for RSA-PSS. */
  signAlgoParams: Uint8Array | undefined;
  mode: 'implicit' | 'explicit' | 'oauth2code';
  secrets: AuthObject[];
  /** How many signatures one approval may cover. */
  most: number;
}

/** OIDs that the service may name for each scheme: with the hash, and for the key alone. */
const plain = { 'RSASSA-PKCS1-v1_5': '1.2.840.113549.1.1.1', ECDSA: '1.2.840.10045.2.1' } as const;
const specific: Record<string, string> = {
  'RSASSA-PKCS1-v1_5 SHA-256': '1.2.840.113549.1.1.11',
  'RSASSA-PKCS1-v1_5 SHA-384': '1.2.840.113549.1.1.12',
  'RSASSA-PKCS1-v1_5 SHA-512': '1.2.840.113549.1.1.13',
  'ECDSA SHA-256': '1.2.840.10045.4.3.2',
  'ECDSA SHA-384': '1.2.840.10045.4.3.3',
  'ECDSA SHA-512': '1.2.840.10045.4.3.4',
  'RSA-PSS SHA-256': '1.2.840.113549.1.1.10',
  'RSA-PSS SHA-384': '1.2.840.113549.1.1.10',
  'RSA-PSS SHA-512': '1.2.840.113549.1.1.10',
};

/** The name for this scheme and hash among those the service knows. */
function nameOf({ scheme, hash }: SignatureAlgorithm, known: readonly string[]): string | undefined {
  const wanted = specific[`${scheme} ${hash}`];
  if (wanted !== undefined && known.includes(wanted)) return wanted;
  const key = scheme === 'RSASSA-PKCS1-v1_5' || scheme === 'ECDSA' ? plain[scheme] : undefined;
  return key !== undefined && known.includes(key) ? key : undefined;
}

function chooseAlgorithm(own: Uint8Array, known: readonly string[], wanted: 'RSA-PSS' | undefined) {
  const certificate = readCertificate(own);
  const first = signingAlgorithm(certificate, wanted);
  const choices = first.scheme === 'RSASSA-PKCS1-v1_5' ? [first, signingAlgorithm(certificate, 'RSA-PSS')] : [first];
  for (const algorithm of choices) {
    const signAlgo = nameOf(algorithm, known);
    if (signAlgo === undefined) continue;
    const parameters =
      algorithm.scheme === 'RSA-PSS' ? children(readWhole(signatureIdentifier(algorithm)))[1] : undefined;
    return { algorithm, signAlgo, signAlgoParams: parameters?.whole };
  }
  throw new Failure(
    text(
      `Tjänsten kan inte underteckna med ${first.scheme} och ${first.hash} med den här nyckeln.`,
      `The service cannot sign with ${first.scheme} and ${first.hash} with this key.`,
    ),
    text(`Den kan: ${known.join(', ') || '–'}.`, `It can: ${known.join(', ') || '–'}.`),
  );
}

/** What secrets the key asks for: `auth` of version 2, or `PIN` and `OTP` of version 1. */
function secretsOf(info: Json): AuthObject[] {
  const auth = inner(info, 'auth');
  const all = objects(auth, 'objects').map((each): AuthObject => {
    const id = words(each, 'id') ?? '';
    const generated = words(each, 'generator');
    const kind = words(each, 'type') === 'Password' ? 'pin' : generated === undefined ? 'sent' : 'code';
    return { id, kind, label: words(each, 'label') };
  });
  // Of alternatives the first is as good as any.
  const needed = /\bX?OR\b/.test(words(auth, 'expression') ?? '') ? all.slice(0, 1) : all;
  if (all.length > 0) return needed;
  return (['PIN', 'OTP'] as const).flatMap((id): AuthObject[] => {
    const each = inner(info, id);
    if (words(each, 'presence') !== 'true') return [];
    const kind = id === 'PIN' ? 'pin' : words(each, 'type') === 'online' ? 'sent' : 'code';
    return [{ id, kind, label: words(each, 'label') }];
  });
}

function certificatesOf(info: Json, url: string): [Uint8Array, ...Uint8Array[]] {
  const written = lines(inner(info, 'cert'), 'certificates');
  const [own, ...issuers] = written.map((each) => new Uint8Array(Buffer.from(each, 'base64')));
  if (!own) throw unfitAnswer(url, 'cert.certificates');
  return [own, ...issuers];
}

function checkStatus(info: Json, id: string): void {
  const key = words(inner(info, 'key'), 'status');
  const certificate = words(inner(info, 'cert'), 'status');
  const wrong =
    key !== undefined && key !== 'enabled'
      ? key
      : certificate !== undefined && certificate !== 'valid'
        ? certificate
        : undefined;
  if (wrong === undefined) return;
  throw new Failure(
    text(
      `Nyckeln ${id} kan inte användas: tjänsten kallar den ”${wrong}”.`,
      `The key ${id} cannot be used: the service calls it “${wrong}”.`,
    ),
    text(
      'Välj en annan med --csc-credential, eller fråga den som driver tjänsten.',
      'Choose another with --csc-credential, or ask whoever runs the service.',
    ),
  );
}

/** The id of the key: the given one, else the only one that the service lists (11.4) for whoever the token is for, or for this user. */
export async function chooseCredential(
  client: CscClient,
  token: string,
  wanted: string | undefined,
  userID: string | undefined,
): Promise<string> {
  if (wanted !== undefined) return wanted;
  const ids: string[] = [];
  let pageToken: string | undefined;
  do {
    const about = { ...(userID === undefined ? {} : { userID }), ...(pageToken === undefined ? {} : { pageToken }) };
    const page = await client.post('credentials/list', about, { token });
    ids.push(...lines(page, 'credentialIDs'));
    pageToken = words(page, 'nextPageToken');
  } while (pageToken && ids.length < 1000);
  const [only, ...more] = ids;
  const host = hostOf(client.url);
  if (only === undefined)
    throw new Failure(
      text(`Det finns ingen nyckel för dig hos ${host}.`, `There is no key for you at ${host}.`),
      text('Fråga den som driver tjänsten.', 'Ask whoever runs the service.'),
    );
  if (more.length === 0) return only;
  throw new Failure(
    text(
      `Det finns flera nycklar hos ${host}; säg vilken med --csc-credential.`,
      `There are several keys at ${host}; say which with --csc-credential.`,
    ),
    text(`Nycklar: ${listed(ids, 'sv')}.`, `Keys: ${listed(ids, 'en')}.`),
  );
}

/** What the service says of a key, its certificates and how it is used (11.5). Refuses a key that is not in use. */
export async function readCredential(
  client: CscClient,
  token: string,
  id: string,
  wanted: 'RSA-PSS' | undefined,
): Promise<Credential> {
  const info = await client.post(
    'credentials/info',
    { credentialID: id, certificates: 'chain', certInfo: true, authInfo: true },
    { token },
  );
  checkStatus(info, id);
  const chain = certificatesOf(info, client.url);
  const mode = words(inner(info, 'auth'), 'mode') ?? words(info, 'authMode') ?? 'implicit';
  if (mode !== 'implicit' && mode !== 'explicit' && mode !== 'oauth2code') {
    const near = nearest(mode, ['implicit', 'explicit', 'oauth2code']);
    throw unfitAnswer(client.url, `auth.mode ”${mode}”${near ? ` (${near}?)` : ''}`);
  }
  const known = lines(inner(info, 'key'), 'algo');
  return {
    id,
    chain,
    ...chooseAlgorithm(chain[0], known, wanted),
    mode,
    secrets: mode === 'explicit' ? secretsOf(info) : [],
    // Version 1 of the draft said true for “several”, without how many.
    most: Math.max(1, info['multisign'] === true ? 100 : Math.floor(count(info, 'multisign') ?? 1)),
  };
}
