import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { overlaps } from './_moments.js';
import { isGiven, milestonesOf } from './_sections.js';

/** Years between two ordinary elections. */
const term = 4;

const roadmap = (row: string) => `---
period: { från: 2024, till: 2030 }
---

## Tidsplan

| När  | Vad                  | Typ        |
| ---- | -------------------- | ---------- |
${row}| 2030 | Slutredovisning      | milstolpe  |
`;

/** What applies for longer than a term of office has a point where those who are elected then can take a stand. */
export const periodLength = rule({
  kinds: ['roadmap'],
  severity: 'info',
  title: text(
    'Det som gäller längre än en mandatperiod har en avstämning på vägen',
    'What applies for longer than a term of office has a checkpoint on the way',
  ),
  why: text(
    'Fullmäktige väljs vart fjärde år. De som väljs under tiden ska få ta ställning till om färdplanen fortfarande gäller.',
    'Assemblies are elected every fourth year. Those elected on the way must be able to say whether the roadmap still holds.',
  ),
  good: roadmap('| 2027 | Avstämning           | avstämning |\n'),
  bad: roadmap(''),
  *check({ model }, { profile }) {
    const { from, to } = model.period;
    if (!isGiven(from) || !isGiven(to)) return;
    const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4)) + 1;
    // What ends before it begins is another fault.
    if (years <= term) return;
    const within = Array.from({ length: years }, (_, index) => String(Number(from.slice(0, 4)) + index));
    // A profile that asks for checkpoints of its own is answered by the rule on timelines.
    if (profile?.timeline?.checkpoints || profile?.timeline?.minCheckpoints) return;
    const milestones = milestonesOf(model);
    // Without a timeline there is more to say than this, and other rules do.
    if (milestones.length === 0) return;
    const stops = milestones.some(
      ({ milestone: { kind, title, when } }) =>
        (kind === 'checkpoint' || kind === 'revision' || (kind === undefined && /avstämning|revider/iu.test(title))) &&
        isGiven(when) &&
        within.some((year) => overlaps(when, year)),
    );
    if (stops) return;
    yield {
      at: ['period'],
      message: text(
        `Färdplanen gäller i ${years} år, längre än en mandatperiod, utan någon avstämning`,
        `The roadmap applies for ${years} years, longer than a term of office, without a checkpoint`,
      ),
      help: text(
        'Lägg in en avstämning eller en revidering i tidsplanen, gärna året efter ett val.',
        'Put a checkpoint or a revision in the timeline, preferably the year after an election.',
      ),
    };
  },
});
