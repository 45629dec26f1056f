import { fold, text } from '../core/text.js';
import type { Roadmap } from '../model/roadmap.js';
import { keyBelongs } from './_belongs.js';
import { rule } from './_contract.js';

const mandate = (section: string) => `---
uppdrag:
  uppdragsgivare: Samrådsorganet
  leveranser:
    - { text: Ta fram en gemensam målbild${section} }
---

## Målbild

- Vården är nära och trygg.
`;

/** R08: each thing the mandate asked for says in which section it is delivered. */
export const mandateDeliverables = rule({
  code: 'R08',
  kinds: ['roadmap'],
  severity: 'warning',
  title: text('Allt som uppdraget begär har ett avsnitt', 'Everything the mandate asks for has a section'),
  why: text(
    'Uppdragsgivaren ska kunna se att uppdraget är utfört utan att leta i texten.',
    'Whoever gave the mandate must be able to see that it has been carried out without searching the text.',
  ),
  good: mandate(', avsnitt: malbild'),
  bad: mandate(''),
  *check(document) {
    const { model } = document;
    for (const [index, { text: asked, section }] of (model.mandate?.deliverables ?? []).entries()) {
      if (section !== undefined) continue;
      const likely = mentioned(asked, model);
      yield {
        ...keyBelongs(document, ['mandate', 'deliverables', index, 'section'], likely?.id),
        message: text(
          `Uppdraget ”${asked}” är inte knutet till något avsnitt`,
          `The deliverable “${asked}” is not tied to any section`,
        ),
        help: likely
          ? text(
              `Lägg till ”avsnitt: ${likely.id}” om det är ”${likely.title}” som svarar mot uppdraget.`,
              `Add “section: ${likely.id}” if it is “${likely.title}” that delivers it.`,
            )
          : text(
              'Lägg till ”avsnitt:” och id för det avsnitt som svarar mot uppdraget.',
              'Add “section:” and the id of the section that delivers it.',
            ),
      };
    }
  },
});

/** A section whose title the deliverable names. */
const mentioned = (asked: string, roadmap: Roadmap) =>
  roadmap.sections.find(({ title }) => title.length > 3 && fold(asked).includes(fold(title)));
