import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import type { KeyFacts, Scheme } from '../cms/verify-algorithm.js';

/** From when RSA below 3000 bits, and RSA with PKCS #1 v1.5 of any size, no longer count (ETSI TS 119 312 V1.5.1, tables 2 and 7). */
const rsaEnds = new Date('2029-01-01T00:00:00Z');

/** From when a signature by this scheme and key can no longer be relied on without proof that it is older; `null`: no end is set. */
export function reliableUntil(scheme: Scheme | undefined, key: KeyFacts): Date | null {
  if (key.kind !== 'rsa') return null;
  return key.bits < 3000 || scheme?.name === 'RSASSA-PKCS1-v1_5' ? rsaEnds : null;
}

/** Why a signature that is first proven at `at` is too late for its algorithm; `null` when it is not. */
export function outlived(whose: Text, scheme: Scheme | undefined, key: KeyFacts, at: Date): Text | null {
  const end = reliableUntil(scheme, key);
  if (!end || at < end) return null;
  const day = end.toISOString().slice(0, 10);
  return text(
    `${whose.sv} är gjord med RSA på ett sätt som inte räknas från ${day}, och inget bevisar att den är äldre.`,
    `${whose.en} was made with RSA in a way that does not count from ${day}, and nothing proves that it is older.`,
  );
}
