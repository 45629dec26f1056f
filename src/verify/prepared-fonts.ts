import { Malformed } from '../core/malformed.js';
import { text, type Text } from '../core/text.js';
import { readToUnicode } from '../pdf/content-font.js';
import { decodeStream } from '../pdf/object-reader-filters.js';
import type { PdfDictionary } from '../pdf/object-reader.js';
import { entriesOf, entry, resolve, type View } from '../pdf/revisions-view.js';
import { dictionaries, placeOf, type PreparedContext, type PreparedFinding } from './prepared-context.js';

const nameAt = (view: View, entries: PdfDictionary | undefined, key: string): string | undefined =>
  entry(view, entries, key, 'name')?.value;

/** The font's program: its stream's object number, or `undefined` when it is not in the file. */
function programOf(view: View, font: PdfDictionary): number | undefined {
  const [first] = entry(view, font, 'DescendantFonts', 'array')?.items ?? [];
  const own = first ? entriesOf(resolve(view, first)) : font;
  const descriptor = entry(view, own, 'FontDescriptor', 'dictionary')?.entries;
  for (const key of ['FontFile', 'FontFile2', 'FontFile3']) {
    const program = descriptor?.get(key);
    if (program?.kind === 'reference') return program.number;
  }
  return undefined;
}

/** Adobe's names of single characters, as far as they are letters and digits. */
const digits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const letters: Record<string, string> = {
  aring: 'å',
  adieresis: 'ä',
  odieresis: 'ö',
  Aring: 'Å',
  Adieresis: 'Ä',
  Odieresis: 'Ö',
};

function characterOf(glyph: string): string | undefined {
  if (/^[A-Za-z]$/.test(glyph)) return glyph;
  const digit = digits.indexOf(glyph);
  if (digit >= 0) return String(digit);
  const code = /^uni([0-9A-F]{4})$/.exec(glyph)?.[1];
  return code === undefined ? letters[glyph] : String.fromCharCode(parseInt(code, 16));
}

/** Codes whose glyph, by the font's own encoding, is another letter than the one that is copied and read aloud. */
function swapped(context: PreparedContext, font: PdfDictionary): string | undefined {
  const { view, structure } = context;
  const differences = entry(view, entry(view, font, 'Encoding', 'dictionary')?.entries, 'Differences', 'array');
  const cmap = entry(view, font, 'ToUnicode', 'stream');
  if (!differences) return undefined;
  const unicode = cmap && readToUnicode(new TextDecoder('latin1').decode(decodeStream(cmap, structure.allowance)));
  let code = 0;
  for (const item of differences.items) {
    if (item.kind === 'number') code = item.value;
    if (item.kind !== 'name') continue;
    const shown = characterOf(item.value);
    // Without a map of its own, what is copied follows the glyph's name, but a plain letter's code is what old programs copy.
    const copied = unicode ? unicode.get(code) : code > 32 && code < 127 ? String.fromCharCode(code) : undefined;
    if (shown !== undefined && copied !== undefined && copied !== shown && /^[\p{L}\p{N}]$/u.test(copied))
      return `${copied} → ${shown}`;
    code += 1;
  }
  return undefined;
}

/** Can the letters of the text become others: fonts that are not in the file, that are drawings, or that say one letter and show another? */
export function fonts(context: PreparedContext): PreparedFinding[] {
  const { view } = context;
  const found: PreparedFinding[] = [];
  const programs = new Map<string, number>();
  for (const { object, entries } of dictionaries(context)) {
    const subtype = nameAt(view, entries, 'Subtype') ?? '';
    if (nameAt(view, entries, 'Type') !== 'Font' || subtype.startsWith('CIDFont')) continue;
    const base = nameAt(view, entries, 'BaseFont') ?? '?';
    const say = (what: Text): void => void found.push({ kind: 'font', place: placeOf(context, object), what });
    if (subtype === 'Type3') {
      say(
        text(
          `typsnittet ${base} är teckningar och kan visa vad som helst`,
          `the font ${base} is drawings, and can show anything`,
        ),
      );
      continue;
    }
    const program = programOf(view, entries);
    if (program === undefined) {
      say(
        text(
          `typsnittet ${base} finns inte i filen, så varje läsare visar sitt eget`,
          `the font ${base} is not in the file, so every reader shows its own`,
        ),
      );
      continue;
    }
    const other = programs.get(base);
    if (other !== undefined && other !== program)
      say(text(`två typsnitt i filen heter ${base}`, `two fonts of the file are called ${base}`));
    programs.set(base, program);
    try {
      const swap = swapped(context, entries);
      if (swap !== undefined)
        say(
          text(
            `typsnittet ${base} visar andra bokstäver än dem som läses upp (${swap})`,
            `the font ${base} shows other letters than those that are read aloud (${swap})`,
          ),
        );
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      say(error.text);
    }
  }
  return found;
}
