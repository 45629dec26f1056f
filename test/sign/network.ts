import type { Host } from '../../src/core/host.js';
import { nodeHost } from '../../src/cli/node-host.js';
import { readStrictCertificate } from '../../src/cms/verify-certificate.js';
import type { ReadCertificate } from '../../src/cms/verify-certificate.js';
import type { Signer } from '../../src/signers/_contract.js';
import type { Pki } from '../pki/pki.js';
import { open } from './helpers.js';

/** The real host, quiet, with a clock that stands at `now` and goes on from there. */
export function networkHost(now: Date): Host {
  const started = performance.now();
  const at = (): Date => new Date(now.getTime() + performance.now() - started);
  return { ...nodeHost({ env: { NO_PROXY: '127.0.0.1' } }), now: at, note: () => undefined };
}

/** A certificate of the test PKI as verification reads it. */
export const certificateOf = (pki: Pki, id: string): ReadCertificate => readStrictCertificate(pki.get(id).certificate);

/** The issuers of an entry, nearest first. */
export const issuersOf = (pki: Pki, id: string): ReadCertificate[] => pki.get(id).chain.map(readStrictCertificate);

/** The signer of an entry of the test PKI. */
export const signerOf = (pki: Pki, id: string, options: { scheme?: 'RSA-PSS' } = {}): Promise<Signer> =>
  open(pki.get(id).p12, { ...options, passphrase: pki.get(id).passphrase });
