import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { weaknesses } from './verify-algorithm.js';
import type { Hash, KeyFacts, Scheme } from './verify-algorithm.js';

/** Up to when something may be relied on, not included; `null`: no end is known. ETSI TS 119 312, whose dates these are, is revised every few years. */
interface Until {
  until: string | null;
}

const hashes: Record<Hash, Until> = {
  'SHA-1': { until: '2012-08-01' },
  'SHA-256': { until: null },
  'SHA-384': { until: null },
  'SHA-512': { until: null },
};

/** RSA by least length in bits, the longest first; shorter keys than the last were never enough. */
const rsa: readonly (Until & { bits: number })[] = [
  { bits: 3000, until: null },
  { bits: 1900, until: '2029-01-01' },
  { bits: 1536, until: '2019-10-01' },
  { bits: 1024, until: '2011-01-01' },
];

const over = (until: string | null | undefined, at: Date): boolean =>
  until === undefined || (until !== null && at >= new Date(until));

function rsaEnd(bits: number): string | null | undefined {
  return rsa.find((row) => bits >= row.bits)?.until;
}

const since = (until: string | null | undefined): [string, string] =>
  until ? [` sedan ${until}`, ` since ${until}`] : ['', ''];

/** Why a hash function may not be relied on at a time; `null` when it may. */
export function weakHash(hash: Hash, at: Date): Text | null {
  const { until } = hashes[hash];
  if (!over(until, at)) return null;
  const [sv, en] = since(until);
  return text(`${hash} räknas som för svag${sv}.`, `${hash} is held too weak${en}.`);
}

/** Why a key may not be relied on at a time, or cannot be checked; `null` when it may. */
export function weakKey(key: KeyFacts, at: Date): Text | null {
  if (key.kind === 'unknown')
    return text('Nyckeln är av ett slag som inte kan prövas.', 'The key is of a kind that cannot be checked.');
  if (key.kind !== 'rsa') return null;
  const until = rsaEnd(key.bits);
  if (!over(until, at)) return null;
  const [sv, en] = since(until);
  return text(
    `En RSA-nyckel på ${key.bits} bitar räknas som för kort${sv}.`,
    `An RSA key of ${key.bits} bits is held too short${en}.`,
  );
}

/** Why a signature by this scheme and key may not be relied on at a time (ETSI TS 119 312); `null` when it may. `digest` is what rsaEncryption leaves open. */
export function weakSignature(
  scheme: Scheme | undefined,
  digest: Hash | undefined,
  key: KeyFacts,
  at: Date,
): Text | null {
  const hash = scheme?.hash ?? digest;
  if (!scheme || !hash)
    return text('Algoritmen känns inte igen eller är för svag.', 'The algorithm is unknown or too weak.');
  if (weaknesses(scheme, hash, key).includes('wrong-key'))
    return text('Nyckeln hör inte till algoritmen.', 'The key does not belong to the algorithm.');
  return weakHash(hash, at) ?? (digest ? weakHash(digest, at) : null) ?? weakKey(key, at);
}
