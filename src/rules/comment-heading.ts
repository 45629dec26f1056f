import { text } from '../core/text.js';
import { titleGrams, titleLikeness } from '../diff/similarity.js';
import { allSections } from '../model/roadmap.js';
import { rule } from './_contract.js';
import { viewRound } from './_round.js';
import { answer, roundExample } from './_round-example.js';
import { didYouMean, joined, meantOf } from './_suggest.js';

/** C01: every comment stands under a heading of the revision that was sent out, or under one for general comments. */
export const commentHeading = rule({
  code: 'C01',
  kinds: ['response'],
  severity: 'error',
  title: text(
    'Synpunkterna står under remissversionens rubriker',
    'Comments stand under the headings of the version that was sent out',
  ),
  why: text(
    'Synpunkterna från alla svarande läggs samman rubrik för rubrik. En rubrik som inte känns igen faller ur sammanställningen.',
    'The comments of all who answer are put together heading by heading. A heading that is not recognised drops out.',
  ),
  good: roundExample(answer, 'hanteringar: []\n'),
  bad: roundExample('## Mobila temat\n\nTeamen behövs även på natten.\n', 'hanteringar: []\n'),
  *check(document, context) {
    const round = viewRound(document, context);
    if (!round?.consulted) return;
    const sections = [...allSections(round.consulted.model)].map(({ section }) => section);
    for (const { comment, response, path, item, general } of round.comments) {
      if (response.source !== document.source || item !== undefined || general) continue;
      const written = comment.heading ?? comment.item ?? '';
      const near =
        comment.heading === undefined
          ? meantOf(
              written,
              sections.map(({ id }) => id),
            )
          : likeliest(
              written,
              sections.map(({ title }) => title),
            );
      yield {
        at: [...path, comment.heading === undefined ? 'item' : 'heading'],
        message: text(
          `”${written}” finns inte i remissversionen`,
          `“${written}” is not in the version that was sent out`,
        ),
        help: joined(
          didYouMean(near),
          text(
            'Skriv rubriken som den står i remissversionen, eller dess id inom {#…} efter rubriken. Gäller synpunkten allt, skriv rubriken ”Allmänt”.',
            'Write the heading as it stands in the version that was sent out, or its id within {#…} after it. If the comment concerns everything, write the heading “Allmänt”.',
          ),
        ),
      };
    }
  },
});

/** The title that shares most with a heading; responders shorten and turn titles around more often than they misspell them. */
function likeliest(heading: string, titles: readonly string[]): string | undefined {
  const grams = titleGrams(heading);
  const [best] = titles
    .map((title) => ({ title, worth: titleLikeness(grams, titleGrams(title)) }))
    .filter(({ worth }) => worth >= 0.4)
    .sort((a, b) => b.worth - a.worth);
  return best?.title ?? meantOf(heading, titles);
}
