import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeWeigh } from '../../src/diff/weigh.js';
import { runs } from '../setup/runs.js';

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
  ['för planering planering och stöd', 'för planering plaenring och stöd'],
];

/** The same said in another form: a reader who compares the two finds nothing else to do. */
const sameInAnotherForm: [string, string][] = [
  ['minst 5 procent av medlen', 'minst 5 % av medlen'],
  ['minst 5 % av medlen', 'minst 5% av medlen'],
  ['från den 1 januari 2023', 'från 2023-01-01'],
  ['från 1 januari 2023', 'från den 1 januari 2023'],
  ['senast 1/7 2024', 'senast den 1 juli 2024'],
  ['klart i mars 2025', 'klart i 2025-03'],
  ['10 000 kronor', '10 000 kr'],
  ['5 miljoner kronor', '5 mkr'],
  ['sex arbetssätt', '6 arbetssätt'],
  ['tolv kommuner', '12 kommuner'],
  ['t.ex. hemtjänst', 'till exempel hemtjänst'],
  ['bl.a. skolan', 'bland annat skolan'],
  ['läkare, sjuksköterskor m.fl.', 'läkare, sjuksköterskor med flera'],
  ['p.g.a. sjukdom', 'på grund av sjukdom'],
  ['fr.o.m. 2024 t.o.m. 2030', 'från och med 2024 till och med 2030'],
  ['enl. avtalet', 'enligt avtalet'],
  ['ca 40 personer', 'cirka 40 personer'],
  ['nr 3', 'nummer 3'],
  ['kl. 8', 'klockan 8'],
  ['vård & omsorg', 'vård och omsorg'],
  ['vård i i hemmet', 'vård i hemmet'],
  ['vård och och omsorg', 'vård och omsorg'],
  ['i dag', 'idag'],
  ['allt för sent', 'alltför sent'],
  ['sjuk sköterskan', 'sjuksköterskan'],
  ['så här…', 'så här...'],
  ['“citat”', '”citat”'],
  ['EU:s regler', 'EUs regler'],
  ['10–12 år', '10-12 år'],
  ['ansvra för vården', 'ansvar för vården'],
  ['regoinen leder', 'regionen leder'],
  ['genomfors i länet', 'genomförs i länet'],
  ['kommmunen svarar', 'kommunen svarar'],
  ['registera avvikelser', 'registrera avvikelser'],
  ['verksamhterna möts', 'verksamheterna möts'],
  ['- nära', '* nära'],
  ['Mål: nära vård', 'Mål – nära vård'],
  ['**2024**', '2024'],
  ['i hela Regionen', 'i hela regionen'],
];

/** What looks small and is not. */
const traps: [string, string][] = [
  // Negations and modal verbs, also when one form only replaces an older one: what binds is the lawyers' to judge.
  ['får inte flyttas', 'får flyttas'],
  ['ska inte lämnas', 'ska lämnas'],
  ['ej avgift', 'inte avgift'],
  ['skall ansvara', 'ska ansvara'],
  ['ska ansvara', 'bör ansvara'],
  ['bör utreda', 'kan utreda'],
  ['kan utreda', 'får utreda'],
  ['får utreda', 'måste utreda'],
  ['behöver utreda', 'ska utreda'],
  ['ska utredas', 'utreds'],
  ['kan ske', 'kanske'],
  ['aldrig ensam', 'sällan ensam'],
  ['utan avgift', 'mot avgift'],
  ['med avgift', 'utan avgift'],
  ['ingen kommun', 'någon kommun'],
  // Quantities.
  ['minst tre', 'högst tre'],
  ['alla kommuner', 'några kommuner'],
  ['alla kommuner', 'kommuner'],
  ['samtliga huvudmän', 'flertalet huvudmän'],
  ['varje år', 'vissa år'],
  ['endast vid behov', 'vid behov'],
  ['mer än hälften', 'mindre än hälften'],
  ['tre gånger', 'fyra gånger'],
  ['första steget', 'andra steget'],
  ['3 månader', '3 veckor'],
  ['5 procent', '5 promille'],
  ['5 procent', '5 procentenheter'],
  ['50 %', '50'],
  ['1,5', '15'],
  ['1 250,5', '1 250'],
  ['24/7', '24'],
  ['20 mkr', '20 tkr'],
  ['20 kr', '20 mkr'],
  ['två', 'tolv'],
  // Times and places in the law.
  ['2024', '2028'],
  ['2023-01-01', '2023-01-10'],
  ['1 januari 2023', '2023-10-01'],
  ['den 1 januari', 'den 1 juni'],
  ['senast den 1 maj', 'tidigast den 1 maj'],
  ['före årsskiftet', 'efter årsskiftet'],
  ['inom tre dagar', 'efter tre dagar'],
  ['2 § HSL', '3 § HSL'],
  ['2 kap. 1 §', '1 kap. 2 §'],
  ['vecka 7', 'vecka 17'],
  ['kl. 8–16', 'kl. 8–18'],
  // Names and who does what.
  ['kommunen svarar', 'regionen svarar'],
  ['SRO beslutar', 'VVG beslutar'],
  ['enligt HSL', 'enligt SoL'],
  ['i Borås', 'i Bollebygd'],

  ['Socialnämnden svarar', 'Omsorgsnämnden svarar'],
  ['vården och omsorgen', 'vården eller omsorgen'],
  ['barn- och ungdomspsykiatri', 'barn och ungdomspsykiatri'],
  ['hälso- och sjukvård', 'hälsovård och sjukvård'],
  // One letter.
  ['förbudet gäller', 'förbundet gäller'],
  ['bedömning av tand', 'bedövning av tand'],
  ['inventera behoven', 'investera behoven'],
  ['förvara läkemedel', 'försvara läkemedel'],
  ['förslaget trycks', 'förlaget trycks'],
  ['säker vård', 'saker vård'],
  ['personal', 'personlig'],
  ['vårdgivare', 'vårdtagare'],
  ['höja', 'sänka'],
  ['möjligt', 'omöjligt'],
  ['ansvar', 'ansvara'],
  ['ett beslut', 'ett beslutat'],
  ['anställda', 'anställa'],
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

  test.each(sameInAnotherForm)('%j and %j say the same', (before, after) => {
    expect(weigh(before, after)).toBe('editorial');
    expect(weigh(after, before)).toBe('editorial');
  });

  test.each(traps)('%j is not %j', (before, after) => {
    expect(weigh(before, after)).toBe('substantive');
    expect(weigh(after, before)).toBe('substantive');
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
      runs(),
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
    fc.assert(
      fc.property(sentence, sentence, (one, two) => weigh(one, two) === weigh(two, one)),
      runs(),
    );
  });
});
