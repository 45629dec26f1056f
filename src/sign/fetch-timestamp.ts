import { createHash } from 'node:crypto';
import { readTimestampResponse } from '../cms/read-timestamp.js';
import type { TimestampAnswer } from '../cms/read-timestamp.js';
import type { SignatureHash } from '../cms/signature-algorithm.js';
import { timestampRequest } from '../cms/timestamp-request.js';
import type { ReadCertificate } from '../cms/verify-certificate.js';
import { equalBytes } from '../cms/verify-der.js';
import { verifyTimestamp } from '../cms/verify-timestamp.js';
import type { TimestampFacts } from '../cms/verify-timestamp.js';
import { exit, Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import type { Text } from '../core/text.js';

/** A time-stamping authority (RFC 3161, 3.4: over HTTP). */
export interface TimestampSource {
  /** Its address; may hold a user and a password, which messages never show. */
  url: string;
  /** Object identifier of the policy to stamp under; default: the authority's own. */
  policy?: string | undefined;
  /** Issuers that its certificate has to lead to; default: any, and the token alone is checked. */
  anchors?: readonly ReadCertificate[] | undefined;
  /** The most milliseconds for one question with all its tries. */
  timeout?: number | undefined;
}

/** A token that was checked against what was asked for. */
export interface FetchedTimestamp {
  /** In DER. */
  token: Uint8Array;
  time: Date;
  signer: ReadCertificate;
  /** Certificates that came in it. */
  certificates: ReadCertificate[];
}

/** How far the authority's clock may be from ours. */
const mostApart = 15 * 60_000;
const largest = 256 * 1024;
const timeStamping = '1.3.6.1.5.5.7.3.8';

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url.replace(/\/\/[^/@]*@/, '//'));

const nothingWritten = text(
  'Inget har skrivits. Försök igen senare, eller ange en annan tidsstämplingstjänst med --tsa.',
  'Nothing has been written. Try again later, or give another time-stamping authority with --tsa.',
);

const untrue = (host: string, why: Text): Failure =>
  new Failure(
    text(`Tidsstämpeln från ${host} godtas inte. ${why.sv}`, `The time-stamp from ${host} is not accepted. ${why.en}`),
    nothingWritten,
    exit.findings,
  );

/** PKIFailureInfo by bit (RFC 3161, 2.4.2). */
const reasons: Record<number, [string, string] | undefined> = {
  0: ['algoritmen godtas inte', 'the algorithm is not accepted'],
  2: ['frågan godtas inte', 'the request is not accepted'],
  5: ['frågans form godtas inte', 'the form of the request is not accepted'],
  14: ['tjänsten har ingen tidskälla just nu', 'the time source is not available'],
  15: ['policyn används inte där', 'the policy is not supported'],
  16: ['ett tillägg används inte där', 'an extension is not supported'],
  17: ['uppgiften kan inte lämnas', 'the information is not available'],
  25: ['tjänsten har ett fel', 'the service has a fault'],
};

function declined(host: string, { failure, words }: TimestampAnswer): Failure {
  const known = failure.flatMap((bit) => reasons[bit] ?? []);
  const said = words ? ` (”${words}”)` : '';
  const [sv = 'utan angivet skäl', en = 'no reason was given'] = known;
  const policy = failure.includes(15);
  return new Failure(
    text(`${host} gav ingen tidsstämpel: ${sv}${said}.`, `${host} gave no time-stamp: ${en}${said}.`),
    policy
      ? text(
          'Utelämna --tsa-policy, eller ange en policy som tjänsten har.',
          'Leave out --tsa-policy, or give a policy that it has.',
        )
      : nothingWritten,
    exit.unsettled,
  );
}

function unanswered(host: string, status: number): Failure {
  const denied = status === 401 || status === 403 || status === 407;
  return new Failure(
    text(
      `${host} gav ingen tidsstämpel: svaret har status ${status}.`,
      `${host} gave no time-stamp: the answer has status ${status}.`,
    ),
    denied
      ? text(
          'Tjänsten vill veta vem som frågar. Lägg adressen med användare och lösenord i FARDPLAN_TSA eller en fil för --tsa-file.',
          'The service wants to know who asks. Put the address with user and password in FARDPLAN_TSA or a file for --tsa-file.',
        )
      : nothingWritten,
    exit.unsettled,
  );
}

