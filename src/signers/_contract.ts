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
  /** Signs several, in order, with one confirmation by the user where the source can do that; without it they are signed one by one. */
  signMany?(tbs: readonly Uint8Array[]): Promise<Uint8Array[]>;
  /** Lets go of what was opened (a token's session); called once, also when something failed. */
  close?(): Promise<void>;
}

/** A signing service (Cloud Signature Consortium API): where it is and who asks. */
export interface ServiceOptions {
  /** Base address, up to but not including `/info`. */
  url?: string | undefined;
  credential?: string | undefined;
  /** Whose keys are listed, where access is not for one person. */
  user?: string | undefined;
  clientId?: string | undefined;
  /** A place for OAuth to send the browser to, as registered with the service. */
  redirect?: string | undefined;
  /** Paths of files with the client's secret and with a ready access token. */
  secretFile?: string | undefined;
  tokenFile?: string | undefined;
}

/** A secret that is not the passphrase of a file: where it may stand, and how to ask for it; without a question nobody is asked. */
export interface SecretRequest {
  /** The environment variable that is looked at when no other is named. */
  variable: string;
  question?: Text | undefined;
  /** A file with it on the first line. */
  file?: string | undefined;
}

/** What the user may say about the signer; each source says which ones it needs. */
export interface SignerOptions {
  /** Path of a key file. */
  file?: string | undefined;
  /** Which key, when there are several: its friendly name or label. */
  key?: string | undefined;
  /** RSA-PSS instead of PKCS #1 v1.5, for RSA keys. */
  scheme?: 'RSA-PSS' | undefined;
  /** Path of a PKCS #11 library, and the token in it by its label or slot number. */
  module?: string | undefined;
  slot?: string | undefined;
  /** Certificates in DER that the source itself may lack: issuers, or the signer's own. */
  certificates?: readonly Uint8Array[] | undefined;
  service?: ServiceOptions | undefined;
  /** Passphrase or PIN; asked for only when it is needed. */
  passphrase: (request?: SecretRequest) => Promise<string>;
  /** Any other secret; `undefined` when it is nowhere to be had. */
  secret?: ((request: SecretRequest) => Promise<string | undefined>) | undefined;
  /** Tells the user something on the way. */
  say?: ((message: Text) => void) | undefined;
}

/** A kind of signer: how it is opened. Refusals are `Failure`s. */
export interface SignerSource {
  title: Text;
  open(options: SignerOptions, host: Host): Promise<Signer>;
}
