import type { SignatureAlgorithm } from '../cms/signature-algorithm.js';
import type { Host } from '../core/host.js';
import type { Text } from '../core/text.js';

/** One source of signature values, ready to sign: everything but {@link Signer.sign} is known beforehand, so that room can be reserved. */
export interface Signer {
  /** Certificates in DER, the signer's own first, then its issuers as far as they are known. */
  chain: readonly [Uint8Array, ...Uint8Array[]];
  algorithm: SignatureAlgorithm;
  /** The most bytes that {@link Signer.sign} returns. */
  signatureLength: number;
  /** Signs these bytes (hashing them is part of it); ECDSA values as Ecdsa-Sig-Value in DER, see `ecdsaValue` in cms. */
  sign(tbs: Uint8Array): Promise<Uint8Array>;
}

/** What the user may say about the signer; each source says which ones it needs. */
export interface SignerOptions {
  /** Path of a key file. */
  file?: string | undefined;
  /** Which key, when there are several: its friendly name or label. */
  key?: string | undefined;
  /** RSA-PSS instead of PKCS #1 v1.5, for RSA keys. */
  scheme?: 'RSA-PSS' | undefined;
  /** Asked for only when it is needed. */
  passphrase: () => Promise<string>;
}

/** A kind of signer: how it is opened. Refusals are `Failure`s. */
export interface SignerSource {
  title: Text;
  open(options: SignerOptions, host: Host): Promise<Signer>;
}
