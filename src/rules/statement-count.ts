import { text } from '../core/text.js';
import { afterRecord, endOfSection } from './_belongs.js';
import { rule } from './_contract.js';
import { findSection, isEmpty } from './_sections.js';

const profile = `avsnitt:
  - { id: malbild, titel: Målbild, typ: målbild, påståenden: { minst: 2 } }
`;

/** The target picture has as many statements as the profile asks for. */
export const statementCount = rule({
  kinds: ['roadmap'],
  severity: 'error',
  title: text('Målbilden har sina påståenden', 'The target picture has its statements'),
  why: text(
    'Målbildens påståenden är det som allt annat ska leda till. De skrivs som punkter, så att de kan kommenteras och följas var för sig.',
    'The statements are what everything else leads to. They are written as points, so that each can be commented on and followed.',
  ),
  good: {
    'fardplan.md': '## Målbild\n\n- Vården är nära och trygg.\n- Vården är jämlik.\n',
    'profiles/exempel.yaml': profile,
  },
  bad: { 'fardplan.md': '## Målbild\n\nVården är nära, trygg och jämlik.\n', 'profiles/exempel.yaml': profile },
  *check(document, { profile }) {
    const { model } = document;
    for (const [index, wanted] of (profile?.sections ?? []).entries()) {
      const found = wanted.statements ? findSection(model, wanted) : undefined;
      const count = found?.section.statements?.length ?? 0;
      if (!found || !wanted.statements || isEmpty(found.section) || count >= wanted.statements.min) continue;
      const { title } = found.section;
      const least = wanted.statements.min;
      yield {
        at: count > 0 ? afterRecord(document, [...found.path, 'statements', count - 1]) : endOfSection(document, found),
        askedBy: { profile: ['sections', index, 'statements', 'min'] },
        message: text(
          `”${title}” har ${count} påståenden men ska ha minst ${least}`,
          `“${title}” has ${count} statements but must have at least ${least}`,
        ),
        help: text(
          'Skriv varje påstående som en punkt: en rad som börjar med ”- ”.',
          'Write each statement as a point: a line that begins with “- ”.',
        ),
      };
    }
  },
});
