import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../cli/run.js';
import type { Pki } from '../pki/pki.js';

/** What the service was asked, in order. */
export interface Asked {
  method: string;
  body: Record<string, unknown>;
}

/** A running signing service; what each of its credentials does stands in csc-server.mjs. */
export interface CscService {
  /** Base address of the API, version 2 unless told otherwise. */
  url(version?: 'v1' | 'v2'): string;
  log(): Promise<Asked[]>;
  stop(): void;
}

/** Starts the service as a process of its own: `ec` is p-256, `rsa` is rsa-2048, and lies are told with the key `untrusted`. */
export async function startCsc(pki: Pki): Promise<CscService> {
  const pem = (id: string) => pki.get(id).key.export({ type: 'pkcs8', format: 'pem' });
  const chain = (id: string) =>
    [pki.get(id).certificate, ...pki.get(id).chain].map((der) => Buffer.from(der).toString('base64'));
  const child = spawn(process.execPath, [join(root, 'test/signers/csc-server.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(
    JSON.stringify({
      keys: { ec: pem('p-256'), rsa: pem('rsa-2048'), other: pem('untrusted') },
      certificates: { ec: chain('p-256'), rsa: chain('rsa-2048') },
    }),
  );
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const here = `http://127.0.0.1:${port.toString().trim()}`;
  return {
    url: (version = 'v2') => `${here}/csc/${version}`,
    async log() {
      const answer = await fetch(`${here}/log`);
      return ((await answer.json()) as { log: Asked[] }).log;
    },
    stop: () => void child.kill(),
  };
}
