import { text } from '../core/text.js';
import type { Milestone } from '../model/section.js';
import { rule } from './_contract.js';
import { isBefore, momentWords } from './_moments.js';
import { isGiven, milestonesOf } from './_sections.js';
import { isUnread } from './_told.js';

const table = (when: string) => `---
period: { från: 2024, till: 2030 }
---

## Tidsplan

| När  | Vad                        |
| ---- | -------------------------- |
| ${when} | Mobila team i hela länet   |
| 2030 | Slutredovisning            |
`;

/** What must be done before the roadmap can begin to apply may come before its period. */
const preparing: readonly (Milestone['kind'] | undefined)[] = ['consultation', 'decision', 'revision'];

/** Milestones lie within the period of the roadmap; consultations and decisions may come before it. */
export const milestonePeriod = rule({
  kinds: ['roadmap'],
  severity: 'error',
  title: text('Tidpunkterna ligger inom perioden', 'The milestones lie within the period'),
  why: text(
    'Det som ska hända efter att färdplanen har slutat gälla har ingen ansvar för.',
    'Nobody is responsible for what is to happen after the roadmap has ceased to apply.',
  ),
  good: table('2027'),
  bad: table('2032'),
  *check(document) {
    const { model } = document;
    const { from, to } = model.period;
    if (!isGiven(from) || !isGiven(to) || isBefore(to, from)) return;
    for (const { milestone, path } of milestonesOf(model)) {
      const { when, until, title, kind } = milestone;
      if (!isGiven(when)) continue;
      const end = isGiven(until) ? until : when;
      // What kind it is may be what could not be read.
      const early = isBefore(when, from) && !preparing.includes(kind) && !isUnread(document, [...path, 'kind']);
      const late = isBefore(to, end);
      if (!early && !late) continue;
      const words = momentWords(early ? when : end);
      const side = early ? text('före', 'before') : text('efter', 'after');
      yield {
        at: [...path, 'when'],
        message: text(
          `”${title}” (${words.sv}) ligger ${side.sv} perioden ${from}–${to}`,
          `“${title}” (${words.en}) lies ${side.en} the period ${from}–${to}`,
        ),
        help: early
          ? text(
              'Ändra tiden eller perioden. En remiss eller ett beslut före perioden är tillåtet: skriv det i kolumnen Typ.',
              'Change the time or the period. A consultation or a decision may come before it: say so in the column Kind (Typ).',
            )
          : text(
              'Ändra tiden, eller perioden överst i dokumentet.',
              'Change the time, or the period at the top of the document.',
            ),
      };
    }
  },
});
