import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from '../cli/run.js';
import { installed } from '../sign/helpers.js';
import type { PkiEntry } from '../pki/pki.js';

/** Where Debian, Fedora and Homebrew put the library of SoftHSM. */
const libraries = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
];

/** The library of SoftHSM; `undefined` when it or the programs that fill its tokens are not on the machine. */
export const softHsm =
  installed('softhsm2-util', '--version') && installed('pkcs11-tool', '--help')
    ? libraries.find(existsSync)
    : undefined;

/** Tokens of SoftHSM in a folder of their own. */
export interface Tokens {
  env: { SOFTHSM2_CONF: string };
  /** A new token with this label and PIN. */
  add(label: string, pin: string): void;
  /** Puts a key on a token, with its certificate unless told otherwise. */
  put(token: string, pin: string, entry: PkiEntry, options: { id: string; label: string; certificate?: boolean }): void;
}

/** A fresh set of tokens. Needs {@link softHsm}. */
export function openTokens(): Tokens {
  const home = folder();
  const conf = join(home, 'softhsm2.conf');
  mkdirSync(join(home, 'tokens'));
  writeFileSync(
    conf,
    `directories.tokendir = ${join(home, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  );
  const env = { SOFTHSM2_CONF: conf };
  const run = (program: string, ...args: string[]): void =>
    void execFileSync(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  return {
    env,
    add: (label, pin) =>
      run('softhsm2-util', '--init-token', '--free', '--label', label, '--so-pin', '87654321', '--pin', pin),
    put(token, pin, { key, certificate }, { id, label, certificate: withCertificate = true }) {
      const key8 = join(home, 'key.pem');
      const der = join(home, 'certificate.der');
      writeFileSync(key8, key.export({ type: 'pkcs8', format: 'pem' }));
      writeFileSync(der, certificate);
      const login = ['--token-label', token, '--login', '--pin', pin];
      run('softhsm2-util', '--import', key8, '--token', token, '--pin', pin, '--id', id, '--label', label);
      const object = ['--write-object', der, '--type', 'cert', '--id', id, '--label', label];
      if (withCertificate) run('pkcs11-tool', '--module', softHsm ?? '', ...login, ...object);
    },
  };
}
