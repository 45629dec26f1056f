import { fold, text } from '../core/text.js';
import type { Decision } from '../model/decision.js';
import { rule } from './_contract.js';
import { decisionExample } from './_decision-example.js';
import { belongsBeside, displaced, movedTo } from './_order.js';
import { isGiven } from './_sections.js';

const papers = (...rows: string[]) => decisionExample(`beslutsunderlag:\n${rows.join('')}`);
const [roadmap, report, summary, minutes] = [
  '  - { titel: "Färdplan för nära vård i Exempellän, version 1.0", datum: 2024-02-24, färdplan: true }\n',
  '  - { titel: Tjänsteskrivelse om färdplanen, datum: 2024-03-01 }\n',
  '  - { titel: Sammanställning av remissvar, datum: 2024-01-31 }\n',
  '  - { titel: Protokollsutdrag från samrådet, datum: 2024-02-24 }\n',
];

/** D06: the papers stand in order of their dates, the report of the own office first. */
export const paperOrder = rule({
  code: 'D06',
  kinds: ['decision'],
  severity: 'warning',
  title: text(
    'Beslutsunderlaget står i datumordning, tjänsteskrivelsen först',
    'The papers stand in order of date, the report first',
  ),
  why: text(
    'Den som läser beslutet långt senare ska kunna se vad som låg till grund för det, och i vilken ordning det kom till.',
    'Whoever reads the decision long after must be able to see what it rested on, and in what order that came about.',
  ),
  good: papers(report, roadmap, minutes, summary),
  bad: papers(roadmap, summary, minutes, report),
  *check({ model }) {
    const list = model.papers ?? [];
    const own = list.findIndex(isReport);
    // The report, and the roadmap that all of it is about, come first, in either order.
    const head = list.findIndex((paper) => !isReport(paper) && !paper.roadmap);
    const late = own > 0 && head >= 0 && own > head;
    if (late) {
      yield {
        at: ['papers', own],
        message: text(
          `”${list[own]?.title ?? ''}” står inte först bland beslutsunderlaget`,
          `“${list[own]?.title ?? ''}” does not stand first among the papers`,
        ),
        help: text('Flytta den egna tjänsteskrivelsen överst.', 'Move the office’s own report to the top.'),
        related: [movedTo(['papers', head, 'title'], true)],
      };
    }
    const rest = list
      .map((paper, index) => ({ paper, index }))
      .filter(({ paper }) => !isReport(paper) && !paper.roadmap && isGiven(paper.date));
    const days = rest.map(({ paper }) => Number((paper.date ?? '').replace(/-/g, '')));
    const rising = displaced(days);
    const back = days.map((day) => -day);
    const falling = displaced(back);
    // Oldest first and latest first are both orders; the one that needs fewer moves was meant.
    const wrong = rising.length <= falling.length ? rising : falling;
    for (const at of wrong) {
      const found = rest[at];
      if (!found) continue;
      const beside = belongsBeside(wrong === rising ? days : back, wrong, at);
      const other = beside && rest[beside.index];
      yield {
        at: ['papers', found.index],
        message: text(
          `”${found.paper.title}” (${found.paper.date ?? ''}) står inte i datumordning`,
          `“${found.paper.title}” (${found.paper.date ?? ''}) is out of order by date`,
        ),
        help:
          wrong === rising
            ? text('Flytta den: äldst först, som de andra.', 'Move it: the oldest first, as the others are.')
            : text('Flytta den: senast först, som de andra.', 'Move it: the latest first, as the others are.'),
        ...(beside && other ? { related: [movedTo(['papers', other.index, 'title'], beside.before)] } : {}),
      };
    }
  },
});

const isReport = ({ title }: NonNullable<Decision['papers']>[number]): boolean =>
  /^tjänste(?:skrivelse|utlåtande)/.test(fold(title));
