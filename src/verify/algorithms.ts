import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { weaknesses } from '../cms/verify-algorithm.js';
import type { Weakness } from '../cms/verify-algorithm.js';
import type { Answer } from './answer.js';
import { unsettled } from './answer.js';
import { outlived } from './crypto-policy.js';
import type { SignatureFacts } from './signature-facts.js';

const words: Record<Weakness, Text> = {
  'unknown-digest': text(
    'Signaturens hashfunktion känns inte igen eller är för svag.',
    'The hash function of the signature is unknown or too weak.',
  ),
  'unknown-signature': text(
    'Signaturens algoritm känns inte igen eller är för svag.',
    'The algorithm of the signature is unknown or too weak.',
  ),
  sha1: text('Signaturen vilar på SHA-1, som är för svag.', 'The signature rests on SHA-1, which is too weak.'),
  'short-key': text(
    'Undertecknarens RSA-nyckel är kortare än 2048 bitar.',
    "The signer's RSA key is shorter than 2048 bits.",
  ),
  'unknown-key': text(
    'Undertecknarens nyckel är av ett slag som inte kan prövas.',
    "The signer's key is of a kind that cannot be checked.",
  ),
  'wrong-key': text(
    'Undertecknarens nyckel hör inte till signaturens algoritm.',
    "The signer's key does not belong to the algorithm of the signature.",
  ),
};

/** Was the cryptography strong enough, and known, at `at`, when the signature is proven to have existed (EN 319 102-1, 5.2.8; ETSI TS 119 312)? */
export function judgeAlgorithms({ cms, signer }: SignatureFacts, at: Date): Answer[] {
  if (!cms || !signer) return [];
  const { scheme, digest } = cms;
  const answers = weaknesses(scheme, digest, signer.key).map((weakness) =>
    unsettled('CRYPTO_CONSTRAINTS_FAILURE', words[weakness]),
  );
  const late = outlived(text('Underskriften', 'The signature'), scheme, digest, signer.key, at);
  return late ? [...answers, unsettled('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', late)] : answers;
}
