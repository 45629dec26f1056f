import { text } from '../core/text.js';
import { kinds } from '../model/kinds.js';
import { type Finding, rule } from './_contract.js';
import { codePoint, hasUncommon } from './_code-points.js';

/** Letters that cannot be told from Latin ones by looking, with the Latin ones in the same order (Unicode TS 39). */
const twins = {
  Cyrillic: ['АВЕЅІЈКМНОРСТУХаеорсухѕіјһԁѵԛԝӓӧ', 'ABESIJKMHOPCTYXaeopcyxsijhdvqwäö'],
  // α, β, γ and the like stand in names of substances (TNFα), and are seen to be Greek.
  Greek: ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυκρ', 'ABEZHIKMNOPTYXovukp'],
} as const;

/** Words with a letter of another script in them. */
// From the beginning of a word, or a long one is gone through once for each of its letters.
const words =
  /(?<![A-Za-z\u00c0-\u024f\u0300-\u0530])[A-Za-z\u00c0-\u024f\u0300-\u0530]*[\u0370-\u0530][A-Za-z\u00c0-\u024f\u0300-\u0530]*/g;

const twinOf = (letter: string): string | undefined => {
  for (const [letters, latin] of Object.values(twins)) {
    const at = letters.indexOf(letter);
    if (at >= 0) return latin[at];
  }
  return undefined;
};

/** No word is spelled with letters of two alphabets that look the same. */
export const mixedScripts = rule({
  kinds,
  severity: 'warning',
  title: text('Orden är skrivna med ett alfabet', 'Words are written in one alphabet'),
  why: text(
    'Ett ryskt eller grekiskt ”o” ser ut som ett svenskt men är ett annat tecken. Då hittar sökning inte ordet, uppläsning blir fel, och två namn som ser lika ut är olika.',
    'A Russian or Greek “o” looks like a Latin one but is another character. Searches then miss the word, reading aloud goes wrong, and two names that look the same differ.',
  ),
  good: '## Målbild\n\nVården är nära. Halten av TNFα följs.\n',
  bad: '## Målbild\n\nVårdеn är nära.\n',
  *check(document) {
    if (!hasUncommon(document)) return;
    const { text: source } = document.source;
    const found = [...source.matchAll(words)];
    // Where there is text in the other alphabet, a whole word of it is what it seems to be.
    const foreign = found.some(([word]) => isForeign(word));
    for (const match of found) yield* judged(match[0], match.index, foreign);
  },
});

/** A word of another script alone, with a letter that only that script has. */
const isForeign = (word: string): boolean =>
  !/[A-Za-z\u00c0-\u024f]/.test(word) && [...word].some((letter) => twinOf(letter) === undefined);

function* judged(written: string, start: number, foreign: boolean): Generator<Finding> {
  const word = written.normalize('NFC');
  const odd = [...word].filter((letter) => /[\u0370-\u0530]/.test(letter));
  const known = odd.flatMap((letter) => twinOf(letter) ?? []);
  const mixed = odd.length < word.length;
  const cyrillic = odd.some((letter) => letter >= '\u0400');
  if (!mixed && (foreign || known.length < odd.length || word.length < 2)) return;
  // Substances and units are written with Greek letters beside Latin ones.
  if (mixed && !cyrillic && known.length < odd.length) return;
  const [first = ''] = odd;
  const latin = [...word].map((letter) => twinOf(letter) ?? letter).join('');
  const alphabet = first >= '\u0400' ? text('det kyrilliska', 'the Cyrillic') : text('det grekiska', 'the Greek');
  yield {
    at: { start, end: start + written.length },
    message: text(
      `”${word}” har bokstäver ur ${alphabet.sv} alfabetet (${first}, ${codePoint(first)})`,
      `“${word}” has letters of ${alphabet.en} alphabet (${first}, ${codePoint(first)})`,
    ),
    help: text('Skriv ordet på nytt från tangentbordet.', 'Type the word anew.'),
    ...(known.length === odd.length
      ? {
          suggestions: [
            {
              title: text(`Skriv ”${latin}” med latinska bokstäver`, `Write “${latin}” in Latin letters`),
              edits: [{ span: { start, end: start + written.length }, text: latin }],
            },
          ],
        }
      : {}),
  };
}
