import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actsOf, levelOf } from '../../src/rules/_decision.js';
import { daysBetween, laterBy } from '../../src/rules/_days.js';
import { isUsual, numberFits, patternFault } from '../../src/rules/_reference-number.js';
import { moment } from '../../src/model/field.js';
import { runs } from '../setup/runs.js';

describe('the acts of a clause', () => {
  test.each<[string, string[]]>([
    ['att anta Färdplan X', ['anta']],
    ['att anta Färdplan X och att uppdra åt styrelsen att följa upp den', ['anta', 'uppdra']],
    ['att rekommendera kommunerna att anta och fastställa Färdplan X', ['rekommendera']],
    ['Nämnden rekommenderar kommunerna att anta Färdplan X.', ['rekommenderar']],
    [
      'Nämnden ställer sig bakom Färdplan X och rekommenderar kommunerna att anta den.',
      ['ställer sig bakom', 'rekommenderar'],
    ],
    ['Nämnden ställer sig härmed bakom Färdplan X.', ['ställer sig härmed bakom']],
    ['Nämnden antar Färdplan X, som kommunerna rekommenderar och fastställer.', ['antar']],
    ['Nämnden rekommenderar att fullmäktige antar Färdplan X och fastställer en plan.', ['rekommenderar']],
    ['Nämnden antar Färdplan X. Nämnden överlämnar ärendet till fullmäktige.', ['antar', 'överlämnar']],
    [
      'Nämnden antar Färdplan X samt ger direktören i uppdrag att genomföra den.',
      ['antar', 'ger direktören i uppdrag'],
    ],
    ['Nämnden beslutar att anta Färdplan X och att avslå yrkandet.', ['anta', 'avslå']],
    ['Förvaltningen fortsätter.', []],
  ])('%s', (clause, words) => {
    expect(actsOf(clause).map((act) => act.words)).toEqual(words);
  });
});

test.each<[string, number | undefined]>([
  ['Kommunfullmäktige', 4],
  ['Kommunfullmäktiges ordförande', 0],
  ['Regionstyrelsen', 3],
  ['Kommunstyrelsens arbetsutskott', 1],
  ['Socialnämnden', 2],
  ['Fullmäktige, det vill säga regionfullmäktige respektive kommunfullmäktige', 4],
  ['VIS politiska styrgrupp', undefined],
  ['Direktionen', undefined],
])('the level of %s', (body, level) => {
  expect(levelOf(body)).toBe(level);
});

describe('reference numbers', () => {
  test.each([
    'KS 2018/1092',
    'RS 912-2025',
    'Dnr 2014/304',
    'KS/2018:443',
    'RJL 2015/710',
    'RS 2056:1-2023',
    'KS 2022/100',
    'EX-KS 2023/0412',
    'KSN-2021-02345',
    '1187/21',
    '2022/KS0123',
  ])('%s is one', (number) => {
    expect(isUsual(number)).toBe(true);
  });

  test.each([
    'KS 2024/XXX',
    'saknas',
    'KS',
    '2024',
    'KS 2022/… (kompletteras)',
    'KS 2022/12; se även protokollet från 2022',
    'a'.repeat(500),
  ])('%s is none', (number) => {
    expect(isUsual(number)).toBe(false);
  });

  test('the entry without an organisation holds for those that have none of their own', () => {
    const references = [{ pattern: 'A \\d/\\d' }, { organisation: 'Norrby kommun', pattern: 'B \\d/\\d' }];
    expect(numberFits('B 1/2', 'norrby  kommun', references).fits).toBe(true);
    expect(numberFits('A 1/2', 'Norrby kommun', references).fits).toBe(false);
    expect(numberFits('A 1/2', 'Söderby kommun', references).fits).toBe(true);
    expect(numberFits('A 1/2', undefined, references).fits).toBe(true);
  });
});

describe('patterns of reference numbers', () => {
  test.each([
    'KS \\d{4}/\\d{1,6}',
    '[A-ZÅÄÖ]{2,5}[ -]?\\d{4}[:/-]\\d+',
    '(?:KS|RS) .*',
    '(?<nr>\\d+)-\\p{L}+',
    '[^)(]+ \\d+',
    '\\)\\(',
  ])('%s can be used', (pattern) => {
    expect(patternFault(pattern)).toBeUndefined();
  });

  test.each([
    '(a+)+$',
    '(a|a)*b',
    '(a|aa)+',
    '.*.*.*.*.*x',
    '(\\d*)*',
    'a?'.repeat(40),
    '((a?){20}){20}',
    '(?=(a+)+)b',
    '(.{1,30}){2,30}x',
  ])('%s could take too long', (pattern) => {
    expect(patternFault(pattern)).toBe('heavy');
  });

  test.each([
    ['(', 'invalid'],
    ['[a', 'invalid'],
    ['*', 'invalid'],
    ['a'.repeat(201), 'long'],
  ])('%s is %s', (pattern, fault) => {
    expect(patternFault(pattern)).toBe(fault);
  });

  test('whatever is let through is tried in an instant', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '.',
      '\\d',
      '[ab]',
      '(a|b)',
      '(a*b)',
      '*',
      '+',
      '?',
      '{1,9}',
      '|',
      '(',
      ')',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), fc.constantFrom('a', 'ab', 'aab', '1a'), (pieces, unit) => {
        const pattern = pieces.join('');
        if (patternFault(pattern) !== undefined) return;
        const begin = performance.now();
        numberFits(`${unit.repeat(30).slice(0, 59)}!`, undefined, [{ pattern }]);
        expect(performance.now() - begin).toBeLessThan(1000);
      }),
      runs(2000),
    );
  });
});

test('days are counted over months, leap years and the change to summer time', () => {
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  expect(daysBetween('2024-03-30', '2024-04-02')).toBe(3);
  expect(daysBetween('2024-03-02', '2024-03-01')).toBe(-1);
  expect(laterBy('2024-03-28', 21)).toBe('2024-04-18');
  expect(laterBy('2023-12-31', 1)).toBe('2024-01-01');
});

test('a moment is a day that exists', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.nat(13), fc.nat(32), (year, month, day) => {
      const written = [
        String(year).padStart(4, '0'),
        String(month).padStart(2, '0'),
        String(day).padStart(2, '0'),
      ].join('-');
      const date = new Date(`${written}T00:00:00Z`);
      const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written);
      expect(moment().safeParse(written).success).toBe(exists);
    }),
    runs(3000),
  );
});
