import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { EnvHttpProxyAgent, request as ask } from 'undici';
import type { Dispatcher } from 'undici';
import { joined } from '../core/bytes.js';
import type { Failure } from '../core/failure.js';
import type { HttpAnswer, HttpRequest } from '../core/host.js';
import { badAddress, insecure, isPassing, tooLarge, tooLate, tooManyTurns, unreachable } from './node-http-refusals.js';

type Environment = Readonly<Record<string, string | undefined>>;

const longest = 30_000;
const largest = 10 * 1024 * 1024;
const mostTurns = 3;
const passing = new Set([429, 500, 502, 503, 504]);
const turns = new Set([301, 302, 303, 307, 308]);

const agents = new Map<string, Dispatcher>();

/** Proxies by the usual variables; certificates are always checked, whatever NODE_TLS_REJECT_UNAUTHORIZED says. */
function agentFor(env: Environment, ca: readonly string[] | undefined): Dispatcher {
  const named = (name: string): string => env[name.toLowerCase()] ?? env[name] ?? '';
  const [httpProxy, httpsProxy, noProxy] = [named('HTTP_PROXY'), named('HTTPS_PROXY'), named('NO_PROXY')];
  const key = JSON.stringify([httpProxy, httpsProxy, noProxy, ca]);
  const known = agents.get(key);
  if (known) return known;
  const tls = {
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2' as const,
    ...(ca ? { ca: [...roots(env), ...ca] } : {}),
  };
  const agent = new EnvHttpProxyAgent({
    httpProxy,
    httpsProxy,
    noProxy,
    connect: { ...tls, timeout: 10_000 },
    requestTls: tls,
    proxyTls: tls,
    // Many proxies open no tunnel to port 80, where most responders stand.
    proxyTunnel: false,
    maxHeaderSize: 32 * 1024,
  });
  agents.set(key, agent);
  return agent;
}

/** Naming any authority takes the place of Node's own list, so that has to be given too. */
function roots(env: Environment): string[] {
  const extra = env['NODE_EXTRA_CA_CERTS'];
  try {
    return extra ? [...rootCertificates, readFileSync(extra, 'utf8')] : [...rootCertificates];
  } catch {
    return [...rootCertificates];
  }
}

interface Place {
  url: URL;
  authorization: string | undefined;
}

function placeOf(address: string): Place {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw badAddress(address);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw badAddress(address);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  url.hash = '';
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = username ? `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` : undefined;
  return { url, authorization };
}

async function bodyOf(body: AsyncIterable<Uint8Array>, most: number, host: string): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > most) throw tooLarge(host, most);
    parts.push(part);
  }
  return joined(parts);
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const one: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) one[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return one;
}

/** Where a redirection leads, if it may be followed: never from TLS to none, and what was posted goes to no other host. */
function turned(from: URL, to: string | undefined, method: HttpRequest['method']): URL | undefined {
  if (!to || !URL.canParse(to, from.href)) return undefined;
  const next = new URL(to, from);
  if (next.protocol !== 'http:' && next.protocol !== 'https:') return undefined;
  if (from.protocol === 'https:' && next.protocol === 'http:') return undefined;
  if (method === 'POST' && next.hostname !== from.hostname) return undefined;
  next.username = '';
  next.password = '';
  return next;
}

const withoutSecrets = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(authorization|cookie)$/i.test(name)));

async function once(request: HttpRequest, env: Environment, signal: AbortSignal): Promise<HttpAnswer> {
  const place = placeOf(request.url);
  const most = request.largest ?? largest;
  let headers: Record<string, string> = { 'user-agent': 'fardplan', ...request.headers };
  if (place.authorization) headers['authorization'] = place.authorization;
  let { method } = request;
  let { body } = request;
  let { url } = place;
  for (let turn = 0; ; turn += 1) {
    const dispatcher = agentFor(env, request.ca);
    const sent = { dispatcher, method, headers, signal, headersTimeout: 0, bodyTimeout: 0, ...(body ? { body } : {}) };
    const answer = await ask(url, sent as Parameters<typeof ask>[1]);
    const answered = flat(answer.headers);
    if (!turns.has(answer.statusCode)) {
      if (Number(answered['content-length']) > most) {
        answer.body.on('error', () => undefined).destroy();
        throw tooLarge(url.host, most);
      }
      return { status: answer.statusCode, headers: answered, body: await bodyOf(answer.body, most, url.host) };
    }
    answer.body.on('error', () => undefined).destroy();
    const next = turned(url, answered['location'], method);
    if (turn >= mostTurns || !next) throw tooManyTurns(url.host, answered['location']);
    if (next.host !== url.host) headers = withoutSecrets(headers);
    if (answer.statusCode === 303) [method, body] = ['GET', undefined];
    url = next;
  }
}

/** How long to wait before the next try: what the server asks for, else twice as long each time, spread so that many do not come at once. */
function pause(answer: HttpAnswer | undefined, tries: number): number {
  const wanted = answer?.headers['retry-after'];
  if (wanted !== undefined) {
    const wait = /^\d+$/.test(wanted) ? Number(wanted) * 1000 : Date.parse(wanted) - Date.now();
    if (wait >= 0) return wait;
  }
  const [spread = 0] = globalThis.crypto.getRandomValues(new Uint8Array(1));
  return 200 * 2 ** tries * (0.5 + spread / 256);
}

const rest = (ms: number): Promise<void> => new Promise((settle) => setTimeout(settle, ms));

/** `Host.http` by undici: proxies, time limits, bounded answers, new tries with growing pauses. */
export async function nodeHttp(request: HttpRequest, env: Environment): Promise<HttpAnswer> {
  const { timeout = longest, retries = 2 } = request;
  const { host } = placeOf(request.url).url;
  const until = Date.now() + timeout;
  const clock = new AbortController();
  const timer = setTimeout(() => clock.abort(), timeout);
  try {
    for (let tries = 0; ; tries += 1) {
      let answer: HttpAnswer | undefined;
      let refusal: Failure | undefined;
      try {
        answer = await once(request, env, clock.signal);
        if (!passing.has(answer.status)) return answer;
      } catch (error) {
        if (clock.signal.aborted) throw tooLate(host, timeout);
        refusal = insecure(host, error) ?? unreachable(host, error);
        if (!isPassing(error)) throw refusal;
      }
      const wait = pause(answer, tries);
      if (tries < retries && Date.now() + wait < until) await rest(wait);
      else if (answer) return answer;
      else throw refusal ?? tooLate(host, timeout);
    }
  } finally {
    clearTimeout(timer);
  }
}
