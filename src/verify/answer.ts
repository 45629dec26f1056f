import type { Text } from '../core/text.js';
import type { Indication, SubIndication } from '../model/verdict.js';

/** One thing that a question about a signature or a file found; a note has no sub-indication and changes nothing. */
export interface Answer {
  indication: Indication;
  subIndication: SubIndication | null;
  reason: Text;
}

/** Proof that something is wrong (EN 319 102-1, 5.1.3). */
export const failed = (subIndication: SubIndication, reason: Text): Answer => ({
  indication: 'TOTAL-FAILED',
  subIndication,
  reason,
});

/** Something that keeps a signature from being accepted without proving it wrong. */
export const unsettled = (subIndication: SubIndication, reason: Text): Answer => ({
  indication: 'INDETERMINATE',
  subIndication,
  reason,
});

/** Something worth saying that changes nothing. */
export const note = (reason: Text): Answer => ({ indication: 'TOTAL-PASSED', subIndication: null, reason });

const order: readonly Indication[] = ['TOTAL-FAILED', 'INDETERMINATE', 'TOTAL-PASSED'];

/** The verdict that answers add up to: the worst of them, and the first sub-indication of that kind. */
export function combine(answers: readonly { indication: Indication; subIndication: SubIndication | null }[]): {
  indication: Indication;
  subIndication: SubIndication | null;
} {
  const indication = order.find((each) => answers.some((answer) => answer.indication === each)) ?? 'TOTAL-PASSED';
  const first = answers.find((answer) => answer.indication === indication && answer.subIndication !== null);
  return { indication, subIndication: first?.subIndication ?? null };
}

/** Reasons with the decisive ones first, each once. */
export function reasonsOf(answers: readonly Answer[]): Text[] {
  const sorted = order.flatMap((each) => answers.filter((answer) => answer.indication === each));
  return [...new Map(sorted.map(({ reason }) => [reason.en, reason])).values()];
}
