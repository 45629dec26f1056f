import { listed, text } from '../core/text.js';
import { rule } from './_contract.js';
import { actsOf } from './_decision.js';
import { chairFront, decisionExample } from './_decision-example.js';
import { isGiven } from './_sections.js';

const recommending = 'Nämndens ordförande rekommenderar kommunerna att anta Färdplan för nära vård i Exempellän.';

/** D02: each clause has one act. */
export const clauseActs = rule({
  code: 'D02',
  kinds: ['decision'],
  severity: 'warning',
  title: text('Varje beslutspunkt gör en sak', 'Each clause does one thing'),
  why: text(
    'Två handlingar i samma mening har ofta olika mottagare och kan behöva skilda yrkanden och omröstningar. Var för sig går de att ' +
      'yrka på, expediera och följa upp.',
    'Two acts in one sentence often have different addressees, and may need separate motions and votes. One by one they can be moved, ' +
      'sent out and followed up.',
  ),
  good: decisionExample(`${chairFront}beslutspunkter:
  - verb: ställer sig bakom
    text: Nämndens ordförande ställer sig bakom Färdplan för nära vård i Exempellän.
  - verb: rekommenderar
    text: ${recommending}
`),
  bad: decisionExample(`${chairFront}beslutspunkter:
  - verb: ställer sig bakom
    text: >-
      Nämndens ordförande ställer sig bakom Färdplan för nära vård i Exempellän och rekommenderar kommunerna att anta den.
`),
  *check({ model }) {
    for (const [index, clause] of model.clauses.entries()) {
      if (!isGiven(clause.text)) continue;
      const words = actsOf(clause.text).map((act) => `”${act.words}”`);
      if (words.length < 2) continue;
      const english = words.map((word) => `“${word.slice(1, -1)}”`);
      yield {
        at: ['clauses', index, 'text'],
        message: text(
          `Beslutspunkt ${index + 1} gör ${words.length === 2 ? 'två' : words.length} saker: ${listed(words, 'sv')}`,
          `Clause ${index + 1} does ${words.length === 2 ? 'two' : words.length} things: ${listed(english, 'en')}`,
        ),
        help: text(
          'Dela den i en punkt för varje sak, med eget verb och egen mottagare. De numreras när beslutet skrivs ut.',
          'Divide it into one clause for each, with a verb and an addressee of its own. They are numbered when the decision is made.',
        ),
      };
    }
  },
});
