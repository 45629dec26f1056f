import { createHash, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row, Table } from './table.js';

/** Where keys and the bundled server are kept between test files and runs. */
export function cacheFolder(): string {
  const path = join(tmpdir(), `fardplan-test-pki-${process.getuid?.() ?? 0}`);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}

/** Puts a file in place at once, or leaves the one that somebody else was quicker with; gives its path. */
export function keep(name: string, contents: () => string): string {
  const path = join(cacheFolder(), name);
  if (existsSync(path)) return path;
  const own = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(own, contents(), { mode: 0o600 });
  try {
    linkSync(own, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(own, { force: true });
  }
  return path;
}

function generate(kind: Row['key']): KeyObject {
  if (kind === 'Ed25519') return generateKeyPairSync('ed25519').privateKey;
  if (kind.startsWith('P-')) return generateKeyPairSync('ec', { namedCurve: kind }).privateKey;
  return generateKeyPairSync('rsa', { modulusLength: Number(kind.slice('rsa-'.length)) }).privateKey;
}

/** A private key for every row, made once and kept: what takes time is only RSA. */
export function keysOf(table: Table): Map<string, KeyObject> {
  const wanted = [...table.certificates].map(([id, { key }]) => [id, key] as const);
  const name = createHash('sha256').update(JSON.stringify(wanted)).digest('hex').slice(0, 16);
  const path = keep(`keys-${name}.json`, () =>
    JSON.stringify(wanted.map(([id, kind]) => [id, generate(kind).export({ type: 'pkcs8', format: 'pem' })])),
  );
  const pairs = JSON.parse(readFileSync(path, 'utf8')) as [string, string][];
  return new Map(pairs.map(([id, pem]) => [id, createPrivateKey(pem)]));
}
