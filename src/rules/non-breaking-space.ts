import type { Span } from '../core/source.js';
import { text, type Text } from '../core/text.js';
import type { Parsed } from '../parse/parsed.js';
import { readable } from '../parse/readable.js';
import { suppressionsIn } from '../parse/suppressions.js';
import { type Finding, rule } from './_contract.js';

const letter = '[A-Za-z\\u00c0-\\u024f]';
/** “5 kap. 3 a §”, “§ 12”, “10 %”, “500 kr”: what a reader reads as one, with a plain space in it. */
const parted = new RegExp(
  // Not from within a number, or a long row of digits is gone through once for each of them.
  `(?<!\\d)\\d+(?: [a-z])? kap\\.(?: \\d+(?: [a-z])? ?§{1,2}(?! ?\\d))?|(?<!\\d)\\d+(?: [a-z])? §{1,2}(?! ?\\d)|§ \\d+|(?<![\\d,])\\d+(?:,\\d+)? (?:[%‰]|(?:t|m|mn|md)?kr(?!${letter}))`,
  'g',
);

/** A number and its sign stay on one line. */
export const nonBreakingSpace = rule({
  kinds: ['roadmap', 'decision', 'missive'],
  severity: 'info',
  title: text('Siffra och tecken hålls ihop: 2 §, 10 %', 'A number and its sign are kept together: 2 §, 10 %'),
  why: text(
    'Med ett vanligt mellanslag kan raden brytas mellan siffran och tecknet, så att § eller % hamnar ensamt på nästa rad. Svenska skrivregler rekommenderar fast mellanslag.',
    'With a plain space the line may break between the number and its sign, which leaves § or % alone on the next line. Swedish writing rules recommend a non-breaking space.',
  ),
  good: '## Syfte\n\nMålet är 80\u00a0% enligt 5\u00a0kap. 3\u00a0§ i avtalet.\n'.replace('kap. ', 'kap.\u00a0'),
  bad: '## Syfte\n\nMålet är 80 % enligt 5 kap. 3 § i avtalet.\n',
  *check(document) {
    const found = [...placesIn(document)];
    const [first] = found;
    if (!first) return;
    // An exception is for a place; where there is one, each place is told.
    const apart = suppressionsIn(document).some(({ names }) => names.some(({ name }) => name === 'non-breaking-space'));
    if (found.length <= mostApart || apart) {
      for (const place of found)
        yield told(
          place,
          text(`”${place.words}” kan delas mellan två rader`, `“${place.words}” may be divided between two lines`),
          [place],
        );
      return;
    }
    const [count, { words }] = [found.length, first];
    yield told(
      first,
      text(
        `På ${count} ställen kan siffra och tecken delas mellan två rader, här ”${words}”`,
        `In ${count} places a number and its sign may be divided between two lines, here “${words}”`,
      ),
      found,
    );
  },
});

/** Nobody looks at more places than this one by one: it is the habit of whoever wrote, and is mended at once. */
const mostApart = 10;

interface Place extends Span {
  words: string;
}

const told = (at: Place, message: Text, places: readonly Place[]): Finding => ({
  at: { start: at.start, end: at.end },
  message,
  help: text(
    'Skriv fast mellanslag (U+00A0), eller kör fardplan check --fix.',
    'Write a non-breaking space (U+00A0), or run fardplan check --fix.',
  ),
  fix: {
    title: text('Sätt fasta mellanslag', 'Put in non-breaking spaces'),
    edits: places.flatMap(({ start, words }) =>
      Array.from(words.matchAll(/ /g), ({ index }) => ({
        span: { start: start + index, end: start + index + 1 },
        text: '\u00a0',
      })),
    ),
  },
});

function* placesIn(document: Parsed): Generator<Place> {
  for (const { start, text: written } of readable(document)) {
    const bars = written.includes('|');
    const angles = written.includes('<');
    for (const match of written.matchAll(parted)) {
      // Cells are short, and what is read from them has plain spaces anyway.
      if (bars && isRow(written, match.index)) continue;
      if (angles && isAddress(written, match.index)) continue;
      const from = start + match.index;
      yield { start: from, end: from + match[0].length, words: match[0] };
    }
  }
}

const isRow = (text: string, at: number): boolean => /^[ \t>]*\|/.test(text.slice(text.lastIndexOf('\n', at) + 1, at));

/** Only within < and > does an address hold a space, and with another one it leads elsewhere. No address is as long as a line may be. */
const isAddress = (text: string, at: number): boolean =>
  /\](?:\(|:[ \t]*)<[^<>\n]*$/.test(text.slice(Math.max(0, at - 500), at));
