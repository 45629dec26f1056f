import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { keep } from './keys.js';
import type { Pki } from './pki.js';
import type { CrlLie, Lies, OcspLie, Seen, ServerSetup, Told, TransportLie, TsaLie } from './server/messages.js';

/** How servers are started. */
export interface ServerOptions {
  /** The servers' clock when they start; it goes on from there. `pki.now` when left out. */
  now?: Date;
  /** What every answer lies about, also at the addresses that certificates name. */
  lies?: Lies;
}

/** The running servers: a time-stamping authority, OCSP responders, revocation lists and issuers' certificates, all on 127.0.0.1. */
export interface Servers {
  /** RFC 3161: signs as this entry of the table (`tsa` when left out). */
  tsa(options?: { id?: string; lie?: TsaLie | TransportLie }): string;
  /** RFC 6960: answers for what this authority has issued (`issuer` when left out). */
  ocsp(options?: { authority?: string; lie?: OcspLie | TransportLie }): string;
  /** RFC 5280: the list of this authority (`issuer` when left out). */
  crl(options?: { authority?: string; lie?: CrlLie | TransportLie }): string;
  /** The certificate of an authority. */
  authority(id: string): string;
  /** Sets the clock of the servers; it goes on from there. */
  setNow(now: Date): Promise<void>;
  /** What every answer lies about from now on. */
  setLies(lies: Lies): Promise<void>;
  /** The requests so far, oldest first. */
  requests(): Promise<Seen[]>;
  stop(): Promise<void>;
}

async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL('server/main.ts', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
  const code = outputFiles[0]?.text ?? '';
  return keep(`server-${createHash('sha256').update(code).digest('hex').slice(0, 16)}.mjs`, () => code);
}

function setupOf(pki: Pki, { now, lies }: ServerOptions): ServerSetup {
  const policy = /timestamp: ([\d.]+)/.exec(readFileSync(new URL('pki.yaml', import.meta.url), 'utf8'))?.[1] ?? '';
  return {
    port: pki.port,
    base: pki.base,
    reference: pki.now.getTime(),
    now: (now ?? pki.now).getTime(),
    lies: lies ?? {},
    policy,
    entries: [...pki.issued.values()].map(({ id, row, certificate, subject, serial, key }) => ({
      ...{ id, row, certificate, subject, serial },
      chain: pki.get(id).chain,
      key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    })),
  };
}

/** Sends a message and waits for the answer to it. */
const ask = (child: ChildProcess, message: Told): Promise<Seen[]> =>
  new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('the servers have ended'));
    child.once('exit', ended);
    child.once('message', (answer: { requests: Seen[] } | { failed: string }) => {
      child.off('exit', ended);
      if ('failed' in answer) reject(new Error(answer.failed));
      else resolve(answer.requests);
    });
    child.send(message);
  });

/**
 * Starts the servers that the certificates of this PKI name, as a process of their own, with real HTTP. One PKI can have one set of servers at
 * a time. Always `stop()` them.
 */
export async function startServers(pki: Pki, options: ServerOptions = {}): Promise<Servers> {
  const child = fork(await bundle(), [], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let turn: Promise<unknown> = Promise.resolve();
  // One at a time, since answers carry no name.
  const tell = (message: Told): Promise<Seen[]> => {
    const answer = turn.then(() => ask(child, message));
    turn = answer.catch(() => undefined);
    return answer;
  };
  await tell({ setup: setupOf(pki, options) });
  const path = (what: string, id: string, lie?: string): string =>
    `${pki.base}${lie ? `/lie/${lie}` : ''}/${what}/${id}`;
  return {
    tsa: ({ id = 'tsa', lie } = {}) => path('tsa', id, lie),
    ocsp: ({ authority = 'issuer', lie } = {}) => path('ocsp', authority, lie),
    crl: ({ authority = 'issuer', lie } = {}) => `${path('crl', authority, lie)}.crl`,
    authority: (id) => `${path('ca', id)}.cer`,
    setNow: async (now) => void (await tell({ now: now.getTime() })),
    setLies: async (lies) => void (await tell({ lies })),
    requests: () => tell({ requests: true }),
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}
