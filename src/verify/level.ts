import type { SignatureVerdict } from '../model/verdict.js';
import type { FileFacts } from './facts.js';
import { pades } from './format.js';
import type { Link } from './reliance.js';
import type { SignatureFacts } from './signature-facts.js';
import type { JudgedToken } from './timestamps.js';

/** Whether everything needed to check the path later stands in the file (ETSI EN 319 142-1, 6.3, table 1). */
const keptInFile = (chain: readonly Link[]): boolean =>
  chain.length > 0 &&
  chain.every(
    ({ anchor, revocation, finding }) =>
      anchor || revocation === 'no-source' || (finding?.embedded === true && revocation !== 'unknown'),
  );

/**
 * The level a signature has reached (ETSI EN 319 142-1, 6): B-T with a time-stamp that is whole, B-LT with what its path needs in the document
 * security store, B-LTA with a document time-stamp over that. Plain CMS otherwise; `null` when it cannot be read.
 */
export function levelOf(
  signature: SignatureFacts,
  facts: FileFacts,
  own: readonly JudgedToken[],
  all: readonly JudgedToken[],
  chain: readonly Link[],
): SignatureVerdict['level'] {
  const { subFilter, cms, certificateHashMatches, claimedTime, revision } = signature;
  if (!cms) return null;
  const baseline = subFilter === pades && certificateHashMatches !== null && !cms.signingTime && claimedTime !== null;
  if (!baseline) return 'CMS';
  const over = all.filter(({ intact, token }) => intact && token.kind === 'document' && token.revision > revision);
  const stamps = [...own.filter(({ intact }) => intact), ...over];
  if (stamps.length === 0) return 'PAdES-B-B';
  const store = facts.stores.find((each) => each.revision >= revision);
  if (!store || !keptInFile(chain)) return 'PAdES-B-T';
  return over.some(({ token }) => token.revision >= store.revision) ? 'PAdES-B-LTA' : 'PAdES-B-LT';
}
