import { describe, it } from 'vitest';
import { once, twice } from '../support/files.js';
import { latin } from '../support/pdf-writer.js';
import { expectCaught } from './attack-outcome.js';
import type { Expected } from './attack-outcome.js';

// ByteRange is four plain numbers: from the start, around the value, to the end of the revision. Every other account is refused before anything
// is computed, whatever it would cover.

const unranged: Expected = { en: /does not say which bytes it is over/, sv: /säger inte vilka byte den gäller/ };
const holed: Expected = { en: /leaves out more than its own value/, sv: /lämnar ut mer än sitt eget värde/ };
const short: Expected = { en: /does not end where the revision/, sv: /slutar inte där den version/ };

type Four = [number, number, number, number];

/** The ranges of the last signature, written otherwise in the same room. */
function ranged(file: Buffer, make: (range: Four) => string): Buffer {
  const text = file.toString('latin1');
  const at = text.lastIndexOf('/ByteRange [');
  // The writer leaves room after the numbers.
  const end = text.indexOf(' /Contents', at);
  const inner = text.slice(at + 12, text.indexOf(']', at));
  const range = inner.trim().split(/\s+/).map(Number) as Four;
  const made = make(range);
  if (made.length > end - at) throw new Error(`no room for ${made}`);
  return latin(text.slice(0, at) + made.padEnd(end - at) + text.slice(end));
}

const list = (...numbers: (number | string)[]): string => `/ByteRange [${numbers.join(' ')}]`;

describe.each([
  ['one signature', once],
  ['two signatures', twice],
])('ByteRange anomalies, %s', (_, file) => {
  it.each<[string, (range: Four) => string, Expected]>([
    ['a gap at the start', ([, b, c, d]) => list(1, b - 1, c, d), holed],
    ['a gap before the value', ([a, b, c, d]) => list(a, b - 1, c, d), holed],
    ['a gap after the value', ([a, b, c, d]) => list(a, b, c + 1, d - 1), holed],
    ['the value within', ([a, b, c, d]) => list(a, b + 1, c, d), holed],
    ['overlapping parts', ([a, b, c, d]) => list(a, b, c - 10, d + 10), holed],
    ['one part over all', ([, , c, d]) => list(0, c + d, 0, 0), holed],
    ['the same part twice', ([a, b]) => list(a, b, a, b), holed],
    ['the parts the other way round', ([a, b, c, d]) => list(c, d, a, b), holed],
    ['an uncovered tail of one byte', ([a, b, c, d]) => list(a, b, c, d - 1), { en: /./, sv: /./ }],
    ['an uncovered tail', ([a, b, c, d]) => list(a, b, c, d - 30), short],
    ['nothing after the value', ([a, b, c]) => list(a, b, c, 0), short],
    ['beyond the end of the file', ([a, b, c, d]) => list(a, b, c, d + 1), short],
    ['far beyond the end of the file', ([a, b, c]) => list(a, b, c, 999999999), short],
    ['numbers of 2^31', ([a, b]) => list(a, b, 2147483648, 1), holed],
    ['numbers of 2^32, which wrap round', ([a, b, c]) => list(a, b, 4294967296 + c, 1), holed],
    ['a number of many digits', ([a, b]) => list(a, b, '9'.repeat(24)), unranged],
    ['negative lengths', ([a, b, c]) => list(a, b, c, -1), unranged],
    ['a negative start', ([, b, c, d]) => list(-1, b + 1, c, d), unranged],
    ['floats', ([a, b, c, d]) => list(`${a}.0`, b, c, d), unranged],
    ['leading plus signs', ([a, b, c, d]) => list(`+${a}`, `+${b}`, c, d), { en: /./, sv: /./ }],
    [
      'exponents',
      () => '/ByteRange [0 1e3 2e3 1e3]',
      { en: /cannot be read|no signature field/, sv: /går inte att läsa|inget underskriftsfält/ },
    ],
    ['hex strings', () => '/ByteRange [<00> <01> <02> <03>]', unranged],
    ['references', () => '/ByteRange [14 0 R 15 0 R]', unranged],
    ['one reference', ([a, b, c]) => list(a, b, c, '5 0 R'), unranged],
    ['two numbers', ([a, b]) => list(a, b), unranged],
    ['three numbers', ([a, b, c]) => list(a, b, c), unranged],
    ['six numbers', ([a, b, c]) => list(a, b, c, 1, 2, 3), unranged],
    ['eight numbers', () => list(0, 10, 20, 10, 40, 10, 60, 10), unranged],
    ['a comment within', ([a, b, c, d]) => `/ByteRange [${a} ${b} ${c} %\n${d}]`, { en: /./, sv: /./ }],
  ])('%s', async (_name, make, expected) => {
    await expectCaught(ranged(file, make), expected);
  });
});
