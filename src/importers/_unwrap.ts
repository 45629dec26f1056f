/** A line of a text with its number in the file, from 1. */
export interface NumberedLine {
  text: string;
  line: number;
}

/** A paragraph, a heading's line or an item of a list, with hard-wrapped lines joined. */
export interface Passage {
  kind: 'line' | 'paragraph' | 'item';
  text: string;
  line: number;
}

const item = /^(?:[•·▪▫◦‣●○■□\uf0b7\u2043]\s*|[-–—*]\s+|(?:[a-z]|\d{1,2})\)\s+|\d{1,2}\.\s+)(?=\S)/;
const pageNumber =
  /^(?:[-–—]\s*)?(?:(?:sida|sid\.?|page)\s*)?\d{1,4}(?:\s*(?:\(\s*\d{1,4}\s*\)|\/\s*\d{1,4}|av\s+\d{1,4}|of\s+\d{1,4}))?(?:\s*[-–—])?$/i;
// A number alone may belong to the text; with the number of pages, or marked as one, it does not.
const surelyPageNumber =
  /^(?:[-–—]\s*\d{1,4}\s*[-–—]|(?:sida|sid\.?|page)\s*\d.*|\d{1,4}\s*(?:\(\s*\d{1,4}\s*\)|\/\s*\d{1,4}|av\s+\d{1,4}))$/i;

/** Parts pages' headers, footers and numbers from the lines of a text that was copied out of pages. `removed` holds each line once. */
export function withoutPageFurniture(whole: string): { lines: NumberedLine[]; removed: string[] } {
  const pages: NumberedLine[][] = [[]];
  let line = 0;
  for (const raw of whole.split('\n')) {
    line += 1;
    for (const [index, text] of raw.split('\f').entries()) {
      if (index > 0) pages.push([]);
      pages.at(-1)?.push({ text: text.trimEnd(), line });
    }
  }
  const key = (text: string): string => text.trim().replace(/\d+/g, '0');
  const edges = (page: readonly NumberedLine[]): NumberedLine[] => {
    const full = page.filter(({ text }) => text.trim() !== '');
    return [...new Set([...full.slice(0, 3), ...full.slice(-3)])];
  };
  const seen = new Map<string, number>();
  for (const page of pages)
    for (const name of new Set(edges(page).map(({ text }) => key(text)))) seen.set(name, (seen.get(name) ?? 0) + 1);
  const removed = new Set<string>();
  const lines = pages.flatMap((page) => {
    const atEdge = new Set(edges(page));
    return page.filter((each) => {
      const text = each.text.trim();
      const repeated = pages.length > 1 && atEdge.has(each) && (seen.get(key(text)) ?? 0) > 1 && text.length <= 120;
      const numbered = surelyPageNumber.test(text) || (pages.length > 1 && atEdge.has(each) && pageNumber.test(text));
      if (text === '' || !(repeated || numbered)) return true;
      removed.add(text);
      return false;
    });
  });
  return { lines, removed: [...removed] };
}

/**
 * Joins hard-wrapped lines into paragraphs and mends words that were cut at the end of a line. `standsAlone` tells lines that are never a part
 * of a paragraph, such as headings.
 */
export function unwrap(lines: readonly NumberedLine[], standsAlone: (line: string) => boolean): Passage[] {
  const found: Passage[] = [];
  const width = usualWidth(lines);
  let open: Passage | undefined;
  let last = '';
  const close = (): void => {
    open = undefined;
  };
  for (const { text: raw, line } of lines) {
    const text = raw.trim();
    if (text === '') {
      close();
      continue;
    }
    if (standsAlone(text)) {
      found.push({ kind: 'line', text, line });
      close();
      continue;
    }
    const opensItem = item.test(text);
    if (open && !opensItem && !endsParagraph(last, text, width)) open.text = joined(open.text, text);
    else {
      open = {
        kind: opensItem ? 'item' : 'paragraph',
        text: opensItem ? text.replace(/^(?:[^\p{L}\p{N}\s]\s*)(?=\S)/u, '') : text,
        line,
      };
      found.push(open);
    }
    last = text;
  }
  return found;
}

/** How long full lines are: nine of ten are no longer. */
function usualWidth(lines: readonly NumberedLine[]): number {
  const lengths = lines
    .map(({ text }) => text.trim().length)
    .filter((length) => length > 0)
    .toSorted((a, b) => a - b);
  return lengths[Math.floor(lengths.length * 0.9)] ?? 0;
}

/** A line that ends a sentence well before the margin was the last of its paragraph. */
function endsParagraph(line: string, next: string, width: number): boolean {
  const word = /^\S+/.exec(next)?.[0] ?? '';
  const room = width - line.length > word.length + 1;
  if (/[.!?:”"]$/.test(line)) return line.length < width * 0.8 && room;
  // Without an end of sentence, only a line far too short is one of its own.
  return line.length < width * 0.5 && room && /^[\p{Lu}\d]/u.test(next);
}

function joined(before: string, next: string): string {
  if (before.endsWith('\u00ad')) return before.slice(0, -1) + next;
  if (!/\p{L}[-\u2010]$/u.test(before)) return `${before} ${next}`;
  // “vård- och omsorg” keeps its hyphen; so does a name, “Nord-Sverige”.
  if (/^(?:och|eller|samt|respektive|men|till)\b/.test(next)) return `${before} ${next}`;
  return /^\p{Ll}/u.test(next) ? before.slice(0, -1) + next : before + next;
}
