import { ParseSpeeds, PDFDict, PDFDocument, PDFName, PDFObjectCopier, PDFRef } from 'pdf-lib';
import { appearanceFontKey } from './appearance.js';

const name = (value: string): PDFName => PDFName.of(value);

/**
 * Puts the font of a page that shows every letter into the form's default resources. Signing then draws its lines with a font that is
 * embedded already, and needs neither Typst nor font files. Does nothing without a form or such a page.
 */
export async function embedAppearanceFont(document: PDFDocument, letters: Uint8Array | undefined): Promise<void> {
  const form = document.catalog.lookupMaybe(name('AcroForm'), PDFDict);
  if (!form || !letters) return;
  const page = await PDFDocument.load(letters, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  const font = page.getPage(0).node.Resources()?.lookup(name('Font'), PDFDict).values()[0];
  if (!(font instanceof PDFRef)) return;
  const copied = PDFObjectCopier.for(page.context, document.context).copy(font);
  form.set(name('DR'), document.context.obj({ Font: { [appearanceFontKey.decodeText()]: copied } }));
}
