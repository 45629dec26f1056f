import { join } from 'node:path';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { slug, text } from '../core/text.js';
import { createIdentity } from './identity.js';
import { readPassphrase } from './passphrase.js';
import type { PassphraseOptions } from './passphrase.js';

/** Names of the authority's files in an identity folder: its key, and the certificate to give as `--trust`. */
export const authorityFiles = { key: 'ca.p12', certificate: 'ca.pem' } as const;

/** One call of `fardplan identity create`. */
export interface IdentityFilesOptions {
  folder: string;
  name: string;
  organisation?: string | undefined;
  keyType?: 'ec' | 'rsa' | undefined;
  /** Default a year. */
  days?: number | undefined;
  passphrase?: PassphraseOptions | undefined;
  /** Write over the person's key file, never the authority's. */
  replace?: boolean | undefined;
}

/** Where everything is, for the terminal. */
export interface IdentityReport {
  commonName: string;
  keyFile: string;
  /** To give as `--trust` when verifying. */
  trustFile: string;
  notAfter: Date;
  /** False when the folder had an authority already. */
  newAuthority: boolean;
}

const passphraseNeeded = (): Failure =>
  new Failure(
    text('En tom lösenfras skyddar inte nyckeln.', 'An empty passphrase does not protect the key.'),
    text('Välj en lösenfras.', 'Choose a passphrase.'),
  );

/** Makes a test identity in a folder, under the authority that is there or a new one. Key files are readable by their owner only. */
export async function createIdentityFiles(host: Host, options: IdentityFilesOptions): Promise<IdentityReport> {
  const { folder, name, organisation, keyType = 'ec', days = 365, replace = false } = options;
  const keyFile = join(folder, `${slug(name)}.p12`);
  if (slug(name) === '')
    throw new Failure(
      text('Namnet är tomt.', 'The name is empty.'),
      text('Ange vem identiteten är för.', 'Say whom the identity is for.'),
    );
  if (keyFile === join(folder, authorityFiles.key) || (!replace && (await host.files.kind(keyFile))))
    throw new Failure(
      text(`${keyFile} finns redan.`, `${keyFile} exists already.`),
      text('Välj en annan mapp, eller lägg till --force.', 'Choose another folder, or add --force.'),
    );
  const authorityKey = join(folder, authorityFiles.key);
  const trustFile = join(folder, authorityFiles.certificate);
  const newAuthority = (await host.files.kind(authorityKey)) === undefined;
  const p12 = newAuthority ? undefined : await host.files.read(authorityKey);
  const passphrase = await readPassphrase(host, { what: keyFile, confirm: newAuthority, ...options.passphrase });
  if (passphrase === '') throw passphraseNeeded();
  const identity = await createIdentity({
    name,
    organisation,
    keyType,
    days,
    at: host.now(),
    passphrase,
    random: (length) => host.random(length),
    subtle: globalThis.crypto.subtle,
    authority: p12 && { p12, file: authorityKey },
  });
  await host.files.makeFolder(folder);
  if (newAuthority) await host.files.write(authorityKey, identity.authorityP12, { mode: 0o600 });
  await host.files.write(trustFile, identity.authorityPem, { replace: true });
  await host.files.write(keyFile, identity.p12, { replace, mode: 0o600 });
  return { commonName: identity.commonName, keyFile, trustFile, notAfter: identity.notAfter, newAuthority };
}
