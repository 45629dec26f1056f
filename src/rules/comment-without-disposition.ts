import { undisposed } from '../consultation/gaps.js';
import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { viewRound } from './_round.js';
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
    const file = round.dispositions.source.path;
    const own = round.comments.filter(({ response }) => response.source === document.source);
    for (const gap of undisposed(own, round.dispositions.model)) {
      if (gap.kind !== 'comment-without-disposition') continue;
      yield {
        at: gap.path,
        message: text(
          `Synpunkten ${gap.comment.ref} har ingen hantering`,
          `The comment ${gap.comment.ref} has no disposition`,
        ),
        help: text(
          `Lägg till ”${gap.comment.ref}” i ${file}, med hantering och motivering. ”noteras” räcker om den inte kräver någon ändring.`,
          `Add “${gap.comment.ref}” to ${file}, with an outcome and a reason. “noteras” is enough if it calls for no change.`,
        ),
      };
    }
  },
});
