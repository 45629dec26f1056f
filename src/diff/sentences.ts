/** Abbreviations that what they shorten always follows, so that a capital after them begins no sentence. */
const leading = new Set(
  (
    'bl.a bl t.ex t ex s.k d.v.s dvs p.g.a pga m.a.o f.d fr.o.m t.o.m e.g i.e jfr enl inkl exkl resp ca cirka kap nr n:o st s:t s:ta sta dr prof ' +
    'doc tel avd bil dnr art mom prop rskr bet sid vol fig tab red kl avs hr fr kungl alt obs exv ev max min tf v.g vol lic fil'
  ).split(' '),
);

/** Abbreviations that as often as not end a sentence; then a capital after them begins the next. */
const trailing = new Set(
  'm.m mm m.fl o.s.v osv etc o.d e.d dyl o.dyl f ff kr tkr mkr mnkr st pst milj mdr tim'.split(' '),
);

// Where a sentence may end: a mark, what closes after it, and white space; a line end always does.
const candidate = /(?:([.!?…]+)([*_”"'’»)\]`~]*)([^\S\n]+)|\s*\n\s*)/gu;
const opening = /^[*_”"'’«»([\u2013\u2014`~-]*/u;

let segmenter: Intl.Segmenter | undefined;

/** Boundaries by the Unicode rules for Swedish. Made when first in doubt: it takes as long to load as the rest of a small comparison. */
function boundaries(text: string): Set<number> {
  segmenter ??= new Intl.Segmenter('sv', { granularity: 'sentence' });
  return new Set(Array.from(segmenter.segment(text), ({ index }) => index));
}

/**
 * Cuts a text into its sentences, each with the white space that follows it; together they are the text. The rules are those of
 * `Intl.Segmenter`, mended for what Swedish documents are full of: abbreviations (bl.a., kap., m.m.), initials, numbered items, marks of
 * emphasis and quotation after the full stop.
 */
export function sentences(text: string): string[] {
  const found: string[] = [];
  let start = 0;
  let known: Set<number> | undefined;
  for (const match of text.matchAll(candidate)) {
    const end = match.index + match[0].length;
    if (end >= text.length) break;
    const [, mark] = match;
    const before = text.slice(start, match.index);
    let ends: boolean | undefined = true;
    if (mark !== undefined) {
      ends = judged(before, mark, text.slice(end, end + 12).replace(opening, ''));
      if (ends === undefined) {
        known ??= boundaries(text);
        ends = false;
        // Emphasis and quotation marks may stand on either side of where the rules draw the line.
        for (let at = match.index + 1; at <= end && !ends; at += 1) ends = known.has(at);
      }
    }
    if (!ends) continue;
    found.push(text.slice(start, end));
    start = end;
  }
  if (start < text.length) found.push(text.slice(start));
  return found;
}

/** Whether a sentence ends here; undefined when only the Unicode rules can tell. */
function judged(before: string, mark: string, next: string): boolean | undefined {
  if (/^\p{Ll}/u.test(next)) return false;
  const begins = /^[\p{Lu}\p{N}]/u.test(next);
  if (mark !== '.') return begins || undefined;
  const word = /[^\s("”'*_[]*$/u.exec(before)?.[0] ?? '';
  const folded = word.toLowerCase();
  if (leading.has(folded)) return false;
  // A. Svensson; in “grupp A. Därefter” a reader hesitates too.
  if (/^\p{Lu}$/u.test(word)) return false;
  // “1. Förankra” is the number of what follows; “3.2. Ansvar” likewise.
  if (/^\d{1,3}(?:\.\d{1,3})*$/.test(word) && before.trim() === word) return false;
  if (trailing.has(folded)) return /^\p{Lu}/u.test(next);
  return (begins && /^\p{Ll}{3,}$/u.test(word)) || undefined;
}
