import { undisposed } from '../consultation/gaps-comments.js';
import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { findingOf, viewRound } from './_round.js';
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
    const round = viewRound(document, context);
    // While answers still come in nobody has begun to deal with them.
    if (!round?.dispositions) return;
    const own = round.comments.filter(({ response }) => response.source === document.source);
    for (const gap of undisposed(own, round.dispositions.model)) {
      if (gap.kind !== 'comment-without-disposition') continue;
      yield findingOf(gap, round);
    }
  },
});
