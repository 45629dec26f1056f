/** A message in both languages; which one is shown is decided by the reporter. */
export interface Text {
  sv: string;
  en: string;
}

/** The languages of messages. */
export type Language = keyof Text;

/** Makes a {@link Text}: Swedish first, since the readers are Swedish. */
export const text = (sv: string, en: string): Text => ({ sv, en });

/** “a, b och c” in the given language. */
export function listed(items: readonly string[], language: Language): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${language === 'sv' ? 'och' : 'and'} ${items.at(-1) ?? ''}`;
}

/** A title made comparable: composed letters, plain spaces and dashes, lower case, no closing punctuation. */
export function fold(title: string): string {
  if (isPlain.test(title)) return title.replace(/[.:;,]+$/, '').toLowerCase();
  return title
    .normalize('NFC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[“”„”»«]/g, '"')
    .replace(/[\u200b\u200c\u200d\ufeff\u00ad]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.:;,]+$/, '')
    .toLowerCase();
}

/** As {@link isEven}, without the quotation marks that have to be made alike. */
const isPlain =
  /^[!-~\u00a1-\u00aa\u00ac\u00ae-\u00ba\u00bc-\u017f]+(?: [!-~\u00a1-\u00aa\u00ac\u00ae-\u00ba\u00bc-\u017f]+)*$/;

/** One line of plain text: composed letters, plain single spaces. For titles, names, ids and dates; never for prose. */
export const oneLine = (value: string): string =>
  isEven.test(value) ? value : value.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Latin letters and signs with single spaces between, as most values are: nothing in them is composed, and nothing has to go. */
const isEven = /^[!-~\u00a1-\u00ac\u00ae-\u017f]+(?: [!-~\u00a1-\u00ac\u00ae-\u017f]+)*$/;

/** Prose as the model keeps it: composed letters and `\n` line ends; spaces are left as the author wrote them. */
export const prose = (value: string): string => value.normalize('NFC').replace(/\r\n?/g, '\n').trim();

/** An id from a title: ASCII, kebab-case; å and ä become a, ö becomes o (`Målbild` → `malbild`). */
export function slug(title: string): string {
  return title
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
