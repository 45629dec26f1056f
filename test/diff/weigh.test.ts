import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeWeigh } from '../../src/diff/weigh.js';

const weigh = makeWeigh(
  () => new Set(),
  () => new Set(),
);

/** [before, after], judged alike in both directions. */
const editorial: [string, string][] = [
  ['Vården ska vara nära.', 'Vården ska vara nära!'],
  ['Vården, ska vara nära', 'Vården ska vara nära'],
  ['vården ska vara nära', 'Vården ska vara nära'],
  ['Vården  ska\u00a0vara nära', 'Vården ska vara nära'],
  ['Va\u030arden ska vara na\u0308ra', 'Vården ska vara nära'],
  ['Mål – och medel', 'Mål - och medel'],
  ['”Ett citat”', '"Ett citat"'],
  ['En **viktig** sak', 'En viktig sak'],
  ['En _viktig_ sak', 'En *viktig* sak'],
  ['**Prim**ärvård', 'Primärvård'],
  ['2024–2030', '2024 - 2030'],
  ['10 000 personer', '10000 personer'],
  ['bl.a. vård', 'bl a vård'],
  ['i stället', 'istället'],
  ['e-hälsa', 'ehälsa'],
  ['samvekran i länet', 'samverkan i länet'],
  ['samverkann i länet', 'samverkan i länet'],
  ['samvekan mellan huvudmän', 'samverkan mellan huvudmän'],
  ['kommunnerna samverkar', 'kommunerna samverkar'],
  ['förutsättningar', 'forutsättningar'],
  ['vården är jamlik', 'vården är jämlik'],
  ['hälsofrämjande', 'hälsofrämjnade'],
  ['Överenskommelsen', 'Overenskommelsen'],
  ['nära<!-- kolla -->', 'nära'],
];

const substantive: [string, string][] = [
  ['klart 2027', 'klart 2026'],
  ['80 %', '80'],
  ['3,5 procent', '35 procent'],
  ['3,5 procent', '3.5 procent'],
  ['-5', '5'],
  ['2024–2030', '2024, 2030'],
  ['Vården ska vara nära', 'Vården bör vara nära'],
  ['Vården kan vara nära', 'Vården måste vara nära'],
  ['Vården är inte nära', 'Vården är nära'],
  ['Vården är ej nära', 'Vården är en nära'],
  ['en möjlig väg', 'en omöjlig väg'],
  ['en säkrare väg', 'en osäkrare väg'],
  ['senast i juni', 'senast i juli'],
  ['tio kommuner', 'nio kommuner'],
  ['miljoner kronor', 'miljarder kronor'],
  ['i Borås stad', 'i Boden stad'],
  ['enligt Hallands avtal', 'enligt Hollands avtal'],
  ['kommunen ansvarar', 'kommunerna ansvarar'],
  ['huvudmannen ansvarar', 'huvudmännen ansvarar'],
  ['vården utvecklas', 'vården utvecklats'],
  ['att utreda frågan', 'att utredda frågan'],
  ['nära vården', 'nära värden'],
  ['en god kontakt', 'en god kontrakt'],
  ['avslutas under året', 'anslutas under året'],
  ['patienten och närstående', 'närstående och patienten'],
  ['vård', 'vård och omsorg'],
  ['~~vård~~ och omsorg', 'vård och omsorg'],
  ['[avtalet](https://a.example)', '[avtalet](https://b.example)'],
  ['och/eller', 'och eller'],
  ['5 kr', '5 €'],
  ['1 2 personer', '12 personer'],
];

describe('the weight of a difference', () => {
  test.each(editorial)('%j → %j is editorial', (before, after) => {
    expect(weigh(before, after)).toBe('editorial');
    expect(weigh(after, before)).toBe('editorial');
  });

  test.each(substantive)('%j → %j is substantive', (before, after) => {
    expect(weigh(before, after)).toBe('substantive');
    expect(weigh(after, before)).toBe('substantive');
  });

  test('two forms that are both in use in both revisions are two words', () => {
    const words = new Set(['samverkan', 'samvekran']);
    expect(
      makeWeigh(
        () => words,
        () => words,
      )('samvekran', 'samverkan'),
    ).toBe('substantive');
  });

  test('a changed figure is substantive wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<string[]>('vård', 'och', 'omsorg', 'i', 'hemmet', 'senast'), { minLength: 1 }),
        fc.nat(),
        fc.nat(9999),
        fc.nat(9999),
        (words, at, one, two) => {
          fc.pre(one !== two);
          const withNumber = (number: number) => words.toSpliced(at % (words.length + 1), 0, String(number)).join(' ');
          expect(weigh(withNumber(one), withNumber(two))).toBe('substantive');
        },
      ),
    );
  });

  test('is symmetric', () => {
    const word = fc.constantFrom(
      'vård',
      'vården',
      'värden',
      'samverkan',
      'samvekran',
      'inte',
      '2026',
      '2027',
      '80 %',
      'Borås',
      'bör',
      '–',
      '.',
    );
    const sentence = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '));
    fc.assert(fc.property(sentence, sentence, (one, two) => weigh(one, two) === weigh(two, one)));
  });
});
