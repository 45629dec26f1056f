import type { Language, Text } from '../core/text.js';
import type { Verdict } from '../model/verdict.js';
import type { Reporter } from './_contract.js';

/** The contract for programs: one object per file; several files are a list. */
export const verifyJson: Reporter<'verify'> = (verdicts, { language }) => {
  const [only] = verdicts;
  const shown =
    verdicts.length === 1 && only
      ? inLanguage(only, language)
      : verdicts.map((verdict) => inLanguage(verdict, language));
  return `${JSON.stringify(shown, null, 2)}\n`;
};

function inLanguage(verdict: Verdict, language: Language): object {
  const words = (texts: readonly Text[]) => texts.map((reason) => reason[language]);
  return {
    version: 1,
    ...verdict,
    signatures: verdict.signatures.map((signature) => ({ ...signature, reasons: words(signature.reasons) })),
    changesAfterSigning: verdict.changesAfterSigning.map((change) => ({ ...change, what: change.what[language] })),
    reasons: words(verdict.reasons),
  };
}
