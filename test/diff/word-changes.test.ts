import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordChanges } from '../../src/diff/word-changes.js';
import { runs } from '../setup/runs.js';

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

  test.each([
    // Two figures changed in one sentence; the others are as they were.
    [
      'Målet är 80 %. Det nås 2027 i 12 kommuner. Sedan följs det upp.',
      'Målet är 80 %. Det nås 2028 i 14 kommuner. Sedan följs det upp.',
      'Målet är 80 %. Det nås [-2027-]{+2028+} i [-12-]{+14+} kommuner. Sedan följs det upp.',
    ],
    // A sentence that was taken out, and one put in, stand by themselves.
    [
      'Ett står kvar. Två går bort. Tre står kvar.',
      'Ett står kvar. Tre står kvar.',
      'Ett står kvar. [-Två går bort. -]Tre står kvar.',
    ],
    [
      'Ett står kvar. Tre står kvar.',
      'Ett står kvar. Två är nytt här. Tre står kvar.',
      'Ett står kvar. {+Två är nytt här. +}Tre står kvar.',
    ],
    // One sentence became two.
    [
      'Teamen finns dygnet runt i alla delar av länet och leds av en läkare från regionen.',
      'Teamen finns dygnet runt i alla delar av länet. De leds av en läkare från regionen.',
      'Teamen finns dygnet runt i alla delar av länet[- och-]{+. De+} leds av en läkare från regionen.',
    ],
    // A reference and a sum are one thing each.
    ['Enligt 2 § HSL gäller det.', 'Enligt 3 § HSL gäller det.', 'Enligt [-2 §-]{+3 §+} HSL gäller det.'],
    ['Det kostar 1 250,5 kronor.', 'Det kostar 1 300 kronor.', 'Det kostar [-1 250,5-]{+1 300+} kronor.'],
  ])('%j → %j, sentence by sentence', (before, after, expected) => {
    expect(marked(before, after)).toBe(expected);
  });

  test('a sentence changed by exactly 60 % is shown word by word, one changed by more is replaced', () => {
    // Of ten words six changed, and of twelve words in all eight.
    expect(marked('ett två tre fyra fem', 'ett två sex sju åtta')).toBe('ett två [-tre fyra fem-]{+sex sju åtta+}');
    expect(marked('ett två tre fyra fem sex', 'ett två sju åtta nio tio')).toBe(
      '[-ett två tre fyra fem sex-]{+ett två sju åtta nio tio+}',
    );
  });

  const revision = fc
    .tuple(
      fc.array(fc.array(fc.nat(30), { minLength: 3, maxLength: 14 }), { minLength: 1, maxLength: 5 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(30), fc.nat(2)), { maxLength: 12 }),
    )
    .map(([list, edits]) => {
      const after = list.map((words) => [...words]);
      for (const [at, word, gone] of edits) {
        const sentence = after[at % after.length];
        sentence?.splice((at >> 3) % (sentence.length + 1), gone, word);
      }
      const written = (all: number[][]) =>
        all
          .map((words) => `${words.map((word) => `ord${'abcdefghijklmnopqrstuvwxyzåäöéü'[word] ?? ''}`).join(' ')}.`)
          .join(' ')
          .replace(/(^|\. )o/g, '$1O');
      return [written(list), written(after)] as const;
    });
  const count = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;

  test('what stayed between two changes in a sentence is never shorter than both: no interleaved fragments', () => {
    fc.assert(
      fc.property(revision, ([before, after]) => {
        const words = wordChanges(before, after);
        // Changes on either side of a stretch that stayed, as long as no sentence ends in it.
        words.forEach(({ op, text }, index) => {
          if (op !== 'equal' || /[.!?]/.test(text) || index === 0 || index === words.length - 1) return;
          const side = (step: number) => {
            let most = 0;
            for (let at = index + step; words[at] && words[at]?.op !== 'equal'; at += step) {
              most = Math.max(most, count(words[at]?.text.split(/[.!?]/).at(step < 0 ? -1 : 0) ?? ''));
            }
            return most;
          };
          expect(count(text)).toBeGreaterThanOrEqual(Math.min(side(-1), side(1)));
        });
      }),
      runs(500),
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
      runs(500),
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
      runs(),
    );
  });
});
