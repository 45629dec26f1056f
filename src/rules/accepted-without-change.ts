import { unkept } from '../consultation/gaps.js';
import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { findingOf, outcomeOf, viewClearRound } from './_round.js';
import { answer, disposition, roundExample } from './_round-example.js';

/** What an accepted comment promised to change has changed between the revision that was sent out and the revised one. */
export const acceptedWithoutChange = rule({
  kinds: ['dispositions'],
  severity: 'error',
  title: text('En synpunkt som beaktas har lett till en ändring', 'A comment that is accepted has led to a change'),
  why: text(
    'Står det att en synpunkt är beaktad men texten är som förut, har den som svarade fått ett besked som inte stämmer.',
    'If a comment is said to be accepted but the text is as before, whoever sent it has been told something that is not true.',
  ),
  good: roundExample(answer, disposition('norrby#mobila-team', 'ändrar: [mobila-team]')),
  bad: roundExample(answer, disposition('norrby#mobila-team', 'ändrar: [mobila-team]'), 'på dagtid'),
  *check(document, context) {
    const round = viewClearRound(document, context);
    const found = round && outcomeOf(round);
    if (!round || !found) return;
    for (const gap of unkept(round.comments, document, found.changes, found.names)) {
      if (gap.kind !== 'accepted-without-change') continue;
      yield findingOf(gap, round);
    }
  },
});
