import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { isBefore } from './_moments.js';
import { indicatorsOf, isGiven } from './_sections.js';

const table = (baseline: string) => `## Uppföljning

| Indikator                | Riktning | Enhet | Nuläge    | Målvärde  |
| ------------------------ | -------- | ----- | --------- | --------- |
| Bedömning inom tre dagar | öka      | %     | ${baseline.padEnd(9)} | 95 (2030) |
`;

/** R06: targets have a baseline to start from, baselines have a date, and the two fit the direction. */
export const indicatorValues = rule({
  code: 'R06',
  kinds: ['roadmap'],
  severity: 'warning',
  title: text('Målvärden har ett daterat nuläge att utgå från', 'Targets have a dated baseline to start from'),
  why: text(
    'Ett målvärde säger ingenting om förändringen förrän man vet var man började, och när.',
    'A target says nothing of the change until it is known where one began, and when.',
  ),
  good: table('85 (2021)'),
  bad: table(''),
  *check({ model, locations }) {
    for (const { indicator, path } of indicatorsOf(model)) {
      const { title, baseline, target, direction } = indicator;
      if (target && !baseline && !locations.get([...path, 'baseline'])) {
        yield {
          at: [...path, 'target'],
          message: text(
            `Indikatorn ”${title}” har ett målvärde men inget nuläge`,
            `The indicator “${title}” has a target but no baseline`,
          ),
          help: text(
            'Fyll i Nuläge, till exempel 62 (2021).',
            'Fill in the column Baseline (Nuläge), such as 62 (2021).',
          ),
        };
      }
      if (baseline && baseline.date === undefined && !locations.get([...path, 'baseline', 'date'])) {
        yield {
          at: [...path, 'baseline'],
          message: text(`Nuläget för ”${title}” har inget år`, `The baseline of “${title}” has no year`),
          help: text(
            `Skriv året inom parentes efter värdet: ${baseline.value} (2021).`,
            `Write the year in brackets after the value: ${baseline.value} (2021).`,
          ),
        };
      }
      if (!baseline || !target) continue;
      if (isGiven(baseline.date) && isGiven(target.date) && isBefore(target.date, baseline.date)) {
        yield {
          at: [...path, 'target'],
          message: text(
            `Målvärdet för ”${title}” ligger före nuläget i tiden`,
            `The target of “${title}” lies before the baseline in time`,
          ),
          help: text('Kontrollera årtalen inom parentes.', 'Check the years in brackets.'),
        };
      }
      const [now, then] = [numeric(baseline.value), numeric(target.value)];
      if (now === undefined || then === undefined) continue;
      if ((direction === 'up' && then < now) || (direction === 'down' && then > now)) {
        const word = direction === 'up' ? text('öka', 'up') : text('minska', 'down');
        yield {
          at: [...path, 'target'],
          message: text(
            `”${title}” ska ${word.sv}, men målvärdet ${target.value} är ${then < now ? 'lägre' : 'högre'} än nuläget ${baseline.value}`,
            `“${title}” is to go ${word.en}, but the target ${target.value} is ${then < now ? 'lower' : 'higher'} than the baseline ${baseline.value}`,
          ),
          help: text(
            'Kontrollera värdena och kolumnen Riktning.',
            'Check the values and the column Direction (Riktning).',
          ),
        };
      }
    }
  },
});

/** A number as Swedes write it (`1 250,5 %`), or undefined when the value is anything else. */
function numeric(value: string): number | undefined {
  const match = /^(-?\d[\d\s]*(?:[.,]\d+)?)\s*%?$/u.exec(value.replace(/\u2212/g, '-'));
  return match?.[1] === undefined ? undefined : Number(match[1].replace(/\s/g, '').replace(',', '.'));
}
