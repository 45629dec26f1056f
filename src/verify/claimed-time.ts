import { text } from '../core/text.js';
import type { Answer } from './answer.js';
import { note } from './answer.js';
import type { SignatureFacts } from './signature-facts.js';

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