/** Eight random bytes that are a positive INTEGER as they stand. */
function nonceOf(host: Host): Uint8Array {
  const bytes = host.random(8);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

interface Asked {
  nonce: Uint8Array;
  policy: string | undefined;
  now: Date;
}

/** What in a good token is not what was asked for, or not from whom it should be. */
function deviation({ read, time, signer }: TimestampFacts, { nonce, policy, now }: Asked): Text | undefined {
  if (!read || !time || !signer) return text('Den saknar något.', 'It lacks something.');
  if (!read.nonce || !equalBytes(read.nonce, nonce))
    return text(
      'Den svarar inte på den fråga som ställdes (fel nonce), så den kan vara gammal.',
      'It does not answer the question that was asked (wrong nonce), so it may be old.',
    );
  if (policy !== undefined && read.policy !== policy)
    return text(
      `Den är utfärdad enligt ${read.policy}, inte ${policy}.`,
      `It was issued under ${read.policy}, not ${policy}.`,
    );
  if (signer.purposes?.join() !== timeStamping || !signer.extensions.purposesCritical)
    return text(
      'Certifikatet bakom den är inte enbart till för tidsstämplar (extKeyUsage).',
      'The certificate behind it is not for time-stamps alone (extKeyUsage).',
    );
  if (Math.abs(time.getTime() - now.getTime()) > mostApart)
    return text(
      `Den säger att klockan är ${time.toISOString()}, och den här datorn att den är ${now.toISOString()}.`,
      `It says that the time is ${time.toISOString()}, and this computer that it is ${now.toISOString()}.`,
    );
  return undefined;
}

/**
 * Asks the authority to stamp a digest, and checks all that can be checked of the answer: status, imprint, nonce, policy, signature, signer and its
 * purpose, time. Refuses anything else with a `Failure`; the digest is all that leaves the machine.
 */
export async function fetchTimestamp(
  host: Host,
  source: TimestampSource,
  stamped: { hash: SignatureHash; digest: Uint8Array },
): Promise<FetchedTimestamp> {
  const { url, policy, anchors, timeout } = source;
  const name = hostOf(url);
  const nonce = nonceOf(host);
  const answer = await host.http({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: timestampRequest({ ...stamped, nonce, policy }),
    timeout,
    largest,
  });
  if (answer.status !== 200) throw unanswered(name, answer.status);
  let told: TimestampAnswer;
  try {
    told = readTimestampResponse(answer.body);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw untrue(name, text('Svaret är ingen tidsstämpel.', 'The answer is not a time-stamp.'));
  }
  if (!told.token) throw declined(name, told);
  const now = host.now();
  const question = { token: told.token, stamped, at: now };
  const alone = await verifyTimestamp({ ...question, anchors: [] });
  // Without anybody to trust, the path is the authority's own certificate, which is judged all the same.
  const facts = alone.signer ? await verifyTimestamp({ ...question, anchors: anchors ?? [alone.signer] }) : alone;
  const [problem] = facts.problems;
  const wrong = problem?.what ?? deviation(facts, { nonce, policy, now });
  if (wrong || !facts.time || !facts.signer)
    throw untrue(name, wrong ?? text('Den saknar något.', 'It lacks something.'));
  return { token: told.token, time: facts.time, signer: facts.signer, certificates: facts.certificates };
}

/** Certificates and serial numbers differ a little from token to token. */
const margin = 512;

/**
 * A token for random bytes, to see who stamps, and how many bytes to reserve: as many, and a margin. Asked for before anybody signs, so that an authority
 * that does not answer stops nothing halfway.
 */
export async function tryAuthority(host: Host, source: TimestampSource): Promise<FetchedTimestamp & { room: number }> {
  const digest = createHash('sha256').update(host.random(32)).digest();
  const fetched = await fetchTimestamp(host, source, { hash: 'SHA-256', digest });
  return { ...fetched, room: fetched.token.length + margin };
}
