import type { Language, Text } from '../core/text.js';
import type { Verdict } from '../model/verdict.js';
import type { Reporter } from './_contract.js';

/** The contract for programs: one object per file; several files are a list. */
export const verifyJson: Reporter<'verify'> = (verdicts, { language }) => {
  const [only] = verdicts;
  const shown =
    verdicts.length === 1 && only
      ? plainVerdict(only, language)
      : verdicts.map((verdict) => plainVerdict(verdict, language));
  return `${JSON.stringify(shown, null, 2)}\n`;
};

/** A verdict as the contract for programs has it, with the words in one language. */
export function plainVerdict(verdict: Verdict, language: Language): object {
  const words = (texts: readonly Text[]) => texts.map((reason) => reason[language]);
  return {
    version: 1,
    ...verdict,
    signatures: verdict.signatures.map((signature) => ({ ...signature, reasons: words(signature.reasons) })),
    changesAfterSigning: verdict.changesAfterSigning.map((change) => ({ ...change, what: change.what[language] })),
    reasons: words(verdict.reasons),
    ...(verdict.rebuild ? { rebuild: { ...verdict.rebuild, reasons: words(verdict.rebuild.reasons) } } : {}),
  };
}
