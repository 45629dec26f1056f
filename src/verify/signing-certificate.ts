import { fold, text } from '../core/text.js';
import type { Answer } from './answer.js';
import { failed, note, unsettled } from './answer.js';
import type { SignatureFacts } from './signature-facts.js';

/** Is the certificate in the signature the one the signer bound to it (EN 319 102-1, 5.2.3; RFC 5035)? */
export function judgeSigningCertificate(facts: SignatureFacts): Answer[] {
  const { cms, signer, signerInfoMatches, certificateHashMatches } = facts;
  if (!cms) return [];
  if (!signer) {
    const reason = text(
      'Undertecknarens certifikat finns inte i signaturen.',
      "The signer's certificate is not in the signature.",
    );
    return [unsettled('NO_SIGNING_CERTIFICATE_FOUND', reason)];
  }
  if (!signerInfoMatches || certificateHashMatches === false) {
    const reason = text(
      'Certifikatet i signaturen är inte det som undertecknaren band till den.',
      'The certificate in the signature is not the one that the signer bound to it.',
    );
    return [failed('FORMAT_FAILURE', reason)];
  }
  if (certificateHashMatches === null) {
    const reason = text(
      'Anmärkning: signaturen binder inte certifikatet till sig (ingen PAdES-signatur).',
      'Note: the signature does not bind its certificate (not a PAdES signature).',
    );
    return [note(reason)];
  }
  return [];
}

/** Who the document says should sign in this field: the part of its label after “Underskrift:”. */
export function declaredSigner(label: string | null): string | null {
  return /^(?:Underskrift|Signature)\s*:\s*(\S.*)$/iu.exec(label ?? '')?.[1] ?? null;
}

/** Whether the name in the certificate occurs in what the document says; `null` when one of them is missing. */
export function signerMatches(facts: Pick<SignatureFacts, 'label' | 'signer'>): boolean | null {
  const declared = declaredSigner(facts.label);
  const certified = facts.signer?.subjectName;
  if (!declared || !certified) return null;
  const plain = fold(certified.replace(/\([^)]*\)/g, ''));
  return plain !== '' && fold(declared).includes(plain);
}

/** Does the name in the certificate occur in what the document says? Said, not judged: people change names, and roles sign too. */
export function compareSigners(facts: SignatureFacts): Answer[] {
  const declared = declaredSigner(facts.label);
  const certified = facts.signer?.subjectName;
  if (!declared || !certified || signerMatches(facts) !== false) return [];
  return [
    note(
      text(
        `Anmärkning: dokumentet säger att ”${declared}” ska underteckna här, men certifikatet tillhör ”${certified}”.`,
        `Note: the document says that “${declared}” is to sign here, but the certificate belongs to “${certified}”.`,
      ),
    ),
  ];
}
