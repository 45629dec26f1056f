import { listed, text } from '../core/text.js';
import { kinds } from '../model/kinds.js';
import { rule } from './_contract.js';

const roadmap = (body: string) => `## Målbild

- Vården är nära och trygg.

<!-- fardplan: tillåt empty-section – bilagorna läggs till efter beslutet -->
## Bilagor
${body}`;

/** An exception that nothing needs is taken away. What it did not suppress comes in as remarks, since only a whole run can tell. */
export const unusedSuppression = rule({
  kinds,
  severity: 'warning',
  title: text('Undantag som inte längre behövs är borttagna', 'Exceptions that are no longer needed are gone'),
  why: text(
    'Ett undantag som står kvar döljer nästa fel på samma ställe, och den som läser undrar vad det gäller.',
    'An exception that stays hides the next fault in the same place, and whoever reads wonders what it is about.',
  ),
  good: roadmap(''),
  bad: roadmap('\nBilaga 1 är en förteckning över huvudmännen.\n'),
  *check({ remarks }) {
    for (const remark of remarks) {
      if (remark.type !== 'unused-suppression') continue;
      const names = remark.names.map((name) => `”${name}”`);
      const english = remark.names.map((name) => `“${name}”`);
      yield {
        at: remark.span,
        message: text(
          `Undantaget för ${listed(names, 'sv')} behövs inte: det finns inget att tillåta`,
          `The exception for ${listed(english, 'en')} is not needed: there is nothing to allow`,
        ),
        help: text('Ta bort det.', 'Remove it.'),
        fix: { title: text('Ta bort undantaget', 'Remove the exception'), edits: [remark.edit] },
      };
    }
  },
});
