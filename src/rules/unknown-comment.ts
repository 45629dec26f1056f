import { unknownComments } from '../consultation/gaps.js';
import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { viewRound } from './_round.js';
import { answer, disposition, roundExample } from './_round-example.js';
import { didYouMean, joined } from './_suggest.js';

/** Every comment that a disposition answers is in an answer. */
export const unknownComment = rule({
  kinds: ['dispositions'],
  severity: 'error',
  title: text('Varje hantering svarar på en synpunkt som finns', 'Every disposition answers a comment that exists'),
  why: text(
    'En hantering av en synpunkt som inte finns är oftast en felskrivning, och då saknar den riktiga synpunkten sin hantering.',
    'A disposition of a comment that does not exist is most often a slip of the pen, and then the real comment lacks its disposition.',
  ),
  good: roundExample(answer, disposition('norrby#mobila-team', 'ändrar: [mobila-team]')),
  bad: roundExample(answer, disposition('norrby#mobila-tema', 'ändrar: [mobila-team]')),
  *check(document, context) {
    const round = viewRound(document, context);
    if (!round || round.responses.length === 0) return;
    for (const gap of unknownComments(round.comments, document)) {
      if (gap.kind !== 'unknown-comment') continue;
      const [response = ''] = gap.ref.split('#');
      const answered = round.responses.find(({ model }) => model.id === response);
      yield {
        at: gap.path,
        message: answered
          ? text(
              `Svaret från ${response} har ingen synpunkt ”${gap.ref}”`,
              `The answer of ${response} has no comment “${gap.ref}”`,
            )
          : text(
              `Det finns inget svar från ”${response}” i remissen`,
              `There is no answer from “${response}” in the round`,
            ),
        help: joined(
          didYouMean(gap.near),
          text(
            'En synpunkt skrivs som svarets id, # och synpunktens id, till exempel boras#mobila-team.',
            'A comment is written as the id of the answer, # and the id of the comment, such as boras#mobila-team.',
          ),
        ),
      };
    }
  },
});
