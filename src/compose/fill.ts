import type { Inline } from '../model/document.js';
import { capital } from './swedish.js';

/** Values for the placeholders of a phrase, by name. */
export type Values = Readonly<Record<string, string>>;

/** A phrase with its placeholders replaced. A placeholder without a value is left as written. */
export const filled = (phrase: string, values: Values): string =>
  phrase.replace(/\{([^{}]+)\}/g, (whole, name: string) => values[name] ?? whole);

/** The same as a sentence: with a capital first. */
export const fill = (phrase: string, values: Values): string => capital(filled(phrase, values));

const address = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|https?:\/\/[^\s<>”"]*[^\s<>”".,;:!?)\]]/gu;

/** Plain text as inlines, with its mail and web addresses as links. */
export function linked(plain: string): Inline[] {
  const inlines: Inline[] = [];
  let from = 0;
  for (const match of plain.matchAll(address)) {
    if (match.index > from) inlines.push({ type: 'text', text: plain.slice(from, match.index) });
    const [found] = match;
    inlines.push({
      type: 'link',
      url: found.includes('://') ? found : `mailto:${found}`,
      children: [{ type: 'text', text: found }],
    });
    from = match.index + found.length;
  }
  if (from < plain.length) inlines.push({ type: 'text', text: plain.slice(from) });
  return inlines;
}

/** The placeholders of a phrase, in order. */
export const placeholders = (phrase: string): string[] =>
  [...phrase.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? '');
