import { text } from '../core/text.js';
import type { Section } from '../model/section.js';
import { rule } from './_contract.js';
import { findSection, headingOf, isEmpty, sectionsOf } from './_sections.js';
import { untitledIn } from './_told.js';

/** A heading has something under it: text, a list, a table or headings of their own. */
export const emptySection = rule({
  kinds: ['roadmap'],
  severity: 'warning',
  title: text('Varje rubrik har något under sig', 'Every heading has something under it'),
  why: text(
    'En rubrik utan text ser ut som om något har fallit bort.',
    'A heading without text looks as if something has dropped out.',
  ),
  good: '## Målbild\n\n- Vården är nära och trygg.\n\n## Bilaga\n\nOrdlista.\n',
  bad: '## Målbild\n\n- Vården är nära och trygg.\n\n## Bilaga\n',
  *check(document, { profile }) {
    const { model } = document;
    // Nor has a heading without words anything to say what belongs under it.
    const told = new Set<Section>(untitledIn(document).map(({ section }) => section));
    for (const wanted of profile?.sections ?? []) {
      const found = wanted.required ? findSection(model, wanted) : undefined;
      // A required section without content is the stricter rule's to tell.
      if (found && isEmpty(found.section)) told.add(found.section);
    }
    for (const { section, path, parent } of sectionsOf(model)) {
      if (parent && told.has(parent)) told.add(section);
      if (told.has(section) || !isEmpty(section)) continue;
      // Of an empty heading with empty headings under it, the outermost is told.
      told.add(section);
      yield {
        at: headingOf({ path }),
        message: text(
          `Det står ingenting under rubriken ”${section.title}”`,
          `There is nothing under the heading “${section.title}”`,
        ),
        help: text(
          'Skriv något under rubriken, eller ta bort den.',
          'Write something under the heading, or remove it.',
        ),
      };
    }
  },
});
