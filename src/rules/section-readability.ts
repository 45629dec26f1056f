import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { limitOf } from './_limits.js';
import { type Gauge, gaugeOf, lixOf, passagesOf, sentencesIn } from './_sentences.js';

/** Where neither the workspace nor the profile says anything: above it a text counts as very hard. */
const usual = 60;
/** Of fewer the measure says more about chance than about the text. */
const least = { words: 50, sentences: 3 };
/** The quick guess may be this much too low. */
const slack = 8;

const section = (prose: string) => `## Ledning och styrning\n\n${prose}\n`;

/** No section is harder to read than the house allows. */
export const sectionReadability = rule({
  kinds: ['roadmap', 'decision', 'missive'],
  severity: 'info',
  title: text('Avsnitten går att läsa utan möda (LIX)', 'Sections can be read without effort (LIX)'),
  why: text(
    'Språket i offentlig verksamhet ska vara vårdat, enkelt och begripligt (11 § språklagen). LIX räknar ord per mening och andelen långa ord: över 60 är texten mycket svår. Talet säger inget om innehållet, bara var det är värt att läsa en gång till.',
    'The language of public bodies must be cultivated, simple and comprehensible (section 11 of the Language Act, 2009:600). LIX counts words per sentence and the share of long words: above 60 a text is very hard. The figure says nothing of the content, only where it is worth reading again.',
  ),
  good: section(
    'SRO beslutar om färdplanen. VVG bereder varje förslag. Kommunerna och regionen säger vad de vill ändra, och då ändras det. Den som är oense säger det i gruppen. Frågan lyfts sedan till nästa möte. Varje år läser alla huvudmän vad som har hänt, och varje år väljs vad som ska göras först.',
  ),
  bad: section(
    'Samverkansorganisationens beslutsstruktur förutsätter huvudmannagemensamma ställningstaganden beträffande verksamhetsövergripande utvecklingsfrågor. Tjänstemannaorganisationens beredningsprocesser säkerställer kvalitetssäkrade beslutsunderlag för förtroendevaldas ställningstaganden. Uppföljningsansvaret inkluderar kontinuerlig indikatorbaserad resultatredovisning, verksamhetsanpassad avvikelsehantering, dokumenterade förbättringsåtgärder, strukturerad erfarenhetsåterföring, kompetensutvecklingsinsatser, resursfördelningsprinciper, kommunikationsstrategier, digitaliseringsinitiativ, forskningssamverkan, brukarmedverkan, patientdelaktighet, anhörigperspektiv, jämställdhetsintegrering, hållbarhetsredovisning, verksamhetsplanering, budgetuppföljning, internkontroll, riskbedömningar, konsekvensanalyser, kvalitetsledningssystem, processutveckling, systemförvaltning, informationssäkerhet, dataskyddsarbete, upphandlingsfrågor, avtalsuppföljning, lokalförsörjning, beredskapsplanering och krisledning.',
  ),
  *check(document, context) {
    const { most, asked } = limitOf('lix', context, usual);
    const { text: source } = document.source;
    for (const { title, heading, stretches } of passagesOf(document)) {
      const gauges = stretches.map((stretch) => gaugeOf(document, stretch));
      const sum = (of: (each: Gauge) => number): number => gauges.reduce((total, each) => total + of(each), 0);
      const count = sum((each) => each.words);
      if (count < least.words) continue;
      const guess = count / sum((each) => each.sentences) + (100 * sum((each) => each.long)) / count;
      if (guess < most - slack) continue;
      const sentences = stretches.flatMap((stretch) => [...sentencesIn(document, stretch, context.words)]);
      // Names and other short items are no sentences.
      const judged = sentences.filter((sentence) => !sentence.item || sentence.words.length >= 5);
      const colons = judged.filter(({ span }) => /:\s/.test(source.slice(span.start, span.end))).length;
      const total = judged.reduce((sum, sentence) => sum + sentence.words.length, 0);
      if (total < least.words || judged.length < least.sentences) continue;
      const { lix, perSentence, long } = lixOf(judged, colons);
      if (lix <= most) continue;
      yield {
        at: heading,
        ...asked,
        message: text(
          `Avsnittet ”${title}” är svårt att läsa: LIX ${Math.round(lix)}, gränsen är ${most}`,
          `The section “${title}” is hard to read: LIX ${Math.round(lix)}, the limit is ${most}`,
        ),
        help: text(
          `Meningarna har i snitt ${Math.round(perSentence)} ord, och ${Math.round(long)} procent av orden har fler än sex bokstäver. Dela meningar, skriv vem som gör vad och byt långa ord mot korta.`,
          `The sentences have ${Math.round(perSentence)} words on average, and ${Math.round(long)} per cent of the words have more than six letters. Divide sentences, say who does what, and replace long words with short ones.`,
        ),
      };
    }
  },
});
