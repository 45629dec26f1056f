import type { ModelPath } from '../core/locations.js';
import { text } from '../core/text.js';
import { wordFor } from '../model/field.js';
import { decisionVerb } from '../model/decision.js';
import { rule } from './_contract.js';
import { actsOf, isProposal } from './_decision.js';
import { decisionExample } from './_decision-example.js';
import { isGiven } from './_sections.js';

const clause = (verb: string) =>
  decisionExample(`beslutspunkter:
  - verb: ${verb}
    text: Samverkansnämnden ställer sig bakom Färdplan för nära vård i Exempellän.
`);

/** D01: a clause does what its verb says that it does. */
export const clauseVerb = rule({
  code: 'D01',
  kinds: ['decision'],
  severity: 'error',
  title: text('Beslutspunkten gör det som dess verb säger', 'A clause does what its verb says'),
  why: text(
    'Att anta, att ställa sig bakom och att rekommendera har olika verkan. Av verbet räknas vem som har gjort vad; säger texten något ' +
      'annat blir uppgiften fel.',
    'To adopt, to endorse and to recommend have different effects. The verb tells who has done what; if the text says something else, ' +
      'that is wrong.',
  ),
  good: clause('ställer sig bakom'),
  bad: clause('antar'),
  *check({ model, locations, diagnostics }) {
    for (const [index, clause] of model.clauses.entries()) {
      const span = locations.get(['clauses', index, 'verb']);
      // A verb that could not be read has been told of, and another stands in for it.
      const unread = span === undefined || diagnostics.some(({ schema }) => isVerbOf(schema, index));
      // That a clause is worded as a proposal is told as such; the verb of the decision is then elsewhere.
      if (!isGiven(clause.text) || unread || isProposal(clause.text)) continue;
      const acts = actsOf(clause.text);
      const [first] = acts;
      // A recommendation may be marked with what is recommended.
      const said = model.kind === 'recommendation' ? /\p{L}+/gu : undefined;
      const fits =
        acts.some(({ verb }) => verb === clause.verb) ||
        (said && (clause.text.match(said) ?? []).some((word) => actsOf(`att ${word}`)[0]?.verb === clause.verb));
      if (fits) continue;
      const verb = wordFor(decisionVerb, clause.verb);
      const at = ['clauses', index, 'verb'];
      if (first?.verb === undefined) {
        yield {
          at,
          message: text(
            `Beslutspunkt ${index + 1} har verbet ”${verb}”, men det står inte i texten`,
            `Clause ${index + 1} has the verb “${verb}”, but its text does not say it`,
          ),
          help: text(
            'Skriv verbet i texten, som det ska stå i protokollet.',
            'Write the verb in the text, as it is to stand in the minutes.',
          ),
        };
        continue;
      }
      const meant = wordFor(decisionVerb, first.verb);
      yield {
        at,
        message: text(
          `Beslutspunkt ${index + 1} har verbet ”${verb}”, men texten säger ”${first.words}”`,
          `Clause ${index + 1} has the verb “${verb}”, but its text says “${first.words}”`,
        ),
        help: text('Rätta det av dem som är fel.', 'Correct the one that is wrong.'),
        suggestions: [
          {
            title: text(`Ändra verbet till ”${meant}”`, `Change the verb to “${meant}”`),
            edits: [{ span, text: meant }],
          },
        ],
      };
    }
  },
});

const isVerbOf = (path: ModelPath | undefined, index: number): boolean =>
  path !== undefined && path[0] === 'clauses' && path[1] === index && path[2] === 'verb';
