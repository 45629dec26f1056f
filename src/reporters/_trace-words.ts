import { text, type Language, type Text } from '../core/text.js';
import type { ChangeClass } from '../consultation/trace.js';
import type { Disposition } from '../model/consultation.js';

/** What the outcome of a disposition is called. */
export const outcomeWords: Record<Disposition['outcome'], Text> = {
  accepted: text('beaktas', 'accepted'),
  partly: text('beaktas delvis', 'accepted in part'),
  'not-accepted': text('beaktas inte', 'not accepted'),
  later: text('hänskjuts', 'left to later work'),
  noted: text('noteras', 'noted'),
};

/** What each class of changes is called. */
export const classWords: Record<ChangeClass, Text> = {
  requested: text('begärda i remissen', 'requested by comments'),
  derived: text('följer av andra ändringar', 'follow from other changes'),
  own: text('egna, med skäl', 'the drafter’s own, with a reason'),
  editorial: text('redaktionella', 'editorial'),
  unexplained: text('oförklarade', 'unexplained'),
};

/** A count and a noun: “1 svar”, “3 comments”. */
export function counted(
  count: number,
  sv: readonly [string, string],
  en: readonly [string, string],
  language: Language,
): string {
  const [one, many] = language === 'sv' ? sv : en;
  return `${count} ${count === 1 ? one : many}`;
}
