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

const isText = (value: object): value is Text => 'sv' in value && 'en' in value;

/** A value with every text in it in one language. */
function inLanguage(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((item) => inLanguage(item, language));
  if (value === null || typeof value !== 'object') return value;
  if (isText(value)) return value[language];
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, inLanguage(inside, language)]));
}

/** A verdict as the contract for programs has it, with the words in one language. */
export function plainVerdict(verdict: Verdict, language: Language): object {
  const { diagnostic, ...rest } = verdict;
  const judged = inLanguage(rest, language) as object;
  return { version: 1, ...judged, ...(diagnostic ? { diagnostic: inLanguage(diagnostic, language) } : {}) };
}
