import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import type { PathProblem } from '../cms/chain.js';
import type { Answer } from './answer.js';
import { failed, note, unsettled } from './answer.js';
import type { SignatureFacts } from './facts.js';

const without = {
  list: text(
    'Undertecknaren kan inte prövas: ingen lista över betrodda utfärdare är given (--trust).',
    'The signer cannot be checked: no list of trusted issuers was given (--trust).',
  ),
  issuer: text(
    'Undertecknaren finns inte i din lista över betrodda utfärdare.',
    'The signer is not in your list of trusted issuers.',
  ),
};

function answerTo({ kind, what }: PathProblem): Answer {
  if (kind === 'expired') return unsettled('OUT_OF_BOUNDS_NO_POE', withoutProof(what));
  // That the signature exists now is proof that it is older than the certificate's first day.
  if (kind === 'not-yet-valid') return failed('NOT_YET_VALID', what);
  return unsettled(kind === 'weak' ? 'CRYPTO_CONSTRAINTS_FAILURE' : 'CHAIN_CONSTRAINTS_FAILURE', what);
}

const withoutProof = (what: Text): Text =>
  text(
    `${what.sv} Utan tidsstämpel går det inte att bevisa att underskriften gjordes dessförinnan.`,
    `${what.en} Without a time-stamp there is no proof that the signature was made before that.`,
  );

/** Is the time the signer claims one at which the certificate was valid, and not in the future? Said, not judged: a claim proves nothing. */
export function judgeClaimedTime({ claimedTime, signer }: SignatureFacts, at: Date): Answer[] {
  if (claimedTime === null || !signer) return [];
  const claimed = new Date(claimedTime);
  if (claimed >= signer.notBefore && claimed <= signer.notAfter && claimed <= at) return [];
  return [
    note(
      text(
        'Anmärkning: tiden som undertecknaren uppger ligger i framtiden, eller då certifikatet inte gällde.',
        'Note: the time the signer states is in the future, or one at which the certificate was not valid.',
      ),
    ),
  ];
}

/** Does the certificate chain up to something the user trusts, at the time of verification (EN 319 102-1, 5.2.6)? */
export function judgeTrustPath(facts: SignatureFacts, anchors: number): Answer[] {
  const { signer, path } = facts;
  if (!signer) return [];
  if (!path.path) return [unsettled('NO_CERTIFICATE_CHAIN_FOUND', anchors === 0 ? without.list : without.issuer)];
  return [
    ...path.problems.map(answerTo),
    note(
      text(
        'Anmärkning: om certifikatet har spärrats kontrolleras inte i den här versionen.',
        'Note: whether the certificate has been revoked is not checked in this version.',
      ),
    ),
  ];
}
