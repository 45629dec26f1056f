import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFunctionMailbox } from '../../src/core/function-mailbox.js';
import { personalData } from '../../src/core/personal-data.js';
import { personalNumbers } from '../../src/core/personal-number.js';
import { runs } from '../setup/runs.js';

const kinds = (text: string): string[] => personalData(text).map(({ kind, text: shown }) => `${kind} ${shown}`);

/** The check digit, worked out in another way than in the code: by trying. */
const withCheckDigit = (nine: string): string => {
  for (let digit = 0; digit < 10; digit += 1) {
    const all = `${nine}${digit}`;
    const sum = [...all].reduceRight(
      ({ total, double }, sign) => {
        const value = Number(sign) * (double ? 2 : 1);
        return { total: total + Math.floor(value / 10) + (value % 10), double: !double };
      },
      { total: 0, double: false },
    ).total;
    if (sum % 10 === 0) return all;
  }
  throw new Error('no digit');
};

describe('personnummer', () => {
  // Tolvan Tolvansson, who does not exist, and numbers that the tax agency has set apart for tests.
  test.each([
    '19121212-1212',
    '191212121212',
    '121212-1212',
    '121212+1212',
    '1212121212',
    '121212 1212',
    '19121212 1212',
    '19121212\u00a01212',
    '19121212\u20111212',
    '19121212–1212',
    '1912-12-12-1212',
    '19121212-\n1212',
    '189001019802',
    '18900101-9802',
  ])('%j is one', (written) => {
    expect(personalNumbers(`Anna (${written}) har yttrat sig.`)).toHaveLength(1);
  });

  test('a samordningsnummer has sixty added to the day', () => {
    const number = withCheckDigit('121272121');
    expect(personalNumbers(number)).toHaveLength(1);
    expect(personalNumbers(`19${number.slice(0, 6)}-${number.slice(6)}`)).toHaveLength(1);
  });

  test('in the serial number of a certificate', () => {
    expect(personalNumbers('PNOSE-191212121212')).toHaveLength(1);
  });

  test.each([
    '19121212-1213',
    '19121312-1212',
    '19120230-1217',
    '556677-8899',
    '202100-2114',
    '2022-03-18 0816',
    'SKF 2022/00041',
    '4.191212121212',
    'a191212121212',
    '191212121212.5',
    '0123456789abcdef191212121212',
  ])('%j is none', (written) => {
    expect(personalNumbers(`Nr ${written} i listan`)).toEqual([]);
  });

  test('every date with its check digit is found, however it is parted, and with another digit it is not', () => {
    const date = fc.date({ min: new Date('1900-01-01'), max: new Date('2020-12-31'), noInvalidDate: true });
    const between = fc.constantFrom('-', '+', '', ' ', '\u00a0', '\u2011', '–', ' - ');
    fc.assert(
      fc.property(
        date,
        fc.integer({ min: 0, max: 999 }),
        between,
        fc.boolean(),
        fc.boolean(),
        (day, serial, sign, full, add) => {
          const [year = '', month = '', date = ''] = day.toISOString().slice(0, 10).split('-');
          const ten = withCheckDigit(
            `${year.slice(2)}${month}${add ? Number(date) + 60 : date}${String(serial).padStart(3, '0')}`,
          );
          const write = (digits: string) =>
            `${full ? year.slice(0, 2) : ''}${digits.slice(0, 6)}${sign}${digits.slice(6)}`;
          const text = `Se ${write(ten)}, som ovan.`;
          const [found] = personalNumbers(text);
          expect(found && text.slice(found.start, found.end)).toBe(write(ten));
          const wrong = `${ten.slice(0, 9)}${(Number(ten[9]) + 1) % 10}`;
          expect(personalNumbers(`Se ${write(wrong)}, som ovan.`)).toEqual([]);
        },
      ),
      runs(),
    );
  });
});

