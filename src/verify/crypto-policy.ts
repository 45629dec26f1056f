import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { weakSignature } from '../cms/algorithm-strength.js';
import { weaknesses } from '../cms/verify-algorithm.js';
import type { Hash, KeyFacts, Scheme } from '../cms/verify-algorithm.js';

/**
 * Why a signature that is first proven to exist at `at` is too late for its algorithm, though the algorithm was once enough (EN 319 102-1, 5.2.8;
 * ETSI TS 119 312); `null` when it is not, or when it never was enough.
 */
export function outlived(
  whose: Text,
  scheme: Scheme | undefined,
  digest: Hash | undefined,
  key: KeyFacts,
  at: Date,
): Text | null {
  const hash = digest ?? scheme?.hash ?? undefined;
  if (weaknesses(scheme, hash, key).some((each) => each !== 'wrong-key')) return null;
  const weak = weakSignature(scheme, hash, key, at);
  return (
    weak &&
    text(
      `${whose.sv} är inte bevisligen äldre än att dess algoritm slutade räknas. ${weak.sv}`,
      `${whose.en} is not proven to be older than the end of its algorithm. ${weak.en}`,
    )
  );
}
