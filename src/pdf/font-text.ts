import { decodeStream, type Budget } from './object-reader-filters.js';
import type { PdfDictionary } from './object-reader.js';
import { entriesOf, entry, resolve, type View } from './revisions-view.js';

/** How the strings of one font are read: code by code, each with its letters and its width in thousandths of the font size. */
export interface FontText {
  /** Bytes per code. */
  size: 1 | 2;
  /** The letters of a code; `undefined` when the file does not say. */
  letters(code: number): string | undefined;
  width(code: number): number;
}

const hexBytes = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits.replace(/\s+/g, ''), 'hex'));
const utf16 = (digits: string): string => new TextDecoder('utf-16be').decode(hexBytes(digits));

/** A ToUnicode CMap (ISO 32000-1, 9.10.3) as a table. Ranges are cut at the 65,536 codes there can be. */
function readToUnicode(cmap: string): Map<number, string> {
  const table = new Map<number, string>();
  for (const [, block = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = '', letters = ''] of block.matchAll(/<([\da-f\s]+)>\s*<([\da-f\s]*)>/gi)) {
      table.set(parseInt(code, 16), utf16(letters));
    }
  }
  for (const [, block = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    const ranges = block.matchAll(/<([\da-f\s]+)>\s*<([\da-f\s]+)>\s*(?:<([\da-f\s]*)>|\[([^\]]*)\])/gi);
    for (const [, from = '', to = '', first, list] of ranges) {
      const start = parseInt(from, 16);
      const end = Math.min(parseInt(to, 16), start + 0xffff);
      const each = [...(list ?? '').matchAll(/<([\da-f\s]*)>/gi)].map(([, digits = '']) => utf16(digits));
      const begin = utf16(first ?? '');
      const last = begin.charCodeAt(begin.length - 1);
      for (let code = start; code <= end; code += 1) {
        const letters =
          list === undefined ? begin.slice(0, -1) + String.fromCharCode(last + code - start) : each[code - start];
        if (letters !== undefined) table.set(code, letters);
      }
    }
  }
  return table;
}

const numbers = (view: View, font: PdfDictionary | undefined, key: string): (number | undefined)[] =>
  (entry(view, font, key, 'array')?.items ?? []).map((item) => {
    const value = resolve(view, item);
    return value?.kind === 'number' ? value.value : undefined;
  });

/** /W of a CIDFont (ISO 32000-1, 9.7.4.3). */
function cidWidths(view: View, descendant: PdfDictionary | undefined): Map<number, number> {
  const widths = new Map<number, number>();
  const items = entry(view, descendant, 'W', 'array')?.items ?? [];
  for (let index = 0; index + 1 < items.length;) {
    const first = resolve(view, items[index]);
    const second = resolve(view, items[index + 1]);
    if (first?.kind !== 'number') break;
    if (second?.kind === 'array') {
      second.items.forEach((item, offset) => {
        const width = resolve(view, item);
        if (width?.kind === 'number') widths.set(first.value + offset, width.value);
      });
      index += 2;
    } else {
      const third = resolve(view, items[index + 2]);
      if (second?.kind !== 'number' || third?.kind !== 'number') break;
      const end = Math.min(second.value, first.value + 0xffff);
      for (let code = first.value; code <= end; code += 1) widths.set(code, third.value);
      index += 3;
    }
  }
  return widths;
}

const plain = new TextDecoder('windows-1252');
const plainLetters = (code: number): string => plain.decode(Uint8Array.of(code));

/** How a font's strings are read. Without a ToUnicode table a simple font is taken to be Windows Latin. */
export function fontText(view: View, font: PdfDictionary, allowance: Budget): FontText {
  const cmap = entry(view, font, 'ToUnicode', 'stream');
  const table = cmap && readToUnicode(new TextDecoder('latin1').decode(decodeStream(cmap, allowance)));
  if (entry(view, font, 'Subtype', 'name')?.value === 'Type0') {
    const descendant = entriesOf(resolve(view, entry(view, font, 'DescendantFonts', 'array')?.items[0]));
    const widths = cidWidths(view, descendant);
    const otherwise = entry(view, descendant, 'DW', 'number')?.value ?? 1000;
    return { size: 2, letters: (code) => table?.get(code), width: (code) => widths.get(code) ?? otherwise };
  }
  const first = entry(view, font, 'FirstChar', 'number')?.value ?? 0;
  const widths = numbers(view, font, 'Widths');
  return {
    size: 1,
    letters: (code) => table?.get(code) ?? (table ? undefined : plainLetters(code)),
    width: (code) => widths[code - first] ?? 500,
  };
}
