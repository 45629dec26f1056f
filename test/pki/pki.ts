import type { KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { issue } from './certificate.js';
import type { Issued } from './certificate.js';
import { keysOf } from './keys.js';
import { pkcs12 } from './pkcs12.js';
import { readTable } from './table.js';
import type { Row } from './table.js';

const day = 86_400_000;

/** Opens every PKCS #12 file of the test PKI. */
export const passphrase = 'prov-åäö';

/** One certificate of the test PKI, with its key. */
export interface PkiEntry {
  id: string;
  /** The row of `pki.yaml`. */
  row: Row;
  /** DER. */
  certificate: Uint8Array;
  /** The issuers in DER, nearest first, the root included. */
  chain: Uint8Array[];
  key: KeyObject;
  /** Key and certificates with the issuers, and with the own certificate alone. */
  p12: Uint8Array;
  p12Alone: Uint8Array;
  passphrase: string;
}

/** The test PKI, made anew for whoever opens it: only keys are kept between runs. */
export interface Pki {
  /** What the days of the table are counted from. */
  now: Date;
  /** A time so many days from {@link Pki.now}. */
  at(days: number): Date;
  /** The entry of an id in `pki.yaml`; throws when there is none. */
  get(id: string): PkiEntry;
  ids: string[];
  /** The root to trust, in DER and in PEM. */
  root: Uint8Array;
  rootPem: string;
  /** Where {@link startServers} will answer, as the certificates say. */
  base: string;
  port: number;
  /** Writes `root.pem`, every `ID.p12`, `ID.pem` and `ID.chain.pem` (own certificate first, without the root) into a folder. */
  write(folder: string): void;
  /** What servers need; not for tests. */
  issued: Map<string, Issued>;
}

/** A certificate in PEM. */
export const pem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** Below the ports that the system hands out by itself, so that nobody takes it before the servers start. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return port;
  }
}

function entryOf(issued: Issued, all: ReadonlyMap<string, Issued>): PkiEntry {
  const { id, row, certificate, key } = issued;
  const chain: Uint8Array[] = [];
  for (let above = row.issuer; above !== undefined; above = all.get(above)?.row.issuer) {
    chain.push(all.get(above)?.certificate ?? new Uint8Array());
  }
  let [whole, alone]: (Uint8Array | undefined)[] = [];
  return {
    ...{ id, row, certificate, chain, key, passphrase },
    // Made when asked for: most tests need one or two.
    get p12() {
      return (whole ??= pkcs12(key, [certificate, ...chain], row.name, passphrase));
    },
    get p12Alone() {
      return (alone ??= pkcs12(key, [certificate], row.name, passphrase));
    },
  };
}

/**
 * Makes the test PKI of `pki.yaml`, with a port of its own for the servers that its certificates name. `now` moves everything in time:
 * with a `now` a year ago, what the table calls short-lived has expired by the real clock.
 */
export async function openPki(options: { now?: Date } = {}): Promise<Pki> {
  // Whole seconds, since certificates know no smaller ones.
  const now = new Date(Math.floor((options.now ?? new Date()).getTime() / 1000) * 1000);
  const table = readTable();
  const keys = keysOf(table);
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const issued = new Map<string, Issued>();
  for (const [id, row] of table.certificates) {
    const key = keys.get(id);
    if (!key) throw new Error(`no key for ${id}`);
    const issuer = row.issuer === undefined ? undefined : issued.get(row.issuer);
    issued.set(id, issue({ id, row, key, issuer, now, base, policies: table.policies }));
  }
  const entries = new Map([...issued].map(([id, each]) => [id, entryOf(each, issued)]));
  const get = (id: string): PkiEntry => {
    const entry = entries.get(id);
    if (!entry) throw new Error(`pki.yaml has no ${id}`);
    return entry;
  };
  const root = get('root').certificate;
  const write = (folder: string): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'root.pem'), pem(root));
    for (const [id, { p12, certificate, chain }] of entries) {
      writeFileSync(join(folder, `${id}.p12`), p12);
      writeFileSync(join(folder, `${id}.pem`), pem(certificate));
      writeFileSync(join(folder, `${id}.chain.pem`), [certificate, ...chain.slice(0, -1)].map(pem).join(''));
    }
  };
  const at = (days: number): Date => new Date(now.getTime() + days * day);
  return { now, at, get, ids: [...entries.keys()], root, rootPem: pem(root), base, port, write, issued };
}
