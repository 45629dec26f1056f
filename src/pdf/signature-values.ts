import { PDFArray, PDFHexString, PDFName, PDFNumber, PDFString } from 'pdf-lib';
import type { PdfBase } from './incremental-base.js';
import { signatureFields } from './signature-fields.js';

/** A signature, or a document time-stamp, as its field leads to it. */
export interface SignatureValue {
  field: string;
  /** `/SubFilter`: what kind of value it is. */
  kind: string;
  /** The whole value of /Contents, with what fills it up. */
  contents: Uint8Array;
  /** Where the bytes that it is over end. */
  end: number;
}

/** Everything that stands signed in a file, in the order it was signed. Values are not looked into. */
export function signatureValues(base: PdfBase): SignatureValue[] {
  const found = signatureFields(base).flatMap(({ name, dict }): SignatureValue[] => {
    const value = base.dict(dict.get(PDFName.of('V')));
    const contents = base.resolve(value?.get(PDFName.of('Contents')));
    const kind = base.resolve(value?.get(PDFName.of('SubFilter')));
    if (!(contents instanceof PDFHexString || contents instanceof PDFString)) return [];
    const range = base.resolve(value?.get(PDFName.of('ByteRange')));
    const [, , start = 0, length = 0] = (range instanceof PDFArray ? range.asArray() : []).map((item) => {
      const number = base.resolve(item);
      return number instanceof PDFNumber ? number.asNumber() : 0;
    });
    const filter = kind instanceof PDFName ? kind.decodeText() : '';
    return [{ field: name, kind: filter, contents: contents.asBytes(), end: start + length }];
  });
  return found.sort((one, other) => one.end - other.end);
}