describe('mail', () => {
  // That provider has no names of fewer than six letters, so nobody has the last but one.
  test.each([
    'signe.askedal@kommun.example',
    'a.ek@region.example',
    'anek01@region.example',
    'eva@gmail.com',
    'Örjan.Öberg@kommun.example',
  ])('%s is a person’s', (written) => {
    expect(kinds(`Skriv till ${written}.`)).toEqual([`email ${written}`]);
  });

  test.each([
    'registrator@borasregionen.example',
    'nara.vard@samverkan-vasterbotten.example',
    'koordinator.kommunerna@samverkan.example',
    'vastkom@vastkom.example',
    'social.namnden@kommun.example',
    'no-reply@kommun.example',
    'kommunstyrelsen@kommun.example',
  ])('%s is a function’s', (written) => {
    expect(kinds(`Skriv till ${written}.`)).toEqual([]);
    expect(isFunctionMailbox(written)).toBe(true);
  });

  test('known mailboxes may be addresses, domains and local parts', () => {
    const text = 'fardtjanst.umea@kommun.example, per.ek@kommun.example, per.ek@annan.example';
    const found = (...mailboxes: string[]) => personalData(text, { mailboxes }).map((fact) => fact.text);
    expect(found()).toEqual(['fardtjanst.umea@kommun.example', 'per.ek@kommun.example', 'per.ek@annan.example']);
    expect(found('fardtjanst.*')).toEqual(['per.ek@kommun.example', 'per.ek@annan.example']);
    expect(found('@kommun.example')).toEqual(['per.ek@annan.example']);
    expect(found('per.ek@kommun.example', 'fardtjanst.umea')).toEqual(['per.ek@annan.example']);
  });

  test('divided at a line end', () => {
    expect(kinds('e-post signe.askedal@\nkommun.example')).toEqual(['email signe.askedal@kommun.example']);
    expect(kinds('skriv på\nregistrator@kommun.example')).toEqual([]);
    expect(kinds('skriv på\nsigne.askedal@kommun.example')).toEqual(['email signe.askedal@kommun.example']);
  });
});

describe('telephone numbers', () => {
  // From the ranges that the telecom agency has set apart for books and films.
  test.each([
    '070-174 06 05',
    '0701740605',
    '070 174 06 05',
    '070-1740605',
    '+46 70 174 06 05',
    '+46701740605',
    '0046 70 174 06 05',
    '+46 (0)70-174 06 05',
    '08-465 004 00',
    '+46 8 465 004 00',
    '031-390 06 00',
    '(031) 390 06 00',
    '0980-319 200',
    '040\u2011628 04 00',
  ])('%s is one', (written) => {
    expect(kinds(`Ring ${written} vardagar.`)).toEqual([`phone ${written}`]);
  });

  test('after a word that says so, however it is written', () => {
    expect(kinds('tel: 0313900600')).toEqual(['phone 0313900600']);
    expect(kinds('ärende 0313900600')).toEqual([]);
  });

  test.each([
    '2022-03-18',
    '08-16',
    'kl. 08:16–09:30',
    'SKF 2022/00041',
    'KS 2021-00812',
    '900 00 Umeå',
    '2017:725',
    'N07020',
    '7f07-1234-5678',
    '1 000 000 kronor',
    '2024–2025',
    '0,5–1,25',
  ])('%s is none', (written) => {
    expect(kinds(`Se ${written} i planen.`)).toEqual([]);
  });

  test('the groups of a UUID are none, nor any other personal facts', () => {
    expect(kinds('uuid:4273bd3e-0528-4203-b147-8f62e12636c1')).toEqual([]);
    expect(kinds('urn:uuid:19121212-1212-4202-bb4a-070174060512, 0528-420310')).toEqual(['phone 0528-420310']);
    fc.assert(
      fc.property(fc.uuid(), (uuid) => kinds(`a ${uuid} b`).length === 0),
      runs(),
    );
  });

  test('a number that is allowed may stand, however it is parted', () => {
    expect(personalData('Växel 08-465 004 00.', { allowed: ['08-46500400'] })).toEqual([]);
  });
});

