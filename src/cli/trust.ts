import { readable } from '../cms/revocation-ocsp.js';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import { plainAnchor } from '../verify/anchors.js';
import type { TrustAnchor } from '../verify/anchors.js';
import { readTrusted } from './read-trusted.js';
import type { Session } from './session.js';

const listOf = (options: Record<string, unknown>, name: string): string[] =>
  (options[name] as string[] | undefined) ?? [];

/**
 * What the user trusts: certificates in the files and folders of `--trust` (`system`: those of the machine), and the services of the trusted lists of
 * `--trust-list`. What cannot be used is told.
 */
export async function trustAnchors(session: Session, options: Record<string, unknown>): Promise<TrustAnchor[]> {
  const { host } = session;
  const named = listOf(options, 'trust');
  const paths = named.filter((path) => path !== 'system');
  const anchors = (await readTrusted(session, paths)).map((certificate) => plainAnchor(certificate));
  if (named.length > paths.length)
    anchors.push(...readable(await host.systemRoots()).map(({ der }) => plainAnchor(der, 'system')));
  const lists = listOf(options, 'trustList');
  const signers = listOf(options, 'trustListSigner');
  if (lists.length === 0) {
    for (const given of ['signer', 'territory'])
      if (listOf(options, `trustList${given === 'signer' ? 'Signer' : 'Territory'}`).length > 0)
        throw lacking('--trust-list', `--trust-list-${given}`);
    return anchors;
  }
  if (signers.length === 0) throw lacking('--trust-list-signer', '--trust-list');
  // Reading XML takes libraries that nothing else here needs.
  const { listedAnchors } = await import('./trusted-lists.js');
  const operators = await readTrusted(session, signers);
  anchors.push(...(await listedAnchors(session, lists, operators, listOf(options, 'trustListTerritory'))));
  return anchors;
}

const lacking = (missing: string, given: string): Failure =>
  new Failure(
    text(`${given} behöver också ${missing}`, `${given} also needs ${missing}`),
    text(
      'En betrodd lista prövas mot certifikatet för den som ger ut den. Ange båda.',
      'A trusted list is checked against the certificate of whoever publishes it. Give both.',
    ),
  );
