import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import type { PdfDictionary, PdfValue } from './object-reader.js';
import { catalogOf, entriesOf, resolve, type View } from './revisions-view.js';

/** One page with what it inherits (ISO 32000-1, 7.7.3.4). */
export interface Page {
  /** Number of its object. */
  object: number;
  entries: PdfDictionary;
}

const inherited = ['Resources', 'MediaBox', 'CropBox', 'Rotate'];
const mostPages = 10_000;
const deepest = 64;

/** The pages as of `view`, in order. Throws {@link Malformed} for a tree that is a circle, too deep or too large. */
export function pagesOf(view: View): Page[] {
  const pages: Page[] = [];
  const seen = new Set<number>();
  const visit = (item: PdfValue | undefined, from: PdfDictionary, depth: number): void => {
    const entries = entriesOf(resolve(view, item));
    if (item?.kind !== 'reference' || !entries) return;
    if (seen.has(item.number) || depth > deepest || pages.length >= mostPages) {
      throw new Malformed(text('Sidträdet går inte att följa.', 'The page tree cannot be followed.'), 0);
    }
    seen.add(item.number);
    const own: PdfDictionary = new Map(entries);
    for (const key of inherited) {
      const value = from.get(key);
      if (value && !own.has(key)) own.set(key, value);
    }
    const kids = resolve(view, entries.get('Kids'));
    if (kids?.kind === 'array') for (const kid of kids.items) visit(kid, own, depth + 1);
    else pages.push({ object: item.number, entries: own });
  };
  visit(catalogOf(view)?.get('Pages'), new Map(), 0);
  return pages;
}
