import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { didYouMean, joined, meantOf } from './_suggest.js';

const table = (column: string) => `## Tidsplan

| När  | Vad             | ${column} |
| ---- | --------------- | --------- |
| 2027 | Avstämning      | Länet     |
| 2030 | Slutredovisning | Länet     |
`;

/** The first names are the schema’s own; the rest are other words for the same. */
const mostListed = 10;

/** Every column of a table that is read as milestones, indicators or bodies has a meaning. */
export const unknownColumn = rule({
  kinds: ['roadmap'],
  severity: 'warning',
  title: text('Kolumnerna är kända', 'The columns are known'),
  why: text(
    'Tabeller med tidpunkter, indikatorer och organ läses rad för rad. En kolumn som ingen känner till kommer inte med i jämförelser ' +
      'och beslut.',
    'Tables of dates, indicators and bodies are read row by row. A column that nobody knows does not enter comparisons and decisions.',
  ),
  good: table('Ansvarig'),
  bad: table('Ansvarg'),
  *check({ remarks }) {
    for (const remark of remarks) {
      if (remark.type !== 'unknown-column') continue;
      const { column, known, span } = remark;
      const near = meantOf(column, known);
      const names = known.slice(0, mostListed).map(capital).join(', ');
      yield {
        at: span,
        message: text(
          `Kolumnen ”${column}” är inte känd, och det som står i den läses inte`,
          `The column “${column}” is not known, and what it holds is not read`,
        ),
        help: near
          ? joined(didYouMean(capital(near)))
          : text(
              `Flytta texten till en annan kolumn, eller skriv den under tabellen. Till exempel dessa kolumner läses: ${names}.`,
              `Move the text to another column, or write it below the table. Columns such as these are read: ${names}.`,
            ),
      };
    }
  },
});

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
