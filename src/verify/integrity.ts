import { text } from '../core/text.js';
import type { Answer } from './answer.js';
import { failed, unsettled } from './answer.js';
import type { SignatureFacts } from './signature-facts.js';

/** Are the covered bytes the ones that were signed (RFC 5652, 5.4 and 5.6)? */
export function judgeIntegrity(facts: SignatureFacts): Answer[] {
  const { cms, digestMatches, valueMatches } = facts;
  if (!cms) return [];
  const answers: Answer[] = [];
  if (cms.contentType !== '1.2.840.113549.1.7.1' || !cms.messageDigest) {
    const reason = text('Signaturen saknar uppgift om vad den gäller.', 'The signature does not say what it is over.');
    answers.push(failed('FORMAT_FAILURE', reason));
  }
  if (digestMatches === false) {
    const reason = text(
      'Filens innehåll har ändrats sedan det undertecknades.',
      'The content of the file was changed after it was signed.',
    );
    answers.push(failed('HASH_FAILURE', reason));
  }
  if (valueMatches === false) {
    const reason = text(
      'Signaturvärdet stämmer inte: det är inte gjort med undertecknarens nyckel över det här innehållet.',
      "The signature value does not fit: it was not made with the signer's key over this content.",
    );
    answers.push(failed('SIG_CRYPTO_FAILURE', reason));
  }
  // Whatever could not be computed must never count as right.
  if (answers.length === 0 && (digestMatches !== true || valueMatches !== true)) {
    const reason = text(
      'Det går inte att räkna ut om innehållet är orört.',
      'Whether the content is untouched cannot be computed.',
    );
    answers.push(unsettled('CRYPTO_CONSTRAINTS_FAILURE', reason));
  }
  return answers;
}
