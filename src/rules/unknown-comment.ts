import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { findingOf, viewSoundRound } from './_round.js';
import { strangersTold } from './_round-slips.js';
import { answer, disposition, roundExample } from './_round-example.js';

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
    const round = viewSoundRound(document, context);
    if (!round || round.responses.length === 0) return;
    if (round.dispositions?.source !== document.source) return;
    for (const gap of strangersTold(round, context)) yield findingOf(gap, round);
  },
});
