import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
  PDFString,
} from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';

/** Keys that lead back up, or that signing itself may change. */
const left = new Set(['Parent', 'P', 'StructParent', 'StructParents', 'Annots']);
const leftOfCatalog = new Set(['AcroForm', 'DSS', 'Extensions', 'Pages', 'Perms']);

function shown(object: PDFObject | undefined, document: PDFDocument, open: readonly string[] = []): string {
  if (object instanceof PDFRef) {
    const name = object.toString();
    if (open.includes(name) || open.length > 40) return '@';
    return shown(document.context.lookup(object), document, [...open, name]);
  }
  if (object instanceof PDFArray) {
    return `[${object
      .asArray()
      .map((item) => shown(item, document, open))
      .join(' ')}]`;
  }
  // However it is spelled.
  if (object instanceof PDFString || object instanceof PDFHexString)
    return `(${Buffer.from(object.asBytes()).toString('hex')})`;
  if (object instanceof PDFNumber) return String(object.asNumber());
  const dictionary = object instanceof PDFRawStream ? object.dict : object;
  if (!(dictionary instanceof PDFDict)) return String(object);
  const entries = dictionary
    .entries()
    .filter(([key]) => !left.has(key.decodeText()))
    .map(([key, value]) => `${key.toString()} ${shown(value, document, open)}`)
    .sort();
  const data = object instanceof PDFRawStream ? Buffer.from(object.contents).toString('base64') : '';
  return `<<${entries.join(' ')}>>${data}`;
}

/** A waiting or new signature field shows nothing of the document; what it may look like is judged by the verifier. */
function isSignature(annotation: PDFObject | undefined): boolean {
  return annotation instanceof PDFDict && annotation.get(PDFName.of('FT'))?.toString() === '/Sig';
}

/**
 * What a file says to whoever opens it, as a string, read by another library than ours, and a forgiving one: its pages with what is on them, its
 * form values, and what it does. Signatures and validation data are left out. `null` when that library cannot read it.
 */
export async function meaning(bytes: Uint8Array): Promise<string | null> {
  try {
    const document = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: false });
    const pages = document.getPages().map(({ node }) => {
      const annotations = node.Annots()?.asArray() ?? [];
      const others = annotations.filter((each) => !isSignature(document.context.lookup(each)));
      return `${shown(node, document)} ${others.map((each) => shown(each, document)).join(' ')}`;
    });
    const catalog = document.catalog
      .entries()
      .filter(([key]) => !leftOfCatalog.has(key.decodeText()))
      .map(([key, value]) => `${key.toString()} ${shown(value, document)}`)
      .sort();
    const form = document.catalog.lookup(PDFName.of('AcroForm'));
    const fields = form instanceof PDFDict ? form.lookup(PDFName.of('Fields')) : undefined;
    const values = (fields instanceof PDFArray ? fields.asArray() : [])
      .filter((each) => !isSignature(document.context.lookup(each)))
      .map((each) => shown(each, document));
    return [...pages, ...catalog, ...values].join('\n');
  } catch {
    return null;
  }
}
