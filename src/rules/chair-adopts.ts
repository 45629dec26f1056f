import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { adopting, isAtt, levelOf } from './_decision.js';
import { chairFront, decisionExample } from './_decision-example.js';
import { isGiven } from './_sections.js';

const clause = (verb: string) =>
  decisionExample(`${chairFront}beslutspunkter:
  - verb: ${verb}
    text: Nämndens ordförande ${verb} Färdplan för nära vård i Exempellän.
`);

/** D04: a strategy is not adopted by one person alone. */
export const chairAdopts = rule({
  code: 'D04',
  kinds: ['decision'],
  severity: 'warning',
  title: text('En strategi antas inte på delegation', 'A strategy is not adopted by delegation'),
  why: text(
    'Ärenden om verksamhetens mål, inriktning, omfattning eller kvalitet får inte delegeras (6 kap. 38 § kommunallagen), och de blir ' +
      'inte möjliga att delegera för att de är brådskande. Ett sådant beslut kan upphävas vid laglighetsprövning.',
    'Matters of the goals, direction, extent or quality of the activities may not be delegated (KL 6:38), and urgency does not make them ' +
      'so. Such a decision may be quashed in a review of legality.',
  ),
  good: clause('ställer sig bakom'),
  bad: clause('antar'),
  *check({ model }) {
    if (model.kind !== 'chair-decision' && levelOf(model.body) !== 0) return;
    for (const [index, clause] of model.clauses.entries()) {
      if (!adopting.includes(clause.verb) || (model.kind === 'recommendation' && isAtt(clause.text))) continue;
      yield {
        at: ['clauses', index, 'verb'],
        message: isGiven(model.body)
          ? text(
              `${model.body} antar en strategi, och det får inte delegeras`,
              `${model.body} adopts a strategy, which may not be delegated`,
            )
          : text('Ordföranden antar en strategi ensam', 'The chair adopts a strategy alone'),
        help: text(
          'Låt nämnden eller fullmäktige anta den. Ordföranden kan ställa sig bakom den eller rekommendera andra att anta den.',
          'Let the board or the assembly adopt it. The chair may endorse it, or recommend others to adopt it.',
        ),
      };
    }
  },
});
