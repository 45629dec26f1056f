import type { ReadCertificate } from '../cms/verify-certificate.js';
import { equalBytes } from '../cms/verify-der.js';
import type { SignatureVerdict } from '../model/verdict.js';
import type { FileFacts } from './facts.js';
import { pades } from './format.js';
import type { Item, Material } from './material.js';
import type { Link } from './reliance.js';
import type { SignatureFacts } from './signature-facts.js';
import type { JudgedToken } from './timestamps.js';

const inFile = ({ origins }: Item<unknown>): boolean => origins.some(({ revision }) => revision !== null);

/** Whether the file holds an answer about the certificate, whatever it is worth now. */
function isAnswered({ ocsp, crls }: Material, { serial, issuer }: ReadCertificate): boolean {
  return (
    ocsp.some((item) => inFile(item) && item.read.responses.some((each) => equalBytes(each.serial, serial))) ||
    crls.some((item) => inFile(item) && equalBytes(item.read.issuer, issuer))
  );
}

/** Whether everything needed to check the path later stands in the file (ETSI EN 319 142-1, 6.3, table 1). */
const keptInFile = (material: Material, chain: readonly Link[]): boolean =>
  chain.length > 0 &&
  chain.every(
    ({ anchor, revocation, certificate }) => anchor || revocation === 'no-source' || isAnswered(material, certificate),
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
  if (!store || !keptInFile(facts.material, chain)) return 'PAdES-B-T';
  return over.some(({ token }) => token.revision >= store.revision) ? 'PAdES-B-LTA' : 'PAdES-B-LT';
}
