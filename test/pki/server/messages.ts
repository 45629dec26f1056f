import type { Row } from '../table.js';

/** Ways of HTTP itself to fail. `flaky`: every second request gets a 500, the first one first. */
export const transportLies = [
  'slow',
  'drip',
  'endless',
  'huge-length',
  'truncated',
  'error',
  'flaky',
  'busy',
  'redirect',
  'redirect-loop',
  'wrong-type',
  'page',
  'garbage',
  'empty',
  'hang-up',
] as const;

/** Ways of a time-stamping authority to fail. */
export const tsaLies = [
  'wrong-nonce',
  'no-nonce',
  'wrong-imprint',
  'wrong-hash',
  'wrong-policy',
  'wrong-issuer',
  'expired',
  'no-purpose',
  'revoked',
  'rejection',
  'no-certificate',
  'bad-signature',
  'wrong-content',
  'past',
  'future',
] as const;

/** Ways of an OCSP responder to fail. */
export const ocspLies = [
  'wrong-nonce',
  'no-nonce',
  'wrong-issuer',
  'wrong-certificate',
  'expired',
  'not-authorised',
  'stale',
  'future',
  'rejection',
  'unknown',
  'always-good',
  'bad-signature',
] as const;

/** Ways of a revocation list to fail. */
export const crlLies = [
  'wrong-issuer',
  'stale',
  'future',
  'delta',
  'indirect',
  'scope',
  'empty-list',
  'bad-signature',
] as const;

export type TransportLie = (typeof transportLies)[number];
export type TsaLie = (typeof tsaLies)[number];
export type OcspLie = (typeof ocspLies)[number];
export type CrlLie = (typeof crlLies)[number];

/** What each kind of server lies about, at every address. */
export interface Lies {
  tsa?: TsaLie | TransportLie;
  ocsp?: OcspLie | TransportLie;
  crl?: CrlLie | TransportLie;
  ca?: TransportLie;
}

/** One certificate with what a server needs to answer for it. */
export interface ServedEntry {
  id: string;
  row: Row;
  certificate: Uint8Array;
  subject: Uint8Array;
  serial: Uint8Array;
  chain: Uint8Array[];
  /** PKCS #8 in PEM. */
  key: string;
}

/** All that the server process is told at its start; times in milliseconds. */
export interface ServerSetup {
  port: number;
  base: string;
  /** What the days of the table are counted from. */
  reference: number;
  now: number;
  lies: Lies;
  /** The policy of the time-stamping authority. */
  policy: string;
  entries: ServedEntry[];
}

/** One request that came. */
export interface Seen {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

export type Told = { setup: ServerSetup } | { now: number } | { lies: Lies } | { requests: true };
