import { PDFArray, PDFBool, PDFDict, PDFHexString, PDFName, PDFNull, PDFNumber, PDFRawStream, PDFRef } from 'pdf-lib';
import type { PDFContext, PDFObject } from 'pdf-lib';
import type { PdfDictionary, PdfValue } from './object-reader.js';

/** A name as pdf-lib keeps it: it would take `#` and two digits for an escape. */
const nameOf = (value: string): PDFName => PDFName.of(value.replaceAll('#', '#23'));

/** A dictionary that was read, as an editable one. */
export function toDict(entries: PdfDictionary, context: PDFContext): PDFDict {
  const dict = PDFDict.withContext(context);
  for (const [key, value] of entries) dict.set(nameOf(key), toObject(value, context));
  return dict;
}

/** A value that was read, as one that can be edited and written; strings are written in hexadecimal from now on. */
export function toObject(value: PdfValue, context: PDFContext): PDFObject {
  switch (value.kind) {
    case 'null':
      return PDFNull;
    case 'boolean':
      return value.value ? PDFBool.True : PDFBool.False;
    case 'number':
      return PDFNumber.of(value.value);
    case 'name':
      return nameOf(value.value);
    case 'string':
      return PDFHexString.fromBytes(value.bytes);
    case 'reference':
      return PDFRef.of(value.number, value.generation);
    case 'array': {
      const array = PDFArray.withContext(context);
      for (const item of value.items) array.push(toObject(item, context));
      return array;
    }
    case 'dictionary':
      return toDict(value.entries, context);
    case 'stream':
      return PDFRawStream.of(toDict(value.entries, context), value.data);
  }
}
