import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { displaced } from './_order.js';
import { headingOf, sectionsOf } from './_sections.js';

const profile = `i ordning: true
avsnitt:
  - { id: malbild, titel: Målbild, typ: målbild }
  - { id: tidsplan, titel: Tidsplan, typ: tidsplan }
`;
const picture = `## Målbild

- Vården är nära och trygg.
`;
const timeline = `## Tidsplan

- 2027: Fördjupad avstämning (avstämning)
- 2030: Slutredovisning
`;

/** The sections stand in the profile's order, where it says that order matters. */
export const sectionOrder = rule({
  kinds: ['roadmap'],
  severity: 'warning',
  title: text('Avsnitten står i profilens ordning', 'The sections stand in the profile’s order'),
  why: text(
    'Den som läser flera revisioner, eller svarar på en remiss rubrik för rubrik, väntar sig samma ordning varje gång.',
    'Whoever reads several revisions, or answers a consultation heading by heading, expects the same order every time.',
  ),
  good: { 'fardplan.md': `${picture}\n${timeline}`, 'profiles/exempel.yaml': profile },
  bad: { 'fardplan.md': `${timeline}\n${picture}`, 'profiles/exempel.yaml': profile },
  *check({ model }, { profile }) {
    if (!profile?.ordered) return;
    const ranks = new Map(profile.sections.map(({ id }, rank) => [id, rank]));
    const found = sectionsOf(model).flatMap((placed) => {
      const rank = placed.parent ? undefined : ranks.get(placed.section.id);
      return rank === undefined ? [] : [{ ...placed, rank }];
    });
    const byRank = found.toSorted((one, two) => one.rank - two.rank);
    for (const index of displaced(found.map(({ rank }) => rank))) {
      const placed = found[index];
      if (!placed) continue;
      const before = byRank.findLast(({ rank }) => rank < placed.rank);
      const where = before
        ? text(`efter ”${before.section.title}”`, `after “${before.section.title}”`)
        : text('först', 'first');
      yield {
        at: headingOf(placed),
        askedBy: { profile: ['sections', placed.rank] },
        message: text(
          `Avsnittet ”${placed.section.title}” står på fel plats`,
          `The section “${placed.section.title}” is in the wrong place`,
        ),
        help: text(
          `Enligt profilen ska det stå ${where.sv}. Flytta rubriken med sin text dit.`,
          `According to the profile it comes ${where.en}. Move the heading with its text there.`,
        ),
      };
    }
  },
});
