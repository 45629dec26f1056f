import { answerGaps } from '../consultation/gaps-answers.js';
import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { findingOf, viewRound } from './_round.js';
import { answer, roundExample } from './_round-example.js';

const example = (party: string) => ({
  ...roundExample(answer, 'hanteringar: []\n'),
  'consultation/responses/senare.md': `---\nhuvudman: ${party}\nid: senare\n---\n\n${answer}`,
});

/** Whoever answers a round answers once. That they are in the register is looked at with other references. */
export const answerParty = rule({
  kinds: ['response'],
  severity: 'error',
  title: text('Varje huvudman svarar en gång', 'Each principal answers once'),
  why: text(
    'Svaren räknas per huvudman. Två svar från samma gör att sammanställningen visar fel, och ingen vet vilket som gäller.',
    'Answers are counted by principal. Two answers from the same principal make the summary wrong, and nobody knows which one holds.',
  ),
  good: example('soderby'),
  bad: example('norrby'),
  *check(document, context) {
    const round = viewRound(document, context);
    if (!round) return;
    for (const gap of answerGaps(round, {})) {
      if (gap.kind === 'second-answer' && gap.document.source === document.source) yield findingOf(gap, round);
    }
  },
});
