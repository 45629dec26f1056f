import { text } from '../core/text.js';
import { readable } from '../parse/readable.js';
import { rule } from './_contract.js';

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
    for (const { start, text: written } of readable(document)) {
      const bars = written.includes('|');
      for (const match of written.matchAll(parted)) {
        // Cells are short, and what is read from them has plain spaces anyway.
        if (bars && isRow(written, match.index)) continue;
        const whole = match[0];
        const edits = Array.from(whole.matchAll(/ /g), ({ index }) => {
          const at = start + match.index + index;
          return { span: { start: at, end: at + 1 }, text: '\u00a0' };
        });
        yield {
          at: { start: start + match.index, end: start + match.index + whole.length },
          message: text(`”${whole}” kan delas mellan två rader`, `“${whole}” may be divided between two lines`),
          help: text(
            'Skriv fast mellanslag (U+00A0), eller kör fardplan check --fix.',
            'Write a non-breaking space (U+00A0), or run fardplan check --fix.',
          ),
          fix: { title: text('Sätt fasta mellanslag', 'Put in non-breaking spaces'), edits },
        };
      }
    }
  },
});

const isRow = (text: string, at: number): boolean => /^[ \t>]*\|/.test(text.slice(text.lastIndexOf('\n', at) + 1, at));