describe('addresses on the network', () => {
  test.each([
    '192.0.2.44',
    '203.0.113.7',
    '2001:db8::1',
    '2001:0db8:0000:0000:0000:ff00:0042:8329',
    'fe80::1ff:fe23:4567:890a',
  ])('%s is one', (written) => {
    expect(kinds(`Öppnad från ${written}.`)).toEqual([`ip ${written}`]);
  });

  test.each([
    'version 14.2.100.50',
    '1.2.3.4',
    '§ 4.12.200.1',
    '2022.03.18',
    '08:16:30',
    'a::b',
    '300.1.2.3',
    '1.3.6.1.4.1.311',
    '12:30',
  ])('%s is none', (written) => {
    expect(kinds(`Se ${written} i texten.`)).toEqual([]);
  });
});

test.each([
  ['08 465 004 00', 'phone'],
  ['031 390 06 00', 'phone'],
  ['070.174.06.05', 'phone'],
  ['alva.ek(at)regionen.example', 'email'],
  ['alva.ek [at] regionen.example', 'email'],
  ['alva.ek (snabel-a) regionen.example', 'email'],
  ['19121212 - 1212', 'personal-number'],
  ['1912.12.12-1212', 'personal-number'],
  ['701063-2391', 'personal-number'],
])('%s is found, however it is written', (written, kind) => {
  expect(personalData(`Nås på ${written} i veckan.`).map((fact) => [fact.kind, fact.text])).toEqual([[kind, written]]);
});

test.each([
  'registrator (at) regionen.example',
  '0114 0115 0117',
  '2024 (at) länet',
  'Dnr 2021-05123',
  '3.2.1.4',
  '5050-1055',
  '100 000 000',
])('%s is nobody’s', (written) => {
  expect(personalData(`Se ${written} i listan.`)).toEqual([]);
});

test('whatever the text: places lie within it, in order, none within another', () => {
  const pieces = fc.constantFrom(
    '19121212-1212',
    '070-174 06 05',
    'a.b@c.example',
    '192.0.2.44',
    ' ',
    '\n',
    'x',
    '-',
    '1',
    '@',
    ':',
    '::',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((all) => all.join('')),
      ),
      (text) => {
        let end = 0;
        for (const fact of personalData(text)) {
          expect(fact.start).toBeGreaterThanOrEqual(end);
          expect(fact.end).toBeGreaterThan(fact.start);
          expect(fact.end).toBeLessThanOrEqual(text.length);
          end = fact.end;
        }
      },
    ),
    runs(),
  );
});

test('a long line of digits and hyphens takes no time', () => {
  const began = performance.now();
  for (const piece of ['0', '0-', '19121212 ', 'a.', 'a@', ':', '1.', '07 ']) personalData(piece.repeat(20_000));
  expect(performance.now() - began).toBeLessThan(4000);
});

describe('switchboards', () => {
  test.each([
    'Växel: 08-465 004 00',
    'Växeln nås på 08-465 004 00.',
    'Kommunens telefonväxel, 0500-49 80 00',
    'Telefon 0500-49 80 00 (växel)',
    'Ring 0500-49 80 00, växeln.',
    'kontaktcenter: tel. 031-390 06 00',
    'Kontaktcenter (031-390 06 00)',
    'växel\u00a0+46 8 465 004 00',
    'the switchboard is at 08-465 004 00',
  ])('%j may stand', (written) => {
    expect(kinds(written)).toEqual([]);
  });

  test.each([
    ['Växel 08-465 004 00, direkt 08-465 004 17', '08-465 004 17'],
    ['Alva Ek 08-465 004 17, växel 08-465 004 00', '08-465 004 17'],
    ['Alva Ek 08-465 004 17, växel: +46 8 465 004 00', '08-465 004 17'],
    ['Växel 070-174 06 05', '070-174 06 05'],
    ['0701740605 (växel)', '0701740605'],
    ['växel +46 70 174 06 05', '+46 70 174 06 05'],
    ['Växeln stänger. Alva Ek, 08-465 004 17', '08-465 004 17'],
    ['Växeln hos Alva 08-465 004 17', '08-465 004 17'],
    ['växelvis 08-465 004 17', '08-465 004 17'],
    ['08-465 004 17 växlar', '08-465 004 17'],
  ])('%j: the other number is somebody’s', (written, number) => {
    expect(kinds(written)).toEqual([`phone ${number}`]);
  });
});
