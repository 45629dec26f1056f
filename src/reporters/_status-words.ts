import type { HeadingStatus, RoundStatus, StanceCounts } from '../consultation/round-status.js';
import { text, type Language } from '../core/text.js';
import { stances, stanceWords } from './_stance-words.js';

/** What a row of the status is called: its heading, or what general and lost comments are called. */
export function headingTitle({ kind, title }: HeadingStatus, language: Language): string {
  if (kind === 'general') return text('Allmänt', 'General')[language];
  if (kind === 'orphans') return text('Rubriker som inte känns igen', 'Headings that are not recognised')[language];
  return title;
}

/** “13 av 50 har svarat, 3 är sena”. */
export function answeredWords({ answered, asked, overdue }: RoundStatus, language: Language): string {
  const late = text(
    overdue === 0 ? '' : `, ${overdue} ${overdue === 1 ? 'är sen' : 'är sena'}`,
    overdue === 0 ? '' : `, ${overdue} ${overdue === 1 ? 'is' : 'are'} late`,
  );
  return text(
    `${answered} av ${asked} har svarat${late.sv}`,
    `${answered} of ${asked} ${answered === 1 ? 'has' : 'have'} answered${late.en}`,
  )[language];
}

/** “34 synpunkter: 30 hanterade, 4 kvar”; those that only state a stance call for nothing. */
export function dealtWords({ comments }: RoundStatus, language: Language): string {
  const { total, open, onlyStance } = comments;
  const real = total - onlyStance;
  return text(
    `${real} ${real === 1 ? 'synpunkt' : 'synpunkter'}: ${real - open} hanterade, ${open} kvar`,
    `${real} ${real === 1 ? 'comment' : 'comments'}: ${real - open} dealt with, ${open} left`,
  )[language];
}

/** “2 tillstyrker, 1 avstyrker”; what nobody states is left out. */
export const stanceList = (counts: StanceCounts, language: Language): string =>
  stances
    .flatMap((stance) => (counts[stance] > 0 ? [`${counts[stance]} ${stanceWords[stance][language]}`] : []))
    .join(', ');
