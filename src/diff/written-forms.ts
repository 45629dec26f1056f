import { lazily } from '../core/lazily.js';

/** What an abbreviation stands for, when it stands for one thing. Full stops and spaces in it may be left out. */
const abbreviations: Readonly<Record<string, string>> = {
  't.ex': 'till exempel',
  'bl.a': 'bland annat',
  'm.m': 'med mera',
  'm.fl': 'med flera',
  'm.a.o': 'med andra ord',
  'd.v.s': 'det vill säga',
  'o.s.v': 'och så vidare',
  'p.g.a': 'på grund av',
  'fr.o.m': 'från och med',
  't.o.m': 'till och med',
  'f.n': 'för närvarande',
  'f.d': 'före detta',
  ca: 'cirka',
  'c:a': 'cirka',
  resp: 'respektive',
  enl: 'enligt',
  inkl: 'inklusive',
  exkl: 'exklusive',
  kap: 'kapitel',
  nr: 'nummer',
  jfr: 'jämför',
  kl: 'klockan',
  kr: 'kronor',
  tkr: 'tusen kronor',
  mkr: 'miljoner kronor',
  mnkr: 'miljoner kronor',
  mdkr: 'miljarder kronor',
  milj: 'miljoner',
};

const spelledOut = new Map(Object.entries(abbreviations).map(([short, long]) => [short.replace(/\./g, ''), long]));
const abbreviation = lazily(
  () =>
    new RegExp(
      `(?<![\\p{L}\\p{N}.-])(?:${Object.keys(abbreviations)
        .map((short) => short.replace(/\./g, '\\.? ?'))
        .sort((a, b) => b.length - a.length)
        .join('|')})(?:\\.(?!\\p{L})|(?![\\p{L}\\p{N}:-]))`,
      'giu',
    ),
);

const numerals = new Map(
  'två tre fyra fem sex sju åtta nio tio elva tolv'.split(' ').map((word, at) => [word, at + 2]),
);
const numeral = lazily(
  () => new RegExp(`(?<![\\p{L}\\p{N}-])(?:${[...numerals.keys()].join('|')})(?![\\p{L}\\p{N}-])`, 'giu'),
);

const months = 'januari februari mars april maj juni juli augusti september oktober november december'.split(' ');
const month = `(${months.map((name) => (name.length > 4 ? `${name}|${name.slice(0, 3)}` : name)).join('|')})\\.?`;
const dayOfMonth = lazily(
  () => new RegExp(`(?<![\\p{L}\\p{N}])(?:den )?(\\d{1,2})(?::[ae]|\\.)? ${month} (\\d{4})(?!\\d)`, 'giu'),
);
const slashed = /(?<![\d/])(?:den )?(\d{1,2})\/(\d{1,2}) (\d{4})(?!\d)/giu;
const monthOfYear = lazily(() => new RegExp(`(?<![\\p{L}\\p{N}])${month} (\\d{4})(?!\\d)`, 'giu'));

const padded = (number: number | string): string => String(number).padStart(2, '0');
const monthNumber = (name: string): string =>
  padded(months.findIndex((each) => each.startsWith(name.toLowerCase().slice(0, 3))) + 1);

/**
 * Writes what can be written in several ways in one of them: dates (1 januari 2023, 1/1 2023, 2023-01-01), percent and crowns, figures up
 * to twelve in letters, abbreviations spelled out, & for och. Two texts that differ in this only say the same.
 */
export function inOneForm(text: string): string {
  return text
    .replace(
      dayOfMonth(),
      (_, day: string, name: string, year: string) => `${year}-${monthNumber(name)}-${padded(day)}`,
    )
    .replace(slashed, (_, day: string, number: string, year: string) => `${year}-${padded(number)}-${padded(day)}`)
    .replace(monthOfYear(), (_, name: string, year: string) => `${year}-${monthNumber(name)}`)
    .replace(/(\d) ?%(?!-)/g, '$1 procent')
    .replace(abbreviation(), (short) => spelledOut.get(short.toLowerCase().replace(/[. ]/g, '')) ?? short)
    .replace(numeral(), (word) => String(numerals.get(word.toLowerCase()) ?? word))
    .replace(/ & /g, ' och ');
}
