import { text } from '../core/text.js';
import { kinds } from '../model/kinds.js';
import { rule } from './_contract.js';
import { didYouMean, joined, meantOf } from './_suggest.js';

const roadmap = (key: string) => `---
${key}: Samverkansnämnden
---

## Målbild

- Vården är nära och trygg.
`;

/** Keys that are longer than this together are not listed in a message. */
const mostListed = 14;

/** Every key is one that the kind of document has. */
export const unknownKey = rule({
  kinds,
  severity: 'error',
  title: text('Nycklarna är kända', 'The keys are known'),
  why: text(
    'En nyckel som är felstavad läses inte. Då saknas uppgiften, fast den ser ut att vara ifylld.',
    'A misspelled key is not read. The fact is then missing although it seems to be filled in.',
  ),
  good: roadmap('dokumentansvarig'),
  bad: roadmap('dokumentansvarg'),
  *check({ remarks, kind }) {
    for (const remark of remarks) {
      if (remark.type !== 'unknown-key') continue;
      const { key, known, span } = remark;
      const near = meantOf(key, known);
      const some = known.length <= mostListed ? known.join(', ') : undefined;
      yield {
        at: span,
        message: text(`Nyckeln ”${key}” är inte känd och läses inte`, `The key “${key}” is not known and is not read`),
        help: near
          ? joined(didYouMean(near))
          : some
            ? text(`Här får stå: ${some}.`, `These may stand here: ${some}.`)
            : text(
                `Ta bort den. ”fardplan schema ${kind}” visar alla nycklar.`,
                `Remove it. “fardplan schema ${kind}” shows every key.`,
              ),
      };
    }
  },
});
