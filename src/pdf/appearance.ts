import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFObjectCopier,
  PDFRawStream,
  PDFRef,
} from 'pdf-lib';
import { sansFamily } from './fonts.js';
import { typesetPlain } from './typeset.js';

/** Key of the font in the form's default resources that later appearances are drawn with. */
const fontKey = PDFName.of('FardplanSans');
const name = (value: string): PDFName => PDFName.of(value);

/** Every letter a Swedish or European name can need, and the signs of a date: Latin, Latin-1, Latin Extended-A. */
const letters = ((): string => {
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)).join('');
  return `${range(0x21, 0x7e)}${range(0xa1, 0xac)}${range(0xae, 0x148)}${range(0x14a, 0x17e)}ȘșȚț–—‘’“”•…€`;
})();

/**
 * Puts a font with all European Latin letters in the form's default resources, taken from an invisible page that Typst sets.
 * Signing then draws its lines with a font that is embedded already, and needs neither Typst nor font files.
 */
export async function embedAppearanceFont(document: PDFDocument, fonts: readonly Uint8Array[]): Promise<void> {
  const form = document.catalog.lookupMaybe(name('AcroForm'), PDFDict);
  if (!form) return;
  const source = `#set page(width: auto, height: auto)
#set document(title: "-", date: auto)
#set text(font: ${JSON.stringify(sansFamily)}, fallback: false, ligatures: false, kerning: false)
#${JSON.stringify(`${letters} `)}`;
  const specimen = await PDFDocument.load(await typesetPlain(source, fonts), { updateMetadata: false });
  const resources = specimen.getPage(0).node.Resources();
  const font = resources?.lookup(name('Font'), PDFDict).values()[0];
  if (!(font instanceof PDFRef)) return;
  const copied = PDFObjectCopier.for(specimen.context, document.context).copy(font);
  form.set(name('DR'), document.context.obj({ Font: { [fontKey.decodeText()]: copied } }));
}

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
function widthMap(widths: PDFArray): Map<number, number> {
  const map = new Map<number, number>();
  const number = (index: number): number => widths.lookupMaybe(index, PDFNumber)?.asNumber() ?? 0;
  for (let index = 0; index + 1 < widths.size();) {
    const first = number(index);
    const next = widths.lookup(index + 1);
    if (next instanceof PDFArray) {
      for (let at = 0; at < next.size(); at += 1) map.set(first + at, next.lookup(at, PDFNumber).asNumber());
      index += 2;
    } else {
      for (let code = first; code <= number(index + 1); code += 1) map.set(code, number(index + 2));
      index += 3;
    }
  }
  return map;
}

function appearanceFont(document: PDFDocument): AppearanceFont | undefined {
  const fonts = document.catalog
    .lookupMaybe(name('AcroForm'), PDFDict)
    ?.lookupMaybe(name('DR'), PDFDict)
    ?.lookupMaybe(name('Font'), PDFDict);
  const ref = fonts?.get(fontKey);
  const font = fonts?.lookup(fontKey);
  if (!(ref instanceof PDFRef) || !(font instanceof PDFDict)) return undefined;
  const cmap = font.lookup(name('ToUnicode'));
  const descendant = font.lookupMaybe(name('DescendantFonts'), PDFArray)?.lookupMaybe(0, PDFDict);
  const widths = descendant?.lookupMaybe(name('W'), PDFArray);
  if (!(cmap instanceof PDFRawStream) || !descendant || !widths) return undefined;
  const usual = descendant.lookupMaybe(name('DW'), PDFNumber)?.asNumber() ?? 1000;
  const byCode = widthMap(widths);
  const codes = unicodeMap(Buffer.from(decodePDFRawStream(cmap).decode()).toString('latin1'));
  const glyphs = new Map([...codes].map(([letter, code]) => [letter, { code, width: byCode.get(code) ?? usual }]));
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
  document: PDFDocument,
  { lines, width, height }: { lines: readonly string[]; width: number; height: number },
): PDFRawStream | undefined {
  const font = appearanceFont(document);
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
  return document.context.flateStream(content, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, width, height],
    Resources: { Font: { F: font.ref } },
  });
}
