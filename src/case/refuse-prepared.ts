import { exit, Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import { preparedFindings } from '../verify/prepared.js';
import type { PdfFacts } from './pdf-facts.js';

const mostShown = 8;

/** Refuses (exit 1) a file that nobody should put a signature under: certified already, or able to show something else later. */
export function refusePrepared({ structure, certified }: PdfFacts, file: string): void {
  if (certified)
    throw new Failure(
      text(
        `${file} är redan certifierad: en underskrift i den bestämmer vad som får göras efteråt.`,
        `${file} is already certified: a signature in it decides what may be done afterwards.`,
      ),
      text(
        'Framställ handlingen på nytt och öppna ärendet på den.',
        'Make the document anew, and open the case on that.',
      ),
      exit.findings,
    );
  const findings = preparedFindings(structure);
  if (findings.length === 0) return;
  const shown = (language: 'sv' | 'en'): string =>
    [
      ...findings
        .slice(0, mostShown)
        .map(({ kind, place, what }) => `\n  ${place[language]}: ${what[language]} (${kind})`),
      findings.length > mostShown ? `\n  … +${findings.length - mostShown}` : '',
    ].join('');
  throw new Failure(
    text(
      `${file} undertecknas inte, eftersom den kan visa något annat för andra eller senare:${shown('sv')}`,
      `${file} will not be signed, since it can show something else to others, or later:${shown('en')}`,
    ),
    text(
      'Be den som gjorde filen om en enkel PDF, eller framställ handlingen på nytt med fardplan render.',
      'Ask its maker for a plain PDF, or make the document anew with fardplan render.',
    ),
    exit.findings,
  );
}
