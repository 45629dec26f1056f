import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { findingOf, viewSoundRound } from './_round.js';
import { undisposedTold } from './_round-slips.js';
import { answer, disposition, roundExample } from './_round-example.js';

/** C02: every comment of a round has a disposition, once there is a file of dispositions. */
export const commentWithoutDisposition = rule({
  code: 'C02',
  kinds: ['response'],
  severity: 'warning',
  title: text('Varje synpunkt har en hantering', 'Every comment has a disposition'),
  why: text(
    'Den som har svarat på en remiss ska kunna se vad som hände med varje synpunkt, också med dem som inte ledde till någon ändring.',
    'Whoever has answered a consultation must be able to see what became of each comment, also of those that led to no change.',
  ),
  good: roundExample(answer, disposition('norrby#mobila-team', 'ändrar: [mobila-team]')),
  bad: roundExample(answer, 'hanteringar: []\n'),
  *check(document, context) {
    const round = viewSoundRound(document, context);
    // While answers still come in nobody has begun to deal with them.
    if (!round?.dispositions) return;
    for (const gap of undisposedTold(document, round, context)) yield findingOf(gap, round);
  },
});
