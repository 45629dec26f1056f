import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFRef, PDFString } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import type { PdfBase } from './incremental-base.js';

/** A signature field of the form (ISO 32000-1, 12.7.4.5) with its first widget, which is often the same dictionary. */
export interface SignatureField {
  /** The full name, parts joined with dots. */
  name: string;
  /** `/TU`: what assistive technology reads. */
  label: string | undefined;
  signed: boolean;
  /** The reference of the field's dictionary. */
  ref: PDFRef;
  dict: PDFDict;
  widgetRef: PDFRef;
  widget: PDFDict;
  /** Width and height of the widget in points; 0 when it has no visible area. */
  width: number;
  height: number;
}

/** The text of a PDF string, however it is written; `undefined` for anything else. */
const textOf = (value: PDFObject | undefined): string | undefined =>
  value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined;

const elements = (base: PdfBase, value: PDFObject | undefined): PDFObject[] => {
  const found = base.resolve(value);
  return found instanceof PDFArray ? found.asArray() : [];
};

function sizeOf(base: PdfBase, widget: PDFDict): { width: number; height: number } {
  const corners = elements(base, widget.get(PDFName.of('Rect'))).map((item) => {
    const value = base.resolve(item);
    return value instanceof PDFNumber ? value.asNumber() : 0;
  });
  const [left = 0, bottom = 0, right = 0, top = 0] = corners;
  return { width: Math.abs(right - left), height: Math.abs(top - bottom) };
}

/** All signature fields, in the order of the form. Fields without an object number of their own cannot be signed and are left out. */
export function signatureFields(base: PdfBase): SignatureField[] {
  const found: SignatureField[] = [];
  const seen = new Set<PDFRef>();
  const visit = (value: PDFObject, prefix: string, inheritedType: PDFObject | undefined): void => {
    const dict = base.dict(value);
    if (!(value instanceof PDFRef) || !dict || seen.has(value)) return;
    seen.add(value);
    const part = textOf(base.resolve(dict.get(PDFName.of('T'))));
    const name = part === undefined ? prefix : prefix ? `${prefix}.${part}` : part;
    const type = base.resolve(dict.get(PDFName.of('FT'))) ?? inheritedType;
    const kids = elements(base, dict.get(PDFName.of('Kids')));
    const fields = kids.filter((kid) => base.dict(kid)?.has(PDFName.of('T')));
    if (fields.length > 0) {
      for (const kid of fields) visit(kid, name, type);
      return;
    }
    if (type !== PDFName.of('Sig')) return;
    const widgetRef = kids[0] instanceof PDFRef ? kids[0] : value;
    const widget = base.dict(widgetRef) ?? dict;
    const label = textOf(base.resolve(dict.get(PDFName.of('TU'))));
    const signed = base.resolve(dict.get(PDFName.of('V'))) !== undefined;
    found.push({ name, label, signed, ref: value, dict, widgetRef, widget, ...sizeOf(base, widget) });
  };
  const form = base.dict(base.catalog.get(PDFName.of('AcroForm')));
  for (const field of elements(base, form?.get(PDFName.of('Fields')))) visit(field, '', undefined);
  return found;
}

/** What a certification signature allows later: 1 nothing, 2 forms and signatures, 3 also annotations (12.8.2.2). `undefined` when there is none. */
export function certificationLevel(base: PdfBase): number | undefined {
  const signature = base.dict(base.dict(base.catalog.get(PDFName.of('Perms')))?.get(PDFName.of('DocMDP')));
  if (!signature) return undefined;
  for (const item of elements(base, signature.get(PDFName.of('Reference')))) {
    const reference = base.dict(item);
    if (reference?.get(PDFName.of('TransformMethod')) !== PDFName.of('DocMDP')) continue;
    const level = base.resolve(base.dict(reference.get(PDFName.of('TransformParams')))?.get(PDFName.of('P')));
    return level instanceof PDFNumber ? level.asNumber() : 2;
  }
  return undefined;
}
