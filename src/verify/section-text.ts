import type { Block, Inline } from '../model/document.js';

/** What an inline says on a page, with the signs that the layout puts around what came and went. */
function shown(inlines: readonly Inline[]): string {
  return inlines
    .map((inline): string => {
      switch (inline.type) {
        case 'text':
          return inline.text;
        case 'code':
          return `”${inline.text}”`;
        case 'break':
          return ' ';
        case 'insert':
          return `[+${shown(inline.children)}+]`;
        case 'delete':
          return `[−${shown(inline.children)}−]`;
        default:
          return shown(inline.children);
      }
    })
    .join('');
}

/** The words of blocks as pages show them, one string for each paragraph, heading and cell. */
export function piecesOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block): string[] => {
    switch (block.type) {
      case 'heading':
      case 'paragraph':
        return [shown(block.children)];
      case 'list':
        return block.items.flatMap(piecesOf);
      case 'quote':
        return piecesOf(block.blocks);
      case 'table':
        return [
          ...(block.caption === undefined ? [] : [block.caption]),
          ...[block.header, ...block.rows].flatMap((row) => row.map(shown)),
        ];
      case 'facts':
        return block.facts.flatMap(({ term, value }) => [term, shown(value)]);
      case 'clauses':
        return [...(block.lead ? [shown(block.lead)] : []), ...block.clauses.map(shown)];
      case 'signatures':
        return block.signers.flatMap(({ name, role }) => [name, role]);
    }
  });
}

/** Words without anything that depends on where lines end. */
export const bare = (words: string): string => words.normalize('NFC').replace(/[\s\u00ad\u200b\u2060\ufeff]+/gu, '');

/** Signs that a layout puts before the items of a list. */
const marker = /^(?:[•–▪◦‣*·-]|\d{1,3}[.)]|[a-z][.)])?$/u;

/** What the built-in layout says once, before the first mark. */
const legend = bare(
  'Så läses ändringarna: [+tillagd text+] är understruken och står inom plustecken, [−struken text−] är överstruken och står inom minustecken.',
);

/** What became of pieces looked for on pages: all there, one that is not, or words between them that belong to none. */
export type Found = { found: true } | { found: false; missing: string } | { found: false; extra: string };

/** What a section begins with stands in few other places; pages made to repeat it would only take time. */
const mostTries = 200;

/** Looks for the pieces one after the other in what pages show, with nothing between them but the signs of lists and the layout's legend. */
export function findPieces(pages: string, pieces: readonly string[]): Found {
  const wanted = pieces.map((piece) => ({ piece, letters: bare(piece) })).filter(({ letters }) => letters !== '');
  const [first] = wanted;
  if (!first) return { found: true };
  // Where each letter stands, so that what is found in between can be shown as it reads.
  const read = pages.normalize('NFC');
  const places: number[] = [];
  let all = '';
  for (const match of read.matchAll(/[^\s\u00ad\u200b\u2060\ufeff]+/gu)) {
    all += match[0];
    for (let at = 0; at < match[0].length; at += 1) places.push(match.index + at);
  }
  const asRead = (from: number, to: number): string =>
    read
      .slice(places[from], (places[to - 1] ?? 0) + 1)
      .replace(/\s+/g, ' ')
      .trim();
  let best: { at: number; result: Found } = { at: -1, result: { found: false, missing: first.piece } };
  let tries = 0;
  for (let start = all.indexOf(first.letters); start >= 0; start = all.indexOf(first.letters, start + 1)) {
    if ((tries += 1) > mostTries) break;
    const followed = follow(all, start, wanted, asRead);
    if (followed.result.found) return followed.result;
    if (followed.at > best.at) best = followed;
  }
  return best.result;
}

function follow(
  all: string,
  start: number,
  wanted: readonly { piece: string; letters: string }[],
  asRead: (from: number, to: number) => string,
): { at: number; result: Found } {
  let end = start;
  for (const [index, { piece, letters }] of wanted.entries()) {
    const next = all.indexOf(letters, end);
    if (next < 0) return { at: index, result: { found: false, missing: piece } };
    const between = all.slice(end, next).replace(legend, '');
    if (!marker.test(between)) {
      // Far away it stands by chance; near by, something was put in between.
      const near = between.length <= 400;
      return { at: index, result: { found: false, ...(near ? { extra: asRead(end, next) } : { missing: piece }) } };
    }
    end = next + letters.length;
  }
  return { at: wanted.length, result: { found: true } };
}
