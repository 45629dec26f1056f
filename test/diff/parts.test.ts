import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, type Candidate } from '../../src/diff/assign.js';
import { blocks } from '../../src/diff/blocks.js';
import { moved, tieBreak } from '../../src/diff/order.js';
import { runs } from '../setup/runs.js';

describe('assign', () => {
  test('takes the best whole rather than the best first pair', () => {
    const candidates = [
      { row: 0, column: 0, worth: 0.9 },
      { row: 0, column: 1, worth: 0.8 },
      { row: 1, column: 0, worth: 0.8 },
    ];
    expect(assign(candidates).map(({ row, column }) => [row, column])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  test('is as good as trying every choice', () => {
    const candidate = fc.record({ row: fc.nat(4), column: fc.nat(4), worth: fc.integer({ min: 1, max: 100 }) });
    const distinct = fc.uniqueArray(candidate, { maxLength: 12, selector: ({ row, column }) => `${row} ${column}` });
    fc.assert(
      fc.property(distinct, (candidates) => {
        const chosen = assign(candidates);
        expect(new Set(chosen.map(({ row }) => row)).size).toBe(chosen.length);
        expect(new Set(chosen.map(({ column }) => column)).size).toBe(chosen.length);
        expect(sum(chosen)).toBe(bestByTrying(candidates));
      }),
      runs(),
    );
  });
});

const sum = (list: readonly Candidate[]): number => list.reduce((total, { worth }) => total + worth, 0);

function bestByTrying([first, ...rest]: readonly Candidate[]): number {
  if (!first) return 0;
  const apart = rest.filter(({ row, column }) => row !== first.row && column !== first.column);
  return Math.max(bestByTrying(rest), first.worth + bestByTrying(apart));
}

describe('moved', () => {
  const orders = fc.integer({ min: 1, max: 9 }).chain((length) =>
    fc.shuffledSubarray(
      Array.from({ length }, (_, index) => index),
      { minLength: length },
    ),
  );
  const pairsOf = (order: readonly number[]) =>
    order.map((after, before) => ({ before, after, size: 1 / 2 ** (before + after + 4) }));

  test('what stayed is in order, and as much as can be', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const pairs = pairsOf(order);
        const gone = moved(pairs);
        const stayed = pairs.filter((pair) => !gone.has(pair)).map(({ after }) => after);
        expect(stayed).toEqual([...stayed].sort((a, b) => a - b));
        expect(stayed.length).toBe(longest(order));
      }),
      runs(),
    );
  });

  test('the one that was taken out and put elsewhere is the one that moved', () => {
    expect([...moved(pairsOf([1, 2, 3, 4, 5, 0]))].map(({ before }) => before)).toEqual([5]);
    expect([...moved(pairsOf([5, 0, 1, 2, 3, 4]))].map(({ before }) => before)).toEqual([0]);
  });
});

test('ties are broken the same way in both directions', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, two) => tieBreak(one, two) === tieBreak(two, one)),
    runs(),
  );
  expect(tieBreak('ett', 'två')).not.toBe(tieBreak('ett', 'tre'));
});

function longest(order: readonly number[]): number {
  const lengths = order.map(() => 1);
  order.forEach((value, at) => {
    for (let from = 0; from < at; from += 1) {
      if ((order[from] ?? 0) < value) lengths[at] = Math.max(lengths[at] ?? 1, (lengths[from] ?? 0) + 1);
    }
  });
  return Math.max(...lengths);
}

describe('blocks', () => {
  const told = (prose: string) => blocks(prose).map(({ type, text, line }) => `${line} ${type} ${text}`);

  test('joins wrapped lines and parts paragraphs, items, rows, quotes and code', () => {
    const prose = [
      'Ett stycke som',
      'är brutet, till år',
      '2030. Slut.',
      '',
      '- En punkt',
      '  som fortsätter',
      '- En till',
      '  1. Under den',
      '',
      '| A | B |',
      '|---|:-:|',
      '| 1   |  2 |',
      '',
      '> Ett citat',
      '> i två rader',
      '',
      '```',
      'kod',
      '',
      '- mer kod',
      '```',
      '',
      '***',
    ].join('\n');
    expect(told(prose)).toEqual([
      '0 paragraph Ett stycke som är brutet, till år 2030. Slut.',
      '4 item En punkt som fortsätter',
      '6 item En till',
      '7 item Under den',
      '9 row | A | B |',
      '11 row | 1 | 2 |',
      '13 quote Ett citat i två rader',
      '16 code ```\nkod\n\n- mer kod\n```',
      '22 rule ***',
    ]);
  });

  test('keeps a hard break, and a fence that is never closed', () => {
    expect(told('En rad  \noch en till')).toEqual(['0 paragraph En rad  \noch en till']);
    expect(told('```\nkod')).toEqual(['0 code ```\nkod']);
  });

  test('loses no letter of any text', () => {
    const prose = fc.array(
      fc.constantFrom('ord', '- ', '> ', '| ', '\n', '\n\n', '1. ', '```\n', '  ', '* * *', 'å.'),
      { maxLength: 30 },
    );
    const letters = (text: string) => text.replace(/[^\p{L}]/gu, '');
    fc.assert(
      fc.property(prose, (parts) => {
        expect(
          letters(
            blocks(parts.join(''))
              .map(({ text }) => text)
              .join(''),
          ),
        ).toBe(letters(parts.join('')));
      }),
      runs(),
    );
  });
});
