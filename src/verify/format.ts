import { text } from '../core/text.js';
import type { Answer } from './answer.js';
import { failed, note, unsettled } from './answer.js';
import type { SignatureFacts } from './signature-facts.js';

/** The sub-filter of PAdES signatures. */
export const pades = 'ETSI.CAdES.detached';
const known = new Set([pades, 'adbe.pkcs7.detached']);

/** Is the signature of a kind this verifier knows, strictly built, with nothing in it that it does not protect (ETSI EN 319 142-1, 5)? `loose` certificates are vouched for by nothing. */
export function judgeFormat(facts: SignatureFacts, loose: number): Answer[] {
  const { subFilter, cms, cmsProblem } = facts;
  const answers: Answer[] = [];
  if (subFilter === null || !known.has(subFilter)) {
    const named = subFilter ?? '–';
    const reason = text(
      `Signaturen är av ett slag som inte kan prövas (${named}).`,
      `The signature is of a kind that cannot be checked (${named}).`,
    );
    return [failed('FORMAT_FAILURE', reason)];
  }
  if (cmsProblem) answers.push(failed('FORMAT_FAILURE', cmsProblem));
  if (!cms) return answers;
  for (const what of cms.unprotected) answers.push(unsettled('SIG_CONSTRAINTS_FAILURE', what));
  if (loose > 0) {
    answers.push(
      unsettled(
        'SIG_CONSTRAINTS_FAILURE',
        text(
          'Signaturen innehåller certifikat som inte hör till kedjan och som inget skyddar.',
          'The signature contains certificates that are not part of the chain and that nothing protects.',
        ),
      ),
    );
  }
  if (cms.signingTime) {
    answers.push(
      note(
        text(
          'Anmärkning: signaturen har ett tidsattribut som PAdES inte tillåter.',
          'Note: the signature has a time attribute that PAdES does not allow.',
        ),
      ),
    );
  }
  return answers;
}
