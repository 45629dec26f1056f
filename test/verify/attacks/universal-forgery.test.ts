import { describe, expect, it } from 'vitest';
import { once, verify } from '../support/files.js';
import { latin } from '../support/pdf-writer.js';
import { expectCaught } from './attack-outcome.js';
import type { Expected } from './attack-outcome.js';

// Universal signature forgery: what a verifier needs is taken away or bent, in the hope that it then checks less. Every spelling of nothing is
// tried for each of the two entries, and for both at once. Nothing is moved, so the rest of the file stands where its table says.

const text = once.toString('latin1');
const contents = /\/Contents <[0-9a-f]*>/.exec(text)?.[0] ?? '';
const range = /\/ByteRange \[[^\]]*\]/.exec(text)?.[0] ?? '';

/** The file with one entry written otherwise, in the same room. */
const bent = (file: string, from: string, to: string): string => file.replace(from, () => to.padEnd(from.length));

const empty: Expected = { en: /The signature is empty: it has no value \(\/Contents\)/, sv: /Signaturen är tom/ };
const impure: Expected = { en: /value is not written as pure hex/, sv: /inte skrivet som ren hex/ };
const unranged: Expected = { en: /does not say which bytes it is over/, sv: /säger inte vilka byte den gäller/ };
const holed: Expected = { en: /leaves out more than its own value/, sv: /lämnar ut mer än sitt eget värde/ };
const unfilled: Expected = { en: /is empty: the file is prepared/, sv: /är tom: filen är förberedd/ };
const unlisted: Expected = {
  en: /cannot be read|no signature field leads to/,
  sv: /går inte att läsa|inget underskriftsfält/,
};

const values: readonly [string, string, Expected][] = [
  ['missing', '', empty],
  ['under another key', `/Contentz ${contents.slice(10)}`, empty],
  ['null', '/Contents null', empty],
  ['an empty string', '/Contents <>', empty],
  ['an empty literal string', '/Contents ()', empty],
  ['a number', '/Contents 0', empty],
  ['a boolean', '/Contents true', empty],
  ['a name', '/Contents /Nothing', empty],
  ['an array', '/Contents []', empty],
  ['a dictionary', '/Contents << >>', empty],
  ['a reference to nothing', '/Contents 99 0 R', empty],
  ['a reference to itself', '/Contents 20 0 R', empty],
  ['one zero byte', '/Contents <00>', holed],
  ['only zeros', contents.replace(/[0-9a-f](?=[^<]*>)/g, '0'), unfilled],
  ['half a byte', '/Contents <3>', impure],
  ['white space within', contents.replace('<30', '<3 '), impure],
  ['a literal string', `/Contents (${'0'.repeat(contents.length - 14)})`, impure],
  ['only the first element', `${contents.slice(0, 19)}>`, holed],
  ['a key without a value', '/Contents', unlisted],
];

const ranges: readonly [string, string, Expected][] = [
  ['missing', '', unranged],
  ['under another key', `/ByteRangf ${range.slice(11)}`, unranged],
  ['null', '/ByteRange null', unranged],
  ['empty', '/ByteRange []', unranged],
  ['a number', '/ByteRange 0', unranged],
  ['a string', '/ByteRange (0 1 2 3)', unranged],
  ['a name', '/ByteRange /All', unranged],
  ['a dictionary', '/ByteRange << >>', unranged],
  ['a reference to nothing', '/ByteRange 99 0 R', unranged],
  ['nulls', '/ByteRange [null null]', unranged],
  ['zeros', '/ByteRange [0 0 0 0]', holed],
  ['one zero', '/ByteRange [0]', unranged],
  ['negative', '/ByteRange [0 -1 -1 0]', unranged],
  ['all negative', '/ByteRange [-1 -1 -1 -1]', unranged],
  ['strings', '/ByteRange [(0) (1) (2) (3)]', unranged],
  ['nested', '/ByteRange [[0 10 20 30]]', unranged],
  ['booleans', '/ByteRange [true true]', unranged],
  ['a key without a value', '/ByteRange', unlisted],
];

describe('universal signature forgery', () => {
  it('starts from a file that passes', async () => {
    expect((await verify(once)).indication).toBe('TOTAL-PASSED');
    expect(contents.length).toBeGreaterThan(1000);
    expect(range).toMatch(/\[0 \d+ \d+ \d+ *\]/);
  });

  it.each(values)('Contents: %s', async (_, to, expected) => {
    await expectCaught(latin(bent(text, contents, to)), expected);
  });

  it.each(ranges)('ByteRange: %s', async (_, to, expected) => {
    await expectCaught(latin(bent(text, range, to)), expected);
  });

  // Which of the two is told first does not matter; both together must not be less than each.
  it('every pair of the two', async () => {
    for (const [, value] of values) {
      for (const [, over] of ranges) {
        const file = latin(bent(bent(text, contents, value), range, over));
        await expectCaught(file, { en: /./, sv: /./ });
      }
    }
  });

  it.each<[string, string, string, Expected]>([
    [
      'no SubFilter',
      '/SubFilter /ETSI.CAdES.detached',
      '',
      { en: /of a kind that cannot be checked/, sv: /av ett slag som inte kan prövas/ },
    ],
    [
      'SubFilter null',
      '/SubFilter /ETSI.CAdES.detached',
      '/SubFilter null',
      { en: /cannot be checked/, sv: /inte kan prövas/ },
    ],
    [
      'an unknown SubFilter',
      '/ETSI.CAdES.detached',
      '/ETSI.CAdES.detachee',
      { en: /kind that cannot be checked \(ETSI\.CAdES\.detachee\)/, sv: /slag som inte kan prövas/ },
    ],
    [
      'an old SubFilter',
      '/ETSI.CAdES.detached',
      '/adbe.x509.rsa_sha1 ',
      { en: /kind that cannot be checked/, sv: /slag som inte kan prövas/ },
    ],
    [
      'SubFilter as a string',
      '/ETSI.CAdES.detached',
      '(ETSI.CAdES.detach)',
      { en: /cannot be checked/, sv: /inte kan prövas/ },
    ],
    [
      'another Type',
      '/Type /Sig ',
      '/Type /Xig ',
      { en: /changed after it was signed|HASH|was changed/, sv: /ändrats/ },
    ],
    [
      'the field without a value',
      '/V 20 0 R',
      '/V null  ',
      { en: /no signature field leads to/, sv: /inget underskriftsfält leder till/ },
    ],
    [
      'the field with a missing value',
      '/V 20 0 R',
      '/V 98 0 R',
      { en: /no signature field leads to/, sv: /inget underskriftsfält leder till/ },
    ],
    [
      'the field is no signature field',
      '/FT /Sig /F 132 /Rect [0 0 0 0] /P 3 0 R /T (ordforande) /TU (Underskrift: Anna Exempel, ordf\xf6rande) /V',
      '/FT /Txt /F 132 /Rect [0 0 0 0] /P 3 0 R /T (ordforande) /TU (Underskrift: Anna Exempel, ordf\xf6rande) /V',
      { en: /no signature field leads to/, sv: /inget underskriftsfält leder till/ },
    ],
  ])('around the value: %s', async (_, from, to, expected) => {
    expect(text).toContain(from);
    // The last place: the signature is in the last revision.
    const at = text.lastIndexOf(from);
    await expectCaught(latin(text.slice(0, at) + to.padEnd(from.length) + text.slice(at + from.length)), expected);
  });
});
