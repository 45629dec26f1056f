import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordChanges } from '../../src/diff/word-changes.js';

/** `[-gone-]` and `{+come+}`, as in a word diff on a terminal. */
const marked = (before: string, after: string): string =>
  wordChanges(before, after)
    .map(({ op, text }) => (op === 'equal' ? text : op === 'delete' ? `[-${text}-]` : `{+${text}+}`))
    .join('');

describe('word changes', () => {
  test.each([
    ['Teamen finns på dagtid.', 'Teamen finns dygnet runt.', 'Teamen finns [-på dagtid-]{+dygnet runt+}.'],
    ['Målet nås 2027.', 'Målet nås 2026.', 'Målet nås [-2027-]{+2026+}.'],
    ['Vård och omsorg i hemmet', 'Vård i hemmet', 'Vård [-och omsorg -]i hemmet'],
    ['Vård i hemmet', 'Vård i hemmet och på boenden', 'Vård i hemmet{+ och på boenden+}'],
    ['Stöd för e-hälsa i länet', 'Stöd för e-tjänster i länet', 'Stöd för [-e-hälsa-]{+e-tjänster+} i länet'],
    ['enligt SKR:s modell för vården', 'enligt EU:s modell för vården', 'enligt [-SKR:s-]{+EU:s+} modell för vården'],
    ['Mål, medel och metod', 'Mål, medel, ansvar och metod', 'Mål, medel{+, ansvar+} och metod'],
    ['åtgärder för äldre', 'åtgärder för aldre', 'åtgärder för [-äldre-]{+aldre+}'],
  ])('%j → %j', (before, after, expected) => {
    expect(marked(before, after)).toBe(expected);
  });

  test('what changed by more than 60 % is replaced as a whole', () => {
    const [before, after] = ['Kommunerna ansvarar för vården i hemmet.', 'Regionen bemannar alla team i länet.'];
    expect(marked(before, after)).toBe(`[-${before}-]{+${after}+}`);
  });

  test('a rewritten sentence is replaced, its neighbours stay', () => {
    const before =
      'Den första meningen står kvar som den är. Kommunerna ska ta fram en plan för hela vården i länet. Slutet står kvar.';
    const after =
      'Den första meningen står kvar som den är. Regionen bemannar team för läkare i varje kommun. Slutet står kvar.';
    expect(marked(before, after)).toBe(
      'Den första meningen står kvar som den är. [-Kommunerna ska ta fram en plan för hela vården i länet.-]{+Regionen bemannar team för läkare i varje kommun.+} Slutet står kvar.',
    );
  });

  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          'vård',
          'och',
          ' ',
          '  ',
          '\n',
          '.',
          ',',
          'å\u0308',
          'e-hälsa',
          '2026',
          'EU:s',
          '\u00a0',
          'Nu',
          '-',
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join('')),
  );

  test('equal and deleted words are the text before, equal and inserted words the text after', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const words = wordChanges(before, after);
        const only = (left: string) =>
          words
            .filter(({ op }) => op !== left)
            .map(({ text }) => text)
            .join('');
        expect(only('insert')).toBe(before);
        expect(only('delete')).toBe(after);
        expect(words.every(({ text }) => text !== '')).toBe(true);
        expect(words.some(({ op }, index) => op === words[index + 1]?.op)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('an inserted word is found and nothing else is marked', () => {
    const words = fc.uniqueArray(fc.string({ unit: fc.constantFrom(...'abcdeåäö'), minLength: 2, maxLength: 6 }), {
      minLength: 4,
      maxLength: 30,
    });
    fc.assert(
      fc.property(words, fc.nat(), (list, at) => {
        const after = list.toSpliced(at % (list.length + 1), 0, 'xyz').join(' ');
        const inserted = wordChanges(list.join(' '), after).filter(({ op }) => op !== 'equal');
        expect(inserted.map(({ op, text }) => [op, text.trim()])).toEqual([['insert', 'xyz']]);
      }),
    );
  });
});
