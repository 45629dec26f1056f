import { PDFArray, PDFDict, PDFName, PDFNumber, PDFString } from 'pdf-lib';
import type { PdfBase } from './incremental-base.js';

const name = (value: string): PDFName => PDFName.of(value);

function versionOf({ bytes, catalog, resolve }: PdfBase): number {
  const header = Number(/^%PDF-(\d\.\d)/.exec(String.fromCharCode(...bytes.subarray(0, 8)))?.[1]);
  const later = resolve(catalog.get(name('Version')));
  return Math.max(header, later instanceof PDFName ? Number(later.decodeText()) || 0 : 0);
}

const extensionsOf = (base: PdfBase, catalog: PDFDict): PDFDict =>
  base.dict(catalog.get(name('Extensions')))?.clone(base.context) ?? base.context.obj({});

/** Says in the catalog of a PDF 1.7 file that it uses what PAdES adds (ISO 32000-1, 7.12): ESIC level 2, unless it, or what holds it, is named. */
export function namePades(base: PdfBase, catalog: PDFDict): void {
  const extensions = extensionsOf(base, catalog);
  if (versionOf(base) !== 1.7 || extensions.has(name('ESIC')) || extensions.has(name('ADBE'))) return;
  extensions.set(name('ESIC'), base.context.obj({ BaseVersion: '1.7', ExtensionLevel: 2 }));
  catalog.set(name('Extensions'), extensions);
}

/** Says in the catalog that the file holds EdDSA signatures (ISO/TS 32002, 6). An extension of ISO that is named already stays as it is. */
export function nameEdDsa(base: PdfBase, catalog: PDFDict): void {
  const extensions = extensionsOf(base, catalog);
  if (extensions.has(name('ISO_'))) return;
  const one = PDFDict.withContext(base.context);
  one.set(name('BaseVersion'), name('2.0'));
  one.set(name('ExtensionLevel'), PDFNumber.of(32002));
  one.set(name('ExtensionRevision'), PDFString.of(':2022'));
  one.set(name('URL'), PDFString.of('https://www.iso.org/standard/45875.html'));
  const list = PDFArray.withContext(base.context);
  list.push(one);
  extensions.set(name('ISO_'), list);
  catalog.set(name('Extensions'), extensions);
}
