import { lazily } from './lazily.js';

/** One stretch of a text that is a personal fact, by UTF-16 offsets. */
export interface PersonalFact {
  kind: 'personal-number' | 'email' | 'phone' | 'ip';
  start: number;
  end: number;
  /** As written. */
  text: string;
}

// What may stand between the parts: spaces of any kind, line ends, and marks that are not seen.
const gap = '[\\s\\u00ad\\u200b\\u2060]*';
const sign = '[-+\\u2010-\\u2015\\u2212]';
// No letter or digit, and no number that goes on, on either side: 4.2022-…, A19….
// What is cheap to see comes first: most places are no digit.
const before = '(?=\\d)(?<![\\p{L}\\p{N}])(?<!\\p{N}[-.,:/\\u2010-\\u2015])';
const after = '(?![\\p{L}\\p{N}])(?![-.,:/\\u2010-\\u2015]\\p{N})';

const patterns = lazily((): readonly RegExp[] => [
  // 19121212-1212, 121212+1212, 191212121212, 121212 1212
  new RegExp(`${before}(18|19|20)?(\\d\\d)(\\d\\d)(\\d\\d)${gap}${sign}?${gap}(\\d{3})${gap}(\\d)${after}`, 'gu'),
  // 1912-12-12-1212, 19 12 12-1212: only with a sign before the last four, since a time may follow a date.
  new RegExp(
    `${before}(18|19|20)?\\s?(\\d\\d)[-. \\u00a0]?(\\d\\d)[-. \\u00a0]?(\\d\\d)${gap}${sign}${gap}(\\d{3})(\\d)${after}`,
    'gu',
  ),
  // PNOSE-191212121212, as in certificates.
  new RegExp(`(?=\\d)(?<=[A-Z]{5}-)(18|19|20)?(\\d\\d)(\\d\\d)(\\d\\d)(-?)(\\d{3})(\\d)${after}`, 'gu'),
]);

/** The check digit of nine digits (Luhn, ISO/IEC 7812-1 annex B). */
function checkDigit(digits: string): number {
  const sum = [...digits].reduce((total, digit, index) => {
    const weighed = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

function isDate(century: string | undefined, year: string, month: number, day: number): boolean {
  const years = century === undefined ? [`19${year}`, `20${year}`] : [`${century}${year}`];
  return years.some((full) => {
    const date = new Date(Date.UTC(Number(full), month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  });
}

const tenDigits = /\d(?:[\s.+\u00ad\u200b\u2010-\u2015\u2060\u2212-]{0,40}\d){9}/;

/**
 * Personnummer and samordningsnummer (the day plus 60) with ten or twelve digits, a date that exists and the right check digit, however they are
 * parted. Numbers of organisations have no such date.
 */
export function personalNumbers(text: string): PersonalFact[] {
  const found: PersonalFact[] = [];
  // Ten digits, however they are parted; most texts have years and nothing longer.
  if (!tenDigits.test(text)) return found;
  for (const pattern of patterns()) {
    for (const match of text.matchAll(pattern)) {
      const [whole, century, year = '', month = '', day = ''] = match;
      const [digit = '', serial = ''] = [match.at(-1), match.at(-2)];
      const start = match.index;
      const end = start + whole.length;
      const right = checkDigit(`${year}${month}${day}${serial}`) === Number(digit);
      const date = Number(day) > 60 ? Number(day) - 60 : Number(day);
      if (!right || !isDate(century, year, Number(month), date)) continue;
      if (!found.some((other) => start < other.end && other.start < end)) {
        found.push({ kind: 'personal-number', start, end, text: whole });
      }
    }
  }
  return found;
}
