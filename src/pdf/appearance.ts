import { decodePDFRawStream, PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream, PDFRef } from 'pdf-lib';
import type { PDFContext, PDFObject } from 'pdf-lib';

/** Key of the font in the form’s default resources that appearances are drawn with. */
export const appearanceFontKey = PDFName.of('FardplanSans');

/** As much of an opened PDF as an appearance needs: a `PdfBase`, or a pdf-lib document's context and catalog. */
export interface AppearanceBase {
  context: PDFContext;
  catalog: PDFDict;
  /** The object behind a reference; the value itself otherwise. */
  resolve(value: PDFObject | undefined): PDFObject | undefined;
}

const name = (value: string): PDFName => PDFName.of(value);

interface AppearanceFont {
  ref: PDFRef;
  /** Character → glyph number (CID, two bytes) and width in thousandths of the size. */
  glyphs: Map<string, { code: number; width: number }>;
}

/** Glyph numbers by character, from the font's ToUnicode map (ISO 32000-1, 9.10.3). */
function unicodeMap(cmap: string): Map<string, number> {
  const map = new Map<string, number>();
  const characters = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, section] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code, to] of (section ?? '').matchAll(/<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>/g)) {
      if (code && to) map.set(characters(to), parseInt(code, 16));
    }
  }
  for (const [, section] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from, until, to] of (section ?? '').matchAll(
      /<([\da-fA-F]+)>\s*<([\da-fA-F]+)>\s*<([\da-fA-F]+)>/g,
    )) {
      if (!from || !until || !to) continue;
      const first = parseInt(to, 16);
      for (let code = parseInt(from, 16); code <= parseInt(until, 16); code += 1) {
        map.set(String.fromCodePoint(first + code - parseInt(from, 16)), code);
      }
    }
  }
  return map;
}

/** Widths by glyph number, from the font's `W` array (ISO 32000-1, 9.7.4.3). */
function widthMap(widths: readonly (PDFObject | undefined)[]): Map<number, number> {
  const map = new Map<number, number>();
  const number = (value: PDFObject | undefined): number => (value instanceof PDFNumber ? value.asNumber() : 0);
  for (let index = 0; index + 1 < widths.length;) {
    const first = number(widths[index]);
    const next = widths[index + 1];
    if (next instanceof PDFArray) {
      for (const [at, width] of next.asArray().entries()) map.set(first + at, number(width));
      index += 2;
    } else {
      for (let code = first; code <= number(next); code += 1) map.set(code, number(widths[index + 2]));
      index += 3;
    }
  }
  return map;
}

function appearanceFont({ catalog, resolve }: AppearanceBase): AppearanceFont | undefined {
  const inside = (owner: PDFObject | undefined, key: PDFName): PDFObject | undefined =>
    owner instanceof PDFDict ? resolve(owner.get(key)) : undefined;
  const fonts = inside(inside(inside(catalog, name('AcroForm')), name('DR')), name('Font'));
  const ref = fonts instanceof PDFDict ? fonts.get(appearanceFontKey) : undefined;
  const font = inside(fonts, appearanceFontKey);
  const cmap = inside(font, name('ToUnicode'));
  const descendants = inside(font, name('DescendantFonts'));
  const descendant = descendants instanceof PDFArray ? resolve(descendants.get(0)) : undefined;
  const widths = inside(descendant, name('W'));
  if (!(ref instanceof PDFRef) || !(cmap instanceof PDFRawStream) || !(widths instanceof PDFArray)) return undefined;
  const usual = inside(descendant, name('DW'));
  const fallback = usual instanceof PDFNumber ? usual.asNumber() : 1000;
  const byCode = widthMap(widths.asArray().map((value) => resolve(value)));
  const codes = unicodeMap(Buffer.from(decodePDFRawStream(cmap).decode()).toString('latin1'));
  const glyphs = new Map([...codes].map(([letter, code]) => [letter, { code, width: byCode.get(code) ?? fallback }]));
  return { ref, glyphs };
}

/** The letter itself, else without its marks, else a question mark: an appearance never has a missing glyph. */
function glyphsOf(font: AppearanceFont, line: string): { code: number; width: number }[] {
  return [...line.normalize('NFC').replace(/\s+/g, ' ')].flatMap((letter) => {
    const bare = letter.normalize('NFD').charAt(0);
    const glyph = font.glyphs.get(letter) ?? font.glyphs.get(bare) ?? font.glyphs.get('?');
    return glyph ? [glyph] : [];
  });
}

const number = (value: number): string => String(Math.round(value * 1000) / 1000);

/**
 * An appearance stream with lines of text for a signature widget of `width` × `height` points, or `undefined` when the document
 * carries no font for it (it is not one of ours). Register it and set it as `/AP /N`; it conforms to PDF/A-3, without transparency.
 */
export function signatureAppearance(
  base: AppearanceBase,
  { lines, width, height }: { lines: readonly string[]; width: number; height: number },
): PDFRawStream | undefined {
  const font = appearanceFont(base);
  if (!font || lines.length === 0 || width <= 0 || height <= 0) return undefined;
  const set = lines.map((line) => glyphsOf(font, line));
  const widest = Math.max(1, ...set.map((glyphs) => glyphs.reduce((sum, glyph) => sum + glyph.width, 0)));
  const margin = Math.min(6, width / 10, height / 10);
  const size = Math.min(9, ((width - 2 * margin) * 1000) / widest, (height - 2 * margin) / (lines.length * 1.25));
  const leading = size * 1.25;
  // Cap height and descender of the font place the block of lines in the middle of the room.
  const top = height / 2 + (leading * lines.length) / 2 - size * 0.95;
  const shown = set.map(
    (glyphs) => `<${glyphs.map((glyph) => glyph.code.toString(16).padStart(4, '0')).join('')}> Tj T*`,
  );
  const content = `q BT 0 g /F ${number(size)} Tf ${number(leading)} TL ${number(margin)} ${number(top)} Td\n${shown.join('\n')}\nET Q\n`;
  return base.context.stream(content, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, width, height],
    Resources: { Font: { F: font.ref } },
  });
}
