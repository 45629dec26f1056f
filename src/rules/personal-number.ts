import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { personalFacts, published } from './_personal-data.js';

/** Nothing that is published holds a personnummer or a samordningsnummer. */
export const personalNumber = rule({
  code: 'P03',
  kinds: published,
  severity: 'error',
  title: text('Inga personnummer står i det som publiceras', 'No personal identity numbers are in what is published'),
  why: text(
    'Det som läggs i git, bifogas ett beslut eller publiceras på webben kan inte tas tillbaka. Personnummer ska bort innan dess.',
    'What is put in git, attached to a decision or published on the web cannot be taken back. Personal identity numbers have to go before that.',
  ),
  good: '## Målbild\n\nAnna och hennes mor har beskrivit vad som är viktigt för dem.\n',
  // The person does not exist: the number is a well-known specimen.
  bad: '## Målbild\n\nAnna (19121212-1212) och hennes mor har beskrivit vad som är viktigt för dem.\n',
  *check(document, { profile }) {
    for (const { kind, start, end } of personalFacts(document, profile)) {
      if (kind !== 'personal-number') continue;
      yield {
        at: { start, end },
        message: text('Här står ett personnummer', 'This is a personal identity number'),
        help: text(
          'Ta bort det. Har filen redan sparats i git finns det kvar i historiken: rådgör med den som ansvarar för dataskydd.',
          'Remove it. If the file has been committed, it is still in the history: ask whoever is responsible for data protection.',
        ),
      };
    }
  },
});
