import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { limitOf } from './_limits.js';
import { gaugeOf, passagesOf, sentencesIn } from './_sentences.js';

/** Words in a sentence, where neither the workspace nor the profile says anything. */
const usual = 40;

/** No sentence is so long that the reader has to begin anew. */
export const sentenceLength = rule({
  kinds: ['roadmap', 'decision', 'missive'],
  severity: 'info',
  title: text('Meningarna är inte för långa', 'Sentences are not too long'),
  why: text(
    'I en lång mening hinner läsaren tappa tråden, och i ett beslut går det att läsa den på mer än ett sätt. Språket i offentlig verksamhet ska vara vårdat, enkelt och begripligt (11 § språklagen).',
    'In a long sentence the reader loses the thread, and in a decision it can be read in more than one way. The language of public bodies must be cultivated, simple and comprehensible (section 11 of the Language Act, 2009:600).',
  ),
  good: '## Syfte\n\nRegionen och kommunerna planerar vården ihop. De gör det tidigt, så att den som skrivs ut vet vad som gäller.\n',
  bad: '## Syfte\n\nRegionen och kommunerna planerar vården ihop, och de gör det så tidigt som det går, så att den som skrivs ut från sjukhuset vet vad som gäller, vem som kommer hem, när det sker, vilka läkemedel som ska tas och vart det går att ringa om något känns fel.\n',
  *check(document, context) {
    const { most, asked } = limitOf('sentence', context, usual);
    for (const { stretches } of passagesOf(document)) {
      for (const stretch of stretches) {
        if (gaugeOf(document, stretch).longest <= most) continue;
        for (const sentence of sentencesIn(document, stretch, context.words)) {
          const count = sentence.words.length;
          if (count <= most) continue;
          yield {
            at: sentence.span,
            ...asked,
            message: text(
              `Meningen har ${count} ord; gränsen är ${most}`,
              `The sentence has ${count} words; the limit is ${most}`,
            ),
            help: text(
              'Dela den. Är det en uppräkning: gör den till en lista.',
              'Divide it. If it lists things, make it a list.',
            ),
          };
        }
      }
    }
  },
});
