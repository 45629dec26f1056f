import { text } from '../core/text.js';
import { isKind } from '../parse/parsed.js';
import { rule } from './_contract.js';
import { isGiven } from './_sections.js';

const profile = `avsnitt:
  - { id: malbild, titel: Målbild, typ: målbild }
årsplan: { årlig: true }
`;
const roadmap = `---
status: gällande
---

## Målbild

- Vården är nära och trygg.
`;
const plan = (year: number) => `id: arsplan-${year}\når: "${year}"\n`;

/** Where the profile asks for a plan each year, no year between the first plan and the last is left out. */
export const yearlyPlan = rule({
  kinds: ['roadmap'],
  severity: 'warning',
  title: text('Årsplanerna hänger ihop', 'The yearly plans are complete'),
  why: text(
    'Strategin blir verklighet i årsplanerna. Ett år utan plan är ett år utan ansvariga.',
    'The strategy becomes real in the yearly plans. A year without a plan is a year without anyone responsible.',
  ),
  good: {
    'fardplan.md': roadmap,
    'plans/2024.yaml': plan(2024),
    'plans/2025.yaml': plan(2025),
    'profiles/exempel.yaml': profile,
  },
  bad: {
    'fardplan.md': roadmap,
    'plans/2024.yaml': plan(2024),
    'plans/2026.yaml': plan(2026),
    'profiles/exempel.yaml': profile,
  },
  *check({ model }, { profile, documents }) {
    if (!profile?.plan?.yearly || model.status !== 'in-force') return;
    const years = documents
      .flatMap((document) =>
        isKind(document, 'plan') && document.model.roadmap === model.id && isGiven(document.model.year)
          ? [Number(document.model.year)]
          : [],
      )
      .toSorted((one, two) => one - two);
    const [first, last] = [years[0], years.at(-1)];
    // With no plan in the run, only a part of the workspace may have been read.
    if (first === undefined || last === undefined || last - first > 50) return;
    for (let year = first; year <= last; year += 1) {
      if (years.includes(year)) continue;
      yield {
        at: ['period'],
        askedBy: { profile: ['plan', 'yearly'] },
        message: text(`Årsplan för ${year} saknas`, `The plan for ${year} is missing`),
        help: text(
          `Lägg till en plan med ”år: "${year}"”. Profilen kräver en plan för varje år.`,
          `Add a plan with “year: "${year}"”. The profile requires a plan for every year.`,
        ),
      };
    }
  },
});
