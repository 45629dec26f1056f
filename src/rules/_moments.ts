/** First day that a moment (`2028`, `2028-05`, `2028-05-17`) covers, comparable as text. */
export const firstDay = (moment: string): string => `${moment}-01-01`.slice(0, 10);

/** Last day that a moment covers, comparable as text (a month ends on the 31st). */
export const lastDay = (moment: string): string =>
  moment.length === 4 ? `${moment}-12-31` : `${moment}-31`.slice(0, 10);

/** Wholly before: no day of `one` is in or after `two`. A month is not before its own year. */
export const isBefore = (one: string, two: string): boolean => lastDay(one) < firstDay(two);

/** The two moments share a day. */
export const overlaps = (one: string, two: string): boolean => !isBefore(one, two) && !isBefore(two, one);

const months = [
  ['januari', 'January'],
  ['februari', 'February'],
  ['mars', 'March'],
  ['april', 'April'],
  ['maj', 'May'],
  ['juni', 'June'],
  ['juli', 'July'],
  ['augusti', 'August'],
  ['september', 'September'],
  ['oktober', 'October'],
  ['november', 'November'],
  ['december', 'December'],
] as const;

/** A moment in words: 2028, maj 2028, 17 maj 2028. */
export function momentWords(moment: string): { sv: string; en: string } {
  const [year = '', month, day] = moment.split('-');
  const names = months[Number(month) - 1];
  if (!names) return { sv: year, en: year };
  if (day === undefined) return { sv: `${names[0]} ${year}`, en: `${names[1]} ${year}` };
  return { sv: `${Number(day)} ${names[0]} ${year}`, en: `${Number(day)} ${names[1]} ${year}` };
}

/** When something happens, in words: 2028, i maj 2028, den 17 maj 2028. */
export function atMoment(moment: string): { sv: string; en: string } {
  const { sv, en } = momentWords(moment);
  const before = { 4: ['', 'in '], 7: ['i ', 'in '] }[moment.length] ?? ['den ', 'on '];
  return { sv: `${before[0] ?? ''}${sv}`, en: `${before[1] ?? ''}${en}` };
}
