import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { findSection, headingOf, isEmpty } from './_sections.js';

const profile = `avsnitt:
  - { id: syfte, titel: Syfte, typ: syfte, krävs: true }
`;

/** A section that the profile requires is more than its heading. */
export const emptyRequiredSection = rule({
  kinds: ['roadmap'],
  severity: 'error',
  title: text('De avsnitt som krävs har innehåll', 'The required sections have content'),
  why: text(
    'En rubrik utan text ger huvudmännen ingenting att ta ställning till.',
    'A heading without text gives the principals nothing to judge.',
  ),
  good: { 'fardplan.md': '## Syfte\n\nVården ska hålla ihop.\n', 'profiles/exempel.yaml': profile },
  bad: { 'fardplan.md': '## Syfte\n', 'profiles/exempel.yaml': profile },
  *check({ model }, { profile }) {
    for (const [index, wanted] of (profile?.sections ?? []).entries()) {
      const found = wanted.required ? findSection(model, wanted) : undefined;
      if (!found || !isEmpty(found.section)) continue;
      yield {
        at: headingOf(found),
        askedBy: { profile: ['sections', index, 'required'] },
        message: text(`Avsnittet ”${found.section.title}” är tomt`, `The section “${found.section.title}” is empty`),
        help: text(
          'Profilen kräver avsnittet. Skriv texten under rubriken.',
          'The profile requires the section. Write its text under the heading.',
        ),
      };
    }
  },
});
