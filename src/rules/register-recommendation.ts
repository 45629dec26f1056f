import { fold, text } from '../core/text.js';
import { rule } from './_contract.js';
import { recommendationOn } from './_decision.js';
import { decisionExample } from './_decision-example.js';
import { isGiven } from './_sections.js';

const example = (date: string): Record<string, string> => ({
  ...decisionExample('datum: 2024-03-15\n'),
  'adoption.yaml': `svar senast: 2024-09-30
beslut:
  - { huvudman: norrby, status: antagen, organ: Kommunfullmäktige, datum: ${date} }
`,
  'parties.yaml': 'huvudmän:\n  - { id: norrby, namn: Norrby kommun, typ: kommun }\n',
});

/** The register of decisions follows the recommendation it answers: the same day to reply, the same level, and decisions after it. */
export const registerRecommendation = rule({
  kinds: ['adoption'],
  severity: 'warning',
  title: text('Registret stämmer med rekommendationen', 'The register agrees with the recommendation'),
  why: text(
    'Huvudmännen beslutar efter det brev de fick. Har registret en annan svarsdag räknas de som sena fast de är i tid, eller tvärtom.',
    'The principals decide by the letter they were sent. If the register has another day to reply by, they count as late though they are not, or the reverse.',
  ),
  good: example('2024-05-27'),
  bad: example('2024-02-26'),
  *check({ model }, context) {
    const found = recommendationOn(model.roadmap.id, context)?.model;
    if (!found) return;
    if (isGiven(model.due) && isGiven(found.reply?.due) && model.due !== found.reply.due) {
      yield {
        at: ['due'],
        message: text(
          `Svarsdagen är ${model.due} här, men ${found.reply.due} i rekommendationen`,
          `The day to reply by is ${model.due} here, but ${found.reply.due} in the recommendation`,
        ),
        help: text('Skriv den dag som mottagarna har fått.', 'Write the day that the recipients were given.'),
      };
    }
    if (isGiven(model.recommended) && isGiven(found.level?.body) && !agree(model.recommended, found.level.body)) {
      yield {
        at: ['recommended'],
        message: text(
          `Rekommenderad nivå är ”${model.recommended}” här, men ”${found.level.body}” i rekommendationen`,
          `The recommended level is “${model.recommended}” here, but “${found.level.body}” in the recommendation`,
        ),
        help: text('Skriv samma nivå som rekommendationen.', 'Write the level that the recommendation has.'),
      };
    }
    for (const [index, { date, version }] of model.entries.entries()) {
      const own = version === undefined || version === model.roadmap.version;
      if (!own || !isGiven(date) || !isGiven(found.date) || date >= found.date) continue;
      yield {
        at: ['entries', index, 'date'],
        message: text(
          `Beslutet ${date} är äldre än rekommendationen ${found.date}`,
          `The decision of ${date} is older than the recommendation of ${found.date}`,
        ),
        help: text(
          'Rätta datumet. Gäller beslutet en tidigare version: skriv ”version: …”.',
          'Correct the date. If an earlier version was decided on, write “version: …”.',
        ),
      };
    }
  },
});

/** One of them may say more about the same: “Fullmäktige”, “Fullmäktige, det vill säga regionfullmäktige …”. */
const agree = (one: string, two: string): boolean => fold(one).includes(fold(two)) || fold(two).includes(fold(one));
