import { orphans } from '../consultation/gaps-comments.js';
import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { findingOf, viewClearRound } from './_round.js';
import { answer, roundExample } from './_round-example.js';

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
    const round = viewClearRound(document, context);
    if (!round?.consulted) return;
    const own = round.comments.filter(({ response }) => response.source === document.source);
    for (const gap of orphans(own, round.consulted)) {
      if (gap.kind === 'orphan') yield findingOf(gap, round);
    }
  },
});
