import { decodeStream } from './object-reader-filters.js';
import type { PdfDictionary, PdfValue } from './object-reader.js';
import type { PdfStructure } from './revisions.js';
import { entriesOf, entry, resolve, type View } from './revisions-view.js';

/** What is needed of a font to tell where its text goes, and which letters it stands for. */
export interface ContentFont {
  /** Bytes per character code. */
  codeLength: 1 | 2;
  /** Advance of a code in thousandths of the size. */
  width(code: number): number;
  /** Text of a code by its /ToUnicode; `undefined` when it does not say. */
  unicode: ReadonlyMap<number, string>;
}

/** No font that people write with maps more; a range made to fill the memory stops here. */
const mostCodes = 200_000;

const numberOf = (view: View, value: PdfValue | undefined): number | undefined => {
  const found = resolve(view, value);
  return found?.kind === 'number' ? found.value : undefined;
};

/** Widths of a CID font, /W (ISO 32000-1, 9.7.4.3). */
function cidWidths(view: View, font: PdfDictionary): Map<number, number> {
  const widths = new Map<number, number>();
  const items = entry(view, font, 'W', 'array')?.items ?? [];
  let left = mostCodes;
  for (let index = 0; index < items.length && left > 0;) {
    const first = numberOf(view, items[index]) ?? 0;
    const second = resolve(view, items[index + 1]);
    if (second?.kind === 'array') {
      second.items.forEach((item, offset) => widths.set(first + offset, numberOf(view, item) ?? 0));
      left -= second.items.length + 1;
      index += 2;
    } else {
      const last = Math.min(numberOf(view, items[index + 1]) ?? first, first + 65_535);
      const width = numberOf(view, items[index + 2]) ?? 0;
      for (let code = first; code <= last; code += 1) widths.set(code, width);
      left -= Math.max(1, last - first);
      index += 3;
    }
  }
  return widths;
}

const utf16 = (hex: string): string =>
  new TextDecoder('utf-16be').decode(Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16)));

/** The `bfchar` and `bfrange` entries of a ToUnicode CMap (ISO 32000-1, 9.10.3). */
export function readToUnicode(cmap: string): Map<number, string> {
  const found = new Map<number, string>();
  let left = mostCodes;
  for (const [, body = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code = '', value = ''] of body.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]*)>/gi))
      found.set(parseInt(code, 16), utf16(value));
  for (const [, body = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = '', to = '', value, list] of body.matchAll(
      /<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*(?:<([0-9a-f]*)>|\[([^\]]*)\])/gi,
    )) {
      const first = parseInt(from, 16);
      const last = Math.min(parseInt(to, 16), first + 65_535);
      const values =
        list === undefined ? [] : [...list.matchAll(/<([0-9a-f]*)>/gi)].map(([, each = '']) => utf16(each));
      for (let code = first; code <= last && left > 0; code += 1) {
        left -= 1;
        const start = utf16(value ?? '');
        const point = (start.codePointAt(0) ?? 0) + code - first;
        found.set(
          code,
          list === undefined ? String.fromCodePoint(Math.min(point, 0x10ffff)) : (values[code - first] ?? ''),
        );
      }
    }
  }
  return found;
}

/** Reads a font dictionary as far as laying out its text asks. Throws `Malformed` when its streams cannot be unpacked. */
export function contentFont(structure: PdfStructure, view: View, font: PdfDictionary): ContentFont {
  const cmap = entry(view, font, 'ToUnicode', 'stream');
  const unicode = cmap
    ? readToUnicode(new TextDecoder('latin1').decode(decodeStream(cmap, structure.allowance)))
    : new Map<number, string>();
  if (entry(view, font, 'Subtype', 'name')?.value === 'Type0') {
    const [first] = entry(view, font, 'DescendantFonts', 'array')?.items ?? [];
    const descendant = entriesOf(resolve(view, first)) ?? new Map<string, PdfValue>();
    const widths = cidWidths(view, descendant);
    const otherwise = numberOf(view, descendant.get('DW')) ?? 1000;
    return { codeLength: 2, unicode, width: (code) => widths.get(code) ?? otherwise };
  }
  const widths = entry(view, font, 'Widths', 'array')?.items ?? [];
  const first = numberOf(view, font.get('FirstChar')) ?? 0;
  return { codeLength: 1, unicode, width: (code) => numberOf(view, widths[code - first]) ?? 500 };
}
