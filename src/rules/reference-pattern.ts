import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { numberFits, patternFault } from './_reference-number.js';

const settings = (pattern: string) => `fardplan: workspace/v1
diarienummer:
  - { organisation: Norrby kommun, mönster: '${pattern}', exempel: KS 2024/00123 }
`;

const told = {
  long: text('Mönstret är för långt', 'The pattern is too long'),
  invalid: text('Mönstret går inte att läsa', 'The pattern cannot be read'),
  heavy: text('Mönstret kan ta för lång tid att pröva', 'The pattern may take too long to match'),
};

const mended = {
  long: text('Högst 200 tecken. Skriv hellre flera mönster.', 'At most 200 characters. Rather write several patterns.'),
  invalid: text(
    'Ett mönster ser ut så här: KS \\d{4}/\\d{5}. Skriv det inom apostrofer, så att inget tecken tolkas av YAML.',
    'A pattern looks like this: KS \\d{4}/\\d{5}. Write it between apostrophes, so that YAML does not interpret any character.',
  ),
  heavy: text(
    'Upprepa inte något som redan upprepas, som i (\\d+)+, och använd få * och +. Skriv hur många siffror det är: \\d{1,6}.',
    'Do not repeat what is repeated already, as in (\\d+)+, and use few * and +. Say how many digits there are: \\d{1,6}.',
  ),
};

/** The patterns of reference numbers in the configuration can be used, and match their own examples. */
export const referencePattern = rule({
  kinds: ['workspace'],
  severity: 'error',
  title: text('Mönstren för diarienummer fungerar', 'The patterns of reference numbers work'),
  why: text(
    'Ett mönster som inte går att läsa prövar ingenting, och då släpps felskrivna nummer igenom utan att någon märker det.',
    'A pattern that cannot be read checks nothing, and mistyped numbers pass without anyone noticing.',
  ),
  good: { 'fardplan.yaml': settings('KS \\d{4}/\\d{5}') },
  bad: { 'fardplan.yaml': settings('KS \\d{4/(\\d{5}') },
  *check({ model }) {
    for (const [index, reference] of (model.references ?? []).entries()) {
      const { pattern, example } = reference;
      const fault = patternFault(pattern);
      const at = ['references', index];
      if (fault !== undefined) {
        yield { at: [...at, 'pattern'], message: told[fault], help: mended[fault] };
      } else if (example !== undefined && !numberFits(example, undefined, [{ pattern }]).fits) {
        yield {
          at: [...at, 'example'],
          message: text(
            `Exemplet ”${example}” stämmer inte med sitt eget mönster`,
            `The example “${example}” does not match its own pattern`,
          ),
          help: text('Rätta mönstret eller exemplet.', 'Correct the pattern or the example.'),
        };
      }
    }
  },
});
