import type { Verdict } from '../model/verdict.js';

/** A semantics identifier for a natural person: its kind and country stay, what identifies does not (ETSI EN 319 412-1, 5.1.3). */
const identifier = /\b((?:PNO|PAS|IDC|TIN|TAX)[A-Z]{2}[-:])[\p{L}\p{N}.+-]+/gu;

/** A Swedish personal or co-ordination number, with or without century: a date (day up to 91), perhaps a sign, four digits. */
const number = /(?<!\d)((?:19|20)?\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])([-+ ]?)(\d{4})(?!\d)/g;

/** Text with personal numbers taken out: `PNOSE-••••`, `••••••••-••••`. */
export function maskPersonalNumbers(words: string): string {
  return words
    .replace(identifier, (_, kind: string) => `${kind}••••`)
    .replace(number, (_, year: string, _month, _day, sign: string) => `${'•'.repeat(year.length + 4)}${sign}••••`);
}

/** Keys whose values are made by this program, out of which nobody can be told. */
const ours = new Set(['sha256', 'der', 'serial', 'commit', 'file', 'value', 'signed', 'certificate', 'policy']);

function maskedValue(value: unknown, key: string | undefined): unknown {
  if (typeof value === 'string') return key !== undefined && ours.has(key) ? value : maskPersonalNumbers(value);
  if (Array.isArray(value)) return value.map((item) => maskedValue(item, key));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, maskedValue(inside, name)]));
}

/** A verdict with personal numbers taken out of every word in it, whatever it is shown as. */
export const masked = (verdict: Verdict): Verdict => maskedValue(verdict, undefined) as Verdict;
