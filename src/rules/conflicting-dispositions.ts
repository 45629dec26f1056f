import { conflicts } from '../consultation/gaps-comments.js';
import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { findingOf, viewRound } from './_round.js';
import { answer, disposition, roundExample } from './_round-example.js';

const twice = (outcome: string) =>
  `${disposition('norrby#mobila-team', 'ändrar: [mobila-team]')}  - synpunkter: ["norrby#mobila-team"]\n    hantering: ${outcome}\n    motivering: Se ovan.\n`;

/** A comment is told one thing, however many dispositions name it. */
export const conflictingDispositions = rule({
  kinds: ['dispositions'],
  severity: 'error',
  title: text('En synpunkt får ett besked', 'A comment is told one thing'),
  why: text(
    'Säger två hanteringar olika om samma synpunkt vet den som svarade inte vad som gäller, och redovisningen blir motsägelsefull.',
    'If two dispositions say different things about one comment, whoever sent it does not know which one holds, and the report contradicts itself.',
  ),
  good: roundExample(answer, twice('beaktas')),
  bad: roundExample(answer, twice('beaktas inte')),
  *check(document, context) {
    const round = viewRound(document, context);
    if (!round || round.dispositions?.source !== document.source) return;
    for (const gap of conflicts(document)) {
      if (gap.kind !== 'conflicting-dispositions') continue;
      const at = ['dispositions', gap.other, 'outcome'];
      yield {
        ...findingOf(gap, round),
        related: [{ at, message: text('Den första säger så här', 'The first one says this') }],
      };
    }
  },
});
