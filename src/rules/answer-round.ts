import { answerGaps } from '../consultation/gaps-answers.js';
import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { findingOf, roundsAround } from './_round.js';
import { answer, roundExample } from './_round-example.js';

const example = (version: string) =>
  roundExample(`---\nremissversion: "${version}"\n---\n\n${answer}`, 'hanteringar: []\n');

/** What lies in the folder of a round belongs to it: to the round itself, and to the version that was sent out. */
export const answerRound = rule({
  kinds: ['response', 'dispositions'],
  severity: 'error',
  title: text(
    'Svar och hanteringar hör till remissen de ligger i',
    'Answers and dispositions belong to the round they lie in',
  ),
  why: text(
    'Ett svar på en annan remiss, eller på en äldre text, handlar om något annat än det som skickades ut. Räknas det med blir sammanställningen fel.',
    'An answer to another round, or to an older text, is about something other than what was sent out. If it is counted in, the summary is wrong.',
  ),
  good: example('1.0'),
  bad: example('0.9'),
  *check(document, context) {
    const rounds = roundsAround(context);
    for (const round of rounds) {
      for (const gap of answerGaps(round, { consulted: round.consulted })) {
        if (gap.kind !== 'other-round' && gap.kind !== 'other-revision' && gap.kind !== 'second-dispositions') continue;
        // A round that is nowhere is told of with other references.
        if (gap.kind === 'other-round' && rounds.every((other) => other.round.model.id !== gap.named)) continue;
        if (gap.document.source === document.source) yield findingOf(gap, round);
      }
    }
  },
});
