import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { didYouMean, joined } from './_suggest.js';
import { indicatorsOf } from './_sections.js';

const table = (kpi: string) => `## Uppföljning

| Indikator  | Källa  | Nyckeltal | Nivå   | Riktning |
| ---------- | ------ | --------- | ------ | -------- |
| Fallskador | Kolada | ${kpi.padEnd(9)} | kommun | minska   |
`;

/** R05: an indicator from Kolada has an id of Kolada's form, a capital letter and five digits. */
export const koladaId = rule({
  code: 'R05',
  kinds: ['roadmap'],
  severity: 'error',
  title: text('Nyckeltal ur Kolada anges med sitt id', 'Indicators from Kolada are given by their id'),
  why: text(
    'I Kolada finns många nyckeltal med nästan samma namn. Bara dess id säger vilket som menas.',
    'Kolada has many indicators of nearly the same name. Only the id says which one is meant.',
  ),
  good: table('U20462'),
  bad: table('20462'),
  *check({ model }) {
    for (const { indicator, path } of indicatorsOf(model)) {
      if (indicator.source === undefined || !/\bkolada\b/iu.test(indicator.source)) continue;
      const { kpi, title } = indicator;
      const form = text(
        'Ett id i Kolada är en stor bokstav och fem siffror, till exempel N15033.',
        'An id in Kolada is a capital letter and five digits, such as N15033.',
      );
      if (kpi === undefined) {
        yield {
          at: [...path, 'source'],
          message: text(
            `Indikatorn ”${title}” hämtas ur Kolada men saknar nyckeltal`,
            `The indicator “${title}” comes from Kolada but has no id`,
          ),
          help: joined(text('Fyll i Nyckeltal. ', 'Fill in the column Kpi (Nyckeltal). '), form),
        };
      } else if (!/^[A-Z]\d{5}$/.test(kpi)) {
        yield {
          at: [...path, 'kpi'],
          message: text(`”${kpi}” är inget nyckeltal i Kolada`, `“${kpi}” is no id in Kolada`),
          help: joined(didYouMean(mended(kpi)), form),
        };
      }
    }
  },
});

/** The id with the slips of hand and reading put right, if that makes it one. */
function mended(kpi: string): string | undefined {
  const plain = kpi.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const fixed = plain.slice(0, 1) + plain.slice(1).replace(/O/g, '0').replace(/[IL]/g, '1');
  return /^[A-Z]\d{5}$/.test(fixed) ? fixed : undefined;
}
