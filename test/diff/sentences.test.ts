import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sentences } from '../../src/diff/sentences.js';
import { tokens, units } from '../../src/diff/tokens.js';
import { runs } from '../setup/runs.js';
import { originals } from './truth/cases.js';

describe('sentences', () => {
  test.each([
    ['Vården är nära. Den är trygg.', ['Vården är nära.', 'Den är trygg.']],
    [
      'Det gäller bl.a. Borås och t.ex. Skövde. Sedan fler.',
      ['Det gäller bl.a. Borås och t.ex. Skövde.', 'Sedan fler.'],
    ],
    ['Läkare, sköterskor m.fl. Dessa deltar.', ['Läkare, sköterskor m.fl.', 'Dessa deltar.']],
    ['Vård, omsorg m.m. ges hemma. Slut.', ['Vård, omsorg m.m. ges hemma.', 'Slut.']],
    ['Se kap. 3 i avtalet, jfr SOU 2020:19. Där står det.', ['Se kap. 3 i avtalet, jfr SOU 2020:19.', 'Där står det.']],
    ['Enligt 2 § HSL (2017:30) gäller det. Dvs. Alla.', ['Enligt 2 § HSL (2017:30) gäller det.', 'Dvs. Alla.']],
    ['Ordförande är A. Svensson. Hon leder.', ['Ordförande är A. Svensson.', 'Hon leder.']],
    ['Mötet hålls i St. Mellösa. Alla får komma.', ['Mötet hålls i St. Mellösa.', 'Alla får komma.']],
    ['1. Förankra. Varje huvudman beslutar.', ['1. Förankra.', 'Varje huvudman beslutar.']],
    ['3.2. Ansvar. Varje huvudman beslutar.', ['3.2. Ansvar.', 'Varje huvudman beslutar.']],
    ['**Förankra.** Varje huvudman beslutar.', ['**Förankra.**', 'Varje huvudman beslutar.']],
    ['Hon sade: ”Kom!” Då kom de.', ['Hon sade: ”Kom!”', 'Då kom de.']],
    ['”Vad händer?” frågade hon. Ingen svarade.', ['”Vad händer?” frågade hon.', 'Ingen svarade.']],
    ['Klart 2030. Därefter följs det upp.', ['Klart 2030.', 'Därefter följs det upp.']],
    ['Klart senast den 1 maj. 2030 är målet nått.', ['Klart senast den 1 maj.', '2030 är målet nått.']],
    ['Läs https://a.example/b?c=1. Där står mer.', ['Läs https://a.example/b?c=1.', 'Där står mer.']],
    ['Det kostar 1 250,5 kr. Staten betalar.', ['Det kostar 1 250,5 kr.', 'Staten betalar.']],
    ['Går det? Ja! Men… Det tar tid.', ['Går det?', 'Ja!', 'Men…', 'Det tar tid.']],
    ['Rad ett  \nRad två', ['Rad ett', 'Rad två']],
    ['Stycke ett\n\nstycke två', ['Stycke ett', 'stycke två']],
    ['Nr. 4 gäller fr.o.m. 2024. Nytt avtal krävs.', ['Nr. 4 gäller fr.o.m. 2024.', 'Nytt avtal krävs.']],
    ['(Se bilaga 1.) Den gäller.', ['(Se bilaga 1.)', 'Den gäller.']],
  ])('%j', (text, expected) => {
    expect(sentences(text).map((each) => each.trim())).toEqual(expected);
  });

  test('together are the text', () => {
    const part = fc.constantFrom(
      'Vård',
      ' ',
      '. ',
      '.',
      '! ',
      'bl.a. ',
      '\n',
      '”',
      'A',
      '1',
      '…',
      '§',
      'e\u0301',
      '  ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(part).map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          expect(sentences(text).join('')).toBe(text);
          expect(sentences(text).every((each) => each !== '')).toBe(true);
        },
      ),
      runs(),
    );
  });
});

describe('words', () => {
  const texts = (list: ReturnType<typeof tokens>) => list.map(({ text }) => text);

  test.each([
    ['e-hälsa och EU:s regler', ['e-hälsa', 'och', 'EU:s', 'regler']],
    ['enligt 2 § HSL', ['enligt', '2 §', 'HSL']],
    ['enligt 2 a § och § 3', ['enligt', '2 a §', 'och', '§ 3']],
    ['1 250,5 kr av 10 000', ['1 250,5', 'kr', 'av', '10 000']],
    ['öppet 24/7 från 2026-05-17', ['öppet', '24/7', 'från', '2026-05-17']],
    ['se https://a.example/b?c=1.', ['se', 'https://a.example/b?c=1', '.']],
    [
      '**Fet** och [länk](https://a.example)',
      ['**', 'Fet', '**', 'och', '[', 'länk', ']', '(', 'https://a.example', ')'],
    ],
    ['åren 2024–2030', ['åren', '2024–2030']],
    ['医療と介護', ['医療', 'と', '介護']],
  ])('%j', (text, expected) => {
    expect(texts(units(text))).toEqual(expected);
  });

  test('together with their gaps are the text', () => {
    const part = fc.constantFrom(
      'vård',
      ' ',
      '2 §',
      '1 250',
      '**',
      'https://a.example',
      '医療',
      '\u00a0',
      ',',
      '-',
      '`',
      '\n',
      '§ 3',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(part).map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          for (const cut of [tokens, units])
            expect(
              cut(text)
                .map((token) => token.text + token.gap)
                .join(''),
            ).toBe(text);
        },
      ),
      runs(),
    );
  });

  test.each(originals)('in $region are those of Intl.Segmenter, with compounds joined', ({ text }) => {
    const segmenter = new Intl.Segmenter('sv', { granularity: 'word' });
    // Underscores are letters to the Unicode rules and emphasis in Markdown.
    const plain = text.replaceAll('_', ' ');
    const theirs = new Set<number>();
    for (const { segment, index } of segmenter.segment(plain)) theirs.add(index).add(index + segment.length);
    let at = 0;
    for (const { text: word, gap } of tokens(plain)) {
      expect(theirs.has(at), `${word} begins within a word`).toBe(true);
      at += word.length;
      expect(theirs.has(at), `${word} ends within a word`).toBe(true);
      at += gap.length;
    }
  });
});
