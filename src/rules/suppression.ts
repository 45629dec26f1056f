import { text } from '../core/text.js';
import { kinds } from '../model/kinds.js';
import { type Suppression, suppressionsIn } from '../parse/suppressions.js';
import { type Finding, rule } from './_contract.js';
import { didYouMean, joined, meantOf } from './_suggest.js';
import { unsuppressible } from './_unsuppressible.js';

const roadmap = (comment: string) => `## Målbild

- Vården är nära och trygg.

<!-- fardplan: ${comment} -->
## Bilagor
`;

/** A comment that suppresses a finding names a rule that exists, and says why. */
export const suppression = rule({
  kinds,
  severity: 'error',
  title: text('Den som tillåter ett undantag säger varför', 'Whoever allows an exception says why'),
  why: text(
    'Ett undantag utan skäl går inte att pröva för den som läser dokumentet om ett år. Undantaget gäller därför inte förrän skälet står där.',
    'An exception without a reason cannot be judged by whoever reads the document a year from now. So it does not hold until the reason is there.',
  ),
  good: roadmap('tillåt empty-section – bilagorna läggs till efter beslutet'),
  bad: roadmap('tillåt empty-section'),
  *check(document, { ruleNames }) {
    for (const one of suppressionsIn(document)) yield* faults(one, ruleNames);
  },
});

const how = text(
  'Skriv till exempel ”fardplan: tillåt empty-section – bilagan kommer efter beslutet”.',
  'Write for instance “fardplan: allow empty-section – the annex comes after the decision”.',
);

function* faults({ known, word, names, reason, span }: Suppression, ruleNames: readonly string[]): Generator<Finding> {
  if (!known) {
    yield {
      at: span,
      message: text(
        `”${word}” gör inget undantag; ordet är ”tillåt”`,
        `“${word}” makes no exception; the word is “allow”`,
      ),
      help: how,
    };
    return;
  }
  if (names.length === 0) {
    yield {
      at: span,
      message: text('Undantaget säger inte vilken regel det gäller', 'The exception does not say for which rule'),
      help: how,
    };
    return;
  }
  for (const { name, span: at } of names) {
    if (unsuppressible.has(name)) {
      yield {
        at,
        message: text(`”${name}” kan inte tillåtas`, `“${name}” cannot be allowed`),
        help: text(
          'Rätta det som är fel. Det som inte kan läsas, och personnummer, går inte att göra undantag för.',
          'Correct what is wrong. What cannot be read, and personal identity numbers, take no exceptions.',
        ),
      };
    } else if (!ruleNames.includes(/^[a-z]\d\d$/i.test(name) ? name.toUpperCase() : name)) {
      yield {
        at,
        message: text(`Det finns ingen regel ”${name}”`, `There is no rule “${name}”`),
        help: joined(
          didYouMean(meantOf(name, ruleNames)),
          text('”fardplan explain” visar alla regler.', '“fardplan explain” shows every rule.'),
        ),
      };
    }
  }
  if (reason !== '') return;
  yield {
    at: span,
    message: text('Undantaget har inget skäl och gäller därför inte', 'The exception has no reason and does not hold'),
    help: joined(text('Skriv skälet efter ett tankstreck. ', 'Write the reason after a dash. '), how),
  };
}
