import { text } from '../core/text.js';
import type { Section } from '../model/section.js';
import { rule } from './_contract.js';
import { nounOf, quoted } from './_nouns.js';
import { headingOf, indicatorsOf, sectionsOf, strangersIn } from './_sections.js';

const profile = `avsnitt:
  - { id: arbetssatt, titel: Arbetssätt, typ: arbetssätt, delar: { typ: arbetssätt-del } }
  - { id: uppfoljning, titel: Uppföljning, typ: uppföljning }
indikatorer: { för: [arbetssätt-del] }
`;
const roadmap = (reason: string) => `## Arbetssätt

### Öka förebyggande insatser {#forebyggande}

Insatserna kommer tidigt.

### Utveckla mobila team {#mobila-team}

Teamen kommer hem.
${reason}
## Uppföljning

| Indikator  | Källa  | Nyckeltal | Mäter        |
| ---------- | ------ | --------- | ------------ |
| Fallskador | Kolada | U20462    | forebyggande |
`;

/** R04: every goal has an indicator that names it, or a reason why it has none. */
export const goalIndicators = rule({
  code: 'R04',
  kinds: ['roadmap'],
  severity: 'warning',
  title: text(
    'Varje mål har en indikator, eller ett skäl till att den saknas',
    'Every goal has an indicator, or a reason why not',
  ),
  why: text(
    'Ett mål som ingen mäter går inte att följa upp, och frågan kommer tillbaka i remissvaren.',
    'A goal that nobody measures cannot be followed up, and the question comes back in the answers to the consultation.',
  ),
  good: {
    'fardplan.md': roadmap('\nIndikator saknas: måttet tas fram till avstämningen 2026.\n'),
    'profiles/exempel.yaml': profile,
  },
  bad: { 'fardplan.md': roadmap(''), 'profiles/exempel.yaml': profile },
  *check({ model }, { profile }) {
    const kinds = new Set(profile?.indicators?.of ?? []);
    const followUp = sectionsOf(model).find(({ section }) => section.kind === 'follow-up');
    // Without a section for follow-up there is nowhere to put them, which another rule tells.
    if (!profile || kinds.size === 0 || !followUp) return;
    const indicators = indicatorsOf(model);
    const measured = new Set(indicators.flatMap(({ indicator }) => indicator.goals ?? []));
    const goals = sectionsOf(model).filter(({ section }) => kinds.has(section.kind));
    const strangers = strangersIn(model, profile);
    const unmeasured = goals.filter(({ section }) => !strangers.has(section) && !isMeasured(section, measured));
    const [first] = unmeasured;
    if (first && indicators.length === 0 && unmeasured.length > 1) {
      const noun = nounOf(first.section.kind);
      const titles = unmeasured.map(({ section }) => section.title);
      yield {
        at: headingOf(followUp),
        askedBy: { profile: ['indicators', 'of'] },
        message: text(
          `Färdplanen har inga indikatorer, och ${unmeasured.length} ${noun.sv.many} saknar skäl till det`,
          `The roadmap has no indicators, and ${unmeasured.length} ${noun.en.many} give no reason why`,
        ),
        help: text(
          `Lägg till en tabell med kolumnerna Indikator, Källa och Mäter. Eller skriv ”Indikator saknas:” och skälet under ${quoted(titles).sv}.`,
          `Add a table with the columns Indicator, Source and Measures. Or write “No indicator:” and the reason under ${quoted(titles).en}.`,
        ),
      };
      return;
    }
    for (const placed of unmeasured) {
      const { id, title } = placed.section;
      yield {
        at: headingOf(placed),
        askedBy: { profile: ['indicators', 'of'] },
        message: text(`”${title}” har ingen indikator`, `“${title}” has no indicator`),
        help: text(
          `Lägg till en rad under ”${followUp.section.title}” med ${id} i kolumnen Mäter, eller skriv ”Indikator saknas:” och skälet ` +
            'under rubriken.',
          `Add a row under “${followUp.section.title}” with ${id} in the column Measures, or write “No indicator:” and the reason ` +
            'under the heading.',
        ),
      };
    }
  },
});

/** An indicator, or a reason, of one of its parts counts for the whole. */
function isMeasured(section: Section, measured: ReadonlySet<string>): boolean {
  return (
    measured.has(section.id) ||
    section.noIndicator !== undefined ||
    (section.indicators?.length ?? 0) > 0 ||
    (section.statements ?? []).some(({ id }) => measured.has(id)) ||
    section.sections.some((child) => isMeasured(child, measured))
  );
}
