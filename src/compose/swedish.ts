const months = 'januari februari mars april maj juni juli augusti september oktober november december'.split(' ');
const numbers = 'noll en två tre fyra fem sex sju åtta nio tio elva tolv'.split(' ');

/** A year, month or day as it stands in running text: “2027”, “mars 2027”, “18 mars 2027”. */
export function spelledDate(moment: string): string {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(moment);
  if (!match) return moment;
  const [, year = '', month, day] = match;
  return [
    day === undefined ? '' : String(Number(day)),
    month === undefined ? '' : (months[Number(month) - 1] ?? month),
    year,
  ]
    .filter(Boolean)
    .join(' ');
}

/** A number in running text: in letters up to twelve. `one` is the form that suits the noun: “en” or “ett”. */
export const spelledNumber = (count: number, one: 'en' | 'ett' = 'en'): string =>
  count === 1 ? one : (numbers[count] ?? String(count));

/** With a capital first letter, as a sentence begins. */
export const capital = (sentence: string): string => sentence.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** With a small first letter, as inside a sentence; abbreviations and names of several capitals keep theirs. */
export const lowered = (phrase: string): string =>
  phrase.replace(/^\p{Lu}(?=\p{Ll}|\s)/u, (letter) => letter.toLowerCase());

/** With a full stop, unless it already ends in a mark of its own. */
export const stopped = (sentence: string): string =>
  /[.!?…:][”"»)\]]*$/.test(sentence.trim()) ? sentence.trim() : `${sentence.trim()}.`;

const ordinals = 'nollte första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte'.split(' ');

/** A place in an order, in running text: in letters up to twelve. */
export const spelledOrdinal = (place: number): string =>
  ordinals[place] ?? `${place}:${[1, 2].includes(place % 10) && ![11, 12].includes(place % 100) ? 'a' : 'e'}`;
